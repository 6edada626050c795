"""Components of a whole that is printed nowhere: `省级赋权31项，市级赋权274项`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ingest.indicators.catalogue import load_catalogue
from ingest.statements.statement import Statement

RULE = "scope.component"
_WHOLE_OR_STAGE = re.compile(r"共|总|累计|合计|达|现有|已有|新|其余|剩余|还有|交由|交办|转|再次|第二次|上年|去年|结转")
"""Words that tell of a whole, of what is new in it, or of the same at another stage: `交办11件，交由…办理8件`."""
# 全县1500件，县公安局900件: the area and a body in it. Not 全县不予处罚82件，减轻处罚16件.
_AREA = re.compile(r"全[省市县区州盟旗]|各级")
_BODY = re.compile(r"[局委厅办队镇乡]|街道|部门|本级|政府(?!常务|党组)")
_OF_WHICH = re.compile(r"其中(?!心)")
_TAKEN_IN = re.compile(r"(?:受理|立案|收到|新收)(?!前)")
_HANDLED = re.compile(r"办理|审理")


@cache
def _counted() -> frozenset[str]:
    """Codes whose figures can be added up."""
    return frozenset(indicator.code for indicator in load_catalogue() if indicator.kind == "count")


def mark_components(statements: Sequence[Statement | None], codes: Sequence[str | None]) -> None:
    """Mark the statements that are components of one unprinted whole; `codes` are those that are published.

    They keep their code: their sum is its value. Components stand in one sentence, one right behind the other, with
    the same code, unit and year, each by words of its own, and none of them is said to be a whole. What follows one,
    its change or its value of another year, is of the component too.
    """
    published = [(each, code) for each, code in zip(statements, codes, strict=True) if each]
    levels = [(each, code) for each, code in published if each.figure.measure == "level"]
    for (one, code), (other, same) in pairwise(levels):
        if code is not None and code == same and code in _counted() and _belong_together(one, other):
            one.component = other.component = True
    for (before, code), (statement, same) in pairwise(published):
        if before.component and statement.base is not None and same == code and before.line is statement.line:
            statement.component = True


def _belong_together(one: Statement, other: Statement) -> bool:
    first, second = one.figure, other.figure
    if (first.unit, first.year, first.sentence_start) != (second.unit, second.year, second.sentence_start):
        return False
    if one.how != "pattern" or other.how != "pattern":
        return False
    # 受理100件，办理98件: the same cases at two stages.
    pairs = ((one.own, other.own), (other.own, one.own))
    staged = any(_TAKEN_IN.search(a) and _HANDLED.search(b) for a, b in pairs)
    within = any(_AREA.search(a) and _BODY.search(b) for a, b in pairs)
    # 应诉案件80件，其中一审55件: a part and its whole.
    held = _OF_WHICH.search(other.own) is not None or one.sibling.total or other.sibling.total
    return not staged and not within and not held and not any(_WHOLE_OR_STAGE.search(each.own) for each in (one, other))
