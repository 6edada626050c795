"""Queries as text: what is asked is written into the SQL, so that what was run can be copied and run elsewhere.

A query is a file of `queries/` with `$names`. Nothing but literals takes their places: what a reader types is quoted
here, in one place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

Literal = str | int | float | Decimal | bool | list[str] | None
_QUERIES = Path(__file__).parent / "queries"
_PLACE = re.compile(r"\$(\w+)")
_TABLE = re.compile(r"\b(?:marts|audit|raw|main)\.\w+")


class MissingTables(Exception):
    """The published file is older than the page and lacks what a view is made of; `names` are tables or columns."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that a query gave, and the query itself, ready to be run anywhere."""

    frame: pd.DataFrame
    sql: str


def query(name: str, **asked: Literal) -> str:
    """The SQL of `queries/<name>.sql` with literals for its `$names`.

    Raises `KeyError` where a name is not given, `ValueError` where one is given that the query does not have.
    """
    text = _text(name)
    if unknown := asked.keys() - names_in(name):
        raise ValueError(f"queries/{name}.sql has no place for {', '.join(sorted(unknown))}")
    return _PLACE.sub(lambda place: literal(asked[place[1]]), text)


def counted(name: str, by: tuple[str, ...], **asked: Literal) -> str:
    """The SQL that counts the rows of `queries/<name>.sql` by its columns `by`, as `row_count`."""
    rows = query(name, **asked).strip()
    return f"select {', '.join(by)}, count(*) as row_count\nfrom (\n{rows}\n)\ngroup by all\norder by all"


def names_in(name: str) -> set[str]:
    """The `$names` that `queries/<name>.sql` asks for."""
    return set(_PLACE.findall(_text(name)))


def literal(value: Literal) -> str:
    """`value` as DuckDB writes it. A zero byte, which no text of the warehouse has, becomes U+FFFD."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]::varchar[]"
    if isinstance(value, str):
        return "'" + value.replace("\0", "\ufffd").replace("'", "''") + "'"
    return str(value)


def tables_of(sql: str) -> set[str]:
    """Tables, views and macros that a query names, each with its schema."""
    return set(_TABLE.findall(sql))


def answer(con: duckdb.DuckDBPyConnection, sql: str) -> Answer:
    """Runs `sql`. Whole numbers stay whole though some are missing. Raises `MissingTables` for an older file."""
    import duckdb

    try:
        frame = con.execute(sql).df()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise MissingTables(_missing(con, sql) or [str(error).splitlines()[0]]) from error
    return Answer(frame.convert_dtypes(), sql)


def _missing(con: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    found = con.execute(
        "select schema_name || '.' || table_name from duckdb_tables() union all "
        "select schema_name || '.' || view_name from duckdb_views() union all "
        "select schema_name || '.' || function_name from duckdb_functions() where function_type = 'table_macro'"
    ).fetchall()
    return sorted(tables_of(sql) - {name for (name,) in found})


@cache
def _text(name: str) -> str:
    return (_QUERIES / f"{name}.sql").read_text(encoding="utf-8")
