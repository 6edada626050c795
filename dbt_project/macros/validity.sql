{#- What is made of two values is doubted where one of them is. Null counts as valid: what is not there is not
    doubted. -#}
{% macro joint_validity(one, other) -%}
    case
        when coalesce({{ one }}, 'valid') = 'refused' or coalesce({{ other }}, 'valid') = 'refused' then 'refused'
        when coalesce({{ one }}, 'valid') = 'flagged' or coalesce({{ other }}, 'valid') = 'flagged' then 'flagged'
        else 'valid'
    end
{%- endmacro %}

{#- The same, aggregated over the validity of rows. -#}
{% macro validity_of_all(validity) -%}
    case
        when bool_or({{ validity }} = 'refused') then 'refused'
        when bool_or({{ validity }} = 'flagged') then 'flagged'
        else 'valid'
    end
{%- endmacro %}
