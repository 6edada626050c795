"""Figures in, figures with the slots of their statements and their indicator out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ingest.indicators.assigning import Proposal, lines_of, propose, settled
from ingest.indicators.headings import title_of
from ingest.indicators.matching import load_index
from ingest.indicators.mentions import plain
from ingest.indicators.scope import all_cues
from ingest.indicators.views import Line
from ingest.model import Figure, Section
from ingest.statements.matching import Context
from ingest.statements.publisher import Publisher, publisher_of
from ingest.statements.siblings import siblings
from ingest.statements.statement import Statement
from ingest.statements.subjects import Subjects


def read_statements(
    text: str, figures: Sequence[Figure], sections: Sequence[Section] = (), report_year: int | None = None
) -> tuple[list[Figure], list[Statement | None]]:
    """The figures of `text` as the patterns judge them, and the statement of each; None in sections on plans."""
    folded = plain(text)
    title = title_of(folded)
    publisher = publisher_of(title or folded.split("\n", 1)[0][:60])
    judged: list[Figure] = []
    statements: list[Statement | None] = []
    above: Context | None = None
    for line, group, plan in lines_of(folded, text, figures, sections, title):
        found, proposals = propose(line, group[:plan], load_index())
        read, above = _of_line(line, found, proposals, publisher, report_year, above)
        statements += read
        statements += [None] * (len(group) - plan)
        judged += found
        judged += [settled(figure, None, "part", ("scope.plan",)) for figure in group[plan:]]
    _compare(statements)
    return judged, statements


def _of_line(
    line: Line,
    figures: list[Figure],
    proposals: list[Proposal],
    publisher: Publisher,
    report_year: int | None,
    above: Context | None,
) -> tuple[list[Statement], Context]:
    subjects = Subjects(line.text, publisher)
    neighbours = siblings(figures)
    found = []
    context = Context(line, line.heading, above.subjects() if above and above.line.is_row and line.is_row else 0)
    for place, (figure, proposal) in enumerate(zip(figures, proposals, strict=True)):
        window = line.windows[place]
        match, phrase, matches = context.match(place, figure)
        statement = Statement(
            figure,
            line,
            place,
            proposal,
            publisher,
            report_year,
            phrase,
            subjects.of(window.sentence[0], window.before[1]),
            neighbours[place],
            all_cues(line.text, line.cues, window, figure.year, line.title),
        )
        statement.match, statement.matches = match, matches
        _date(statement)
        if proposal.view is not None and proposal.view.inherited:
            statement.topic_distance = line.topic_distance(window)
        found.append(statement)
    return found, context


_SHORT = {"week", "month", "month_single", "months", "quarter", "until_month"}
_SPANS = {"many_years", "years_before", "since_year", "span", "since_law", "since_month"}


def _date(statement: Statement) -> None:
    statement.short = not _SHORT.isdisjoint(statement.cues)
    statement.span = not _SPANS.isdisjoint(statement.cues)


def _compare(statements: Sequence[Statement | None]) -> None:
    """Tell each statement which others of the text are proposed for the same code."""
    groups: dict[tuple[str, str, int | None], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement and statement.proposal.code:
            figure = statement.figure
            groups[statement.proposal.code, figure.measure, figure.year].append(statement)
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

    A figure carries a code where it is that indicator for the whole reporting area and year; a part, a share
    or anything of a section on plans carries none. `sections` add the subject of the heading and tell plans
    apart. Figures come in the order of their offsets.
    """
    return read_statements(text, figures, sections, report_year)[0]
