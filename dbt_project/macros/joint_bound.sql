{#- The bound of a sum, aggregated over the bounds of its parts: hedges of one direction keep it, opposite
    ones leave no more than "about". -#}
{% macro joint_bound(bound) -%}
    case
        when bool_and({{ bound }} = 'exact') then 'exact'
        when bool_and({{ bound }} in ('exact', 'at_least')) then 'at_least'
        when bool_and({{ bound }} in ('exact', 'at_most')) then 'at_most'
        else 'about'
    end
{%- endmacro %}
