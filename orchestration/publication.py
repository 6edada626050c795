"""Publishing: a finished warehouse becomes a read-only version, and the pointer moves to it.

Readers open `fazhi.duckdb`, a link. They never wait: a refresh builds in a file of its own, and `os.replace`
of the link is one step. Who has the old version open keeps it. The last `KEPT_VERSIONS` versions stay.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from ingest.extraction import extractor_version
from ingest.warehouse.corpus import Corpus
from orchestration.corrections import corrections_digest
from orchestration.workspace import DBT_PROJECT, PROJECT, Workspace

KEPT_VERSIONS = 5


@dataclass(frozen=True, slots=True)
class Publication:
    """What stands beside a published version, in a JSON file of the same name."""

    file: str
    """Name of the DuckDB file below `published/`."""
    fingerprint: str
    """Hash over all that the version was made of: equal inputs and rules give equal fingerprints."""
    published_at: str
    """UTC, ISO 8601."""
    run_id: str
    reports: int
    figures: int
    matched: int
    """Figures with an indicator."""
    findings: int
    rejects: int
    sample: bool
    """Whether it was made of the bundled, invented samples."""
    corrections: int = 0
    """Figures corrected by hand."""


def build_fingerprint(corpus: Corpus) -> str:
    """A hash over documents, extractor, corrections, dbt project and expectations."""
    parts = [corpus.fingerprint, extractor_version(), corrections_digest(), _code_version()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def current_publication(workspace: Workspace) -> Publication | None:
    """The publication that the pointer leads to; None before the first."""
    if not workspace.warehouse.is_symlink():
        return None
    described = workspace.warehouse.resolve().with_suffix(".json")
    if not described.exists():
        return None
    record: dict[str, Any] = json.loads(described.read_text(encoding="utf-8"))
    known = {field.name for field in fields(Publication)}
    return Publication(**{name: value for name, value in record.items() if name in known})


def publish(workspace: Workspace, fingerprint: str, run_id: str, counts: dict[str, Any]) -> Publication:
    """Copies the audited candidate to a read-only version and moves the pointer to it."""
    now = datetime.now(UTC)
    name = f"fazhi-{now:%Y%m%dT%H%M%S%f}-{fingerprint}.duckdb"
    publication = Publication(
        file=name,
        fingerprint=fingerprint,
        published_at=now.isoformat(timespec="seconds"),
        run_id=run_id,
        **counts,
    )
    target = workspace.published / name
    partial = target.with_suffix(".partial")
    shutil.copyfile(workspace.candidate, partial)
    partial.chmod(0o444)
    _sync(partial)
    partial.replace(target)
    target.with_suffix(".json").write_text(json.dumps(asdict(publication), indent=2) + "\n", encoding="utf-8")
    link = workspace.root / f".fazhi.duckdb-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(workspace.published.name) / name)
    link.replace(workspace.warehouse)
    _drop_old_versions(workspace)
    return publication


def _drop_old_versions(workspace: Workspace) -> None:
    current = workspace.warehouse.resolve().name
    versions = sorted(path for path in workspace.published.glob("fazhi-*.duckdb") if path.name != current)
    for version in versions[: max(0, len(versions) - KEPT_VERSIONS + 1)]:
        version.unlink()
        version.with_suffix(".json").unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb") as handle:
        os.fsync(handle.fileno())


@cache
def _code_version() -> str:
    """A hash over the files outside the extractor that decide what is published."""
    digest = hashlib.sha256()
    folders = (
        DBT_PROJECT,
        PROJECT / "expectations",
        PROJECT / "ingest" / "corrections",
        PROJECT / "ingest" / "warehouse",
        PROJECT / "orchestration",
    )
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".sql", ".yml", ".yaml", ".py", ".csv", ".toml", ".md"} and "target" not in path.parts:
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
