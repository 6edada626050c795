"""Parquet files, one a table, with `datapackage.json`."""

from __future__ import annotations

from pathlib import Path

from ingest.loading.literals import literal
from warehouse.exporting.datapackage import write_datapackage
from warehouse.exporting.tables import Published


def write(published: Published, folder: Path) -> list[Path]:
    """Writes one file a table and the package's description; returns them.

    One thread: with more, the size of row groups and so the bytes would depend on which thread was faster.
    """
    tables, written = published.tables(), []
    published.con.execute("set threads = 1")
    try:
        for table in tables:
            target = folder / f"{table.name}.parquet"
            published.con.execute(f"copy ({table.query}) to {literal(target)} (format parquet, compression zstd)")
            written.append(target)
    finally:
        published.con.execute("reset threads")
    return [*written, write_datapackage(published, tables, folder, "parquet")]
