"""Figures: every cardinal quantity that a report prints, with its place, bound, measure and year."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from ingest.figures.comparisons import Reading, is_listed, read_measure
from ingest.figures.folding import fold
from ingest.figures.hedges import Hedges, bound_of, hedge_behind, hedges_before, hold_for_all, inner_hedge
from ingest.figures.lines import pieces
from ingest.figures.names import name_spans, outside_names, why_no_figure
from ingest.figures.quantities import find_quantities
from ingest.figures.quantity import Quantity
from ingest.figures.tables import Table, with_tabs
from ingest.figures.years import (
    YearMention,
    depth,
    is_former,
    is_next_step,
    is_of_once,
    looks_back,
    year_mentions,
    year_of,
)
from ingest.model import Figure, Refused, Section, Sentence
from ingest.reports.sentences import sentences

__all__ = ["find_figures"]


def find_figures(
    text: str,
    report_year: int | None = None,
    sections: Sequence[Section] = (),
    refused: list[Refused] | None = None,
) -> list[Figure]:
    """Every figure of a report's text in reading order, read but not yet matched to an indicator.

    Offsets are code points in `text`. No figure reaches over a line break, and no line is read in the light of
    another, but the rows of a table in that of the head of its columns. Figures in a section with `is_plan` are
    of the year after `report_year`, unless they say a year.
    Without `report_year` only years that stand in full are known. Numerals that could not be read whole are put
    into `refused`. Raises nothing, whatever the text.
    """
    folded = fold(text)
    figures: list[Figure] = []
    table = Table(report_year)
    plans = _plans(sections)
    later = looks_back(folded, report_year)
    for start, end in pieces(folded):
        printed = with_tabs(folded[start:end], text[start:end])
        table.read(printed)
        unread: list[tuple[int, int]] = []
        quantities = table.with_cells(find_quantities(printed, unread))
        if quantities:
            line = _Line(text, printed, start, report_year, plans, table, later)
            figures.extend(line.figures(quantities))
        if unread and refused is not None:
            places = [(start + left, start + right) for left, right in outside_names(unread, printed)]
            refused.extend(Refused(left, right, text[left:right]) for left, right in places)
    return figures


def _plans(sections: Sequence[Section]) -> list[tuple[int, int]]:
    """The spans of the sections on plans, without those that lie within another one."""
    plans: list[tuple[int, int]] = []
    for section in sections:
        if section.is_plan and not (plans and plans[-1][0] <= section.start and section.end <= plans[-1][1]):
            plans.append((section.start, section.end))
    return plans


class _Line:
    """One line of a report with what its figures share: names, years, sentences."""

    def __init__(
        self,
        text: str,
        line: str,
        start: int,
        report_year: int | None,
        plans: Sequence[tuple[int, int]],
        table: Table,
        looks_back: bool,
    ) -> None:
        self.text = text
        self.table = table
        self.line = line
        self.start = start
        self.plans = plans
        self.report_year = report_year
        self.looks_back = looks_back
        self.spans = name_spans(line)
        self.in_brackets = "(" in line

    def figures(self, candidates: list[Quantity]) -> list[Figure]:
        """The figures among the quantities of the line."""
        line, spans = self.line, self.spans
        quantities = [q for q in candidates if why_no_figure(q, line, spans) is None]
        if not quantities:
            return []
        found = list(sentences(self.text, self.start, self.start + len(line)))
        starts = [sentence.start for sentence in found]
        own_year, first = self._default_year(self.start)[0], quantities[0].start
        mentions = year_mentions(line, own_year, spans, quantities[-1].start, first if self.looks_back else 0)
        uses: Counter[int] = Counter()
        figures, previous, previous_end = [], None, 0
        for_all: Hedges = []
        for quantity in quantities:
            sentence = found[max(0, bisect_right(starts, self.start + quantity.start) - 1)]
            behind = hedge_behind(quantity, line)
            end = behind[2] if behind else quantity.end
            gap = line[previous_end : quantity.start]
            listed = previous is not None and is_listed(gap) and not self.table.parts(gap)
            reading = read_measure(quantity, line, gap, previous, listed, end)
            reading = self.table.reading(line, quantity, reading)
            own = hedges_before(quantity, line)
            if not listed:
                for_all = own if own and hold_for_all(quantity, line) else []
            hedges = [*(own or for_all), *inner_hedge(quantity), *([behind[:2]] if behind else ())]
            figures.append(self._figure(quantity, hedges, reading, sentence, mentions, uses))
            previous, previous_end = (quantity, reading), end
        return figures

    def _figure(
        self,
        quantity: Quantity,
        hedges: Hedges,
        reading: Reading,
        sentence: Sentence,
        mentions: list[YearMention],
        uses: Counter[int],
    ) -> Figure:
        start, end = self.start + quantity.start, self.start + quantity.end
        year, year_rule = self._year(quantity, sentence.start - self.start, mentions, uses)
        rules = (
            *quantity.rules,
            *[f"hedge.{bound}.{hedge}" for hedge, bound in hedges],
            *reading.rules,
            year_rule,
        )
        return Figure(
            start,
            end,
            raw=self.text[start:end],
            value=-quantity.value if reading.falls and quantity.value > 0 else quantity.value,
            precision=quantity.precision,
            unit=quantity.measure.unit,
            bound=bound_of(hedges),
            measure=reading.measure,
            scope="total",
            year=year,
            sentence_start=sentence.start,
            sentence_end=sentence.end,
            rules=rules,
        )

    def _year(
        self, quantity: Quantity, sentence_start: int, mentions: list[YearMention], uses: Counter[int]
    ) -> tuple[int | None, str]:
        """The year that a quantity is of, and the id of the rule."""
        start, end = quantity.start, quantity.end
        default, plan = self._default_year(self.start + start)
        year, rule = default, "year.report"
        told = self.table.year(start)
        if told:
            mentions = [one for one in mentions if one.start >= self.table.cell_start(start)]
        if mentions:
            brackets = depth(self.line, start) if self.in_brackets else 0
            year, rule = year_of(start, brackets, sentence_start, mentions, uses, default)
        if rule == "year.report" and told:
            return told
        if rule == "year.report" and (above := self.table.title_year()):
            return above, "year.table_title"
        if is_former(start, end, self.line, mentions) or is_of_once(start, end, self.line):
            return None, "year.former"
        if rule == "year.report" and not plan and year is not None and is_next_step(self.line, sentence_start):
            return year + 1, "year.plan"
        return year, "year.plan" if plan and rule == "year.report" else rule

    def _default_year(self, start: int) -> tuple[int | None, bool]:
        plan = False
        for begin, end in self.plans:
            plan = plan or begin <= start < end
        if self.report_year is None:
            return None, False
        return (self.report_year + 1 if plan else self.report_year), plan
