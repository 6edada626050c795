{#- Keys, required values, known values and references of one table in one query: what dbt does around a test costs far
    more than the query. One row per broken rule, with the number of rows (for a key: of its values) that break it.

    unique: lists of columns that together tell the rows apart; null counts as a value.
    not_null: columns. known_values: column → all that it may hold, besides null.
    references: column → `to`, a relation, and `field`, its column that has to hold every value besides null. -#}
{% test keeps_rules(model, unique=[], not_null=[], known_values={}, references={}) %}
{{ config(fail_calc='coalesce(sum(row_count), 0)::bigint') }}
{%- set broken = {} -%}
{%- for column in not_null -%}
    {%- do broken.update({column ~ ' is null': '"' ~ column ~ '" is null'}) -%}
{%- endfor -%}
{%- for column, known in known_values.items() -%}
    {%- set listed = "('" ~ known | join("', '") ~ "')" -%}
    {%- do broken.update({column ~ ' is none of ' ~ known | join(', '): '"' ~ column ~ '" not in ' ~ listed}) -%}
{%- endfor -%}
with broken_rules as (
    {%- if broken %}
    select
        unnest(['{{ broken | join("', '") }}']) as rule,
        unnest(row_counts) as row_count
    from (
        select [
            {%- for condition in broken.values() %}
            count_if({{ condition }}){{ ',' if not loop.last }}
            {%- endfor %}
        ] as row_counts
        from {{ model }}
    )
    {%- endif %}
    {%- for columns in unique %}
    {{ 'union all' if broken or not loop.first }}
    select '{{ columns | join(', ') }} is not unique' as rule, count(*) as row_count
    from (select 1 from {{ model }} group by "{{ columns | join('", "') }}" having count(*) > 1)
    {%- endfor %}
    {%- for column, known in references.items() %}
    {{ 'union all' if broken or unique or not loop.first }}
    select '{{ column }} is not in {{ known.field }} of {{ known.to.identifier }}' as rule, count(*) as row_count
    from {{ model }}
    where "{{ column }}" not in (select "{{ known.field }}" from {{ known.to }} where "{{ known.field }}" is not null)
    {%- endfor %}
)

select rule, row_count from broken_rules
where row_count > 0
{% endtest %}
