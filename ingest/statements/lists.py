"""Lists of figures of one code: which of them are parts of a whole, printed beside them or nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ingest.indicators.catalogue import load_catalogue
from ingest.statements.statement import Statement

_OF_EACH_BODY = frozenset(
    code
    for code in (indicator.code for indicator in load_catalogue())
    if code.startswith("leadership.") and not code.startswith("leadership.duty_")
)

_WHOLE = re.compile(r"全(?:省|市|县|区|州|旗|镇|乡|年)|共(?!同|享|建|和|产)|累计|合计|总计|总数|总量")
# 合计 ⟦217件⟧, 共计 ⟦217件⟧: not 全年共受理217件.
_SUM = re.compile(r"(?:合计|共计|总计|合共)为?$")


def listed_parts(statements: Sequence[Statement], codes: Sequence[str | None]) -> set[int]:
    """Places of figures that are parts of a whole printed nowhere, or of one printed before them.

    `省级人大代表建议7件、市级人大代表建议28件`; `学法12次，其中专题学习2次`. `codes` is what each of a line's
    statements is proposed for. Meetings and sessions of several bodies are each counted.
    """
    parts: set[int] = set()
    for place, (statement, code) in enumerate(zip(statements, codes, strict=True)):
        if code is None or (code in _OF_EACH_BODY and "其中" not in statement.own):
            continue
        if code == "rulemaking.cleanups" or statement.figure.measure != "level":
            continue
        beside = [
            other for other in range(place) if codes[other] == code and _side_by_side(statements[other], statement)
        ]
        # 演练14场, 指导演练203场, 共 ⟦217场⟧.
        if len(beside) > 1 and statement.figure.value == sum(statements[other].figure.value for other in beside):
            parts.update(beside)
            continue
        parts.update([place] if beside else [])
        for other in beside:
            larger = statements[other].figure.value > statement.figure.value
            if not (larger and "其中" in _between(statements[other], statement)) and not _is_whole(statements[other]):
                parts.add(other)
    return parts


def mark_added_up(statements: Sequence[Statement], codes: Sequence[str | None]) -> None:
    """Mark the figures of one code that another figure of the line adds up: `跨省通办31件、省内通办24件，合计55件`."""
    for place, total in enumerate(statements):
        if not (total.sibling.total and _SUM.search(total.own)):
            continue
        components = list(takewhile(lambda other: statements[other].sibling.component, range(place - 1, -1, -1)))
        found = {codes[other] for other in components}
        if len(found) == 1 and None not in found:
            for other in components:
                statements[other].added_up = True


def _side_by_side(one: Statement, other: Statement) -> bool:
    return (
        one.figure.sentence_start == other.figure.sentence_start
        and one.figure.measure == other.figure.measure
        and one.figure.year == other.figure.year
        and one.figure.unit == other.figure.unit
        and other.base is None
    )


def _between(one: Statement, other: Statement) -> str:
    return one.line.text[one.line.spots[one.place][1] : other.line.spots[other.place][0]]


def _is_whole(statement: Statement) -> bool:
    return _WHOLE.search(statement.own) is not None
