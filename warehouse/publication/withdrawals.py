"""Fingerprints of versions that were rolled back: a refresh does not bring them back by itself.

They stand in `published/withdrawn.json` and outlive their versions. A build of other documents or rules has
another fingerprint and is published; `refresh --full`, and rolling forward to such a version, take a withdrawal back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from warehouse.workspace import Workspace


def is_withdrawn(workspace: Workspace, fingerprint: str) -> bool:
    """Whether the version with this fingerprint was rolled back."""
    return fingerprint in withdrawals(workspace)


def withdrawals(workspace: Workspace) -> dict[str, str]:
    """Withdrawn fingerprints, each with the time (UTC, ISO 8601) at which it was rolled back."""
    record = workspace.published / "withdrawn.json"
    if not record.exists():
        return {}
    told: dict[str, str] = json.loads(record.read_text(encoding="utf-8"))
    return told


def withdraw(workspace: Workspace, fingerprints: Iterable[str]) -> None:
    """Notes these as rolled back now; those that are already keep their time."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    _write(workspace, dict.fromkeys(fingerprints, now) | withdrawals(workspace))


def take_back(workspace: Workspace, fingerprint: str) -> None:
    """Forgets that this one was rolled back."""
    told = withdrawals(workspace)
    if fingerprint in told:
        _write(workspace, {name: time for name, time in told.items() if name != fingerprint})


def _write(workspace: Workspace, told: dict[str, str]) -> None:
    record = workspace.published / "withdrawn.json"
    partial = record.with_suffix(".json.partial")
    partial.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    partial.replace(record)
