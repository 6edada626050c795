"""Metadata that people read in the Dagster UI: tables as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import dagster as dg

if TYPE_CHECKING:
    import duckdb

PREVIEW_ROWS = 5
_LONGEST_CELL = 60


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> dg.MarkdownMetadataValue:
    """`rows` under `head`; long cells are cut, what would break the table is escaped."""
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join('---' for _ in head)} |"]
    lines += [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]
    return dg.MetadataValue.md("\n".join(lines))


def preview(con: duckdb.DuckDBPyConnection, table: str) -> dg.MarkdownMetadataValue:
    """The first rows of `table`."""
    found = con.execute(f"select * from {table} limit {PREVIEW_ROWS}")
    return markdown_table([column[0] for column in found.description or []], found.fetchall())


def report_list(con: duckdb.DuckDBPyConnection) -> dg.MarkdownMetadataValue:
    """The reports of the candidate, newest year first."""
    found = con.execute(
        """
        select report_year, region_name, region_code, title, published_on, count(figure_id) as figures, address
        from raw.documents left join raw.figures using (sha256)
        group by all order by report_year desc, region_code, address limit 200
        """
    )
    return markdown_table([column[0] for column in found.description or []], found.fetchall())


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    if len(text) > _LONGEST_CELL:
        text = text[: _LONGEST_CELL - 1] + "…"
    return text.replace("|", "\\|").replace("\n", " ")
