"""Metadata that people read in the Dagster UI: tables as Markdown, columns with what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import dagster as dg

from orchestration.alerts.settings import ui_path
from warehouse.building.column_lineage import Origins

if TYPE_CHECKING:
    import duckdb

Columns = Mapping[str, Sequence[tuple[str, str, str | None]]]
"""Of each table, by schema and name: name, type and comment of its columns, in their order."""

PREVIEW_ROWS = 5
_LONGEST_CELL = 60
_LONGEST_BAR = 24
"""Signs of a bar that stands for the largest number."""


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> dg.MarkdownMetadataValue:
    """`rows` under `head`; long cells are cut, what would break the table is escaped, web addresses are links."""
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join('---' for _ in head)} |"]
    lines += [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]
    return dg.MetadataValue.md("\n".join(lines))


def bar_table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> dg.MarkdownMetadataValue:
    """Like `markdown_table`, with a bar for the last column, whose values are numbers from 0 on."""
    largest = max((row[-1] for row in rows), default=0)
    return markdown_table((*head, ""), [(*row, _bar(row[-1], largest)) for row in rows])


def preview(con: duckdb.DuckDBPyConnection, table: str) -> dg.MarkdownMetadataValue:
    """The first rows of `table`."""
    found = con.execute(f"select * from {table} limit {PREVIEW_ROWS}")
    return markdown_table([column[0] for column in found.description or []], found.fetchall())


def all_columns(con: duckdb.DuckDBPyConnection) -> Columns:
    """Name, type and comment of the columns of all tables and views: DuckDB binds every view to tell those of one."""
    rows = con.execute(
        "select schema_name || '.' || table_name, column_name, data_type, comment from duckdb_columns() "
        "where database_name = current_database() and not internal order by 1, column_index"
    ).fetchall()
    columns: dict[str, list[tuple[str, str, str | None]]] = {}
    for table, *column in rows:
        columns.setdefault(table, []).append((column[0], column[1].lower(), column[2]))
    return columns


def table_columns(
    columns: Columns, table: str, origins: Origins | None = None
) -> Mapping[str, dg.TableSchemaMetadataValue]:
    """The columns of `table` (with its schema): what Dagster shows under Columns.

    With `origins` a comment ends with the columns that its column is made of: the open-source UI has no other place
    for the lineage of columns.
    """
    told = [
        dg.TableColumn(column, kind, description=_with_origins(comment, (origins or {}).get(column, [])))
        for column, kind, comment in columns.get(table, [])
    ]
    return {"dagster/column_schema": dg.MetadataValue.table_schema(dg.TableSchema(told))}


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


def _with_origins(comment: str | None, places: Sequence[tuple[str, str]]) -> str | None:
    """The comment and, in a paragraph of its own, each table that the column is made of, with its columns."""
    if not places:
        return comment
    by_table: dict[str, list[str]] = {}
    for table, column in places:
        by_table.setdefault(table, []).append(f"`{column}`")
    pages = f"{ui_path()}/assets/"
    told = [f"[{name}]({pages}{name.replace('.', '/')}) {', '.join(names)}" for name, names in by_table.items()]
    return "\n\n".join(filter(None, (comment, f"← {'; '.join(told)}")))


def _bar(value: float, largest: float) -> str:
    length = round(_LONGEST_BAR * value / largest) if largest else 0
    return "█" * max(length, 1 if value else 0)


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    if text.startswith(("http://", "https://")) and not any(sign in text for sign in " <>\n"):
        return f"[{_escaped(_cut(unquote(text)))}](<{text.replace('|', '%7C')}>)"
    return _escaped(_cut(text))


def _cut(text: str) -> str:
    return text[: _LONGEST_CELL - 1] + "…" if len(text) > _LONGEST_CELL else text


def _escaped(text: str) -> str:
    for sign in "\\|[]<*`":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())
