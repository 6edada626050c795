{#- The rows of indicator_yoy as columns: each column of the model's contract whose meta names an indicator holds the
    named column of that indicator's row. -#}
{% macro wide_mart(model) -%}
with

yoy as (

    select * from {{ ref('indicator_yoy') }}

),

final as (

    select
        publisher_key,
        any_value(region_code) as region_code,
        any_value(region_name) as region_name,
        any_value(level) as level,
        year,
        any_value(report_address) as report_address
        {%- for name, column in model.columns.items() if column.meta.indicator_code %},
        any_value({{ column.meta.column }}) filter (where indicator_code = '{{ column.meta.indicator_code }}') as {{ name }}
        {%- endfor %}
    from yoy
    where indicator_code in (
        {%- for code in model.columns.values() | map(attribute='meta.indicator_code') | select | unique %}
        {{- ", " if not loop.first }}'{{ code }}'
        {%- endfor %})
    group by publisher_key, year

)

select * from final
{%- endmacro %}
