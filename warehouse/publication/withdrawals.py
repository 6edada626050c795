"""Fingerprints of versions that were rolled back: a refresh does not bring them back by itself.

They stand in `published/withdrawn.json` and outlive their versions. A build of other documents or rules has
another fingerprint and is published; `refresh --full`, and rolling forward to such a version, take a withdrawal back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from ingest.state_files import read_json, write_json
from warehouse.workspace import Workspace


def is_withdrawn(workspace: Workspace, fingerprint: str) -> bool:
    """Whether the version with this fingerprint was rolled back."""
    return fingerprint in withdrawals(workspace)


def withdrawals(workspace: Workspace) -> dict[str, str]:
    """Withdrawn fingerprints, each with the time (UTC, ISO 8601) at which it was rolled back."""
    path = _path(workspace)
    told = read_json(path, "Versions newer than the published one count as rolled back; remove the file to forget it.")
    return _newer_ones(workspace) if told is None and path.exists() else told or {}


def withdraw(workspace: Workspace, fingerprints: Iterable[str]) -> None:
    """Notes these as rolled back now; those that are already keep their time."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    _write(workspace, dict.fromkeys(fingerprints, now) | withdrawals(workspace))


def take_back(workspace: Workspace, fingerprint: str) -> None:
    """Forgets that this one was rolled back."""
    told = withdrawals(workspace)
    if fingerprint in told:
        _write(workspace, {name: time for name, time in told.items() if name != fingerprint})


def _newer_ones(workspace: Workspace) -> dict[str, str]:
    """What can be told without the record: the pointer was moved back from every version that is newer."""
    current = workspace.warehouse.resolve().name
    newer = (path for path in workspace.published.glob("fazhi-*-*.duckdb") if path.name > current)
    return {path.stem.rpartition("-")[2]: "" for path in newer}


def _write(workspace: Workspace, told: dict[str, str]) -> None:
    write_json(_path(workspace), told)


def _path(workspace: Workspace) -> Path:
    return workspace.published / "withdrawn.json"
