"""Which of the definitions that offices use within one code a figure follows: 直接纠错率 or 综合纠错率."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from ingest.statements.carrying import includes_carried
from ingest.statements.statement import Statement

_TABLE = Path(__file__).with_name("vocabulary") / "definitions.csv"
WITH_CARRIED = "with_carried_over"
# 应诉案件80件，其中一审55件; 败诉率8%（其中一审败诉率6%）; 80件，一审55件、二审25件: the whole is of all instances.
_HOLDS_INSTANCES = re.compile(
    r"[（(，,；;]?(?:其中[，,：:]?[^，。；、\d]{0,6}一审[^，。；、\d]{0,8}\d|一审[^，。；、\d]{0,8}\d[^，。；、]{0,4}[、，,]二审)"
)
ALL_INSTANCES = "all_instances"
_TAKEN_IN = {"reconsideration.accepted", "reconsideration.applications", "litigation.cases"}


@cache
def _definitions() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """By code: definitions with their words, the first that fits counts; one without words fits always."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            words = tuple(word for word in row["words"].split("|") if word)
            found.setdefault(row["code"], []).append((row["definition"], words))
    return found


def definition_of(statement: Statement, code: str) -> str | None:
    """A name of `definitions.csv`, or `with_carried_over`; None where the words tell none.

    The figure's own words are asked, then those behind it, which may say what it holds: `120件（一审80件、二审40件）`.
    """
    if code in _TAKEN_IN and includes_carried(statement):
        return WITH_CARRIED
    known = _definitions().get(code)
    if known is None:
        return None
    line, window = statement.line.text, statement.window
    own = line[window.clause : window.before[1]] + line[slice(*window.after)]
    end = statement.line.spots[statement.place][1]
    held = _bracket(line, end)
    of_instances = any(definition == ALL_INSTANCES for definition, _ in known)
    if of_instances and "一审" not in own and _HOLDS_INSTANCES.match(line, end):
        return ALL_INSTANCES
    for definition, words in known:
        if not words or any(word in own or word in held for word in words):
            return definition
    return None


def _bracket(line: str, end: int) -> str:
    """The words of the bracket that opens at once behind a figure; empty where none does."""
    if line[end : end + 1] not in ("（", "("):
        return ""
    closes = min((place for mark in "）)" if (place := line.find(mark, end)) >= 0), default=end)
    return line[end:closes]
