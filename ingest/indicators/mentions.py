"""Where the words of the phrasebook stand in a line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ingest.indicators.catalogue import CatalogueError
from ingest.indicators.phrases import BARE, Phrasebook, load_phrasebook

VARIANTS = Path(__file__).with_name("variants.txt")


class Mention(NamedTuple):
    """A word of the phrasebook at `line[start:end]`, with the mask of its groups.

    `behind` are the groups that it belongs to only where it stands right behind a figure.
    """

    start: int
    end: int
    mask: int
    behind: int


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
        fillers = "|".join(re.escape(word) for word in sorted(book.fillers, key=len, reverse=True))
        changes = "|".join(re.escape(word) for word in sorted(book.changes, key=len, reverse=True))
        self.bare = re.compile(f"(?:{fillers})*")
        self.change = re.compile(f"(?:{changes})*")
        self.bare_bit = 1 << book.names.index(BARE) if BARE in book.names else 0

    def mentions(self, line: str, hidden: Sequence[tuple[int, int]] = ()) -> Mentions:
        """Mentions in `line`, without those within the spans `hidden` (titles) or within opaque words."""
        matches = self._automaton.find_matches_as_indexes(line, overlapping=True)
        covers = [(start, -end, -1) for start, end in hidden]
        covers += [(start, -end, index) for index, start, end in matches]
        covers.sort()
        found: list[Mention] = []
        behind = -1  # Where the last opaque word or title ends: what lies within it is hidden.
        for start, negative, index in covers:
            end = -negative
            if end <= behind:
                continue
            if index < 0 or self._opaque[index]:
                behind = end
            if index >= 0:
                found.append(Mention(start, end, self._masks[index], self._behind[index]))
        return Mentions(found, [mention[0] for mention in found])


@cache
def load_lexicon() -> Lexicon:
    """The automaton over the words that come with this package."""
    return Lexicon(load_phrasebook())


@cache
def variants() -> tuple[dict[int, str], re.Pattern[str]]:
    """Translation of traditional characters to the simplified ones of the phrasebook, and what finds one."""
    table: dict[int, str] = {}
    for number, line in enumerate(VARIANTS.read_text(encoding="utf-8").splitlines(), start=1):
        if len(line) != 2:
            raise CatalogueError(f"{VARIANTS.name}:{number}: a line is one traditional and one simplified character")
        table[ord(line[0])] = line[1]
    return table, re.compile(f"[{''.join(map(chr, table))}]")


def plain(line: str) -> str:
    """`line` in simplified characters and half-width digits; of the same length, so offsets keep."""
    table, finder = variants()
    return line.translate(table) if finder.search(line) else line
