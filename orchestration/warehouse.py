"""The candidate warehouse: made anew by the raw tables, then opened by whoever builds on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.workspace import PROJECT, SAMPLES, Workspace

if TYPE_CHECKING:
    import duckdb


@contextmanager
def new_candidate(workspace: Workspace) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty candidate, open for writing."""
    for path in (workspace.candidate, workspace.candidate.with_suffix(".duckdb.wal")):
        path.unlink(missing_ok=True)
    with open_candidate(workspace) as con:
        yield con


@contextmanager
def open_candidate(workspace: Workspace) -> Iterator[duckdb.DuckDBPyConnection]:
    """The candidate, open for writing; whole on disk when the block ends."""
    import duckdb

    with duckdb.connect(workspace.candidate) as con:
        con.execute("set timezone = 'UTC'")
        yield con
        con.execute("checkpoint")


def region_tables() -> list[Path]:
    """The region tables: GB/T 2260, and the invented regions of the samples."""
    return [PROJECT / "ingest" / "publishers" / "regions.csv", SAMPLES / "regions.csv"]
