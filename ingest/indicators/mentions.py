"""Where the words of the phrasebook stand in a line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path

from ingest.indicators.catalogue import CatalogueError
from ingest.indicators.phrases import Phrasebook, load_phrasebook
from ingest.publishers.script import simplified
from ingest.reports.finder import Finder

_PUNCTUATION = tuple(zip(",;:!?()", "，；：！？（）", strict=True))
_HALF_STOP = re.compile(r"\.(?<=[\u4e00-\u9fff）”》% ]\.)(?![0-9])")
_YEAR = r"20\d\d年度?"
_START, _END = itemgetter(1), itemgetter(2)
VARIANTS = Path(__file__).with_name("variants.txt")


Mention = tuple[int, int, int]
"""(word, start, end) of a word of the phrasebook in a line, the word by its position in `Lexicon.masks`. The plain
tuple that the automaton gives: there are seventeen to a figure, and most are never asked for."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of one line, by rising start."""

    found: list[Mention]
    starts: list[int]
    masks: list[int]
    """Those of the lexicon."""

    def between(self, start: int, end: int) -> list[Mention]:
        """Mentions that lie wholly in `[start, end)`."""
        left = bisect_left(self.starts, start)
        return [mention for mention in self.found[left : bisect_left(self.starts, end, left)] if mention[2] <= end]

    def mask(self, start: int, end: int) -> int:
        """Union of the masks of all mentions in `[start, end)`."""
        union, masks = 0, self.masks
        for word, _, _ in self.between(start, end):
            union |= masks[word]
        return union


class Lexicon:
    """The phrasebook's words in one automaton."""

    def __init__(self, book: Phrasebook) -> None:
        words = list(book.words)
        self._finder = Finder(words)
        # Titles hide what stands in them like opaque words: one more word at the end, which is in no group.
        self._title = len(words)
        shared: dict[int, int] = {}  # Words of the same groups share one long integer.
        self.masks = [*(shared.setdefault(book.words[word], book.words[word]) for word in words), 0]
        """The mask of the groups that each word belongs to."""
        self.behind = [*(book.behind.get(word, 0) for word in words), 0]
        """The mask of the groups that each word belongs to only where it stands right behind a figure."""
        self._opaque = [*(word in book.opaque for word in words), True]
        self.names_subject = [bool(mask & (book.topics | book.aside)) for mask in self.masks]
        """Whether each word is a topic, or an aside, which is none."""
        self.bare = re.compile(f"(?:{_YEAR}|{_any(book.fillers)})*")
        self.light = re.compile(f"(?:{_YEAR}|{_any([*book.fillers, *book.lights])})*")
        self.light_ends = frozenset(word[-1] for word in [*book.fillers, *book.lights]) | {"年", "度"}
        """What a stretch that `light` or `bare` matches can end in: most stretches end otherwise."""
        self.change = re.compile(rf"(?:{_YEAR}|\||{_any(book.changes)})*")
        self.body = re.compile(_any(book.bodies)) if book.bodies else None

    def mentions(self, line: str, hidden: Sequence[tuple[int, int]] = ()) -> Mentions:
        """Mentions in `line`, without those within the spans `hidden` (titles) or within opaque words."""
        matches = self._finder.find(line)
        if hidden:
            matches += [(self._title, start, end) for start, end in hidden]
            matches.sort(key=_END)
        matches.sort(key=_START)  # Those that begin at one place stay in the order of their ends.
        found: list[Mention] = []
        opaque = self._opaque
        behind = -1  # Where the last opaque word or title ends: what lies within it is hidden.
        for mention in matches:
            word, start, end = mention
            if end <= behind:
                continue
            if opaque[word]:
                behind = end
                while found and found[-1][1] == start:
                    found.pop()
            found.append(mention)
        return Mentions(found, [start for _, start, _ in found], self.masks)


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
