"""The concepts and deeds that a line names, and how far from a figure what a pattern asks for is named."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from operator import itemgetter

from ingest.indicators.clauses import Window
from ingest.indicators.lines import Line
from ingest.statements.vocabulary import Pattern, Vocabulary, load_vocabulary

# 案件类型主要为行政处罚、行政检查等: examples of what the cases are about.
_EXAMPLES = re.compile(
    r"案件类型|主要(?:涉及|集中|包括|类型|为)|类型(?:为|主要)|(?:涉及|涉案)(?:领域|类型)|领域主要|同期"
)
_TITLE = re.compile(r"《[^》]*》")
# 一是畅通渠道: a line that has no opening sentence above its items.
_ENUMERATED = re.compile(r"\s*[一二三四五六七八九十]是")


@lru_cache(maxsize=256)
def _mask_of(text: str) -> int:
    """The union of the masks of all words in a title."""
    vocabulary = load_vocabulary()
    union = 0
    for word, _, _ in vocabulary.finder.find(text):
        union |= vocabulary.masks[word]
    return union


class Mentions:
    """The words of the vocabulary in one line, its heading and its title; `above` are subjects of the row above."""

    def __init__(self, line: Line, heading: str, above: int = 0) -> None:
        self.line = line
        self.vocabulary: Vocabulary = load_vocabulary()
        found = self.vocabulary.finder.find(line.text)
        found.reverse()  # The finder goes by ends: those that begin at one place, the longest first.
        found.sort(key=itemgetter(1))
        self._found = found
        self._starts = [start for _, start, _ in found]
        self._heading = above | (_mask_of(heading) if heading else 0)
        self._title = _mask_of(line.title)
        self._masks: dict[tuple[int, int], int] = {}
        self._subjects: dict[tuple[int, int], int] = {}

    def between(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """(word, start, end) of the words that lie wholly in `[start, end)`."""
        left = bisect_left(self._starts, start)
        return [m for m in self._found[left : bisect_left(self._starts, end, left)] if m[2] <= end]

    def mask(self, start: int, end: int) -> int:
        """Union of the masks of the words in `[start, end)`."""
        union = self._masks.get((start, end))
        if union is None:
            union, masks = 0, self.vocabulary.masks
            for word, _, _ in self.between(start, end):
                union |= masks[word]
            self._masks[start, end] = union
        return union

    def subjects(self) -> int:
        """The subjects that the line names, for the row below it; those above it where it names none."""
        return self.mask(0, len(self.line.text)) & self.vocabulary.subjects or self._heading

    def around(self, pattern: Pattern, window: Window, topic: int) -> int | None:
        """How far away what the pattern asks for stands: in the sentence, the list item or heading, the title."""
        sentence = self.line.text[slice(*window.sentence)]
        if self.mask(*window.sentence) & pattern.around or any(word in sentence for word in pattern.around_words):
            return topic
        if (self.mask(window.item, window.sentence[1]) | self._heading) & pattern.around or any(
            word in self.line.heading for word in pattern.around_words
        ):
            return max(topic, 5)
        if self._title & pattern.around or any(word in self.line.title for word in pattern.around_words):
            return max(topic, 6)
        return None

    def topic(self, wanted: int, window: Window) -> int | None:
        cuts = self.line.cuts
        place = bisect_right(cuts, window.before[0]) - 1
        right = window.before[0]
        distance = 0
        others = 0
        while right > window.item:
            left = max(cuts[place] if place >= 0 else 0, window.item)
            if left < right:
                # 行政应诉案件74件（含上年结转11件），审结66件: what stands in brackets takes the subject no farther.
                distance += self.line.text[left - 1 : left] not in ("（", "(")
                said = self._subjects.get((left, right))
                if said is None:
                    said = self._subjects[left, right] = self._subjects_of(left, right)
                if said & wanted:
                    return distance if not others else 7
                others += bool(said & self.vocabulary.subjects)
                if others > 1:
                    break
            right = left
            place -= 1
            if place < 0:
                break
        return self._far(wanted, window)

    def _subjects_of(self, start: int, end: int) -> int:
        """Concepts of a clause before the figure's own, but those in the titles of documents and those of examples."""
        text = self.line.text
        if _EXAMPLES.search(text, start, end):
            return 0
        mask = self.mask(start, end)
        for title in _TITLE.finditer(text, start, end) if "《" in text else ():
            mask &= ~self.mask(*title.span())
        return mask

    def _far(self, wanted: int, window: Window) -> int | None:
        stops = self.line.stops
        opening = stops[1] if len(stops) > 1 else 0
        opens = window.item == 0 or not _ENUMERATED.match(self.line.text)
        if opens and 0 < opening < window.before[0] and self.mask(0, opening) & wanted:
            return 8
        if self._heading & wanted:
            return 9
        return 10 if self._title & wanted & self.vocabulary.subjects else None
