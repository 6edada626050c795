"""Paragraphs whose lines were broken by hand: to a width, as where a text was copied from a PDF, or within a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.numbers import is_cut

_NARROWEST, _WIDEST = 15, 64
"""Characters of a full line. Paragraphs of reports are several times as long as a printed line."""
_FULL = 0.85
"""Share of the longest line that a line has to fill to have been broken for its length."""
_LEAST_LINES = 4
_LEAST_SHARE = 0.5
"""Of all lines, those that are full and end in the midst of a sentence."""
_ENDED = re.compile(r"[。！？!?；;：:…]$|[。！？]”$")
_CUT = re.compile(r"^[，、][\u4e00-\u9fff0-9](?![、.．是)）])")
"""The end of a line and the beginning of the next, where a clause goes on."""
_OPENS = re.compile(
    r"[(（〔【]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）〕】、.．](?!\d)|第[一二三四五六七八九十]{1,3}[部章节]|[•·①-⑳]|附件"
)


def unbroken(lines: Sequence[str], after_break: Sequence[bool]) -> list[str]:
    """The lines with those joined that belong together; `after_break` says which stand behind a mere `<br>`."""
    whole = unwrapped(lines)
    if len(whole) < len(lines):
        return whole
    joined: list[str] = []
    for line, is_after in zip(lines, after_break, strict=True):
        goes_on = is_after and bool(joined) and bool(_CUT.search(joined[-1][-1] + line[:8]))
        if joined and (goes_on or is_cut(joined[-1], line, paragraphs=not is_after)):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines with those joined that a width broke; unchanged where the text was not broken to a width."""
    longest = max((len(line) for line in lines), default=0)
    full = [len(line) >= _FULL * longest for line in lines]
    broken = [is_full and not _ENDED.search(line) for line, is_full in zip(lines, full, strict=True)]
    is_wrapped = _NARROWEST <= longest <= _WIDEST and sum(broken) >= max(_LEAST_LINES, _LEAST_SHARE * len(lines))
    if not is_wrapped or any(" | " in line for line in lines):
        return list(lines)
    joined: list[str] = []
    goes_on = False
    for line, was_broken in zip(lines, broken, strict=True):
        if goes_on and not _OPENS.match(line):
            joined[-1] += line
        else:
            joined.append(line)
        goes_on = was_broken
    return joined
