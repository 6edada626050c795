"""From statements to what is published: the code, with its confidence, and the slots as columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ingest.model import Figure, Whose
from ingest.statements.carrying import RULE as CARRIED
from ingest.statements.carrying import is_of_carried
from ingest.statements.components import RULE as COMPONENT
from ingest.statements.components import mark_components
from ingest.statements.definitions import definition_of
from ingest.statements.features import candidate_features, features
from ingest.statements.model import Evidence, load_models, threshold, trained_codes
from ingest.statements.objects import named
from ingest.statements.parts import part_of
from ingest.statements.periods import base_year, in_time, period
from ingest.statements.promises import promises_more
from ingest.statements.statement import Statement
from ingest.statements.whose import whose
from ingest.statements.wording import wording, wording_of

OF_A_PART = 0.05
"""The most confidence that is left where a sign says that the figure is of a part."""
OWN_LEVEL = "own_level"
# 市政府受理20件 counts what the government itself took in, 全市受理75件 what all authorities of the city did.
_WHOSE_COUNT = re.compile(
    r"(?P<whole>全[省市县区州盟旗]|各级|[我本][省市县区州盟旗](?!政府|人民政府|本级))"
    r"|(?P<government>(?<!级)[省市县区州盟旗](?:人民)?政府(?:共|累计|全年|年内|已|依法|新|本级)*(?:收|受理|办理|审结|办结|审理|作出|立案))"
)
# 全县办理行政处罚案件, right behind another figure or at the head of a sentence; not 全县推广的做法.
_OF_THE_WHOLE = re.compile(r"[，。；、 ]*全[省市县区州盟旗](?![域面程])")
# 市政府受理行政复议案件200件, where no other count of the kind is told: `part` says that it is of its own level.
_OF_THE_GOVERNMENT = re.compile(
    r"[，。；、 ]*(?:20\d\d年度?，?|全年)*[省市县区州盟旗](?:人民)?政府(?:共|累计|全年|依法|新)*(?:收到|受理|办结|审结)"
    r"(?:行政)?复议(?:案件|申请)$"
)


def decide(figures: Sequence[Figure], statements: Sequence[Statement | None]) -> list[Figure]:
    """The figures with all slots filled; `statements` are theirs, None for those of sections on plans."""
    # One stage after the other: what a stage asks for stays in the cache.
    for statement in statements:
        if statement:
            features(statement)
    judgements = [_judge(statement) if statement else None for statement in statements]
    mark_components(statements, [_published(*each) for each in zip(statements, judgements, strict=True)])
    return [
        filled(statement, *judgement, partial(_is_likely_whole, statement))
        if statement and judgement
        else figure._replace(whose="plan")
        for figure, statement, judgement in zip(figures, statements, judgements, strict=True)
    ]


def _judge(statement: Statement) -> tuple[str | None, float, str | None]:
    """(the proposed code, its confidence, the sign that it is of a part)."""
    code = proposed_code(statement)
    if code is None:
        return None, 0.0, part_of(statement, "")
    return code, *weighed(statement, code, confidence_of(statement, code))


def _published(statement: Statement | None, judgement: tuple[str | None, float, str | None] | None) -> str | None:
    """The proposed code where it is likely enough; 6件未办结 is no part of the cases closed, though it names them."""
    if statement is None or statement.carried or judgement is None:
        return None
    code, confidence, _ = judgement
    return code if confidence >= threshold() else None


def _is_likely_whole(statement: Statement) -> bool:
    return load_models()["whole"].probability(evidence_for_whole(statement)) >= 0.5


def weighed(statement: Statement, code: str, probability: float) -> tuple[float, str | None]:
    """(confidence, sign that the figure is of a part) of a proposed code, given the `probability` of the model."""
    if part := part_of(statement, code):
        return min(probability, OF_A_PART), part
    return max(probability, threshold()) if _is_plain(statement, code) else probability, None


def _is_plain(statement: Statement, code: str) -> bool:
    """Whether a code is published in any case: `全县办理行政处罚案件1500件`, an indicator of the user's own."""
    said = statement.subject.role == "whole" and _OF_THE_WHOLE.match(statement.own) is not None
    alone = statement.same_code == 0 and _OF_THE_GOVERNMENT.match(statement.own) is not None
    return said or alone or code not in trained_codes()


def confidence_of(statement: Statement, code: str) -> float:
    """How likely `code` is right for the statement, 0 to 1, before the signs of a part are asked."""
    return load_models()["confidence"].probability(evidence_for(statement, code))


