"""The version before, beside the open warehouse: as the database `previous`, read-only, for as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.loading.literals import literal

if TYPE_CHECKING:
    import duckdb


@contextmanager
def previous_attached(con: duckdb.DuckDBPyConnection, previous: Path) -> Iterator[None]:
    """Attaches the published file `previous`; its tables are `previous.<schema>.<table>`."""
    con.execute(f"attach {literal(previous)} as previous (read_only)")
    try:
        yield
    finally:
        con.execute("detach previous")
