"""Tables in preformatted text, whose cells are set apart by tabs or several blanks."""

from __future__ import annotations

import re

from ingest.readers.markup import clean

_GAPS = re.compile(r"\t+|[ \u3000\xa0]{2,}")
_DIGIT = re.compile(r"[0-9０-９]")
_LEAST_ROWS = 2


def preformatted_rows(text: str) -> list[str] | None:
    """The lines of preformatted text, the cells of its tables joined by ` | `; None where it holds no table.

    Rows of a table are at least two lines below each other with as many cells, two or more, and a number.
    """
    written = [[clean(cell) for cell in _GAPS.split(line.strip())] for line in text.split("\n")]
    rows: list[str] = []
    found = False
    at = 0
    while at < len(written):
        end = at + 1
        while end < len(written) and len(written[end]) == len(written[at]):
            end += 1
        block = written[at:end]
        is_table = len(block[0]) > 1 and len(block) >= _LEAST_ROWS and any(_DIGIT.search(c) for r in block for c in r)
        found = found or is_table
        rows += [(" | " if is_table else " ").join(row) for row in block]
        at = end
    return [row for row in rows if row] if found else None
