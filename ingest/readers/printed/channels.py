"""Tables with narrow gaps: rows below each other that leave the same places blank, with numbers in a column.

A channel is a strip between two columns in which no row of the table prints anything. Prose leaves none: its lines
are full. What is found here needs no wide gaps and no rules, but a column of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ingest.readers.numbers import is_value
from ingest.readers.printed.pieces import Piece, Row
from ingest.readers.printed.rows import text_of_cell

_NARROWEST = 0.4
"""Of the type's size. A blank between two words of a line is as wide, but stands nowhere else below it."""
_LEFT_FREE = 0.2
"""Of the type's size: what all rows together leave of a channel at least."""
_LEAST_ROWS = 3
_LEAST_VALUES = 2
"""Rows with a number in one column. A list of names beside a list of offices has none."""
_KEPT_CHANNELS = 0.6
"""Of the channels so far, those that another row of the table leaves free at least."""
_FARTHEST = 3.2
"""From row to row, in sizes of the type."""
_NEXT_LINE = 1.7
"""Within a cell, in sizes of the type."""
_LONGEST_CELL = 40
_MOST_COLUMNS = 60
_MOST_LOOKS = 20
"""Times the rows of a page, so that a page full of what is nearly a table costs no square of its length."""
_SENTENCE = re.compile("[。；]$")
_PLACEHOLDERS = re.compile(r"[-—–/\\]?|无")


class Channel(NamedTuple):
    left: float
    right: float


@dataclass(slots=True)
class _Run:
    """Rows of what may be one table, and the channels that all of them leave free."""

    rows: list[Row]
    channels: list[Channel]
    begun: int
    """How many rows it takes for a table: fewer where the one of the page before goes on."""
    last: float = 0.0
    """Height of the last line."""

    def takes(self, row: Row) -> bool:
        """Whether a row belongs to the table; the channels that it fills are none."""
        size = max(row.size, self.rows[-1].size) if self.rows else row.size
        if self.rows and row.y - self.last > _FARTHEST * size:
            return False
        free = [both for channel in self.channels if (both := _left_free(channel, row, _LEFT_FREE * row.size))]
        cells = [cell for cell in _cells(row, free) if cell]
        fits = len(cells) >= 2 and all(len(_words(cell)) <= _LONGEST_CELL for cell in cells)
        if not free or len(free) < _KEPT_CHANNELS * len(self.channels) or not fits:
            return len(row.pieces) > 0 and self._goes_on(row)
        self.channels = free
        self.rows.append(row)
        self.last = row.y
        return True

    def _goes_on(self, row: Row) -> bool:
        """Whether a row goes on in one cell of the row above it."""
        if not self.rows or row.y - self.last > _NEXT_LINE * row.size or _SENTENCE.search(row.pieces[-1].text):
            return False
        free = [channel for channel in self.channels if _left_free(channel, row, 0)]
        cells = [number for number, cell in enumerate(_cells(row, self.channels)) if cell]
        above = _cells(self.rows[-1], self.channels)
        if len(free) < len(self.channels) or len(cells) != 1 or not above[cells[0]]:
            return False
        over = above[cells[0]]
        in_line = abs(row.left - over[0].left) < row.size / 2
        centred = abs(row.left + row.right - over[0].left - over[-1].right) < row.size
        if in_line or centred:
            self.last = row.y
        return in_line or centred


def narrow_tables(rows: Sequence[Row], carried: Sequence[Channel] = ()) -> tuple[dict[int, str], list[Channel]]:
    """(the text of each row that belongs to a table, by `id(row)`, the channels of a table that reaches the last row).

    `carried` are the channels of a table that reached the end of the page before: of it one row is enough.
    """
    tables: dict[int, str] = {}
    at, last = 0, list[Channel]()
    start = list(carried)
    looks = _MOST_LOOKS * len(rows)
    while at < len(rows) and looks > 0:
        taken, looked, channels = _table_at(rows, at, start, tables)
        last = channels if taken and at + taken == len(rows) else []
        looks -= looked
        at += taken or (0 if start else 1)
        start = []
    return tables, last


def _table_at(
    rows: Sequence[Row], at: int, carried: list[Channel], tables: dict[int, str]
) -> tuple[int, int, list[Channel]]:
    """(how many rows from one on are a table, how many were looked at, its channels); writes their texts."""
    run = _Run([], carried or _channels(rows[at]), 1 if carried else _LEAST_ROWS)
    own: list[tuple[Row, list[Row]]] = []
    for row in rows[at:]:
        before = len(run.rows)
        if not run.channels or not run.takes(row):
            break
        if len(run.rows) > before:
            own.append((row, []))
        elif own:
            own[-1][1].append(row)
    looked = sum(1 + len(more) for _, more in own)
    if len(own) < run.begun or not _counts(own, run.channels, bool(carried)):
        return 0, looked + 1, []
    for row, more in own:
        cells = _cells_of([row, *more], run.channels)
        tables[id(row)] = " | ".join(text_of_cell(cell) if cell else "" for cell in cells).strip(" ")
        tables.update({id(one): "" for one in more})
    return looked, looked, run.channels


def _channels(row: Row) -> list[Channel]:
    """The gaps between the pieces of a row; none of one with more pieces than a table has columns."""
    if len(row.pieces) > _MOST_COLUMNS:
        return []
    return [
        Channel(before.right, after.left)
        for before, after in pairwise(row.pieces)
        if after.left - before.right >= _NARROWEST * min(before.size, after.size)
    ]


def _left_free(channel: Channel, row: Row, least: float) -> Channel | None:
    """The widest part of a channel in which a row prints nothing; None where that is too narrow."""
    at, free = channel.left, list[Channel]()
    for piece in row.pieces:
        if piece.right > at and piece.left < channel.right:
            free.append(Channel(at, piece.left))
            at = max(at, piece.right)
    free.append(Channel(at, channel.right))
    widest = max(free, key=lambda part: part.right - part.left)
    return widest if widest.right - widest.left >= max(least, 1e-6) else None


def _cells(row: Row, channels: Sequence[Channel]) -> list[list[Piece]]:
    return _cells_of([row], channels)


def _cells_of(rows: Sequence[Row], channels: Sequence[Channel]) -> list[list[Piece]]:
    """The pieces of each column."""
    cells: list[list[Piece]] = [[] for _ in range(len(channels) + 1)]
    for row in rows:
        for piece in row.pieces:
            middle = (piece.left + piece.right) / 2
            cells[sum(middle > (channel.left + channel.right) / 2 for channel in channels)].append(piece)
    return cells


def _words(cell: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in cell)


def _counts(own: Sequence[tuple[Row, list[Row]]], channels: Sequence[Channel], carried: bool) -> bool:
    """Whether a column behind the first holds numbers, and nothing but numbers and their head."""
    grid = [_cells(row, channels) for row, _ in own]
    for column in range(1, len(channels) + 1):
        texts = [_words(row[column]).strip() for row in grid]
        values = [is_value(text) for text in texts]
        others = [text for text, value in zip(texts[1:], values[1:], strict=True) if not value]
        if sum(values) >= (1 if carried else _LEAST_VALUES) and all(map(_PLACEHOLDERS.fullmatch, others)):
            return True
    return False
