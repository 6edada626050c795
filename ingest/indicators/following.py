"""Which figure another one follows: its change (`受理53件，同比增长6%`), its value of another year (`，2022年50件`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ingest.figures.becoming import BECOMES
from ingest.indicators.clauses import any_of
from ingest.indicators.lines import Line
from ingest.model import Figure

_LISTED = re.compile(r"(?:、|和|及|与|以及|，|,|[约近超])+")
_REACH = 60
"""Characters between a figure and its change: the rest of its clause, and one more clause."""
_NEXT_YEAR = re.compile(r"[、,，；;和（(]?20\d\d年度?[为是达约近]*")
_BASE_YEAR = re.compile(
    r"[，,（(]?(?:较|比|同|与|和|跟|相较于?|对比)?(?:上年度?|去年|上一年度?|20\d\d年度?)(?:同期)?(?:的|为)?[约近超]?"
)
_JOINED = re.compile(r"[和及与、]")
_EACH = re.compile(r"分别|依次|各")
_REACHES = re.compile(
    r"[，,]?(?:总数|总量|数量|累计)?(?:达到?|增至|升至|降至|至|到|增加到|上升到|提高到|下降到|为)[约近超]?"
)


@cache
def _change() -> re.Pattern[str]:
    """What may stand between a figure and its change: `，同比增长`, `（较2022年上升`."""
    words = Path(__file__).with_name("change_words.txt").read_text(encoding="utf-8").splitlines()
    return re.compile(rf"(?:20\d\d年度?|\||{any_of(words).pattern})*")


def base_of(line: Line, place: int, figures: Sequence[Figure]) -> int | None:
    """Place of the figure before it whose change figure `place` of the line is; None where it is none's.

    A change follows its base at once or behind the rest of the base's clause; nothing but words of change may
    stand in the change's own clause.
    """
    if not place or not _follows(line, place):
        return None
    if (respective := _respective(line, place, figures)) is not None:
        return respective
    bracketed = line.windows[place].bracketed
    for index in range(place - 1, -1, -1):
        if bracketed or not line.windows[index].bracketed or figures[index].measure != "level":
            return index
    return place - 1


def _follows(line: Line, place: int) -> bool:
    """Whether a change says nothing of what it is the change of, and stands in the sentence of the figure before."""
    end, start = line.spots[place - 1][1], line.spots[place][0]
    if start - end > _REACH:
        return False
    if _change().fullmatch(line.text, end, start):
        return True
    cut = line.cut_before(start)
    if cut <= end or cut == start or "。" in line.text[end:cut]:
        return False
    return _change().fullmatch(line.text, cut, start) is not None and line.text.count("，", end, cut) <= 2


def _respective(line: Line, place: int, figures: Sequence[Figure]) -> int | None:
    """Of `受理53件、审结48件，同比分别增长6%、4%` the first change is the first figure's, the second the second's."""
    first = place
    while first and figures[first - 1].measure == figures[place].measure and _listed(line, first):
        first -= 1
    last = place
    while last + 1 < len(figures) and figures[last + 1].measure == figures[place].measure and _listed(line, last + 1):
        last += 1
    count = last - first + 1
    if count == 1 or first < count or not _follows(line, first):
        return None
    if "分别" not in line.text[line.spots[first - 1][1] : line.spots[first][0]]:
        return None
    bases = figures[first - count : first]
    return place - count if all(base.measure == "level" for base in bases) else None


def _listed(line: Line, place: int) -> bool:
    return _LISTED.fullmatch(line.text, line.spots[place - 1][1], line.spots[place][0]) is not None


def may_be_change_of(change: Figure, base: Figure) -> bool:
    """Whether the units allow it: percentage points are of a rate, other changes of the same unit, in % or in 倍."""
    if base.measure == "share":
        return False
    if change.measure == "point_change":
        return base.unit in ("%", "百分点")
    return change.unit in ("%", "倍") or change.unit == base.unit


def series_of(line: Line, place: int, figures: Sequence[Figure]) -> str | None:
    """The rule by which figure `place` is the same indicator as the one before, of another year or value."""
    if not place:
        return None
    before, figure = figures[place - 1], figures[place]
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
            and _JOINED.fullmatch(line.text, end, start)
            and _EACH.search(line.text, line.windows[place - 1].clause, end)
        ):
            return "series.listed"
    changed = "point_change" if figure.unit == "%" else "change"
    if figure.measure == "level" and before.measure == changed and _REACHES.fullmatch(line.text, end, start):
        return "series.of_change_before"
    return None


def is_former_value(line: Line, place: int) -> bool:
    """Whether the figure behind figure `place` is what this one has become: `由8%降至6%`."""
    if place + 1 >= len(line.spots):
        return False
    return BECOMES.fullmatch(line.text, line.spots[place][1], line.spots[place + 1][0]) is not None
