"""The lines in which the head of a report is looked for, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
_PRINTED = "visible"
_WHITE = re.compile(r"[\s\u3000\xa0]+")
_NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、]")
_LONGEST = 150
_WIDE = r"[\u4e00-\u9fff0-9〇（）()《》、]"
_STRETCHED = re.compile(rf"(?:(?<![^ ]){_WIDE} ){{3}}(?={_WIDE}(?: |$))|^(?:{_WIDE} ){{2,}}{_WIDE}$")
"""Four signs in a row that stand alone, or a line of nothing else."""
_STRETCHING = re.compile(rf"(?<={_WIDE}) (?={_WIDE})")


class Line(NamedTuple):
    """Words of a page, white space made single, and where they stand: `text:12-40` (offsets in the document's text,
    the end exclusive), `page:…` (a line printed above the article, as it is), `meta:…` (the name of a declaration)."""

    words: str
    source: str


class Found(NamedTuple, Generic[T]):
    """A part of the head; `source` says where it was found, as in `Line`, or is empty where nothing was.

    `note` is a stable code: why there is no value, or what is doubtful about it.
    """

    value: T
    source: str = ""
    note: str = ""


def unspaced(words: str) -> str:
    """The words of a line without the blanks by which it is stretched: `法 治 政 府` is 法治政府, `2 0 2 3 年` 2023年.

    Blanks between whole words stay, as between two issuers.
    """
    return _STRETCHING.sub("", words) if _STRETCHED.search(words) else words


def text_source(start: int, end: int) -> str:
    """`text:12-40`."""
    return f"text:{start}-{end}"


def joined_source(first: str, last: str) -> str:
    """Where words stand that begin in one line and end in another one."""
    if first.startswith("text:") and last.startswith("text:"):
        return f"{first.partition('-')[0]}-{last.partition('-')[2]}"
    return first


def opening_lines(text: str, most: int = 40) -> list[Line]:
    """The short lines at the top of a text, before its first sentence or numbered heading, without blanks."""
    found: list[Line] = []
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        start, at = at + len(line) - len(line.lstrip()), at + len(line) + 1
        bare = _WHITE.sub(" ", stripped)
        if not bare:
            continue
        if "。" in bare or len(bare) > _LONGEST or _NUMBERED.match(bare) or len(found) >= most:
            break
        found.append(Line(unspaced(bare), text_source(start, start + len(stripped))))
    return found


def head_lines(meta: Mapping[str, str], text: str) -> list[Line]:
    """What a page prints above its article, then the opening lines of the text."""
    printed = meta.get(_PRINTED, "")
    above = [Line(unspaced(words), f"page:{words}") for words in printed.split("\n")] if printed else []
    return above + opening_lines(text)
