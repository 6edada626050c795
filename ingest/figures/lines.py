"""The lines of a text, those without end in pieces: what is read of a piece costs no more than its length allows."""

from __future__ import annotations

import re
from collections.abc import Iterator

USUAL = 2000
"""Characters. The longest paragraphs of reports are not much longer; behind that many the next sentence is a piece."""
LONGEST = 6000
_LONGEST_CELL = 100
"""Characters, on average."""
_SENTENCE_END = re.compile("[。!?][”’」』)]*")
_WORD = "(?![零一二两三四五六七八九十百千万亿点余多几第])[\u4e00-\u9fff]"
_CUTS = tuple(re.compile(f".*{marks}") for marks in ("[;:|](?=[^0-9])", "[,、](?=[^0-9])", f"{_WORD}(?={_WORD})"))
"""Up to where a piece without a sentence's end is cut, the best first: never within a numeral, nor before one."""
_BETWEEN_WORDS = re.compile(f"{_WORD}(?={_WORD})")


def pieces(folded: str, cut_rows: bool = False) -> Iterator[tuple[int, int]]:
    """Where each line of a folded text begins and ends, in pieces where it is too long to be a paragraph."""
    start = 0
    while start < len(folded):
        end = folded.find("\n", start)
        end = len(folded) if end < 0 else end
        while end - start > LONGEST and (cut_rows or not _is_row(folded, start, end)):
            cut = _cut(folded, start, end)
            yield start, cut
            start = cut
        if start < end:
            yield start, end
        start = end + 1


def _is_row(folded: str, start: int, end: int) -> bool:
    """Whether a long line is a row of a table, which is told by its heads as a whole."""
    return folded.count("|", start, end) * _LONGEST_CELL > end - start


def _cut(folded: str, start: int, end: int) -> int:
    limit = start + LONGEST
    if found := _SENTENCE_END.search(folded, start + USUAL, limit):
        return found.end()
    for marks in _CUTS:
        if found := marks.match(folded, start + USUAL, limit):
            return found.end()
    found = _BETWEEN_WORDS.search(folded, limit, end)
    return found.end() if found else end
