"""What became of the last audit: kept beside the candidate, so that `fazhi status` can report a refused build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from expectations.outcomes import Outcome
from expectations.validations import example_rows
from ingest.state_files import known_fields, read_json, write_json
from warehouse.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Refusal:
    """A build that was not published."""

    at: str
    """UTC, ISO 8601."""
    run_id: str
    reasons: list[str]
    """One sentence for each broken rule that blocks: its name, and what breaks it."""
    reasons_zh: list[str] = field(default_factory=list)
    """The same in Chinese."""

    def told(self, language: str) -> str:
        """All reasons in one line."""
        return "；".join(self.reasons_zh) if language == "zh" and self.reasons_zh else " ".join(self.reasons)


def refusal_of(at: datetime, run_id: str, outcomes: Sequence[Outcome]) -> Refusal | None:
    """The rules that forbid publishing, each with the first of what breaks it; None where no rule does."""
    broken = [outcome for outcome in outcomes if outcome.forbids_publishing]
    if not broken:
        return None
    english, chinese = zip(*map(_told, broken), strict=True)
    return Refusal(at.isoformat(timespec="seconds"), run_id, list(english), list(chinese))


def _told(outcome: Outcome) -> tuple[str, str]:
    """One broken rule in English and in Chinese; a rule that is asked once a build needs no count."""
    first = next(iter(example_rows(outcome)), {"message_en": outcome.observed, "message_zh": outcome.observed})
    count, rows = outcome.unexpected_count, outcome.element_count
    english = f"{count} of {rows} rows; first: " if rows > 1 else ""
    chinese = f"{rows} 行中有 {count} 行；首例：" if rows > 1 else ""
    return f"{outcome.name}: {english}{first['message_en']}", f"{outcome.name}：{chinese}{first['message_zh']}"


def note_refusal(workspace: Workspace, refusal: Refusal) -> None:
    """Keeps why a build is refused."""
    write_json(_file(workspace), asdict(refusal))


def clear_refusal(workspace: Workspace) -> None:
    """Forgets a refusal: a later build was found good."""
    _file(workspace).unlink(missing_ok=True)


def last_refusal(workspace: Workspace) -> Refusal | None:
    """The refusal of the last build, None where it was found good."""
    record = read_json(_file(workspace), "Why the last build was refused is lost: `fazhi refresh` builds again.")
    return Refusal(**known_fields(Refusal, record)) if record and {"at", "run_id", "reasons"} <= record.keys() else None


def _file(workspace: Workspace) -> Path:
    return workspace.candidate.with_name("refusal.json")
