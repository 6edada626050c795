"""Views of the marts in schema `main`, where every client looks first: `from indicator_yoy` works without a setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.loading.literals import literal

if TYPE_CHECKING:
    import duckdb

_MARTS = """
select table_name as name, comment from duckdb_tables()
where database_name = current_database() and schema_name = 'marts'
union all
select view_name, comment from duckdb_views()
where database_name = current_database() and schema_name = 'marts'
order by name
"""
_COLUMNS = """
select table_name, column_name, comment from duckdb_columns()
where database_name = current_database() and schema_name = 'marts' and comment is not null
order by table_name, column_index
"""


def install_marts(con: duckdb.DuckDBPyConnection) -> int:
    """Writes a view of each mart into schema `main`, with the descriptions of the mart; the number of marts."""
    marts = con.execute(_MARTS).fetchall()
    for name, comment in marts:
        con.execute(f'create or replace view main."{name}" as from marts."{name}"')
        if comment:
            con.execute(f'comment on view main."{name}" is {literal(comment)}')
    for name, column, comment in con.execute(_COLUMNS).fetchall():
        con.execute(f'comment on column main."{name}"."{column}" is {literal(comment)}')
    return len(marts)
