"""The last validations, kept as JSON: what each rule said of each build, for `fazhi docs` to show.

One file per build, named by the time of its audit; it holds counts and examples, never whole tables.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from expectations.messages import tell
from expectations.outcomes import Outcome
from expectations.rules import rules

KEPT_VALIDATIONS = 10
SHOWN = ("region_code", "year", "indicator_code", "figure_id", "sha256")


def keep_validation(folder: Path, at: datetime, run_id: str, suites: Mapping[str, Sequence[Outcome]]) -> Path:
    """Writes the outcomes of one build below `folder`, and removes all but the last validations.

    A second call with the same `run_id` adds its suites to the first one's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = next(iter(folder.glob(f"*-{run_id}.json")), None)
    path = found or folder / f"{at:%Y%m%dT%H%M%S%f}-{run_id}.json"
    record = json.loads(path.read_text(encoding="utf-8")) if found else {"at": at.isoformat(), "run_id": run_id}
    told = {suite: [_record(outcome) for outcome in outcomes] for suite, outcomes in suites.items()}
    record["suites"] = record.get("suites", {}) | told
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
    for old in sorted(folder.glob("*.json"))[:-KEPT_VALIDATIONS]:
        old.unlink()
    return path


def kept_validations(folder: Path) -> list[dict[str, Any]]:
    """The validations that are kept, the newest first."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"), reverse=True)]


def example_rows(outcome: Outcome) -> list[dict[str, str]]:
    """The examples of a broken rule for people: what was observed, of whom, and the sentences that tell it."""
    rows = []
    for example in outcome.examples:
        told = tell(rules()[outcome.name], example, outcome.limits)
        whom = {name: str(example[name]) for name in SHOWN if example.get(name) is not None}
        rows.append({"message_zh": told["message_zh"], "message_en": told["message_en"]} | whom)
    return rows


def _record(outcome: Outcome) -> dict[str, Any]:
    rows = example_rows(outcome)
    return {
        "rule": outcome.name,
        "success": outcome.success,
        "expectation": outcome.expectation,
        "element_count": outcome.element_count,
        "unexpected_count": outcome.unexpected_count,
        "explained_count": outcome.explained_count,
        "examples": rows,
    }
