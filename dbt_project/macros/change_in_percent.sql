{#- Change of a value in percent of another that is not 0. -#}
{% macro change_in_percent(value, prior) -%}
    cast(round(100 * (cast({{ value }} as double) / {{ prior }} - 1), 4) as decimal(28, 4))
{%- endmacro %}
