"""Rows of one page → blocks in reading order: lines of text in columns, and rows of tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.readers.printed.channels import Channel, narrow_tables
from ingest.readers.printed.columns import Column, columns_of
from ingest.readers.printed.grids import grids_of
from ingest.readers.printed.pieces import PrintedPage, Row
from ingest.readers.printed.rows import text_of_row
from ingest.readers.printed.spaced_tables import spaced_tables

_BESIDE = 0.02
"""Of the page's width: borders stand so far outside of the column whose table they belong to, at most."""


class Block(NamedTuple):
    """A line of text, or a row of a table."""

    text: str
    row: Row | None
    """Where the line stands; None for a row of a table, which no line is joined with."""
    left: float
    right: float
    """Of the column of text that the line stands in."""
    pitch: float
    """From one line to the next, most often."""
    page_width: float


def blocks_of(page: PrintedPage, rows: list[Row], carried: Sequence[Channel] = ()) -> tuple[list[Block], list[Channel]]:
    """(the blocks of one page, its margins taken away, in reading order, the channels of a table that may go on on the
    next one); `carried` are those of the page before."""
    blocks: list[Block] = []
    channels = list(carried)
    for column in columns_of(page, rows):
        own, channels = _column(page, column, channels)
        blocks += own
    return blocks, channels


def _column(page: PrintedPage, column: Column, carried: Sequence[Channel]) -> tuple[list[Block], list[Channel]]:
    """The blocks of one column of text: prose, tables with ruled lines, and tables that only gaps set in columns."""
    rows, reach = column.rows, _BESIDE * page.width
    rules = [rule for rule in page.rules if rule.left > column.left - reach and rule.right < column.right + reach]
    grids = grids_of(rules, rows)
    ruled = {id(row): grid for row in rows for grid in grids if grid.top <= row.y <= grid.bottom}
    # Of a table with coloured stripes every other row has borders: those of its colour.
    striped = {id(row) for row in rows if id(row) in ruled and len(ruled[id(row)].lines) == 1}
    narrow, channels = narrow_tables([row for row in rows if id(row) not in ruled or id(row) in striped], carried)
    ruled = {number: grid for number, grid in ruled.items() if number not in narrow}
    unruled = [row for row in rows if id(row) not in ruled]
    spaced = spaced_tables([row for row in unruled if id(row) not in narrow]) | narrow
    edges = _measure([row for row in rows if id(row) not in ruled and id(row) not in spaced])
    blocks: list[Block] = []
    for row in rows:
        if id(row) in ruled:
            blocks += [_table_row(line, page) for line in ruled[id(row)].printed()]
        elif id(row) not in spaced:
            blocks.append(Block(text_of_row(row.pieces), row, *edges, page.width))
        else:
            blocks.append(_table_row(spaced[id(row)], page))
    return [block for block in blocks if block.text], channels if rows and id(rows[-1]) in narrow else []


def _table_row(text: str, page: PrintedPage) -> Block:
    return Block(text, None, 0, 0, 0, page.width)


def _measure(rows: Sequence[Row]) -> tuple[float, float, float]:
    """(left edge, right edge, distance of lines) of a column of text."""
    if not rows:
        return 0, 0, 0
    steps = sorted(below.y - above.y for above, below in pairwise(rows))
    # The smaller quarter: where every paragraph is one line, most steps are those between paragraphs.
    pitch = steps[len(steps) // 4] if steps else 0
    lefts, rights = sorted(row.left for row in rows), sorted(row.right for row in rows)
    # A twentieth may stand out: a number beside the text, a line that was not broken.
    outliers = (len(rows) - 1) // 20
    return lefts[outliers], rights[-1 - outliers], pitch
