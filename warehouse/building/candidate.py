"""The candidate warehouse: loaded with raw tables, then opened by whoever builds on it.

It is kept from one build to the next where the same code makes both: dbt then builds only those reports anew that have
changed. A build that was refused or killed is no worse a beginning than a published one, for what dbt keeps is checked
against what the marts were made of (`dbt_project/macros/rebuilding.sql`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.workspace import PROJECT, SAMPLES, Workspace

if TYPE_CHECKING:
    import duckdb


@contextmanager
def candidate_to_load(workspace: Workspace, *, anew: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """The candidate of the build before without what its audit said, open for writing; `anew`, an empty one.

    It is empty also where other code made the one before: extractor, dbt project, audit or DuckDB.
    """
    from warehouse.building.audit import forget_audit

    made_by = workspace.candidate.with_suffix(".made_by")
    code = _code_that_makes_it()
    if anew or not made_by.exists() or made_by.read_text(encoding="utf-8") != code:
        shutil.rmtree(workspace.clean_rows, ignore_errors=True)
        for path in (made_by, workspace.candidate, workspace.candidate.with_suffix(".duckdb.wal")):
            path.unlink(missing_ok=True)
    with open_candidate(workspace) as con:
        forget_audit(con)
        made_by.write_text(code, encoding="utf-8")
        yield con


def _code_that_makes_it() -> str:
    import duckdb

    from ingest.extraction import extractor_version
    from warehouse.publication.fingerprint import code_version

    return "\n".join((extractor_version(), code_version(), duckdb.__version__))


@contextmanager
def open_candidate(workspace: Workspace) -> Iterator[duckdb.DuckDBPyConnection]:
    """The candidate, open for writing; whole on disk when the block ends. What needs more memory goes to disk."""
    import duckdb

    from ingest.loading.literals import literal
    from warehouse.settings import settings

    with duckdb.connect(workspace.candidate) as con:
        con.execute(f"set timezone = 'UTC'; set memory_limit = {literal(settings.dbt_memory)}")
        yield con
        con.execute("checkpoint")


def region_tables() -> list[Path]:
    """The region tables: GB/T 2260, and the invented regions of the samples."""
    return [PROJECT / "ingest" / "publishers" / "regions.csv", SAMPLES / "regions.csv"]
