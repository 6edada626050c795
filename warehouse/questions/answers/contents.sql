with relations as (
    select
        schema_name,
        table_name as name,
        estimated_size as row_count,
        comment as description
    from duckdb_tables()
    where database_name = current_database()
    union all
    select
        schema_name,
        view_name as name,
        null as row_count,
        comment as description
    from duckdb_views()
    where database_name = current_database() and not internal
)

select * from relations
order by schema_name, name
