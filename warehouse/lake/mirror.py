"""Making one attached database equal to another: tables by the rows that differ, views and macros by their text.

The same both ways: a published file into the lake, a snapshot of the lake into a file. What DuckLake cannot hold does
not get there: keys and indexes, comments on macros and on columns of views.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.loading.literals import literal

if TYPE_CHECKING:
    import duckdb

_TABLES = """
select schema_name, table_name, list((column_name, data_type) order by column_index)
from duckdb_columns()
semi join duckdb_tables() using (database_name, schema_name, table_name)
where database_name = ? and schema_name <> ?
group by all
order by all
"""
_VIEWS = "select schema_name, view_name, sql from duckdb_views() where database_name = ? and not internal"
_MACROS = """
select schema_name, function_name, parameters, macro_definition, function_type
from duckdb_functions()
where database_name = ? and not internal and function_type in ('macro', 'table_macro')
"""
_COMMENTS = """
select 'table', schema_name, table_name, null, comment from duckdb_tables() where database_name = $1
union all
select 'view', schema_name, view_name, null, comment from duckdb_views() where database_name = $1 and not internal
union all
select 'column', schema_name, table_name, column_name, comment
from duckdb_columns()
semi join duckdb_tables() using (database_name, schema_name, table_name)
where database_name = $1
"""
_VIEW_HEAD = re.compile(r"^create view (?:.+?) as ", re.IGNORECASE)
"""`CREATE VIEW marts.term_yoy AS `, which DuckLake returns without the schema."""
_REPRINTED = re.compile(r'(?<= AS )"([A-Z]+)"|(?<=,) (?=\d)')
"""How DuckDB prints anew what it has read back from its own print: `CAST(value AS "DOUBLE")`, `DECIMAL(28, 6)`."""

Name = tuple[str, str]
"""Schema and name."""


@dataclass(frozen=True, slots=True)
class Written:
    """Rows that a mirror wrote."""

    added: int
    removed: int
    """Rows; a changed one is removed and added."""


def mirror(con: duckdb.DuckDBPyConnection, source: str, target: str, *, apart: str = "") -> Written:
    """Makes `target` hold what `source` holds, but for the schema `apart`, in the transaction that the caller began.

    Both are names of attached databases; tables that are equal already, row for row, are not touched.
    """
    before, now = _tables(con, target, apart), _tables(con, source, apart)
    con.execute(f"use {target}")  # names in views and macros are looked up there
    for schema in sorted({schema for schema, _ in now}):
        con.execute(f'create schema if not exists {target}."{schema}"')
    gone = sorted(before.keys() - now.keys())
    for name in gone:
        con.execute(f"drop table {target}.{_quoted(name)}")
    made = [name for name in now if now[name] != before.get(name)]
    counts = [_write_table(con, source, target, name, now[name], anew=name in made) for name in now]
    _write_views(con, source, target)
    _write_macros(con, source, target)
    _write_comments(con, source, target, now.keys())
    added, removed = sum(count[0] for count in counts), sum(count[1] for count in counts)
    return Written(added, removed)


def _tables(con: duckdb.DuckDBPyConnection, database: str, apart: str) -> dict[Name, list[Name]]:
    """Each table with its columns and their types."""
    rows = con.execute(_TABLES, [database, apart]).fetchall()
    return {(schema, table): columns for schema, table, columns in rows}


def _write_table(
    con: duckdb.DuckDBPyConnection, source: str, target: str, name: Name, columns: list[Name], *, anew: bool
) -> tuple[int, int]:
    """Rows that were added and removed."""
    table, types = _quoted(name), ", ".join(f'"{column}" {type_}' for column, type_ in columns)
    if anew:
        con.execute(f"create or replace table {target}.{table} ({types})")
        return _changed(con, f"insert into {target}.{table} from {source}.{table}"), 0
    names = ", ".join(f'"{column}"' for column, _ in columns)
    row = f"hash({names})"
    # A row that one side has more often than the other is written as often as the source has it.
    con.execute(
        f"create or replace temp table differing as select row_hash from ("
        f"select {row} as row_hash, 1 as side from {source}.{table} "
        f"union all select {row}, -1 from {target}.{table}) group by all having sum(side) <> 0"
    )
    if not con.execute("select count(*) from differing").fetchall()[0][0]:
        return 0, 0
    differing = f"where {row} in (select row_hash from differing)"
    removed = _changed(con, f"delete from {target}.{table} {differing}")
    return _changed(con, f"insert into {target}.{table} from {source}.{table} {differing}"), removed


def _write_views(con: duckdb.DuckDBPyConnection, source: str, target: str) -> None:
    views = [
        {(schema, name): f"as {_VIEW_HEAD.sub('', sql)}" for schema, name, sql in con.execute(_VIEWS, [db]).fetchall()}
        for db in (source, target)
    ]
    _define(con, target, "view", *views)


def _write_macros(con: duckdb.DuckDBPyConnection, source: str, target: str) -> None:
    for kind in ("macro", "macro table"):
        _define(con, target, kind, *(_macros(con, database, kind) for database in (source, target)))


def _macros(con: duckdb.DuckDBPyConnection, database: str, kind: str) -> dict[Name, str]:
    table = kind.removeprefix("macro").strip()
    return {
        (schema, name): f"({', '.join(parameters)}) as {table} {body}"
        for schema, name, parameters, body, type_ in con.execute(_MACROS, [database]).fetchall()
        if type_ == ("table_macro" if table else "macro")
    }


def _define(
    con: duckdb.DuckDBPyConnection, target: str, kind: str, now: dict[Name, str], before: dict[Name, str]
) -> None:
    """Makes what differs, in an order in which each finds those that it is made of."""
    import duckdb

    for name in sorted(before.keys() - now.keys()):
        con.execute(f"drop {kind} {target}.{_quoted(name)}")
    known = {name: _as_printed(body) for name, body in before.items()}
    waiting = sorted(name for name in now if _as_printed(now[name]) != known.get(name))
    while waiting:
        later = []
        for name in waiting:
            try:
                con.execute(f"create or replace {kind.split(maxsplit=1)[0]} {target}.{_quoted(name)} {now[name]}")
            except duckdb.CatalogException:
                later.append(name)
                if len(later) == len(waiting):
                    raise
        waiting = later


def _as_printed(body: str) -> str:
    """A definition as DuckDB prints it the first time. Where another one is taken for a change, it is made again."""
    return _REPRINTED.sub(r"\1", body)


def _write_comments(con: duckdb.DuckDBPyConnection, source: str, target: str, tables: Any) -> None:
    """Descriptions of tables, views and columns of tables, where the target does not have them yet."""
    now, before = (set(con.execute(_COMMENTS, [database]).fetchall()) for database in (source, target))
    statements = []
    for kind, schema, name, column, comment in sorted(now - before, key=str):
        if comment is not None:
            place = _quoted((schema, name)) + (f'."{column}"' if column else "")
            statements.append(f"comment on {kind} {target}.{place} is {literal(comment)};")
    con.execute("\n".join(statements))


def _changed(con: duckdb.DuckDBPyConnection, statement: str) -> int:
    """The number of rows that a statement wrote or deleted."""
    return int(con.execute(statement).fetchall()[0][0])


def _quoted(name: Name) -> str:
    return ".".join(f'"{part}"' for part in name)
