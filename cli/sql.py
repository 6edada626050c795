"""`fazhi sql`: questions to the published warehouse."""

from __future__ import annotations

import csv
import re
import sys
from typing import TYPE_CHECKING, Any

from cli.console import print_json, tell, warn
from cli.language import say, translated
from warehouse.exporting.spreadsheets import harmless
from warehouse.opening import open_warehouse
from warehouse.workspace import UserError, Workspace

if TYPE_CHECKING:
    import duckdb

_VISIBLE = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"} | {0x7F: 0x2421, 0x9B: 0x241B}
"""Signs by which a text could steer the terminal → their pictures, such as ␛."""

PROMPT, CONTINUED = "fazhi> ", "   ...> "

_DESCRIBE = re.compile(r"\s*(?:describe|desc)\s+(?:table\s+)?(?P<table>[\w.]+)\s*;?\s*", re.IGNORECASE)
_DESCRIBED = """
select column_name, data_type as column_type, coalesce(comment, '') as description
from duckdb_columns()
where
    database_name = current_database()
    and (schema_name || '.' || table_name = $table or table_name = $table)
    and (contains($table, '.') or schema_name = (
        select schema_name from duckdb_columns()
        where database_name = current_database() and table_name = $table
        order by list_position(current_schemas(false), schema_name) nulls last
        limit 1
    ))
order by column_index
"""
"""DuckDB's own `describe` leaves out what a column means."""


def run(
    query: str | None,
    format_name: str,
    *,
    candidate: bool = False,
    lake: bool = False,
    snapshot: int | None = None,
) -> int:
    """Answers one query, or each one typed at a prompt until the end of input.

    Asks the published warehouse, the last build if `candidate`, or the lake: if `lake`, or at one of its snapshots.
    """
    if lake or snapshot is not None:
        from warehouse.lake.publications import open_lake

        con = open_lake(snapshot)
    else:
        con = open_warehouse(Workspace.from_environment(), candidate=candidate)
    if query is not None:
        answer(con, query, format_name)
        return 0
    while (typed := _read_query()) is not None:
        try:
            answer(con, typed, format_name)
        except UserError as error:
            warn(translated(str(error)))
    return 0


def answer(
    con: duckdb.DuckDBPyConnection, query: str, format_name: str, parameters: dict[str, Any] | None = None
) -> int:
    """Prints the result as table, csv or json; the number of its rows. Raises `UserError` where DuckDB cannot."""
    import duckdb

    if not query.strip(" \t\r\n;"):
        raise UserError("the query is empty. Give one such as `from indicator_yoy limit 5`.")
    try:
        head, rows = _described(con, query) or _answered(con, query, parameters)
    except duckdb.Error as error:
        raise UserError(f"the query cannot be answered: {error}") from error
    if format_name == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(head)
        writer.writerows([harmless(value) if isinstance(value, str) else value for value in row] for row in rows)
    elif format_name == "json":
        records = [dict(zip(head, row, strict=True)) for row in rows]
        print_json(records)
    else:
        _print_table(head, rows)
    return len(rows)


Answer = tuple[list[str], list[tuple[Any, ...]]]
"""Names of columns, and rows."""


def _answered(con: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any] | None) -> Answer:
    found = con.execute(query, parameters)
    return [column[0] for column in found.description or []], found.fetchall()


def _described(con: duckdb.DuckDBPyConnection, query: str) -> Answer | None:
    """The columns of a table with what they mean, where the query is `describe TABLE` of one that is there."""
    asked = _DESCRIBE.fullmatch(query)
    if asked is None:
        return None
    head, rows = _answered(con, _DESCRIBED, {"table": asked["table"].lower()})
    return (head, rows) if rows else None


def _print_table(head: list[str], rows: list[tuple[Any, ...]]) -> None:
    from decimal import Decimal

    from cli.console import new_table, print_table

    def shown(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return str(value).translate(_VISIBLE)

    table = new_table()
    for at, name in enumerate(head):
        numeric = any(isinstance(row[at], int | float | Decimal) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(shown(value) for value in row))
    print_table(table)
    tell(say("{count} row", count=1) if len(rows) == 1 else say("{count} rows", count=len(rows)))


def _read_query() -> str | None:
    """One query typed over as many lines as it takes to a semicolon; None at the end of input or `exit`."""
    lines: list[str] = []
    while True:
        try:
            line = input(CONTINUED if lines else PROMPT)
        except EOFError:
            return None
        if not lines and line.strip().rstrip(";").lower() in {"exit", "quit", ".exit", ".quit"}:
            return None
        lines.append(line)
        if line.rstrip().endswith(";"):
            return "\n".join(lines)
