"""Opening the warehouse that was built last, published or not, to look into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.workspace import UserError, Workspace

if TYPE_CHECKING:
    import duckdb


def open_warehouse(*, candidate: bool) -> duckdb.DuckDBPyConnection:
    """The candidate or the published warehouse, read-only. Raises `UserError` where there is none or it is written."""
    from cli.sql import open_published

    return open_last_built() if candidate else open_published()


def open_last_built() -> duckdb.DuckDBPyConnection:
    """The candidate, read-only; tables need no schema before their name."""
    import duckdb

    path = Workspace.from_environment().candidate
    if not path.exists():
        raise UserError(f"{path}: nothing was built here yet. Run `fazhi refresh` first, or set FAZHI_DATA.")
    try:
        con = duckdb.connect(path, read_only=True)
    except duckdb.IOException as error:
        raise UserError(f"{path}: a refresh is writing it now. Wait for its end, and ask again.") from error
    known = {row[0] for row in con.execute("select schema_name from duckdb_schemas() where not internal").fetchall()}
    con.execute(f"set search_path = '{','.join(name for name in ('marts', 'audit', 'raw') if name in known)},main'")
    return con


def has_table(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether the warehouse has a table of that name, with its schema: a build that failed may lack some."""
    schema, name = table.split(".")
    query = "select count(*) from duckdb_columns() where schema_name = ? and table_name = ?"
    return bool(con.execute(query, [schema, name]).fetchall()[0][0])
