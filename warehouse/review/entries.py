"""Entries of `corrections.yml` and `exceptions.yml` as text, for the page to offer and `review import` to write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

REPORT_DIGITS = 12


def correction_entry(figure: Mapping[str, Any], action: str, reason: str, evidence: str, **changed: object) -> str:
    """The entry that drops, overrides or flags a figure: `figure` has `sha256`, `raw` and `start`.

    `changed` are the fields of an override (value, unit, bound, measure, scope, indicator, year).
    """
    entry = {
        "report": str(figure["sha256"])[:REPORT_DIGITS], "raw": str(figure["raw"]), "start": int(figure["start"]),
        "action": action, **changed, "reason": reason, "evidence": evidence,
    }  # fmt: skip
    return _yaml(entry)


def exception_entry(rule: str, figure_id: str, reason: str, until: date) -> str:
    """The entry that explains what `rule` says of a figure."""
    return _yaml({"rule": rule, "figure": figure_id, "reason": reason, "until": until})


def _yaml(entry: Mapping[str, object]) -> str:
    import yaml

    return yaml.safe_dump([dict(entry)], allow_unicode=True, sort_keys=False, width=110, default_flow_style=False)
