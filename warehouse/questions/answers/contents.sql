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
-- The marts first; their views in main say nothing new.
where not (
        schema_name = 'main' and name in (
            select marts.name from relations as marts
            where marts.schema_name = 'marts'
        )
    )
order by list_position(['marts', 'main', 'audit', 'raw'], schema_name) nulls last, schema_name, name
