"""Which indicator the words around each figure of a line propose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.indicators.changes import base_of
from ingest.indicators.components import mark_components
from ingest.indicators.headings import captions, heading_of, of_part_of_year
from ingest.indicators.matching import ANY_COUNT, RuleIndex, best_rule, unit_of_rules
from ingest.indicators.mentions import load_lexicon
from ingest.indicators.phrases import Rule, load_phrasebook
from ingest.indicators.scope import opening_of_parts
from ingest.indicators.views import Line, View, line_spans
from ingest.model import Figure, Scope, Section

_NEXT_YEAR = re.compile(r"[、,，；;和（(]?20\d\d年度?[为是达约近]*")
_BASE_YEAR = re.compile(
    r"[，,（(]?(?:较|比|同|与|和|跟|相较于?|对比)?(?:上年度?|去年|上一年度?|20\d\d年度?)(?:同期)?(?:的|为)?[约近超]?"
)
_LISTED = re.compile(r"[和及与、]")
_EACH = re.compile(r"分别|依次|各")
_REACHES = re.compile(
    r"[，,]?(?:总数|总量|数量|累计)?(?:达到?|增至|升至|降至|至|到|增加到|上升到|提高到|下降到|为)[约近超]?"
)

_BECOMES = re.compile(
    r"(?:以上|左右)?(?:下降|降低|降|减少|压减|压缩|提高|提升|增加|增长|上升|增|减|升|扩大|扩展|扩|提|调整|调|拓展|壮大|发展|回升|回落|攀升|跃升|下调|上调)[到至为]"
)


_PARTS_OF_A_SENTENCE = ("department", "place", "place_named", "named_room", "sector", "bodies")


def lines_of(
    folded: str, text: str, figures: Sequence[Figure], sections: Sequence[Section], title: str
) -> Iterator[tuple[Line, Sequence[Figure], int]]:
    """Each line that holds figures, with these, and how many of them come before a section on plans."""
    headings = captions(folded)
    starts = [section.start for section in sections]
    planning = any(section.is_plan for section in sections)
    above: Line | None = None
    for start, end, first, last in line_spans(text, figures):
        section = _section(sections, starts, start)
        group = figures[first:last]
        plan = _first_of_plan(group, sections, starts) if planning else len(group)
        line = _line(folded, start, end, group, heading_of(headings, section, start), title)
        line.take_over(above)
        yield line, group, plan
        above = line


def _line(folded: str, start: int, end: int, figures: Sequence[Figure], heading: str, title: str) -> Line:
    spots = [(figure.start - start, figure.end - start) for figure in figures]
    text = _with_commas(folded[start:end].rstrip("\r"), spots)
    return Line(text, start, spots, heading, load_phrasebook(), load_lexicon(), title)


def _with_commas(line: str, spots: Sequence[tuple[int, int]]) -> str:
    """`line` with a comma for each space that parts a figure from the words behind it: `3次 反馈问题57条`."""
    for _, end in spots:
        if line[end : end + 1] == " " and "\u4e00" <= line[end + 1 : end + 2] <= "\u9fff":
            line = f"{line[:end]}，{line[end + 1 :]}"
    return line


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the words of one figure propose, before it is asked whether they speak of the whole."""

    code: str | None = None
    how: str = "none"
    """`rule`, `change`, `series.…`, `former`, `share`: by what the code is proposed."""
    rule: Rule | None = None
    view: View | None = None
    base: int | None = None
    """Place in the line of the figure that this one follows: of which it is the change, the next year, the sum."""
    parts: tuple[str, ...] = ()
    """Names of what marks it as a part."""


def propose(line: Line, figures: Sequence[Figure], index: RuleIndex) -> tuple[list[Figure], list[Proposal]]:
    """The figures of a line as the patterns alone judge them, and what was proposed for each."""
    found: list[Figure] = []
    proposals: list[Proposal] = []
    for place in range(len(figures)):
        figure, proposal = _assign(line, place, figures, found, proposals, index)
        found.append(figure)
        proposals.append(proposal)
    return (mark_components(line, found) if _repeats(found) else found), proposals


def _repeats(figures: Sequence[Figure]) -> bool:
    """Whether an indicator occurs twice."""
    codes = [figure.indicator_code for figure in figures if figure.indicator_code]
    return len(set(codes)) < len(codes)


