"""Opening a warehouse to read it: the published one, or the one that was built last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.workspace import UserError, Workspace

if TYPE_CHECKING:
    import duckdb


def open_warehouse(workspace: Workspace, *, candidate: bool) -> duckdb.DuckDBPyConnection:
    """The candidate or the published warehouse, read-only. Raises `UserError` where there is none or it is written."""
    return open_last_built(workspace) if candidate else open_published(workspace)


def open_published(workspace: Workspace) -> duckdb.DuckDBPyConnection:
    """The published warehouse, read-only; tables need no schema before their name."""
    import duckdb

    if not workspace.warehouse.exists():
        raise UserError(
            f"{workspace.warehouse}: nothing is published here yet. Run `fazhi refresh` first, or set FAZHI_DATA."
        )
    con = duckdb.connect(workspace.warehouse, read_only=True)
    con.execute("set search_path = 'marts,audit,raw,main'")
    return con


def open_last_built(workspace: Workspace) -> duckdb.DuckDBPyConnection:
    """The candidate, read-only; tables need no schema before their name."""
    import duckdb

    path = workspace.candidate
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
