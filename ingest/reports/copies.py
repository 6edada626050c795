"""The same report at several addresses, and copies in which words were changed by content farms and converters."""

from __future__ import annotations

import hashlib
import re
from functools import cache

from ingest.publishers.script import simplified
from ingest.reports.patterns import read_patterns

_SENTENCE = re.compile("。")
_NO_WORD = re.compile("[^\u4e00-\u9fffA-Za-z0-9]+")
_LEAST_WORDS = 12


def text_hash(text: str) -> str:
    """A hash of the words from the first line that ends a sentence to the last one, without punctuation, white space
    and line breaks: the same report at several addresses has one hash, whatever menus and labels stand around it."""
    lines = [(_NO_WORD.sub("", line), bool(_SENTENCE.search(line))) for line in simplified(text).split("\n")]
    ends = [at for at, (words, ends_one) in enumerate(lines) if ends_one and len(words) >= _LEAST_WORDS]
    article = lines[ends[0] : ends[-1] + 1] if ends else lines
    return hashlib.sha256("".join(words for words, _ in article).encode()).hexdigest()[:32]


@cache
def _marks() -> list[tuple[str, int, re.Pattern[str]]]:
    return [(what, int(least), pattern) for (what, least), pattern in read_patterns("copy_marks.tsv")]


def copy_mark(text: str) -> str | None:
    """What gives the text away as a changed copy, in words; None where nothing does.

    A faithful copy elsewhere is none: it is the same report at another address.
    """
    for what, least, pattern in _marks():
        found = pattern.findall(text)
        if len(found) >= least:
            return f"{what}, {len(found)} times"
    return None
