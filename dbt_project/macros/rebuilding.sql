{#- Which rows of an incremental model are made anew, and which stay as the build before made them.

    int_report_change says it of each report: its own rows are rebuilt where anything that they are made of has
    changed since the last whole build, and so are those of the report that it is the year before of. Aggregates over
    publishers are rebuilt year by year. What the last whole build was made of is kept in intermediate.report_built. -#}

{#- Whether `column` names a report to rebuild, or a year or a publisher that has one; true of all rows where the model
    is built as a whole. Few reports are named one by one: DuckDB carries a list down to the scan of a table, through
    views and joins, a subquery it does not. -#}
{% macro is_rebuilt(column) -%}
    {%- set changes = report_changes() -%}
    {{ among_rebuilt(column, changes) if is_partial() else 'true' }}
{%- endmacro %}

{% macro among_rebuilt(column, changes) -%}
    {%- set values -%}
        select distinct {{ changed_by(column) }} from {{ changes }}
        where is_rebuilt and {{ changed_by(column) }} is not null
    {%- endset -%}
    {%- set few = run_query(values ~ ' order by all limit 101').columns[0].values() -%}
    {%- set named = [] -%}
    {%- for value in few -%}
        {%- do named.append("'" ~ (value | string | replace("'", "''")) ~ "'") -%}
    {%- endfor -%}
    {{ column ~ ' in (' ~ (values if few | length > 100 else named | join(', ') or 'null') ~ ')' }}
{%- endmacro %}

{#- Whether the model is built on what it held before. Unit tests build models as a whole. -#}
{% macro is_partial() -%}
    {{ return(execute and model.resource_type != 'unit_test' and is_incremental()) }}
{%- endmacro %}

{#- What the strategy reads, said where dbt looks for what a model depends on. -#}
{% macro report_changes() -%}
    {{ return(none if model.resource_type == 'unit_test' else ref('int_report_change')) }}
{%- endmacro %}

{#- The column of int_report_change that a column of a model is compared with. -#}
{% macro changed_by(column) -%}
    {%- if column.endswith('year') -%} report_year
    {%- elif column.endswith('publisher_key') -%} publisher_key
    {%- else -%} sha256
    {%- endif -%}
{%- endmacro %}

{#- Rows of reports (or years) that are rebuilt, and of those that are gone, make room for the new ones. `keys` names
    the column, or the columns, that hold a report's sha256; or the one that holds the year. -#}
{% macro delete_rebuilt(relation, keys) -%}
    delete from {{ relation }}
    where
    {%- for key in ([keys] if keys is string else keys) %}
        {{ 'or ' if not loop.first }}{{ key }} not in (
            select {{ changed_by(key) }} from {{ report_changes() }}
            where {{ changed_by(key) }} is not null
            group by all
            having not bool_or(is_rebuilt)
        )
    {%- endfor %}
{%- endmacro %}

{#- What the last whole build was made of, as a relation; none before the first one. -#}
{% macro report_built() -%}
    {%- if execute -%}
        {{ return(adapter.get_relation(this.database, this.schema, 'report_built')) }}
    {%- endif -%}
{%- endmacro %}

{#- Keeps what a build was made of, once all incremental models hold it: after a build in which one failed or was left
    out, the next one starts from the same state as this one did. -#}
{% macro keep_report_state(results) -%}
    {%- if execute and flags.WHICH in ('build', 'run') -%}
        {%- set made = results | selectattr('status', 'equalto', 'success') | map(attribute='node.unique_id') | list -%}
        {%- set models = graph.nodes.values() | selectattr('config.materialized', 'equalto', 'incremental') -%}
        {%- if models | map(attribute='unique_id') | reject('in', made) | list | length == 0 -%}
            {%- set state = graph.nodes['model.' ~ project_name ~ '.int_report_state'] -%}
            {%- set schema = state.database ~ '.' ~ state.schema -%}
            {%- set built = schema ~ '.report_built' -%}
            create or replace table {{ built }} as select * from {{ schema }}.{{ state.alias }};
            comment on table {{ built }} is 'One row per vintage at the last whole build, as int_report_state told it.';
            {%- for column in state.columns.values() %}
            comment on column {{ built }}.{{ column.name }} is '{{ column.description | replace("'", "''") }}';
            {%- endfor %}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{#- A hash over all models and seeds as they are written: a report is built anew where one of them has changed. Macros
    are not among them; after changing one, dbt has to be told to build all (--full-refresh). -#}
{% macro project_hash() -%}
    {%- if execute -%}
        {%- set checksums = [] -%}
        {%- for node in graph.nodes.values() if node.resource_type in ('model', 'seed') -%}
            {%- do checksums.append(node.unique_id ~ node.checksum.checksum) -%}
        {%- endfor -%}
        {{ local_md5(checksums | sort | join(' ')) }}
    {%- endif -%}
{%- endmacro %}
