{#- The change of one kind (percent, points or units), aggregated from rows of one change each. -#}
{% macro stated_change(kind) -%}
    any_value(figure_id) filter (where change_kind = '{{ kind }}') as {{ kind }}_figure_id,
    any_value(value) filter (where change_kind = '{{ kind }}') as {{ kind }}_value,
    any_value(value_low) filter (where change_kind = '{{ kind }}') as {{ kind }}_low,
    any_value(value_high) filter (where change_kind = '{{ kind }}') as {{ kind }}_high,
    any_value(bound) filter (where change_kind = '{{ kind }}') as {{ kind }}_bound
{%- endmacro %}
