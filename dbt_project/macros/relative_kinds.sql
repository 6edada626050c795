{#- Kinds of units that relate one number to another, and so can be neither a count nor exact. -#}
{% macro relative_kinds() -%}
    ('percent', 'permille', 'points', 'times', 'doublings')
{%- endmacro %}
