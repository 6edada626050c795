"""Page numbers and running heads: what stands above or below the text of every page and is no part of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.printed.pieces import PrintedPage, Row
from ingest.readers.printed.rows import text_of_row

_EDGE = 0.13
"""Of the page's height. Official papers leave 37 mm of 297 above the text, and the number stands within 35 below."""
_DEPTH = 3
"""Rows from the top and from the bottom that are looked at."""
_ROOM = 1.2
"""Times the distance of lines, between a running head and the text."""
_DASHES = r"[-—–―─－一·•\s]*"
"""Text recognition takes a dash for the character 一."""
_NUMBER = re.compile(
    rf"{_DASHES}第?\s*\d{{1,3}}\s*页?{_DASHES}(?:[/,，]?\s*共?\s*\d{{1,3}}\s*页?)?{_DASHES}|page \d+( of \d+)?", re.I
)
_VERY_EDGE = 0.05
"""Of the page's height. No text of a paper stands there, but what a browser prints around a page does."""
_BY_BROWSER = re.compile(
    r"\b\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?[,，]?\s*(?:[上下]午|[AP]M)?\s*\d{1,2}[:：]\d{2}(?::\d{2})?(?:\s?[AP]M)?"
    r"(?=\s|$)|\b(?:https?|file)://|页码[,，]\s*\d+\s*/\s*\d+$",
    re.I,
)
"""The moment of printing, the address, or the page as Internet Explorer counts it."""
_LEAST_REPEATS = 2
"""Pages that a running head stands on, at one height. The head of a table that goes on stands higher on the second."""


def without_margins(pages: Sequence[PrintedPage], rows: Sequence[list[Row]]) -> list[list[Row]]:
    """The rows of each page without page numbers and what is printed at one height on most of the pages."""
    running = _running_heads(pages, rows)
    kept: list[list[Row]] = []
    for page, of_page in zip(pages, rows, strict=True):
        outer, apart = set(_outer(page, of_page)), _apart(page, of_page)
        dropped = {n for n in outer if _is_number(of_page[n]) or _is_of_browser(page, of_page[n])}
        dropped |= {number for number in apart if _place(page, of_page[number]) in running}
        kept.append([row for number, row in enumerate(of_page) if number not in dropped])
    return kept


def _outer(page: PrintedPage, rows: list[Row]) -> list[int]:
    """Rows near the upper and the lower edge: at most some, so that a page full of text loses none by its place."""
    near = [
        number for number, row in enumerate(rows) if row.y < _EDGE * page.height or row.y > (1 - _EDGE) * page.height
    ]
    return [number for number in near if number < _DEPTH or number >= len(rows) - _DEPTH]


def _apart(page: PrintedPage, rows: list[Row]) -> set[int]:
    """Those of the outer rows between which and the text there is more room than between the lines of the text."""
    steps = [below.y - above.y for above, below in pairwise(rows)]
    usual = sorted(steps)[len(steps) // 4] if steps else 0.0
    outer = set(_outer(page, rows))
    wide = [number for number, step in enumerate(steps) if step > _ROOM * usual]
    last = len(rows) - _DEPTH
    above = max((number for number in wide if number in outer and number < _DEPTH), default=-1)
    below = min((number for number in wide if number + 1 in outer and number + 1 >= last), default=len(rows))
    return {number for number in outer if number <= above or number > below}


def _is_number(row: Row) -> bool:
    return _NUMBER.fullmatch(text_of_row(row.pieces)) is not None


def _is_of_browser(page: PrintedPage, row: Row) -> bool:
    at_edge = row.y < _VERY_EDGE * page.height or row.y > (1 - _VERY_EDGE) * page.height
    return at_edge and _BY_BROWSER.search(text_of_row(row.pieces)) is not None


def _running_heads(pages: Sequence[PrintedPage], rows: Sequence[list[Row]]) -> set[tuple[str, int]]:
    counts = Counter(
        place
        for page, of_page in zip(pages, rows, strict=True)
        for place in {_place(page, of_page[number]) for number in _apart(page, of_page)}
    )
    return {place for place, count in counts.items() if count >= max(_LEAST_REPEATS, 0.4 * len(pages))}


def _place(page: PrintedPage, row: Row) -> tuple[str, int]:
    """What a row says, whatever number it counts, and how far down it stands, in hundredths of the page."""
    return re.sub(r"\d+", "0", text_of_row(row.pieces)), round(100 * row.y / max(page.height, 1))
