"""Which words of a line belong to which figure: clauses, and the window around each figure in its clause."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# A pattern that begins with one set of characters is searched for several times as fast as one that begins with a
# look-ahead or with alternatives: the character is taken first, and which it was is asked behind it.
_TOKEN = re.compile(
    r"[《“「『(（。！？!?；;，,：:](?:(?<=[，,：:])(?P<soft>)|(?<=[。！？!?；;])(?P<hard>)"
    r"|(?<=《)(?P<title>[^》]*》)|(?<=[“「『])[^”」』]{0,60}[”」』]|(?<=[(（])[^()（）]{0,80}[)）])"
)
_WEAK = re.compile(r"、|和(?!解)|与(?<!参与)(?!会)|及(?<!涉及)(?<!以及)(?!时|格)|并(?<!合并)(?!购)|兼|中(?<=案件中)")
_TAIL = re.compile(r"、|并(?!购)|均|全部|已(?!有|经)|且|，")
_ITEM = re.compile(
    r"[一二三四五六七八九十(（第另](?:(?<=[一二三四五六七八九十])是|(?<=[(（])[一二三四五六七八九十]{1,3}[)）]"
    r"|(?<=第)[一二三四五六][,，、]|(?<=另)一方面|(?<=一)方面)"
)
_OPEN_SUFFIX = re.compile(r"分别[是为达到]*[约近超]?$")
_LABEL = 14
"""Characters of the longest label."""
_COUNTED = re.compile(r"[（(][^()（）]{0,20}[)）]|(?:已|共|总数|数量|累计|现|建成|达到|达|有|为|约|近|超过|超)*")
_DEED = re.compile(
    r"[，,]?(?:全年|今年|年内|本年度?|共|累计|已|均|每年|合计)*"
    r"(?:为|向|与|和(?=.{1,8}协同)|同|提供|开展|接待|解答|受理|办理|协同|共同|联动|发挥|参与|排查|调解|调处|化解|举办|组织)"
)
_OF_THE_NAME = re.compile(r"[^，,。；;：:、\d]{0,8}(?:[（(][^()（）]{0,12}[)）])?[^，,。；;：:、\d]{0,8}")
_JOINED = re.compile(r"[、，,；;]|[和及与]|以及")
_GOES_ON = re.compile(r"示范|标准化|规范化|建设|业务|工作室?(?!站)")
"""What makes the name of bodies that of a thing of theirs: `7个工作站示范点`."""
_HONOUR = re.compile(r"荣获|获评|获|被|评为|命名|入选|表彰|授予|列入|纳入|列为|新增|配备|聘")
TIME = "年月天日周时"
_JOIN = re.compile(r"[、,，和及与]|以及|[约近超]")


@dataclass(slots=True)
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


@dataclass(slots=True)
class Layout:
    """Boundaries of one line."""

    cuts: list[int]
    """Offsets just behind each clause boundary, rising, 0 first."""
    stops: list[int]
    """Offsets just behind each sentence boundary, rising, 0 first."""
    items: list[int]
    brackets: list[tuple[int, int]]
    """Brackets that hold figures."""


def lay_out(line: str, spots: Sequence[tuple[int, int]]) -> Layout:
    """Boundaries of `line` up to the end of its last figure's sentence, given the (start, end) of its figures in
    rising order.

    Punctuation within titles, quotations and brackets is none of the clause's, unless a figure stands within.
    """
    starts = [start for start, _ in spots]
    last = starts[-1] if starts else len(line)
    cuts, stops, brackets = [0], [0], []
    position = 0
    while match := _TOKEN.search(line, position):
        start, position = match.span()
        kind = match.lastgroup
        if kind == "soft":
            index = bisect_right(starts, start)
            figure_end = spots[index - 1][1] if index else 0
            if line[start] in "：:" and _is_label(start, cuts[-1], figure_end):
                continue
            if start >= figure_end:
                cuts.append(position)
        elif kind == "hard":
            stops.append(position)
            cuts.append(position)
            if start > last:
                break
        elif kind != "title" and bisect_left(starts, start) != bisect_left(starts, position):
            if line[start] in "(（":
                brackets.append((start, position))
                cuts.append(start + 1)
            position = start + 1
    cuts += [end for _, end in brackets]
    cuts.sort()
    items = [0, *(match.start() for match in _ITEM.finditer(line))]
    return Layout(cuts, stops, items, brackets)


def _is_label(colon: int, cut: int, figure: int) -> bool:
    """Whether the words before a colon name what is counted behind it: `资格考试：322人`."""
    return figure <= cut and 0 < colon - cut <= _LABEL


@cache
def _bodies() -> re.Pattern[str]:
    return any_of(Path(__file__).with_name("acting_bodies.txt").read_text(encoding="utf-8").splitlines())


def any_of(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern that finds one of the words, the longest first."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def windows(line: str, spots: Sequence[tuple[int, int]], layout: Layout) -> list[Window]:
    """The window of each figure of the line, in order.

    In `12个调解组织调解纠纷800件` the first figure counts bodies (`acting_bodies.txt`) and the second what they did:
    the name is the first one's, what follows it the second one's.
    """
    found: list[Window] = []
    bodies = _bodies()
    acted = 0
    cuts, stops, items = layout.cuts, layout.stops, layout.items
    for index, (start, end) in enumerate(spots):
        place = bisect_right(cuts, start)
        clause = cuts[place - 1]
        close = cuts[place] - 1 if place < len(cuts) else len(line)
        close = max(close, end)
        previous, following = _neighbours(line, spots, index, clause, close)
        begin = clause if previous is None else _begin(line, previous, start)
        before = (max(begin, acted), start)
        after = (end, _finish(line, end, close, following))
        acted = 0
        if end < close and (name := bodies.search(line, clause, close)):
            acted = _name_end(line, start, end, following, name, bodies)
            after = (end, min(after[1], acted)) if acted else after
        stop = bisect_right(stops, start)
        sentence = (stops[stop - 1], stops[stop] if stop < len(stops) else len(line))
        item = items[bisect_right(items, start) - 1]
        inside = bool(layout.brackets) and any(opens < start < closes for opens, closes in layout.brackets)
        found.append(Window(before, after, clause, sentence, item, inside))
    return _spread(line, spots, found) if "分别" in line else found


def _neighbours(
    line: str, spots: Sequence[tuple[int, int]], index: int, clause: int, close: int
) -> tuple[int | None, int | None]:
    """End of the figure before and start of the one behind, within the clause.

    Spans of time part nothing: in `出庭应诉率连续五年保持100%` the rate is that of the words before `五年`.
    """
    left, right = index - 1, index + 1
    while left >= 0 and line[spots[left][1] - 1] in TIME:
        left -= 1
    while right < len(spots) and line[spots[right][1] - 1] in TIME:
        right += 1
    previous = spots[left][1] if left >= 0 else -1
    following = spots[right][0] if right < len(spots) else close
    return previous if previous > clause else None, following if following < close else None


def _name_end(
    line: str, start: int, end: int, following: int | None, name: re.Match[str], bodies: re.Pattern[str]
) -> int:
    """Where the name of the bodies that a figure counts ends, if what they did follows; else 0."""
    if name.start() < start:
        ends = [match.end() for match in bodies.finditer(line, name.start(), start)]
        counted = _COUNTED.fullmatch(line, ends[-1], start) is not None
        return end if counted and _DEED.match(line, end) else 0
    if not _OF_THE_NAME.fullmatch(line, end, name.start()):
        return 0
    named = name.end()
    if _GOES_ON.match(line, named):
        return 0
    acts = following is not None and following > named and not _JOINED.match(line, named)
    return named if acts and not _HONOUR.search(line, named, following or named) else 0


def _begin(line: str, previous: int, start: int) -> int:
    joint = _WEAK.search(line, previous, start)
    return joint.end() if joint else previous


def _finish(line: str, end: int, close: int, following: int | None) -> int:
    joint = _outside_brackets(_WEAK if following is not None else _TAIL, line, end, following or close)
    if joint is None:
        return close if following is None else following
    # `6部法规、规章`: a list goes on behind the noun, `12件、` ends at once.
    if following is None and joint.group() == "、" and joint.start() > end:
        return close
    return joint.start()


def _outside_brackets(pattern: re.Pattern[str], line: str, start: int, end: int) -> re.Match[str] | None:
    """The first match that does not stand between brackets: `78个（市、区）公共法律服务中心、36个…`."""
    match = pattern.search(line, start, end)
    while match and (opened := line.rfind("（", start, match.start())) >= 0:
        closed = line.find("）", opened, end)
        if closed < match.start():
            break
        match = pattern.search(line, closed + 1, end)
    return match


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
