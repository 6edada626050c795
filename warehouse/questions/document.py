"""A Markdown document of questions, each as SQL with its result: written anew from a warehouse, or compared with it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

_QUESTION = re.compile(r"```sql\n(?P<query>.*?)```\n(?:\n(?:\|[^\n]*\n)+)?", re.DOTALL)


def queries(document: str) -> list[str]:
    """The queries of the document, in order."""
    return [match["query"] for match in _QUESTION.finditer(document)]


def answered(document: str, con: duckdb.DuckDBPyConnection) -> str:
    """The document with the result of each query below it, as a table; what stood there before is gone.

    Raises `duckdb.Error` where a query cannot be answered.
    """
    return _QUESTION.sub(lambda match: f"```sql\n{match['query']}```\n\n{_table(con, match['query'])}", document)


def _table(con: duckdb.DuckDBPyConnection, query: str) -> str:
    found = con.execute(query)
    head = [column[0] for column in found.description or []]
    rows = [[_cell(value) for value in row] for row in found.fetchall()]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    return str(value).replace("|", "\\|").replace("\n", " ")
