"""Figures in, figures with the slots of their statements and their indicator out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.indicators.following import base_of, is_former_value, may_be_change_of, series_of
from ingest.indicators.headings import of_part_of_year, title_of
from ingest.indicators.lines import Line, lines_of
from ingest.indicators.plain import plain
from ingest.model import Figure, Section
from ingest.statements.carrying import carried_code
from ingest.statements.clock import Clock
from ingest.statements.deciding import decide
from ingest.statements.definitions import definition_of
from ingest.statements.lists import listed_parts, mark_added_up
from ingest.statements.matching import Context, Fit
from ingest.statements.objects import named
from ingest.statements.promises import promises_more
from ingest.statements.publisher import Publisher, publisher_of
from ingest.statements.reviewing import code_of_opinions
from ingest.statements.siblings import siblings
from ingest.statements.statement import Statement
from ingest.statements.subjects import Subjects

# 青禾区化解纠纷431件: a text that begins with a figure has no title; 社区矫正十年回眸 is one.
_OF_A_TITLE = re.compile(r"(?:19|20)\d\d|报告|情况|总结|年(?:回眸|综述|回顾)")


def read_statements(
    text: str, figures: Sequence[Figure], sections: Sequence[Section] = (), report_year: int | None = None
) -> tuple[list[Figure], list[Statement | None]]:
    """The figures of `text` and the statement of each; None in sections on plans, whose figures are settled."""
    folded = plain(text)
    first = folded.split("\n", 1)[0]
    is_untitled = bool(figures) and figures[0].start < len(first) and _OF_A_TITLE.search(first) is None
    title = "" if is_untitled else title_of(folded)
    publisher = publisher_of(title or ("" if is_untitled else first[:60]))
    judged: list[Figure] = []
    statements: list[Statement | None] = []
    clock = Clock(folded, report_year)
    lines = list(lines_of(folded, text, figures, sections, title))
    contexts = _contexts([line for line, _, _ in lines], publisher.kind)
    # One stage after the other: what a stage asks for stays in the cache.
    fulfilled = [
        [context.match(place, figure) for place, figure in enumerate(group[:plan])]
        for context, (_, group, plan) in zip(contexts, lines, strict=True)
    ]
    for context, fits, (line, group, plan) in zip(contexts, fulfilled, lines, strict=True):
        statements += _of_line(line, group[:plan], fits, publisher, clock)
        statements += [None] * (len(group) - plan)
        judged += group[:plan]
        judged += [_intended(context, place, figure) for place, figure in enumerate(group[plan:], start=plan)]
    _compare(statements)
    return judged, statements


def _contexts(lines: Sequence[Line], publisher: str) -> list[Context]:
    """That of each line, a row of a table with the subjects of the row above it."""
    contexts: list[Context] = []
    for line in lines:
        above = contexts[-1].subjects() if contexts and contexts[-1].line.is_row and line.is_row else 0
        contexts.append(Context(line, line.heading, above, publisher))
    return contexts


def _of_line(
    line: Line,
    figures: Sequence[Figure],
    fits: list[Fit],
    publisher: Publisher,
    clock: Clock,
) -> list[Statement]:
    subjects = Subjects(line.text, publisher)
    neighbours = siblings(figures)
    part_of_year = of_part_of_year(line.title)
    found: list[Statement] = []
    stretches = [clock.at(line.text, line.spots, place, figure) for place, figure in enumerate(figures)]
    held = [line.cues_at(place, figure.year) for place, figure in enumerate(figures)]
    for place, figure in enumerate(figures):
        window, fit = line.windows[place], fits[place]
        cues = tuple([cue.name for cue in held[place]])
        statement = Statement(
            figure,
            line,
            place,
            publisher,
            clock.year,
            fit.phrase,
            subjects.of(window.sentence[0], window.before[1]),
            neighbours[place],
            tuple(figures[max(0, place - 2) : place]),
            match=fit.best,
            matches=tuple(fit.matches),
            lost=fit.lost,
            bare=fit.bare,
            uncovered=fit.uncovered,
            cues=cues,
            part_of_year=part_of_year,
            short=not _SHORT.isdisjoint(cues),
            span=not _SPANS.isdisjoint(cues),
            stretch=stretches[place],
        )
        _propose(statement, found, figures)
        statement.of = _what_it_follows(statement, found)
        statement.carried = carried_code(statement)
        if found and found[-1].window.sentence == window.sentence:
            statement.last, found[-1].next = found[-1], statement
        found.append(statement)
    codes = [None if one.carried else _named(one, one.code) for one in found]
    mark_added_up(found, codes)
    for place in listed_parts(found, codes):
        found[place].listed = True
    return found


def _intended(context: Context, place: int, figure: Figure) -> Figure:
    """A promise with what it is of, and the indicator that the next report can be held against it by."""
    fit = context.match(place, figure)
    match, phrase = fit.best, fit.phrase
    line = context.line
    slots = (("object", named(line.text, phrase.object)), ("deed", phrase.deed))
    spans = [(name, span) for name, span in slots if span]
    said = {name: line.text[slice(*span)] for name, span in spans}
    code = match.pattern.code if match and figure.measure != "share" else None
    if (
        code
        and figure.measure == "level"
        and promises_more(code, line.text[slice(*line.windows[place].before)], said.get("deed", ""))
    ):
        code = None
    return figure._replace(
        scope="part",
        rules=(*figure.rules, "scope.plan"),
        object=said.get("object"),
        deed=said.get("deed"),
        target_code=code,
        evidence=tuple((name, line.offset + start, line.offset + end) for name, (start, end) in spans),
    )


def _named(statement: Statement, code: str | None) -> str | None:
    """The code with the definition that the figure follows: 直接纠错率 and 综合纠错率 are no parts of each other."""
    definition = definition_of(statement, code) if code else None
    return f"{code}/{definition}" if definition else code


def _propose(statement: Statement, earlier: Sequence[Statement], figures: Sequence[Figure]) -> None:
    """Tell a statement which code is proposed for it, and by what; `earlier` are those of its line, `figures` all."""
    figure, line, place = statement.figure, statement.line, statement.place
    if figure.measure == "share":
        statement.how = "share"
    elif figure.measure != "level" and (base := base_of(line, place, figures)) is not None:
        statement.how, statement.base = "change", base
        statement.code = earlier[base].code if may_be_change_of(figure, figures[base]) else None
    elif series := series_of(line, place, figures):
        statement.how, statement.base, statement.code = series, place - 1, earlier[-1].code
    elif statement.match:
        statement.how, statement.code = "pattern", code_of_opinions(statement, statement.match.pattern.code)
    elif earlier and is_former_value(line, place - 1):
        statement.how, statement.code = "former", earlier[-1].code


def _what_it_follows(statement: Statement, earlier: list[Statement]) -> Statement | None:
    """The statement that a change is the change of, or of what a figure has risen or fallen from."""
    if statement.base is not None:
        return earlier[statement.base]
    if not earlier or earlier[-1].figure.unit != statement.figure.unit or statement.figure.measure != "level":
        return None
    return earlier[-1] if is_former_value(statement.line, statement.place - 1) else None


_SHORT = {"week", "month", "month_single", "months", "quarter", "until_month"}
_SPANS = {"many_years", "years_before", "since_year", "span", "since_law", "since_month"}


def _compare(statements: Sequence[Statement | None]) -> None:
    """Tell each statement which others of the text are proposed for the same code."""
    groups: dict[tuple[str, str, int | None], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement and not statement.carried and (code := _named(statement, statement.code)):
            figure = statement.figure
            groups[code, figure.measure, figure.year].append(statement)
    for group in groups.values():
        largest = max(statement.figure.value for statement in group)
        for position, statement in enumerate(group):
            statement.same_code = len(group) - 1
            statement.first_of_code = position == 0
            statement.largest_of_code = statement.figure.value == largest


def assign_indicators(
    text: str, figures: Sequence[Figure], sections: Sequence[Section] = (), report_year: int | None = None
) -> list[Figure]:
    """The figures of `text`, in its order, with `indicator_code`, `scope` and the slots of their statements.

    A figure carries a code where it is that indicator for the whole reporting area and year, and the model is
    confident enough of it; else the code that was proposed is kept in `proposed_code`. A part, a share or anything
    of a section on plans carries none. `sections` add the subject of the heading and tell plans apart. Figures come
    in the order of their offsets.
    """
    judged, statements = read_statements(text, figures, sections, report_year)
    return decide(judged, statements)
