{#- Tables and views are made under their own names. dbt makes each under another name and then renames the old one and
    the new one, for databases that cannot take back a `create`; DuckDB takes back whatever a transaction did, and each
    renaming costs as much as a small table. -#}
{% materialization table, adapter='duckdb' %}
    {{ return(make_in_place('table')) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {{ return(make_in_place('view')) }}
{% endmaterialization %}

{#- An incremental model that stands is not described again, nor compared with its contract: it has the columns that it
    was made with, and after a change of the project all is built anew. dbt's own way of it takes ten queries more. -#}
{% materialization incremental, adapter='duckdb' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- if existing is none or not existing.is_table or should_full_refresh() -%}
        {{ return(make_in_place('table')) }}
    {%- endif -%}
    {%- set rebuilt_rows = api.Relation.create(identifier=this.identifier ~ '__rebuilt') -%}
    {{ run_hooks(pre_hooks) }}
    {%- call statement('main') -%}
        create or replace temporary table {{ rebuilt_rows }} as ({{ sql }});
        {{ delete_rebuilt(existing, config.require('unique_key')) }};
        insert into {{ existing }} by name select * from {{ rebuilt_rows }};
        drop table {{ rebuilt_rows }}
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ return({'relations': [existing]}) }}
{% endmaterialization %}

{% macro make_in_place(type) %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type=type) -%}
    {%- set is_refilled = type == 'table' and existing.is_table and var('refill_tables') -%}
    {{ run_hooks(pre_hooks) }}
    {%- call statement('main') -%}
        {%- if is_refilled -%}
            truncate table {{ existing }};
            insert into {{ existing }} by name ({{ sql }});
        {%- else -%}
            {%- if existing is not none %}
                drop {{ existing.type }} if exists {{ existing }};
            {%- endif %}
            {{ create_table_as(False, target, sql) if type == 'table' else get_create_view_as_sql(target, sql) }}
        {%- endif -%}
    {%- endcall -%}
    {%- if not is_refilled -%}
        {%- do persist_docs(target, model) -%}
    {%- endif -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target]}) }}
{% endmacro %}