def evidence_for(statement: Statement, code: str) -> Evidence:
    """All that is weighed for one code."""
    known = [*features(statement), *candidate_features(statement, code)]
    return [("", known), *wording_of(statement, code, known)]


def evidence_for_whole(statement: Statement) -> Evidence:
    """All that is weighed for whose a figure is."""
    return [("", features(statement)), *wording(statement)]


def proposed_code(statement: Statement) -> str | None:
    """The code that is weighed for a statement; cases carried over have theirs by their words alone."""
    return None if statement.code is None or is_of_carried(statement.code) else statement.code


def _carried(statement: Statement, code: str) -> Figure:
    """Cases taken over or left over: of the report's year, whichever year they are called after (`2022年结转30件`)."""
    figure, year, part = statement.figure, statement.report_year, part_of(statement, code)
    if year and figure.year in (None, year - 1, year + 1):
        figure = figure._replace(year=year)
    statement.figure = figure._replace(rules=(*figure.rules, CARRIED))
    confidence = OF_A_PART if part else 1.0
    return _filled(statement, code, confidence, part, lambda: part is None)


def filled(
    statement: Statement,
    proposed: str | None,
    confidence: float,
    part: str | None,
    is_likely_whole: Callable[[], bool],
) -> Figure:
    """The figure with all slots: `proposed` is the code proposed for it, `part` the sign that it is a part of it.

    Few figures need to be asked whether all their words together speak for the whole.
    """
    if statement.carried:
        return _carried(statement, statement.carried)
    return _filled(statement, proposed, confidence, part, is_likely_whole)


def _filled(
    statement: Statement,
    proposed: str | None,
    confidence: float,
    part: str | None,
    is_likely_whole: Callable[[], bool],
) -> Figure:
    published = proposed if confidence >= threshold() else None
    figure, line = in_time(statement, published), statement.line
    body = whose(statement, published, is_likely_whole, part)
    # Components of a whole that is printed nowhere are added up: 国家级12件、省级30件.
    component = published is not None and statement.component
    start, end = period(statement, figure.year)
    own_level = published is not None and _is_of_the_government(statement)
    thing, deed = named(line.text, statement.phrase.object), statement.phrase.deed
    more = body == "plan" and promises_more(proposed or "", statement.own, line.text[slice(*deed)] if deed else "")
    evidence = [
        (name, line.offset + span[0], line.offset + span[1])
        for name, span in (("object", thing), ("deed", deed), ("whose", _span(statement)))
        if span
    ]
    return figure._replace(
        rules=(*figure.rules, *_fired(statement)) if published else figure.rules,
        indicator_code=published,
        scope="total" if body == "own" and not component else "part",
        object=line.text[slice(*thing)] if thing else None,
        deed=line.text[slice(*deed)] if deed else None,
        whose=body,
        part=_kind_of_part(statement, body, part, component, own_level),
        period_start=start,
        period_end=end,
        base_year=base_year(statement),
        definition=definition_of(statement, published) if published and figure.measure == "level" else None,
        confidence=round(confidence, 3) if proposed else None,
        proposed_code=proposed,
        target_code=proposed if body == "plan" and not more else None,
        evidence=tuple(evidence),
    )


_FOLLOWS = {"change": "change.of_figure_before", "former": "series.of_former_value"}


def _fired(statement: Statement) -> Iterator[str]:
    """The rules by which a figure has its code: the pattern, or how it follows another figure."""
    if statement.carried:
        return
    if statement.how == "pattern" and statement.match:
        yield statement.match.pattern.id
    else:
        yield _FOLLOWS.get(statement.how, statement.how)
    if statement.component:
        yield COMPONENT


def _kind_of_part(statement: Statement, body: Whose, sign: str | None, component: bool, own_level: bool) -> str | None:
    """Why the figure is a part; None where it is of the whole, or of somebody else."""
    if component or body == "part":
        return sign or _part(statement)
    return OWN_LEVEL if body == "own" and own_level else None


def _span(statement: Statement) -> tuple[int, int] | None:
    subject = statement.subject
    return (subject.start, subject.end) if subject.role != "none" else None


def _is_of_the_government(statement: Statement) -> bool:
    if "政府" not in statement.sentence:
        return False
    window = statement.window
    said = list(_WHOSE_COUNT.finditer(statement.line.text, window.sentence[0], window.before[1]))
    return bool(said) and said[-1]["government"] is not None


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
    if statement.code and statement.cues:
        return statement.cues[0]
    return "subset"
