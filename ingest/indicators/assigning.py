"""Figures in, figures with indicator and scope out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ingest.indicators.matching import RuleIndex, best_rule, load_index, unit_of_rules
from ingest.indicators.mentions import load_lexicon, plain
from ingest.indicators.phrases import Rule, load_phrasebook
from ingest.indicators.scope import opening_of_parts, part_cue
from ingest.indicators.views import Line, View, line_spans
from ingest.model import Figure, Scope, Section

_NEXT_YEAR = re.compile(r"[、,，；;和]?20\d\d年度?[为是达约近]*")

_BECOMES = re.compile(
    r"(?:以上|左右)?(?:下降|降低|降|减少|压减|压缩|提高|提升|增加|增长|上升|增|减|升|扩大|扩展)[到至为]"
)


def assign_indicators(text: str, figures: Sequence[Figure], sections: Sequence[Section] = ()) -> list[Figure]:
    """The figures of `text`, in its order, with `indicator_code` and `scope` set and rule ids appended.

    A figure carries a code where it is that indicator for the whole reporting area and year; a part, a share
    or anything of a section on plans carries none. Works within one line of the text; `sections` add the
    subject of the heading and tell plans apart. Figures come in the order of their offsets.
    """
    index = load_index()
    found: list[Figure] = []
    for start, end, first, last in line_spans(text, figures):
        section = _section(sections, start)
        group = figures[first:last]
        if section is not None and section.is_plan:
            found += [_settled(figure, None, "part", ("scope.plan",)) for figure in group]
            continue
        found += _assign_line(_line(text, start, end, group, section), group, index)
    return found


def _line(text: str, start: int, end: int, figures: Sequence[Figure], section: Section | None) -> Line:
    spots = [(figure.start - start, figure.end - start) for figure in figures]
    heading = section.heading if section else ""
    return Line(plain(text[start:end]), start, spots, heading, load_phrasebook(), load_lexicon())


def _assign_line(line: Line, figures: Sequence[Figure], index: RuleIndex) -> list[Figure]:
    found: list[Figure] = []
    for place, figure in enumerate(figures):
        found.append(_assign(line, place, figure, found, index))
    return found


def _assign(line: Line, place: int, figure: Figure, earlier: list[Figure], index: RuleIndex) -> Figure:
    """Judge figure `place` of the line; `earlier` holds the figures before it, already judged."""
    if figure.measure == "share":
        return _settled(figure, None, "part", ("scope.share",))
    if figure.measure != "level" and earlier and _follows(line, place):
        return _changed(figure, earlier[-1])
    if earlier and figure.unit == earlier[-1].unit and _continues(line, place):
        return _settled(figure, earlier[-1].indicator_code, earlier[-1].scope, ("series.of_figure_before",))
    view = line.view(place)
    rule = best_rule(unit_of_rules(figure), view, index)
    if rule is None and earlier and (former := line.former.pop(place, None)):
        return _settled(figure, former, "total", ("series.of_former_value",))
    if rule is not None and _becomes(line, place):
        line.former[place + 1] = rule.code
        return _settled(figure, None, "part", (rule.id, "scope.former_value"))
    opening = opening_of_parts(line.text, view.window)
    if rule is None:
        scope: Scope = "total" if opening is None else "part"
        return _settled(figure, None, scope, ("scope.part.among",) if opening is not None else ())
    fired = (rule.id, "subject.inherited") if rule.of and view.inherited else (rule.id,)
    if reason := _part(line, place, rule, view, opening, earlier):
        return _settled(figure, None, "part", (*fired, f"scope.part.{reason}"))
    return _settled(figure, rule.code, "total", fired)


def _follows(line: Line, place: int) -> bool:
    """Whether a change stands right behind another figure: `53件,同比减少61%`."""
    between = line.text[line.spots[place - 1][1] : line.spots[place][0]]
    return len(between) <= 40 and line.change.fullmatch(between) is not None


def _continues(line: Line, place: int) -> bool:
    """Whether nothing but a year stands between a figure and the one before: `2021年为20%、2022年为15%`."""
    return _NEXT_YEAR.fullmatch(line.text, line.spots[place - 1][1], line.spots[place][0]) is not None


def _becomes(line: Line, place: int) -> bool:
    """Whether the next figure is what this one has become: `由8%降至6%`."""
    if place + 1 >= len(line.spots):
        return False
    return _BECOMES.fullmatch(line.text, line.spots[place][1], line.spots[place + 1][0]) is not None


def _changed(figure: Figure, base: Figure) -> Figure:
    """A change is that of the figure which it follows, where the units allow it."""
    rate = base.unit in ("%", "百分点")
    fits = rate if figure.measure == "point_change" else (figure.unit in ("%", "倍") or figure.unit == base.unit)
    if base.measure == "share" or not fits:
        return _settled(figure, None, base.scope, ())
    return _settled(figure, base.indicator_code, base.scope, ("change.of_figure_before",))


def _part(line: Line, place: int, rule: Rule, view: View, opening: int | None, earlier: list[Figure]) -> str | None:
    """Why the figure is only a part of what the rule's code stands for; None where it is the whole."""
    cue = part_cue(line.text, line.cues, view.window, rule.code.split(".")[0])
    if cue:
        return cue
    if opening is None and not rule.part_of_total:
        return None
    offset = line.offset
    until = offset + (opening if opening is not None else view.window.before[0])
    since = offset + view.window.sentence[0]
    totals = [figure for figure in earlier if figure.measure == "level" and figure.end <= until]
    same = any(figure.indicator_code == rule.code and figure.start >= since for figure in totals)
    if opening is None:
        return "component" if same else None
    return "among" if same or (totals and totals[-1].indicator_code == rule.code) else None


def _settled(figure: Figure, code: str | None, scope: Scope, fired: tuple[str, ...]) -> Figure:
    """The figure with code, scope and rule ids; spelt out because `replace` takes three times as long."""
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


def line_of(text: str, figures: Sequence[Figure], place: int, sections: Sequence[Section]) -> tuple[Line, int]:
    """The line that holds `figures[place]`, and the position of that figure among the line's figures."""
    spans = line_spans(text, figures)
    start, end, first, last = next(span for span in spans if span[2] <= place < span[3])
    return _line(text, start, end, figures[first:last], _section(sections, start)), place - first


def _section(sections: Sequence[Section], start: int) -> Section | None:
    """The last section that begins at or before `start`."""
    place = bisect_right(sections, start, key=lambda section: section.start) - 1
    return sections[place] if place >= 0 else None
