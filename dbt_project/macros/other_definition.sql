{#- Whether two values follow two definitions. What names none may follow either, but does not count cases carried
    over. -#}
{% macro other_definition(one, other) -%}
    coalesce({{ one }} <> {{ other }}, coalesce({{ one }}, {{ other }}) = 'with_carried_over', false)
{%- endmacro %}
