"""The rules by name: how grave each is, whether it blocks a build, and the sentences that tell of it.

The rules stand in `rules.toml`; the suites give each of them an expectation. A rule's name is stable: it is
part of the ids of findings, and analysts filter `audit.findings` by it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Severity = Literal["error", "warn", "note"]
Subject = Literal["figure", "pair", "report", "build"]

RULES_FILE = Path(__file__).with_name("rules.toml")

GX_SEVERITY: dict[Severity, str] = {"error": "critical", "warn": "warning", "note": "info"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of `rules.toml`."""

    name: str
    suite: str
    severity: Severity
    blocking: bool
    """True where a build that breaks the rule must not be published."""
    subject: Subject
    why: str
    observed: str
    """Template of the observed quantity, over the columns of the suite's frame."""
    message_zh: str
    message_en: str
    why_zh: str = ""
    evidence: tuple[str, ...] = ()
    """Columns that name the figures which show the fault; empty: those that are usual for the subject."""
    key: tuple[str, ...] = ()
    """Columns that tell two findings of one rule apart, beside publisher, report, figure, year and indicator."""

    @property
    def can_be_excepted(self) -> bool:
        """Whether `exceptions.yml` may explain it: never a fault of this software, nor an exception itself."""
        return self.suite != "exceptions" and (not self.blocking or self.suite == "build")


@cache
def rules() -> dict[str, Rule]:
    """All rules by name, in the order of the file."""
    with RULES_FILE.open("rb") as file:
        written = tomllib.load(file)
    lists = ("evidence", "key")
    return {
        name: Rule(name=name, **fields | {field: tuple(fields.get(field, ())) for field in lists})
        for name, fields in written.items()
    }


def terms(name: str) -> dict[str, Any]:
    """What an expectation must be given to stand for the rule `name`: `meta`, `severity` and `description`.

    Raises KeyError where `rules.toml` has no such rule.
    """
    rule = rules()[name]
    meta = {"rule": name, "severity": rule.severity, "blocking": rule.blocking, "why": rule.why}
    meta |= {"message_zh": rule.message_zh, "message_en": rule.message_en}
    return {"meta": meta, "severity": GX_SEVERITY[rule.severity], "description": f"{name}: {rule.why}"}


def rule_table() -> str:
    """The rules as the Markdown table of `docs/audit.md`; `python -m expectations.rules` prints it."""
    lines = ["| rule | frame | severity | blocks | why |", "| --- | --- | --- | --- | --- |"]
    for rule in rules().values():
        blocks = "yes" if rule.blocking else ""
        lines.append(f"| `{rule.name}` | {rule.suite} | {rule.severity} | {blocks} | {rule.why} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(rule_table())
