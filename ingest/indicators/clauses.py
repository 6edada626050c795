"""Which words of a line belong to which figure: clauses, and the window around each figure in its clause."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<title>《[^》]*》)|[“「『][^”」』]{0,60}[”」』]|[(（][^()（）]{0,80}[)）]"
    r"|[。！？!?；;](?=(?P<hard>))|[，,：:](?=(?P<soft>))"
)
_WEAK = re.compile(r"、|和(?!解)|(?<!参)与(?!会)|(?<!涉)(?<!以)及(?!时|格)|(?<!合)并(?!购)|兼|(?<=案件)中")
_TAIL = re.compile(r"、|并(?!购)|均|全部|已(?!有|经)|且|，")
_ITEM = re.compile(r"[一二三四五六七八九十]是|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六][,，、]|另?一方面")
_OPEN_SUFFIX = re.compile(r"分别[是为达到]*[约近超]?$")
_TIME = "年月天日周时"
_JOIN = re.compile(r"[、,，和及与]|以及|[约近超]")


@dataclass(frozen=True, slots=True)
class Window:
    """Where the words of one figure stand, as offsets into the line (end exclusive)."""

    before: tuple[int, int]
    """From the clause's begin, or the figure before, up to the figure (or one item of a `分别` list)."""
    after: tuple[int, int]
    """From the figure to the clause's end, or to where the next figure's words begin."""
    clause: int
    """Where the clause begins."""
    sentence: tuple[int, int]
    item: int
    """Where the list item (`一是`, `(二)`) that holds the figure begins; 0 without one."""
    bracketed: bool
    """Whether the figure stands in round brackets."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Boundaries of one line."""

    cuts: list[int]
    """Offsets just behind each clause boundary, rising, 0 first."""
    stops: list[int]
    """Offsets just behind each sentence boundary, rising, 0 first."""
    items: list[int]
    titles: list[tuple[int, int]]
    brackets: list[tuple[int, int]]


def lay_out(line: str, spots: Sequence[tuple[int, int]]) -> Layout:
    """Boundaries of `line`, given the (start, end) of its figures in rising order.

    Punctuation within titles, quotations and brackets is none of the clause's, unless a figure stands within.
    """
    starts = [start for start, _ in spots]
    cuts, stops, titles, brackets = [0], [0], [], []
    position = 0
    while match := _TOKEN.search(line, position):
        position = match.end()
        if match["title"] is not None:
            titles.append(match.span())
        elif match["hard"] is not None:
            stops.append(position)
            cuts.append(position)
        elif match["soft"] is not None:
            index = bisect_right(starts, match.start()) - 1
            if index < 0 or match.start() >= spots[index][1]:
                cuts.append(position)
        elif bisect_left(starts, match.start()) != bisect_left(starts, position):
            if line[match.start()] in "(（":
                brackets.append(match.span())
                cuts.append(match.start() + 1)
            position = match.start() + 1
    for _, end in brackets:
        cuts.append(end)
    cuts.sort()
    return Layout(cuts, stops, [0, *(match.start() for match in _ITEM.finditer(line))], titles, brackets)


def windows(line: str, spots: Sequence[tuple[int, int]], layout: Layout) -> list[Window]:
    """The window of each figure of the line, in order."""
    found: list[Window] = []
    for index, (start, end) in enumerate(spots):
        place = bisect_right(layout.cuts, start)
        clause = layout.cuts[place - 1]
        close = layout.cuts[place] - 1 if place < len(layout.cuts) else len(line)
        close = max(close, end)
        previous, following = _neighbours(line, spots, index, clause, close)
        before = (_begin(line, clause, previous, start), start)
        after = (end, _finish(line, end, close, following))
        stop = bisect_right(layout.stops, start)
        sentence = (layout.stops[stop - 1], layout.stops[stop] if stop < len(layout.stops) else len(line))
        item = layout.items[bisect_right(layout.items, start) - 1]
        inside = any(opens < start < closes for opens, closes in layout.brackets)
        found.append(Window(before, after, clause, sentence, item, inside))
    return _spread(line, spots, found)


def _neighbours(
    line: str, spots: Sequence[tuple[int, int]], index: int, clause: int, close: int
) -> tuple[int | None, int | None]:
    """End of the figure before and start of the one behind, within the clause.

    Spans of time part nothing: in `出庭应诉率连续五年保持100%` the rate is that of the words before `五年`.
    """
    before = (end for _, end in reversed(spots[:index]) if line[end - 1] not in _TIME)
    behind = (start for start, end in spots[index + 1 :] if line[end - 1] not in _TIME)
    previous, following = next(before, None), next(behind, None)
    return (
        previous if previous is not None and previous > clause else None,
        following if following is not None and following < close else None,
    )


def _begin(line: str, clause: int, previous: int | None, start: int) -> int:
    if previous is None:
        return clause
    joints = [match.end() for match in _WEAK.finditer(line, previous, start)]
    return joints[0] if joints else previous


def _finish(line: str, end: int, close: int, following: int | None) -> int:
    joint = (_WEAK if following is not None else _TAIL).search(line, end, following or close)
    if joint is None:
        return close if following is None else following
    # `6部法规、规章`: a list goes on behind the noun, `12件、` ends at once.
    if following is None and joint.group() == "、" and joint.start() > end:
        return close
    return joint.start()


def _spread(line: str, spots: Sequence[tuple[int, int]], found: list[Window]) -> list[Window]:
    """Hand out the names of `响应率、满意率分别为99%、98%` to their figures."""
    index = 0
    while index < len(found):
        opened = _OPEN_SUFFIX.search(line, found[index].clause, spots[index][0])
        if opened is None:
            index += 1
            continue
        last = index
        while last + 1 < len(spots) and _JOIN.fullmatch(line[spots[last][1] : spots[last + 1][0]]):
            last += 1
        names = _names(line, found[index].clause, opened.start(), last - index + 1)
        for place, span in enumerate(names):
            window = found[index + place]
            found[index + place] = Window(span, (window.after[0], window.after[0]), found[index].clause, *_rest(window))
        index = last + 1
    return found


def _rest(window: Window) -> tuple[tuple[int, int], int, bool]:
    return window.sentence, window.item, window.bracketed


def _names(line: str, start: int, end: int, count: int) -> list[tuple[int, int]]:
    """The last `count` names of a list; none where it is shorter."""
    edges = [start, *(edge for match in _WEAK.finditer(line, start, end) for edge in match.span()), end]
    names = [(left, right) for left, right in zip(edges[::2], edges[1::2], strict=True) if right > left]
    return names[-count:] if len(names) >= count > 1 else []
