"""CSV files for spreadsheets: UTF-8 with a byte order mark, by which Excel tells Chinese; with `datapackage.json`."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

from warehouse.exporting.datapackage import write_datapackage
from warehouse.exporting.spreadsheets import harmless
from warehouse.exporting.tables import Published, Table

_ROWS_AT_ONCE = 10_000


def write(published: Published, folder: Path) -> list[Path]:
    """Writes one file a table and the package's description; returns them.

    Decimals have no trailing zeros, lists are joined by `;`, what is null is empty. A text that a spreadsheet would run
    as a formula begins with an apostrophe.
    """
    tables = published.tables()
    written = [_write_table(published, table, folder / f"{table.name}.csv") for table in tables]
    return [*written, write_datapackage(published, tables, folder, "csv")]


def _write_table(published: Published, table: Table, target: Path) -> Path:
    found = published.con.execute(table.query)
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        while rows := found.fetchmany(_ROWS_AT_ONCE):
            writer.writerows([_plain(value) for value in row] for row in rows)
    return target


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, list):
        value = ";".join(str(item) for item in value)
    if isinstance(value, str):
        return harmless(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def plain_number(value: Decimal) -> str:
    """`139`, `98.5`: without trailing zeros or an exponent."""
    return f"{value.normalize():f}"
