{#- The pairs of neighbouring characters of a text without digits and punctuation: what two sentences have in common is
    what they share of these. -#}
{% macro bigrams(text) -%}
    list_distinct(list_transform(
        range(1, length(regexp_replace({{ text }}, '[\p{P}\p{S}\p{N}\s]', '', 'g'))),
        place -> substring(regexp_replace({{ text }}, '[\p{P}\p{S}\p{N}\s]', '', 'g'), place, 2)
    ))
{%- endmacro %}
