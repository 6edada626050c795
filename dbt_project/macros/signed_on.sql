{#- The day that stands below the text, alone on its line among the last ones: 2024年3月20日.
    Null where none does, or where it is no day. -#}
{% macro signed_on(text) -%}
    try_cast(
        regexp_replace(
            regexp_extract(
                right({{ text }}, 200),
                '(?:^|\n)\s*(20[0-9]{2}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日)\s*(?:\n|$)',
                1
            ),
            '\s*([0-9]+)\s*年\s*([0-9]+)\s*月\s*([0-9]+)\s*日', '\1-\2-\3'
        ) as date
    )
{%- endmacro %}
