select
    schema_name,
    column_name,
    data_type,
    comment as description
from duckdb_columns()
where
    database_name = current_database()
    and asked_table in (table_name, schema_name || '.' || table_name)
order by schema_name, column_index
