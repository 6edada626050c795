"""The numbering of headings: `第一部分` `一、` `(一)` `1.` `一是` `第一，`, and where one may stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

DIGITS = "一二三四五六七八九十"
_NUMERAL = rf"[{DIGITS}]{{1,3}}"
_OPEN, _CLOSE = "[(（〔【]", "[)）〕】]"

_MARKER = re.compile(
    rf"第(?P<part>{_NUMERAL})(?:部分|章)[、:：,，.．\s]?"
    rf"|第(?P<nth>{_NUMERAL})[,，、](?=[\u4e00-\u9fff“《])"
    rf"|(?P<top>{_NUMERAL})\s?(?:[、.．]|(?P<comma>[,，])(?!\s?[{DIGITS}\d]))"
    rf"|{_OPEN}\s?(?P<sub>{_NUMERAL})\s?{_CLOSE}[、.．]?"
    rf"|{_OPEN}\s?(?P<item>\d{{1,2}})\s?{_CLOSE}[、.．]?"
    rf"|(?P<point>\d{{1,2}})\s?(?:[.．](?!\d)|、(?!\d)|[)）](?=[\u4e00-\u9fff“《]))"
    rf"|(?P<enclosed>[㈠-㈩])"
    rf"|(?P<circled>[①-⑳⑴-⒇❶-❿])"
    rf"|(?P<also>{_NUMERAL})(?:是|要)(?=[\u4e00-\u9fff“《])"
)
_RANKS = {"part": 1, "top": 1, "sub": 2, "enclosed": 2, "point": 3, "item": 3, "circled": 3, "also": 4, "nth": 4}
_ENCLOSED = "㈠①⑴❶"
"""The first sign of each row of enclosed numbers; the others follow in Unicode."""
_INLINE = re.compile(
    rf"[。；;:：！!？?”’\s](?=[(（〔【{DIGITS}\d])"
    rf"(?={_OPEN}\s?[{DIGITS}]|[{DIGITS}]{{1,3}}[是要、]|\d{{1,2}}[.．、](?!\d)|{_OPEN}\s?\d)"
)
# What must not stand before it is asked behind the first numeral: a pattern that begins with a set of characters is
# found four times as fast.
_GLUED = re.compile(rf"[{DIGITS}](?<![第之其统同惟唯单专万划归逐][{DIGITS}])[{DIGITS}]?是(?=[\u4e00-\u9fff])")


class Marker(NamedTuple):
    """A number that opens a heading or an item; `end` is behind the number and its mark."""

    start: int
    end: int
    rank: int
    ordinal: int
    at_line: bool
    """Whether it is the first thing on its line."""


def numeral(text: str) -> int:
    """`十二` → 12, `3` → 3, `③` → 3."""
    if text.isdecimal():  # of any script: １, ۶
        return int(text)
    row = max((first for first in _ENCLOSED if first <= text), key=ord, default="") if len(text) == 1 else ""
    if row and ord(text) - ord(row) < 20:
        return ord(text) - ord(row) + 1
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return DIGITS.index(text[-1]) + 1
    return 10 * (DIGITS.index(tens[-1]) + 1 if tens else 1) + (DIGITS.index(ones[-1]) + 1 if ones else 0)


def marker_at(text: str, position: int, end: int, at_line: bool) -> Marker | None:
    """The marker that begins exactly at `position`."""
    match = _MARKER.match(text, position, end)
    if match is None or match.lastgroup is None or (match["comma"] and not at_line):
        return None
    kind = "top" if match["comma"] else match.lastgroup
    return Marker(position, match.end(), _RANKS[kind], numeral(match[kind]), at_line)


def inline_places(text: str) -> list[int]:
    """Where a number may stand within a line: behind the end of a clause, and `二是` anywhere; rising."""
    places = {match.end() for match in _INLINE.finditer(text)}
    places.update([match.start() for match in _GLUED.finditer(text)])
    return sorted(places)


def markers_in_line(text: str, start: int, end: int, places: Sequence[int]) -> list[Marker]:
    """Candidates in one line, in order: at its beginning, or at one of the `inline_places` of the text.

    They are candidates: a number counts only where it goes on from the one before (see `sections`).
    """
    left = _first_of(text, start, end)
    found = [marker_at(text, left, end, True)]
    for place in places[bisect_right(places, left) : bisect_left(places, end)]:
        found.append(marker_at(text, place, end, False))
    return [marker for marker in found if marker]


def _first_of(text: str, start: int, end: int) -> int:
    """Where the first thing on a line stands: behind white space and bullets."""
    left = start
    while left < end and (text[left].isspace() or text[left] in "•·\ufeff"):
        left += 1
    return left
