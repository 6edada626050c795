"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.model import Sentence

_SENTENCE = re.compile(r"[^\n。！？!?]*[。！？!?]*[”’」』）)]*")


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Sentence]:
    """Sentences of `text[start:end]`, in order, without the white space around them.

    A sentence ends after 。！？ (and closing quotation marks behind them) or at a line break. Semicolons and
    commas do not end one: the subject of a figure often stands several of them before it.
    """
    limit = len(text) if end is None else end
    position = start
    while position < limit:
        match = _SENTENCE.match(text, position, limit)
        stop = match.end() if match and match.end() > position else position + 1
        left, right = position, stop
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if right > left:
            yield Sentence(left, right)
        position = stop
