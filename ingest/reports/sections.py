"""The tree of headings of a report.

Every offset of the text lies in exactly one innermost section: the sections of the highest rank and the text
before the first heading tile the text, and those within a section never overlap. A section reaches up to the
next heading of the same or a higher rank. Items of rank 4 (`一是`) end with their paragraph where a
section stands above them: what follows in a paragraph of its own belongs to that one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model import Section
from ingest.reports.markers import DIGITS, Marker, inline_places, markers_in_line
from ingest.reports.topics import domain_of, speaks_of_plans
from ingest.reports.unnumbered import unnumbered_rank

_HEADING_ENDS = re.compile(r"[。；;!！?？\n:：](?:(?<![:：])|(?=\S))")
_HEADING_LIMIT = 80
_ITEM_RANK = 4
_LINE = re.compile(r"[^\n]+")


@dataclass(slots=True)
class _Heading:
    start: int
    rank: int
    text: str
    line_end: int
    bare: str
    """The text without its number."""


def split_sections(text: str) -> list[Section]:
    """Sections of the text in order; the first (rank 0, ordinal 0) is what stands before the first heading.

    That one may be empty, so a text without a heading is one section and `text == ""` too. `domain` and
    `is_plan` come from the heading, else from the section above.
    """
    headings = list(_headings(text))
    ends = _ends(headings, len(text))
    first = headings[0].start if headings else len(text)
    sections = [Section(0, 0, "", None, None, False, 0, first)]
    open_ordinals: list[int] = []
    for number, heading in enumerate(headings, start=1):
        while open_ordinals and sections[open_ordinals[-1]].rank >= heading.rank:
            open_ordinals.pop()
        parent = sections[open_ordinals[-1]] if open_ordinals else None
        sections.append(_section(number, heading, parent, ends[number - 1]))
        open_ordinals.append(number)
    return sections


def find_section(sections: list[Section], offset: int) -> Section:
    """The innermost section that holds the offset; the last one for an offset at or behind the end."""
    at = bisect_right([section.start for section in sections], offset) - 1
    section = sections[max(at, 0)]
    while section.end <= offset and section.parent is not None:
        section = sections[section.parent]
    return section


def _section(ordinal: int, heading: _Heading, parent: Section | None, end: int) -> Section:
    is_item = heading.rank == _ITEM_RANK
    plans = not is_item and speaks_of_plans(heading.bare)
    return Section(
        ordinal=ordinal,
        rank=heading.rank,
        heading=heading.text,
        parent=parent.ordinal if parent else None,
        domain=domain_of(heading.text) or (parent.domain if parent else None),
        is_plan=plans or bool(parent and parent.is_plan),
        start=heading.start,
        end=min(end, parent.end, heading.line_end if is_item else end) if parent else end,
    )


def _ends(headings: list[_Heading], length: int) -> list[int]:
    """Where the next heading of the same or a higher rank begins, for each heading; `length` without one."""
    ends = [length] * len(headings)
    reaching: list[int] = []
    for place, heading in enumerate(headings):
        while reaching and headings[reaching[-1]].rank >= heading.rank:
            ends[reaching.pop()] = heading.start
        reaching.append(place)
    return ends


def _headings(text: str) -> Iterator[_Heading]:
    """Accepted headings in order. A number counts at the beginning of a line, or inside one where it goes on
    from the number before (`(二)` behind `(一)`), or opens a list behind the end of a clause."""
    numbered_tops = False
    last: dict[int, int] = {}
    lines = list(_LINE.finditer(text))
    places = inline_places(text)
    for index, line in enumerate(lines):
        accepted = False
        for marker in markers_in_line(text, line.start(), line.end(), places):
            if not _goes_on(marker, last, text, line.end()):
                continue
            accepted = accepted or marker.at_line
            last = {rank: ordinal for rank, ordinal in last.items() if rank < marker.rank}
            last[marker.rank] = marker.ordinal
            numbered_tops = numbered_tops or marker.rank == 1
            words = _heading_text(text, marker.start, line.end())
            yield _Heading(marker.start, marker.rank, words, line.end(), words[marker.end - marker.start :])
        rank = None if accepted else unnumbered_rank(text, lines, index, numbered_tops, set(last))
        if rank:
            last = {above: ordinal for above, ordinal in last.items() if above < rank}
            start, words = line.end() - len(line[0].lstrip()), line[0].strip()
            yield _Heading(start, rank, words, line.end(), words)


def _goes_on(marker: Marker, last: dict[int, int], text: str, line_end: int) -> bool:
    if marker.at_line:
        return True
    before, expected = text[marker.start - 1], last.get(marker.rank, 0) + 1
    if marker.rank == _ITEM_RANK:
        clause_begins = not "\u4e00" <= before <= "\u9fff"
        if marker.ordinal == 1:
            return clause_begins or "二是" in text[marker.end : line_end]
        return clause_begins or expected <= marker.ordinal <= expected + 1
    if marker.rank == 1:
        return marker.ordinal == expected and not before.isspace() and text[marker.end : marker.end + 1] not in DIGITS
    return marker.ordinal in {1, expected} and not (before.isspace() and marker.rank > 2)


def _heading_text(text: str, start: int, end: int) -> str:
    stop = _HEADING_ENDS.search(text, start, min(end, start + _HEADING_LIMIT))
    return text[start : stop.start() if stop else min(end, start + _HEADING_LIMIT)].strip()
