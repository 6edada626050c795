{#- Descriptions of a relation and its columns in one statement. dbt's own macro asks for the columns first, twice, to
    leave out those that are not there, and calls two macros for each: a third of what a small model costs. Here a
    column that is not there fails.
    DuckLake holds no descriptions of the columns of views. -#}
{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) -%}
    {%- set described = [] -%}
    {%- if for_relation and config.persist_relation_docs() and model.description -%}
        {%- do described.append(alter_relation_comment(relation, model.description)) -%}
    {%- endif -%}
    {%- if for_columns and config.persist_column_docs() and not (relation.is_view and adapter.is_ducklake(relation)) -%}
        {%- set table = relation | string -%}
        {%- for column in model.columns.values() if column.description -%}
            {%- set text = column.description | replace("'", "''") -%}
            {%- do described.append('comment on column ' ~ table ~ '."' ~ column.name ~ '" is \'' ~ text ~ '\';') -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if described -%}
        {%- do run_query(described | join('\n')) -%}
    {%- endif -%}
{%- endmacro %}
