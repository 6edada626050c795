"""The published versions, and the pointer to the one that analysts open.

Readers open `fazhi.duckdb`, a link. They never wait: a refresh builds in a file of its own, and `os.replace`
of the link is one step. Who has the old version open keeps it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.state_files import PARTIAL, known_fields, read_json, write_json
from warehouse.publication.withdrawals import take_back, withdraw
from warehouse.settings import settings
from warehouse.workspace import UserError, Workspace

_LOST_DESCRIPTION = "The version that it describes is ignored: `fazhi refresh` publishes a new one."


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
    sha256: str = ""
    """Of the file; empty where older code published it."""


def current_publication(workspace: Workspace) -> Publication | None:
    """The publication that the pointer leads to; None before the first."""
    if not workspace.warehouse.is_symlink():
        return None
    return _described(workspace.warehouse.resolve())


def is_damaged(workspace: Workspace, publication: Publication) -> bool:
    """Whether the file of a version is missing, or is not what was published.

    Its bytes are hashed, in one process once as long as nobody writes the file: a refresh asks up to four times.
    """
    path = workspace.published / publication.file
    try:
        told = path.stat()
        state = (told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns)
        return bool(publication.sha256) and _sha256(path, state) != publication.sha256
    except OSError:
        return True


@lru_cache(maxsize=16)
def _sha256(path: Path, _state: tuple[int, ...]) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def last_intact(workspace: Workspace) -> Publication | None:
    """The current version, or the newest one before it where that is damaged: what a build is held against."""
    current = workspace.warehouse.resolve().name
    reached = (one for one in published_versions(workspace) if one.file <= current)
    return next((one for one in reached if not is_damaged(workspace, one)), None)


def published_versions(workspace: Workspace) -> list[Publication]:
    """The versions that stay, the newest first."""
    described = (_described(path) for path in sorted(workspace.published.glob("fazhi-*.duckdb"), reverse=True))
    return [publication for publication in described if publication]


def publish(
    workspace: Workspace,
    fingerprint: str,
    run_id: str,
    counts: dict[str, Any],
    changes: dict[str, Any] | None = None,
) -> Publication:
    """Copies the audited candidate to a read-only version and moves the pointer to it.

    `changes` are kept beside it: what is otherwise than in the version before. Old versions go.
    """
    keep = settings.kept_versions
    now = datetime.now(UTC)
    name = f"fazhi-{_next_time(workspace, now):%Y%m%dT%H%M%S%f}-{fingerprint}.duckdb"
    _drop_leftovers(workspace, fingerprint)
    target = workspace.published / name
    partial = target.with_suffix(".partial")
    try:
        shutil.copyfile(workspace.candidate, partial)
        partial.chmod(0o444)
        publication = Publication(
            file=name,
            fingerprint=fingerprint,
            published_at=now.isoformat(timespec="seconds"),
            run_id=run_id,
            sha256=_synced(partial),
            **counts,
        )
        write_json(target.with_suffix(".json"), asdict(publication) | ({"changes": changes} if changes else {}))
    except OSError:
        partial.unlink(missing_ok=True)  # it may be what fills the disk
        raise
    partial.replace(target)
    _point_to(workspace, name)
    take_back(workspace, fingerprint)
    _drop_old_versions(workspace, keep)
    return publication


def roll_back(workspace: Workspace, version: str | None = None) -> Publication:
    """Moves the pointer to the version before the current one, or to `version`: any part of its name that tells it.

    Damaged versions are passed over.

    Fingerprints of newer versions are withdrawn: a refresh does not publish them again by itself. Moving to a
    newer version than the current one is the way forward again. Raises `UserError` where there is no such version.
    """
    if not workspace.warehouse.is_symlink():
        raise UserError(f"{workspace.warehouse}: nothing is published here, so there is nothing to go back to.")
    current = workspace.warehouse.resolve().name
    versions = [one for one in published_versions(workspace) if not is_damaged(workspace, one)]
    chosen = _version_before(versions, current) if version is None else _version_called(versions, version)
    _point_to(workspace, chosen.file)
    withdraw(workspace, {newer.fingerprint for newer in versions if newer.file > chosen.file} - {chosen.fingerprint})
    take_back(workspace, chosen.fingerprint)
    return chosen


def _version_before(versions: list[Publication], current: str) -> Publication:
    older = [publication for publication in versions if publication.file < current]
    if not older:
        raise UserError(f"{current} is the oldest version that is kept: there is no earlier one to go back to.")
    return older[0]


def _version_called(versions: list[Publication], version: str) -> Publication:
    called = [publication for publication in versions if version in publication.file]
    if len(called) == 1:
        return called[0]
    known = ", ".join(publication.file for publication in versions)
    fault = "several versions are called so" if called else "no version that is kept is called so"
    raise UserError(f"{version}: {fault}. There are {known}.")


def _next_time(workspace: Workspace, now: datetime) -> datetime:
    """The time for the name of a new version: names are in order, also where the clock was set back meanwhile."""
    latest = max((path.name.split("-")[1] for path in workspace.published.glob("fazhi-*-*.duckdb")), default="")
    try:
        return max(now, datetime.strptime(latest, "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC) + timedelta(microseconds=1))
    except ValueError:
        return now


def _described(path: Path) -> Publication | None:
    record = read_json(path.with_suffix(".json"), _LOST_DESCRIPTION) or {}
    try:
        return Publication(**known_fields(Publication, record))
    except TypeError:  # nothing, or not all that a version is described by
        return None


def _point_to(workspace: Workspace, name: str) -> None:
    link = workspace.root / f".fazhi.duckdb-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(workspace.published.name) / name)
    link.replace(workspace.warehouse)


def _drop_old_versions(workspace: Workspace, keep: int) -> None:
    current = workspace.warehouse.resolve().name
    versions = sorted(path for path in workspace.published.glob("fazhi-*.duckdb") if path.name != current)
    for version in versions[: max(0, len(versions) - keep + 1)]:
        version.unlink()
        version.with_suffix(".json").unlink(missing_ok=True)


def _drop_leftovers(workspace: Workspace, fingerprint: str) -> None:
    """What a publication that was killed left: copies that are not whole, descriptions of no version.

    So is a whole version with this fingerprint that the pointer never came to: who rolls back would go to its like,
    and a damaged one.
    """
    current = workspace.warehouse.resolve().name if workspace.warehouse.is_symlink() else ""
    for partial in [*workspace.published.glob("fazhi-*.partial"), *workspace.published.glob(f"{PARTIAL}*")]:
        partial.unlink()
    for version in workspace.published.glob(f"fazhi-*-{fingerprint}.duckdb"):
        if version.name > current:
            version.unlink()
    for publication in published_versions(workspace):
        if is_damaged(workspace, publication):
            (workspace.published / publication.file).unlink(missing_ok=True)
    for described in workspace.published.glob("fazhi-*.json"):
        if not described.with_suffix(".duckdb").exists():
            described.unlink()


def _synced(path: Path) -> str:
    """The hash of a file that is on the disk."""
    with path.open("rb") as handle:
        os.fsync(handle.fileno())
        return hashlib.file_digest(handle, "sha256").hexdigest()
