"""What the rules see of a figure: the words of its window and its sentence, and its subject."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.indicators.clauses import Layout, Window, lay_out, windows
from ingest.indicators.mentions import Lexicon, Mention, Mentions
from ingest.indicators.phrases import Phrasebook
from ingest.indicators.scope import cues_of
from ingest.model import Figure

_ENUMERATED = re.compile(r"\s*[一二三四五六七八九十]是")
"""A line that opens with `一是` has no opening sentence above its items."""


@dataclass(frozen=True, slots=True)
class View:
    """Words around one figure as masks over `Phrasebook.names`."""

    window: Window
    near: int
    sentence: int
    topic: int
    """Topics of the window; where it names none, those that were named last before it."""
    inherited: bool
    """Whether the topic was named outside the window."""
    mentions: list[Mention]
    """Mentions in the window, by rising start."""


class Line:
    """One line of a text with its figures. Offsets are into the line; `offset` is where it begins in the text."""

    def __init__(
        self,
        text: str,
        offset: int,
        spots: Sequence[tuple[int, int]],
        heading: str,
        book: Phrasebook,
        lexicon: Lexicon,
    ) -> None:
        self.text = text
        self.offset = offset
        self.change = lexicon.change
        self.spots = spots
        self._heading = heading
        self._book = book
        self._lexicon = lexicon
        self._layout: Layout = lay_out(text, spots)
        hidden = [span for span in self._layout.titles if not any(span[0] < start < span[1] for start, _ in spots)]
        self._mentions: Mentions = lexicon.mentions(text, hidden)
        self._topics = [mention for mention in self._mentions.found if mention[2] & book.topics]
        self._topic_starts = [mention[0] for mention in self._topics]
        self.former: dict[int, str] = {}
        """Position of a figure → code that the figure before it, its former value, would have had."""
        self.windows = windows(text, spots, self._layout)
        self.cues = cues_of(text)

    def view(self, index: int) -> View:
        """What the rules see of figure `index`."""
        window = self.windows[index]
        around = self._mentions.between(*window.before)
        near = 0
        for mention in around:
            near |= mention[2]
        behind = self._mentions.between(*window.after)
        for mention in behind:
            near |= mention[2] | mention[3] if mention[0] == window.after[0] else mention[2]
        around += behind
        if self._bare(*window.before) and self._bare(*window.after):
            near |= self._lexicon.bare_bit
        topic = near & self._book.topics
        inherited = not topic
        if inherited:
            topic = self._inherited(window)
        return View(window, near, self._mentions.mask(*window.sentence), topic, inherited, around)

    def _bare(self, start: int, end: int) -> bool:
        return self._lexicon.bare.fullmatch(self.text, start, end) is not None

    def _inherited(self, window: Window) -> int:
        """Topics of the last stretch of words before the window that names one, within the list item."""
        place = bisect_right(self._topic_starts, window.before[0] - 1) - 1
        while place >= 0 and self._topics[place][0] >= window.item:
            left, right = self._stretch(self._topics[place][0])
            first = bisect_left(self._topic_starts, left)
            if not self._mentions.mask(left, right) & self._book.aside:
                return self._union(first, place)
            place = first - 1
        opening = 0
        if len(self._layout.stops) > 1 and not _ENUMERATED.match(self.text):
            opening = self._layout.stops[1]
        if topic := self._mentions.mask(0, min(opening, window.before[0])) & self._book.topics:
            return topic
        if not self._heading:
            return 0
        return self._lexicon.mentions(self._heading).mask(0, len(self._heading)) & self._book.topics

    def _union(self, first: int, last: int) -> int:
        topics = 0
        for mention in self._topics[first : last + 1]:
            topics |= mention[2]
        return topics & self._book.topics

    def _stretch(self, position: int) -> tuple[int, int]:
        """The words around `position` up to the next clause boundary or figure on either side."""
        cuts = self._layout.cuts
        index = bisect_right(cuts, position)
        left, right = cuts[index - 1], cuts[index] if index < len(cuts) else len(self.text)
        for start, end in self.spots:
            if left < end <= position:
                left = end
            elif position <= start < right:
                return left, start
        return left, right


def line_spans(text: str, figures: Sequence[Figure]) -> list[tuple[int, int, int, int]]:
    """(line start, line end, first figure, behind the last figure) of each line of `text` that holds figures."""
    spans: list[tuple[int, int, int, int]] = []
    index = 0
    while index < len(figures):
        start = text.rfind("\n", 0, figures[index].start) + 1
        end = text.find("\n", figures[index].start)
        end = len(text) if end < 0 else end
        last = index + 1
        while last < len(figures) and figures[last].start < end:
            last += 1
        spans.append((start, end, index, last))
        index = last
    return spans