def _assign(
    line: Line,
    place: int,
    figures: Sequence[Figure],
    earlier: list[Figure],
    proposals: list[Proposal],
    index: RuleIndex,
) -> tuple[Figure, Proposal]:
    """Judge figure `place` of the line; `earlier` holds the figures before it, already judged, with `proposals`."""
    figure = figures[place]
    if figure.measure == "share":
        return settled(figure, None, "part", ("scope.share",)), Proposal(how="share")
    if figure.measure != "level" and (base := base_of(line, place, figures)) is not None:
        changed, fits = _changed(figure, earlier[base])
        of_base = proposals[base]
        return changed, Proposal(
            of_base.code if fits else None, "change", of_base.rule, of_base.view, base, of_base.parts
        )
    if earlier and (series := _series(line, place, figure, earlier[-1])):
        before = proposals[-1]
        again = settled(figure, earlier[-1].indicator_code, earlier[-1].scope, (series,))
        return again, Proposal(before.code, series, before.rule, before.view, place - 1, before.parts)
    rule, view = rule_of(line, place, figure, earlier, index)
    if rule is None and earlier and (former := line.former.pop(place, None)):
        return settled(figure, former, "total", ("series.of_former_value",)), Proposal(former, "former", view=view)
    if rule is not None and _becomes(line, place):
        line.former[place + 1] = rule.code
    opening = opening_of_parts(line.among, view.window)
    if rule is None:
        scope: Scope = "total" if opening is None else "part"
        fired: tuple[str, ...] = ("scope.part.among",) if opening is not None else ()
        return settled(figure, None, scope, fired), Proposal(view=view)
    fired = (rule.id, "subject.inherited") if rule.of and view.inherited else (rule.id,)
    reason = _part(line, place, rule, view, opening, earlier, figure.year) or _same_part(
        line, place, rule, view, earlier
    )
    proposal = Proposal(rule.code, "rule", rule, view, None, (reason,) if reason else ())
    if reason:
        return settled(figure, None, "part", (*fired, f"scope.part.{reason}")), proposal
    return settled(figure, rule.code, "total", fired), proposal


def rule_of(
    line: Line, place: int, figure: Figure, earlier: Sequence[Figure], index: RuleIndex
) -> tuple[Rule | None, View]:
    """The rule that fits the figure's window, else that fits it with the clauses before that it leans on."""
    before = code_before(line, place, earlier)
    view = line.view(place, before)
    unit = unit_of_rules(figure)
    if unit == ANY_COUNT and (rate := best_rule("%", view, index)):
        return rate, view
    if (closed := line.closed_view(place, before)) and (rule := best_rule(unit, closed, index)):
        return rule, closed
    rule = best_rule(unit, view, index)
    if rule is None:
        for wider in line.wider_views(place, before):
            rule = best_rule(unit, wider, index)
            if rule is not None:
                return (rule, wider) if rule.code != before else (None, view)
    return rule, view


def code_before(line: Line, place: int, earlier: Sequence[Figure]) -> str | None:
    """Code of the level figure that stands before figure `place` in its sentence; changes between do not count."""
    since = line.offset + line.windows[place].sentence[0]
    for figure in reversed(earlier):
        if figure.start < since:
            return None
        if figure.measure == "level":
            return figure.indicator_code
    return None


def _series(line: Line, place: int, figure: Figure, before: Figure) -> str | None:
    """The rule by which a figure is the same indicator as the one right before it, with another year or value."""
    end, start = line.spots[place - 1][1], line.spots[place][0]
    if figure.unit == before.unit and before.measure == figure.measure:
        if _NEXT_YEAR.fullmatch(line.text, end, start):
            return "series.of_figure_before"
        clause = max(end, line.cut_before(start)) if start - end <= 30 else end
        if _BASE_YEAR.fullmatch(line.text, clause, start):
            return "series.of_year_before"
        if line.is_row and figure.year != before.year and line.text[end:start].strip() == "|":
            return "series.of_cell_before"
        named = line.windows[place].before[1] < start
        if (
            not named
            and _LISTED.fullmatch(line.text, end, start)
            and _EACH.search(line.text, line.windows[place - 1].clause, end)
        ):
            return "series.listed"
    rate = figure.unit == "%"
    if (
        figure.measure == "level"
        and before.indicator_code
        and (before.measure == "point_change" if rate else before.measure == "change")
        and _REACHES.fullmatch(line.text, end, start)
    ):
        return "series.of_change_before"
    return None


