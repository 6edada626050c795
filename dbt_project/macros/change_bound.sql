{#- How a change is hedged, given the hedges of a value and of the one before it. The change grows with the value
    and falls with the prior one: 4000余 after 3000 is a growth of at least 1000, 4000 after 3000余 of at most. -#}
{% macro change_bound(bound, prior_bound) -%}
    case
        when {{ bound }} = 'exact' and {{ prior_bound }} = 'exact' then 'exact'
        when {{ bound }} in ('exact', 'at_least') and {{ prior_bound }} in ('exact', 'at_most') then 'at_least'
        when {{ bound }} in ('exact', 'at_most') and {{ prior_bound }} in ('exact', 'at_least') then 'at_most'
        when {{ prior_bound }} is not null then 'about'
    end
{%- endmacro %}
