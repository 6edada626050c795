"""The lines of a text that hold figures: which words are whose, and what stands above."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from ingest.figures.folding import fold
from ingest.figures.lines import LONGEST, pieces
from ingest.indicators.clauses import lay_out, windows
from ingest.indicators.headings import captions, heading_of, is_row
from ingest.indicators.scope import Cue, cues_of, holding
from ingest.model import Figure, Section

_LIST_MARK = re.compile(r"[ \u3000]*(?:[(（][0-9一二三四五六七八九十]{1,2}[)）]|[0-9]{1,2}[.．、]|[①-⑨])")
_OPENS_PARTS = ("其中：", "其中:")


class Line:
    """One line of a text with its figures. Offsets are into the line; `offset` is where it begins in the text.

    `heading` are the words above the line that say what it is about, `title` is that of the report.
    """

    def __init__(
        self, text: str, offset: int, spots: Sequence[tuple[int, int]], heading: str = "", title: str = ""
    ) -> None:
        self.text = text
        self.title = title
        self.heading = heading
        self.offset = offset
        self.is_row = is_row(text)
        self.spots = spots
        layout = lay_out(text, spots)
        self.cuts = layout.cuts
        """Offsets just behind each clause boundary, rising, 0 first."""
        self.stops = layout.stops
        """Offsets just behind each sentence boundary, rising, 0 first."""
        self.windows = windows(text, spots, layout)
        self.is_of_list_of_parts = False
        """Whether the line is an item of a list that 其中： opens in a line above."""
        self._cues = cues_of(text, title)
        self._held: dict[tuple[tuple[int, int], tuple[int, int], int | None], tuple[Cue, ...]] = {}

    @cached_property
    def pairs(self) -> list[str]:
        """Each character with the one behind it; made once, as the figures of a line share most of their words."""
        return [self.text[place : place + 2] for place in range(len(self.text) - 1)]

    def cues_at(self, place: int, year: int | None) -> tuple[Cue, ...]:
        """The cues of parts that hold for figure `place`, which is of `year`."""
        window = self.windows[place]
        key = (window.before, window.after, year)
        if key not in self._held:
            self._held[key] = holding(self.text, self._cues, window, year, self.title)
        return self._held[key]

    def cut_before(self, position: int) -> int:
        """Where the clause that holds `position` begins."""
        return self.cuts[bisect_right(self.cuts, position) - 1]


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
        spots = [(figure.start - start, figure.end - start) for figure in group]
        words = _with_commas(folded[start:end].rstrip("\r"), spots)
        line = Line(words, start, spots, heading_of(headings, section, start), title)
        if above and _LIST_MARK.match(words):
            line.is_of_list_of_parts = above.is_of_list_of_parts or above.text.rstrip().endswith(_OPENS_PARTS)
        yield line, group, plan
        above = line


def _with_commas(line: str, spots: Sequence[tuple[int, int]]) -> str:
    """`line` with a comma for each space that parts a figure from the words behind it: `3次 反馈问题57条`."""
    for _, end in spots:
        if line[end : end + 1] == " " and "\u4e00" <= line[end + 1 : end + 2] <= "\u9fff":
            line = f"{line[:end]}，{line[end + 1 :]}"
    return line


def line_spans(text: str, figures: Sequence[Figure]) -> list[tuple[int, int, int, int]]:
    """(line start, line end, first figure, behind the last figure) of each line of `text` that holds figures, in pieces
    where it is too long to be a paragraph: what is asked of a figure costs no more than a piece allows."""
    spans: list[tuple[int, int, int, int]] = []
    index = 0
    while index < len(figures):
        start = text.rfind("\n", 0, figures[index].start) + 1
        end = text.find("\n", figures[index].start)
        end = len(text) if end < 0 else end
        for left, right in (
            pieces(fold(text[start:end]), cut_rows=True) if end - start > LONGEST else [(0, end - start)]
        ):
            first = index
            while index < len(figures) and figures[index].start < start + right:
                index += 1
            if first < index:
                spans.append((start + left, start + right, first, index))
    return spans


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