def _becomes(line: Line, place: int) -> bool:
    """Whether the next figure is what this one has become: `由8%降至6%`."""
    if place + 1 >= len(line.spots):
        return False
    return _BECOMES.fullmatch(line.text, line.spots[place][1], line.spots[place + 1][0]) is not None


def _changed(figure: Figure, base: Figure) -> tuple[Figure, bool]:
    """A change is that of the figure which it follows, where the units allow it; and whether they do."""
    rate = base.unit in ("%", "百分点")
    fits = rate if figure.measure == "point_change" else (figure.unit in ("%", "倍") or figure.unit == base.unit)
    if base.measure == "share" or not fits:
        return settled(figure, None, base.scope, ()), False
    return settled(figure, base.indicator_code, base.scope, ("change.of_figure_before",)), True


def _part(
    line: Line,
    place: int,
    rule: Rule,
    view: View,
    opening: int | None,
    earlier: list[Figure],
    year: int | None,
) -> str | None:
    """Why the figure is only a part of what the rule's code stands for; None where it is the whole."""
    domain = rule.code.split(".")[0]
    if cue := next((cue.name for cue in line.cues_at(view.window, year) if domain not in cue.unless), None):
        return cue
    if line.is_new_only(place):
        return "new"
    if line.is_of_list_of_parts:
        return "among"
    if of_part_of_year(line.title):
        return "title"
    if opening is None and not rule.part_of_total:
        return None
    sentence = view.window.sentence[0]
    # 其中 at the head of a sentence tells parts of what the sentence before has counted.
    among_before = opening is not None and opening <= sentence + 1
    since = line.offset + (view.window.item if among_before else sentence)
    until = line.offset + (opening if opening is not None else view.window.before[0])
    totals = [figure for figure in earlier if figure.measure == "level" and figure.end <= until]
    same = any(figure.indicator_code == rule.code and figure.start >= since for figure in totals)
    if opening is None:
        return "component" if same else None
    return "among" if same or (totals and totals[-1].indicator_code == rule.code) else None


def _same_part(line: Line, place: int, rule: Rule, view: View, earlier: Sequence[Figure]) -> str | None:
    """The part that the figure before speaks of, where this one has no subject of its own.

    `县住建局承办工单214件，满意率96%`: the rate is that of the bureau too.
    """
    if not earlier or not (rule.of and view.inherited) or earlier[-1].start < line.offset + view.window.sentence[0]:
        return None
    reasons = (rule_id.removeprefix("scope.part.") for rule_id in earlier[-1].rules[-1:])
    return next((reason for reason in reasons if reason in _PARTS_OF_A_SENTENCE), None)


def settled(figure: Figure, code: str | None, scope: Scope, fired: tuple[str, ...]) -> Figure:
    """The figure with code, scope and rule ids; spelt out because `replace` takes three times as long."""
    if not fired and code is None and scope == figure.scope and figure.indicator_code is None:
        return figure
    return Figure(
        figure.start,
        figure.end,
        figure.raw,
        figure.value,
        figure.precision,
        figure.unit,
        figure.bound,
        figure.measure,
        scope,
        figure.year,
        figure.sentence_start,
        figure.sentence_end,
        (*figure.rules, *fired),
        code,
    )


def _first_of_plan(figures: Sequence[Figure], sections: Sequence[Section], starts: Sequence[int]) -> int:
    """Position of the first of a line's figures that stands in a section on plans; their number without one."""
    first = _section(sections, starts, figures[0].start)
    if first is _section(sections, starts, figures[-1].start):
        return 0 if first is not None and first.is_plan else len(figures)
    for place, figure in enumerate(figures):
        section = _section(sections, starts, figure.start)
        if section is not None and section.is_plan:
            return place
    return len(figures)


def _section(sections: Sequence[Section], starts: Sequence[int], start: int) -> Section | None:
    """The last section that begins at or before `start`; `starts` is where each begins."""
    place = bisect_right(starts, start) - 1
    return sections[place] if place >= 0 else None
