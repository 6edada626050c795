{#- A relative change in percent: 增长2倍 is 200, 翻两番 (doubled twice) is 300. -#}
{% macro in_percent(value, unit_kind) -%}
    cast(case {{ unit_kind }}
        when 'times' then 100 * {{ value }}
        when 'doublings' then 100 * (power(2, {{ value }}) - 1)
        when 'permille' then {{ value }} / 10
        else {{ value }}
    end as decimal(28, 6))
{%- endmacro %}
