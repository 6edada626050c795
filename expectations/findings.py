"""Findings: one row per broken rule and subject of it, with a sentence that names the numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from expectations.messages import is_nothing, tell
from expectations.outcomes import Outcome, records
from expectations.rules import rules

if TYPE_CHECKING:
    import pandas as pd

FINDING_COLUMNS = (
    "finding_id",
    "rule",
    "severity",
    "subject",
    "figure_id",
    "related_figure_id",
    "sha256",
    "region_code",
    "year",
    "indicator_code",
    "observed",
    "message_zh",
    "message_en",
    "publisher_key",
    "evidence",
    "explained",
    "explained_until",
)

EVIDENCE = {
    "figure": ("figure_id",),
    "pair": ("evidence", "figure_id", "prior_figure_id", "change_figure_id"),
    "report": ("evidence",),
    "build": (),
}
"""Columns that name the figures which show the fault, where a rule names none of its own."""


def findings(outcomes: Iterable[Outcome], frame: pd.DataFrame) -> pd.DataFrame:
    """One row per broken rule and subject: the rows of `audit.findings`, in the columns of `FINDING_COLUMNS`.

    `frame` is the frame that the outcomes were made of. `finding_id` depends on the rule and on whom it
    speaks of, not on the order of rows or on the words of the message.
    """
    import pandas as pd

    rows: dict[str, dict[str, Any]] = {}
    for outcome in outcomes:
        if outcome.success:
            continue
        for record in records(frame, outcome.positions):
            finding = _finding(outcome, record)
            rows.setdefault(finding["finding_id"], finding)
    table = pd.DataFrame(list(rows.values()), columns=list(FINDING_COLUMNS))
    return table.astype({"year": "Int64", "explained": "object", "explained_until": "object"})


def _finding(outcome: Outcome, record: Mapping[str, Any]) -> dict[str, Any]:
    rule = rules()[outcome.name]
    related = ["denominator_figure_id", "prior_figure_id"] if rule.subject == "pair" else []
    whom = {
        "figure_id": _first_of(record, ["figure_id", "numerator_figure_id"]),
        "related_figure_id": _first_of(record, related),
        "sha256": _first_of(record, ["sha256"]),
        "region_code": _first_of(record, ["region_code"]),
        "year": _first_of(record, ["year"]),
        "indicator_code": _first_of(record, ["indicator_code", "numerator_code"]),
    }
    publisher = _first_of(record, ["publisher_key"])
    parts = [rule.name, publisher, *whom.values(), *(record[name] for name in rule.key)]
    key = "\x1f".join("" if part is None else str(part) for part in parts)
    return {
        "finding_id": hashlib.sha256(key.encode()).hexdigest()[:32],
        "rule": rule.name,
        "severity": rule.severity,
        "subject": rule.subject,
        **whom,
        **tell(rule, record, outcome.limits),
        "publisher_key": publisher,
        "evidence": _evidence(record, rule.evidence or EVIDENCE[rule.subject]),
        "explained": None,
        "explained_until": None,
    }


def _evidence(record: Mapping[str, Any], columns: Iterable[str]) -> list[str]:
    """The figures that show the fault, each once, in the order of the columns that name them."""
    named: list[str] = []
    for column in columns:
        given = record.get(column)
        if isinstance(given, str):
            named.append(given)
        elif given is not None and not is_nothing(given):
            named.extend(str(one) for one in given)
    return list(dict.fromkeys(named))


def _first_of(record: Mapping[str, Any], names: list[str]) -> Any:
    value = next((record[name] for name in names if not is_nothing(record.get(name))), None)
    # A column of years with gaps arrives as float; ids must not hang on that.
    return int(value) if isinstance(value, float) and value.is_integer() else value
