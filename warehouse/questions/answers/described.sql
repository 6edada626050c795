select
    schema_name,
    column_name,
    data_type,
    comment as description
from duckdb_columns()
where
    database_name = current_database()
    and asked_table in (table_name, schema_name || '.' || table_name)
    -- A view of a mart in main has the columns of the mart.
    and not (
        schema_name = 'main'
        and asked_table not like 'main.%'
        and asked_table in (
            select table_name from duckdb_tables()
            where schema_name = 'marts'
            union all
            select view_name from duckdb_views()
            where schema_name = 'marts'
        )
    )
order by schema_name, column_index
