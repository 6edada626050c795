"""What became of the last audit: kept beside the candidate, so that `fazhi status` can tell of a refused build."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from expectations.outcomes import Outcome
from orchestration.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Refusal:
    """A build that was not published."""

    at: str
    """UTC, ISO 8601."""
    run_id: str
    reasons: list[str]
    """One sentence for each broken rule that blocks: its name, and what was observed."""


def note_refusal(workspace: Workspace, at: datetime, run_id: str, outcomes: Sequence[Outcome]) -> None:
    """Keeps the rules that forbid publishing; where none does, nothing is noted."""
    reasons = [f"{outcome.name}: {outcome.observed}" for outcome in outcomes if outcome.forbids_publishing]
    if reasons:
        refusal = Refusal(at.isoformat(timespec="seconds"), run_id, reasons)
        _file(workspace).write_text(json.dumps(asdict(refusal), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def clear_refusal(workspace: Workspace) -> None:
    """Forgets a refusal: a later build was found good."""
    _file(workspace).unlink(missing_ok=True)


def last_refusal(workspace: Workspace) -> Refusal | None:
    """The refusal of the last build, None where it was found good."""
    path = _file(workspace)
    if not path.exists():
        return None
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Refusal(**record)


def _file(workspace: Workspace) -> Path:
    return workspace.candidate.with_name("refusal.json")
