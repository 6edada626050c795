"""The candidate warehouse: loaded with raw tables, then opened by whoever builds on it.

It is kept from one build to the next where the same code makes both: dbt then builds only those reports anew that have
changed. A build that was refused or killed is no worse a beginning than a published one, for what dbt keeps is checked
against what the marts were made of (`dbt_project/macros/rebuilding.sql`).
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.state_files import read_json, write_json
from warehouse.workspace import PROJECT, SAMPLES, Workspace

if TYPE_CHECKING:
    import duckdb


_DAMAGE = re.compile(r"corrupt|checksum|not a valid DuckDB|(?:Serialization|INTERNAL|FATAL) Error", re.IGNORECASE)
"""`Corrupt database file: computed checksum 1 does not match stored checksum 2`, and the like."""


@contextmanager
def candidate_to_load(workspace: Workspace, *, anew: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """The candidate of the build before without what its audit said, open for writing; `anew`, an empty one.

    It is empty also where other code made the one before (extractor, dbt project, audit or DuckDB), or it is damaged.
    """
    from warehouse.building.audit import forget_audit

    made_by, code = _made_by(workspace), _code_that_makes_it()
    if anew or _known(made_by).get("code") != code or not _is_whole(workspace):
        shutil.rmtree(workspace.clean_rows, ignore_errors=True)
        for path in (made_by, workspace.candidate, workspace.candidate.with_suffix(".duckdb.wal")):
            path.unlink(missing_ok=True)
    with open_candidate(workspace) as con:
        forget_audit(con)
        write_json(made_by, {"code": code})
        yield con


def seal_candidate(workspace: Workspace) -> None:
    """Notes the hash of a finished candidate: the next build begins with it only as long as it is the same."""
    write_json(_made_by(workspace), {"code": _code_that_makes_it(), "sha256": _sha256(workspace.candidate)})


def distrust_candidate(workspace: Workspace, error: str) -> None:
    """After an error that may come of a damaged file the next build begins with an empty one."""
    if _DAMAGE.search(error):
        _made_by(workspace).unlink(missing_ok=True)


def _is_whole(workspace: Workspace) -> bool:
    """Whether a sealed candidate is what it was; of one whose build was refused or killed, whether it opens."""
    import duckdb

    sealed = _known(_made_by(workspace)).get("sha256")
    try:
        if sealed:
            return _sha256(workspace.candidate) == sealed
        duckdb.connect(workspace.candidate).close()
    except OSError:
        return False
    except duckdb.Error as error:
        return "Could not set lock" in str(error)  # whoever has it open is told when it is opened
    return True


def _made_by(workspace: Workspace) -> Path:
    return workspace.candidate.with_suffix(".made_by")


def _known(made_by: Path) -> dict[str, Any]:
    return read_json(made_by, "The next build begins with an empty candidate.") or {}


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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

    try:
        with duckdb.connect(workspace.candidate) as con:
            con.execute(f"set timezone = 'UTC'; set memory_limit = {literal(settings.dbt_memory)}")
            yield con
            con.execute("checkpoint")
    except duckdb.Error as error:
        distrust_candidate(workspace, str(error))
        raise


def region_tables() -> list[Path]:
    """The region tables: GB/T 2260, and the invented regions of the samples."""
    return [PROJECT / "ingest" / "publishers" / "regions.csv", SAMPLES / "regions.csv"]
