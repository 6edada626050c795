"""What a text can be searched by: in which sentences which token is said."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ingest.reports.sentences import sentences
from ingest.reports.terms import cut, cutter, stop_words, terms_among

_TOKEN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]+|[0-9a-z]{2,}")
LONGEST_TOKEN = 12
"""Characters. Longer words are names of laws and numbers of documents: they are found by their parts."""

_ENCODED = re.compile("[0-9A-Za-z+/=_-]{201,}")
"""Letters and digits without end are no words but encoded bytes."""


class SearchableSentence(NamedTuple):
    """A sentence with its place in the text."""

    start: int
    end: int
    words: int
    """Words in it, without stop words and marks: its length in BM25."""


@dataclass(frozen=True, slots=True)
class CutText:
    """A text cut into words once, for all who count words."""

    sentences: list[SearchableSentence]
    tokens: dict[str, list[int]]
    """Token → positions in `sentences`, ascending; one for each time that it is said."""
    terms: dict[str, int]
    """What `count_terms` gives."""


def cut_text(text: str) -> CutText:
    """Cuts a text sentence by sentence. Tokens are the words and the words within them, in small letters.

    So 行政复议 is found by 复议, as with `jieba.cut_for_search`, which looks for parts of two and three characters
    alone. Stop words, marks, and single digits and Latin letters are no tokens.
    """
    found: list[SearchableSentence] = []
    tokens: dict[str, list[int]] = {}
    counted: Counter[str] = Counter()
    for ordinal, (start, end) in enumerate(sentences(text)):
        words = cut(_ENCODED.sub(" ", text[start:end]))
        counted.update(words)
        length = 0
        for word in words:
            said = _tokens_of(word)
            length += bool(said)
            for token in said:
                tokens.setdefault(token, []).append(ordinal)
        found.append(SearchableSentence(start, end, length))
    return CutText(found, tokens, terms_among(counted))


@lru_cache(maxsize=65536)
def _tokens_of(word: str) -> tuple[str, ...]:
    word = word.lower()
    if not _TOKEN.fullmatch(word) or word in stop_words():
        return ()
    knows = cutter().knows
    last = len(word)
    parts = (word[at:end] for at in range(last) for end in range(at + 2, min(at + LONGEST_TOKEN, last) + 1))
    tokens = {part for part in parts if knows(part)} | ({word} if last <= LONGEST_TOKEN else set())
    return tuple(sorted(tokens))
