"""From statements to what is published: the code, with its confidence, and the slots as columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.indicators.components import RULE as COMPONENT
from ingest.model import Figure, Whose
from ingest.statements.features import candidate_features, features
from ingest.statements.model import load_models, threshold
from ingest.statements.parts import part_of
from ingest.statements.periods import base_year, period
from ingest.statements.statement import Statement

OF_A_PART = 0.05
"""The most confidence that is left where a sign says that the figure is of a part."""
_PLAN = re.compile(
    r"力争|目标(?:为|是|值)|计划(?:开展|完成|培训|办理|举办)|(?<!提)拟(?!任|提|定|稿)|争取|将(?:完成|达到|新增|建成|力争)"
)
_NORM = re.compile(r"(?:每年|一年)?(?:至少|不少于|不低于)")


def decide(figures: Sequence[Figure], statements: Sequence[Statement | None]) -> list[Figure]:
    """The figures with all slots filled; `statements` are theirs, None for those of sections on plans."""
    models = load_models()
    least = threshold()
    decided: list[Figure] = []
    for figure, statement in zip(figures, statements, strict=True):
        if statement is None:
            target = figure.indicator_code
            decided.append(figure._replace(whose="plan", target_code=target))
            continue
        known = set(features(statement))
        best, confidence = None, 0.0
        for code in candidates(statement):
            probability = models["confidence"].probability(known | set(candidate_features(statement, code)))
            if probability > confidence:
                best, confidence = code, probability
        part = part_of(statement, best or "")
        if part:
            confidence = min(confidence, OF_A_PART)
        published = best if confidence >= least else None
        whole = published is not None or models["whole"].probability(known) >= 0.5
        decided.append(_filled(statement, best, confidence, published, whole, part))
    return decided


def confidence_of(statement: Statement, code: str) -> float:
    """How likely `code` is right for the statement, 0 to 1, before the signs of a part are asked."""
    return load_models()["confidence"].probability({*features(statement), *candidate_features(statement, code)})


def candidates(statement: Statement) -> list[str]:
    """The codes that are proposed for a statement: by the phrase rules and by the patterns over slots."""
    by_phrase = statement.proposal.code if statement.proposal.how != "share" else None
    return sorted({code for code in (by_phrase, statement.pattern_code) if code})


def _filled(
    statement: Statement, proposed: str | None, confidence: float, published: str | None, whole: bool, part: str | None
) -> Figure:
    figure, line = statement.figure, statement.line
    whose = _whose(statement, published, whole)
    start, end = period(statement)
    thing, deed = statement.phrase.object, statement.phrase.deed
    evidence = [
        (name, line.offset + span[0], line.offset + span[1])
        for name, span in (("object", thing), ("deed", deed), ("whose", _span(statement)))
        if span
    ]
    return figure._replace(
        indicator_code=published,
        scope="total" if whose == "own" else "part",
        object=line.text[slice(*thing)] if thing else None,
        deed=line.text[slice(*deed)] if deed else None,
        whose=whose,
        part=(part or _part(statement)) if whose == "part" else None,
        period_start=start,
        period_end=end,
        base_year=base_year(statement),
        confidence=round(confidence, 3) if proposed else None,
        proposed_code=proposed,
        target_code=proposed if whose == "plan" else None,
        evidence=tuple(evidence),
    )


def _span(statement: Statement) -> tuple[int, int] | None:
    subject = statement.subject
    return (subject.start, subject.end) if subject.role != "none" else None


def _whose(statement: Statement, published: str | None, whole: bool) -> Whose:
    window = statement.line.windows[statement.place]
    clause = statement.line.text[window.clause : window.before[1]]
    if published:
        # Components of a whole that is printed nowhere keep their code: they are added up.
        return "part" if COMPONENT in statement.figure.rules else "own"
    if _PLAN.search(clause) or _NORM.search(clause):
        return "plan"
    if statement.subject.role in ("court", "above") and statement.subject.clauses == 0:
        return "other"
    return "own" if whole else "part"


def _part(statement: Statement) -> str:
    """What makes it a part: the first sign that holds, from the surest on."""
    if statement.short or statement.part_of_year:
        return "period"
    if statement.subject.role in ("organ", "place"):
        return "organ" if statement.subject.role == "organ" else "place"
    if statement.figure.measure == "share":
        return "share"
    if statement.sibling.component or statement.sibling.alike > 2:
        return "list"
    if statement.proposal.parts:
        return statement.proposal.parts[0]
    return "subset"
