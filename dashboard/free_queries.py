"""What readers ask in their own SQL: one query that only reads, for a limited time, with a limited number of rows."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

SECONDS, ROWS = 10.0, 5_000


class QueryRefused(Exception):
    """The query is not run, or failed; the message says why, as DuckDB does."""

    def __init__(self, message: str, *, kind: str = "failed") -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class FreeAnswer:
    """The first rows that a query gave, and whether there are more."""

    frame: pd.DataFrame
    sql: str
    is_cut: bool


def run(con: duckdb.DuckDBPyConnection, sql: str, *, seconds: float = SECONDS, rows: int = ROWS) -> FreeAnswer:
    """Runs one SELECT (or EXPLAIN) on a cursor of `con`.

    Raises `QueryRefused`: kind `several` for more or less than one statement, `writes` for one that does not only
    read, `slow` after `seconds`, `failed` for what DuckDB says is wrong.
    """
    import duckdb
    import pandas as pd

    cursor = con.cursor()
    _check(cursor, sql)
    limit = threading.Timer(seconds, cursor.interrupt)
    limit.start()
    try:
        found = cursor.execute(sql)
        names = [str(column[0]) for column in found.description or []]
        first = found.fetchmany(rows + 1)
    except duckdb.InterruptException:
        raise QueryRefused(f"{seconds:g}", kind="slow") from None
    except duckdb.Error as error:
        raise QueryRefused(str(error).strip()) from None
    finally:
        limit.cancel()
        cursor.close()
    frame = pd.DataFrame(first[:rows], columns=_distinct(names))
    return FreeAnswer(_with_numbers(frame).convert_dtypes(), sql, len(first) > rows)


def vocabulary(con: duckdb.DuckDBPyConnection) -> list[str]:
    """What can be completed: tables and views, macros with a bracket, columns."""
    rows = con.execute(
        "select distinct name from ("
        "select schema_name || '.' || table_name as name from duckdb_tables() where schema_name in ('marts', 'audit') "
        "union all select schema_name || '.' || view_name from duckdb_views() where schema_name in ('marts', 'audit') "
        # Schema main has each mart once more, for clients without a search path.
        "union all select view_name from duckdb_views() where schema_name = 'main' and not internal and view_name "
        "not in (select table_name from duckdb_columns() where schema_name = 'marts') "
        "union all select function_name || '(' from duckdb_functions() "
        "where function_type = 'table_macro' and schema_name = 'main' and not internal "
        "union all select column_name from duckdb_columns() where schema_name in ('marts', 'audit')) order by name"
    ).fetchall()
    return [str(name) for (name,) in rows]


def _check(cursor: duckdb.DuckDBPyConnection, sql: str) -> None:
    import duckdb

    try:
        statements = cursor.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryRefused(str(error).strip()) from None
    if len(statements) != 1:
        raise QueryRefused(str(len(statements)), kind="several")
    if statements[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
        raise QueryRefused(statements[0].type.name, kind="writes")


def _with_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """Decimals as numbers: they are to be printed, sorted and drawn as such."""
    from decimal import Decimal

    for name in frame.columns:
        if any(isinstance(value, Decimal) for value in frame[name]):
            frame[name] = [float(value) if isinstance(value, Decimal) else value for value in frame[name]]
    return frame


def _distinct(names: list[str]) -> list[str]:
    """A frame cannot be shown where two columns have one name: the second is called `name_2`."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return told
