{#- Whether two closed intervals share a point. The allowance is for binary fractions alone: 0.1 + 0.2. -#}
{% macro intervals_overlap(low, high, other_low, other_high) -%}
    ({{ low }} <= {{ other_high }} + 1e-9 and {{ other_low }} <= {{ high }} + 1e-9)
{%- endmacro %}
