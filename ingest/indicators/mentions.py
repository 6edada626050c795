"""Where the words of the phrasebook stand in a line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ingest.indicators.catalogue import CatalogueError
from ingest.indicators.phrases import Phrasebook, load_phrasebook
from ingest.publishers.script import simplified

_PUNCTUATION = tuple(zip(",;:!?()", "，；：！？（）", strict=True))
_HALF_STOP = re.compile(r"\.(?<=[\u4e00-\u9fff）”》% ]\.)(?![0-9])")
_YEAR = r"20\d\d年度?"
VARIANTS = Path(__file__).with_name("variants.txt")


Mention = tuple[int, int, int, int]
"""(start, end, mask, behind) of a word of the phrasebook in a line: `mask` is that of its groups, `behind` that of
the groups which it belongs to only where it stands right behind a figure. A plain tuple: there are seventeen to a
figure, and a named one takes four times as long to make."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of one line, by rising start."""

    found: list[Mention]
    starts: list[int]

    def between(self, start: int, end: int) -> list[Mention]:
        """Mentions that lie wholly in `[start, end)`."""
        left, right = bisect_left(self.starts, start), bisect_right(self.starts, end - 1)
        return [mention for mention in self.found[left:right] if mention[1] <= end]

    def mask(self, start: int, end: int) -> int:
        """Union of the masks of all mentions in `[start, end)`."""
        union = 0
        for mention in self.between(start, end):
            union |= mention[2]
        return union


class Lexicon:
    """The phrasebook's words in one automaton."""

    def __init__(self, book: Phrasebook) -> None:
        import ahocorasick_rs

        words = list(book.words)
        self._automaton = ahocorasick_rs.AhoCorasick(words)
        self._masks = [book.words[word] for word in words]
        self._behind = [book.behind.get(word, 0) for word in words]
        self._opaque = [word in book.opaque for word in words]
        self.bare = re.compile(f"(?:{_YEAR}|{_any(book.fillers)})*")
        self.light = re.compile(f"(?:{_YEAR}|{_any([*book.fillers, *book.lights])})*")
        self.light_ends = frozenset(word[-1] for word in [*book.fillers, *book.lights]) | {"年", "度"}
        """What a stretch that `light` or `bare` matches can end in: most stretches end otherwise."""
        self.change = re.compile(rf"(?:{_YEAR}|\||{_any(book.changes)})*")
        self.body = re.compile(_any(book.bodies)) if book.bodies else None

    def mentions(self, line: str, hidden: Sequence[tuple[int, int]] = ()) -> Mentions:
        """Mentions in `line`, without those within the spans `hidden` (titles) or within opaque words."""
        try:
            matches = self._automaton.find_matches_as_indexes(line, overlapping=True)
        except UnicodeEncodeError:  # Half a character, as broken pages hold: no word has one.
            line = line.encode("utf-8", "replace").decode("utf-8")
            matches = self._automaton.find_matches_as_indexes(line, overlapping=True)
        covers = [(start, -end, index) for index, start, end in matches]
        if hidden:
            covers += [(start, -end, -1) for start, end in hidden]
        covers.sort()
        found: list[Mention] = []
        masks, behinds, opaque = self._masks, self._behind, self._opaque
        behind = -1  # Where the last opaque word or title ends: what lies within it is hidden.
        for start, negative, index in covers:
            end = -negative
            if end <= behind:
                continue
            if index < 0:
                behind = end
                continue
            if opaque[index]:
                behind = end
            found.append((start, end, masks[index], behinds[index]))
        return Mentions(found, [mention[0] for mention in found])


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def load_lexicon() -> Lexicon:
    """The automaton over the words that come with this package."""
    return Lexicon(load_phrasebook())


@lru_cache(maxsize=1024)
def heading_mask(heading: str) -> int:
    """Union of the masks of the words in a heading, which all lines below it ask for."""
    return load_lexicon().mentions(heading).mask(0, len(heading))


@cache
def variants() -> tuple[dict[int, str], re.Pattern[str]]:
    """Traditional characters that `simplified` leaves, with their simplified ones, and what finds one."""
    table: dict[int, str] = {}
    for number, line in enumerate(VARIANTS.read_text(encoding="utf-8").splitlines(), start=1):
        if len(line) != 2:
            raise CatalogueError(f"{VARIANTS.name}:{number}: a line is one traditional and one simplified character")
        table[ord(line[0])] = line[1]
    return table, re.compile(f"[{''.join(map(chr, table))}]")


def plain(text: str) -> str:
    """`text` in simplified characters, half-width digits and full-width punctuation.

    Of the same length, so offsets keep. A half-width stop counts as one where no digit follows it.
    """
    text = simplified(text)
    table, finder = variants()
    if finder.search(text):
        text = text.translate(table)
    for half, full in _PUNCTUATION:
        if half in text:
            text = text.replace(half, full)
    return _HALF_STOP.sub("。", text) if "." in text else text
