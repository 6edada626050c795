"""Which figure a change belongs to: `受理53件，同比增长6%`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.indicators.views import Line
from ingest.model import Figure

_LISTED = re.compile(r"(?:、|和|及|与|以及|，|,|[约近超])+")
_REACH = 60
"""Characters between a figure and its change: the rest of its clause, and one more clause."""


def base_of(line: Line, place: int, figures: Sequence[Figure]) -> int | None:
    """Place of the figure before it whose change figure `place` of the line is; None where it is none's.

    A change follows its base at once or behind the rest of the base's clause; nothing but words of change may
    stand in the change's own clause.
    """
    if not place or not follows(line, place):
        return None
    if (respective := _respective(line, place, figures)) is not None:
        return respective
    bracketed = line.windows[place].bracketed
    for index in range(place - 1, -1, -1):
        if bracketed or not line.windows[index].bracketed or figures[index].measure != "level":
            return index
    return place - 1


def follows(line: Line, place: int) -> bool:
    """Whether a change says nothing of what it is the change of, and stands in the sentence of the figure before."""
    end, start = line.spots[place - 1][1], line.spots[place][0]
    if start - end > _REACH:
        return False
    if line.change.fullmatch(line.text, end, start):
        return True
    cut = line.cut_before(start)
    if cut <= end or cut == start or "。" in line.text[end:cut]:
        return False
    return line.change.fullmatch(line.text, cut, start) is not None and line.text.count("，", end, cut) <= 2


def _respective(line: Line, place: int, figures: Sequence[Figure]) -> int | None:
    """Of `受理53件、审结48件，同比分别增长6%、4%` the first change is the first figure's, the second the second's."""
    first = place
    while first and figures[first - 1].measure == figures[place].measure and _joined(line, first):
        first -= 1
    last = place
    while last + 1 < len(figures) and figures[last + 1].measure == figures[place].measure and _joined(line, last + 1):
        last += 1
    count = last - first + 1
    if count == 1 or first < count or not follows(line, first):
        return None
    if "分别" not in line.text[line.spots[first - 1][1] : line.spots[first][0]]:
        return None
    bases = figures[first - count : first]
    return place - count if all(base.measure == "level" for base in bases) else None


def _joined(line: Line, place: int) -> bool:
    return _LISTED.fullmatch(line.text, line.spots[place - 1][1], line.spots[place][0]) is not None
