{#- Whether a count became ten times as many, or a tenth: more often a lost 万 than news. Steps below ten are
    passed over, for 1 to 10 is tenfold too. -#}
{% macro is_tenfold(value, prior) -%}
    (
        {{ prior }} > 0
        and abs({{ value }} - {{ prior }}) >= 10
        and ({{ value }} >= 10 * {{ prior }} or 10 * {{ value }} <= {{ prior }})
    )
{%- endmacro %}
