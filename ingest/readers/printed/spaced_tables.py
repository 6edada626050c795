"""Tables that are set by gaps alone, as those with three lines are: rows below each other with cells that line up."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.readers.printed.pieces import Piece, Row
from ingest.readers.printed.rows import text_of_cell

_CELL_GAP = 1.6
"""Of the type's size. Wider than any stretched line leaves; the gaps within a spaced-out heading are a full one."""
_COLUMN_GAP = 0.4
_LEAST_ROWS = 3
_LONGEST_CELL = 40
_NEXT_LINE = 1.7
"""Within a cell, in sizes of the type."""
_OPENS = re.compile(r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]")
_FARTHEST = 4.0
"""From row to row, in sizes of the type."""


class _TableRow:
    """A row with the cells that gaps part it into; lines that go on within a cell are added to it."""

    def __init__(self, row: Row, above: _TableRow | None) -> None:
        self.rows = [row]
        self.cells: list[list[Piece]] = _cells(row, [cell[0].left for cell in above.cells] if above else [])

    def takes(self, row: Row) -> bool:
        """Whether a row with one piece of text goes on in one of the cells: right below it, in line with it."""
        size = max(row.size, self.rows[-1].size)
        if row.y - self.rows[-1].y > _NEXT_LINE * size or _OPENS.match(row.pieces[0].text):
            return False
        over = [cell for cell in self.cells if cell[0].left < row.right and row.left < cell[-1].right]
        if len(over) != 1:
            return False
        left, right = over[0][0].left, max(piece.right for piece in over[0])
        in_line = abs(row.left - left) < size / 2 or abs(row.left + row.right - left - right) < size
        if in_line:
            over[0].extend(row.pieces)
            self.rows.append(row)
        return in_line

    def text(self) -> str:
        """The cells set apart by bars."""
        return " | ".join(text_of_cell(cell) for cell in self.cells)


def spaced_tables(rows: list[Row]) -> dict[int, str]:
    """The text of each row that belongs to a table, by `id(row)`: empty for lines that go on in the row above."""
    tables: dict[int, str] = {}
    run: list[_TableRow] = []
    for row in rows:
        found = _TableRow(row, run[-1] if run else None)
        if len(found.cells) == 1 and run and run[-1].takes(row):
            continue
        if run and not (len(found.cells) >= 2 and _goes_on(run[-1], found)):
            _take(run, tables)
            run = []
        if len(found.cells) >= 2 and all(_length(cell) <= _LONGEST_CELL for cell in found.cells):
            run.append(found)
    _take(run, tables)
    return tables


def _take(run: list[_TableRow], tables: dict[int, str]) -> None:
    if len(run) < _LEAST_ROWS:
        return
    for found in run:
        tables.update(dict.fromkeys(map(id, found.rows), ""))
        tables[id(found.rows[0])] = found.text()


def _cells(row: Row, starts: list[float]) -> list[list[Piece]]:
    """The pieces of each cell; a smaller gap parts them too where a column of the row above begins behind it."""
    cells = [[row.pieces[0]]]
    for before, piece in pairwise(row.pieces):
        size = min(before.size, piece.size)
        below = any(abs(piece.left - start) < 0.4 * size for start in starts)
        if piece.left - before.right > (_COLUMN_GAP if below else _CELL_GAP) * size:
            cells.append([piece])
        else:
            cells[-1].append(piece)
    return cells


def _length(cell: list[Piece]) -> int:
    return sum(len(piece.text) for piece in cell)


def _goes_on(above: _TableRow, below: _TableRow) -> bool:
    """Whether two rows have as many cells, each over the other, and stand close."""
    upper, lower = above.rows[-1], below.rows[0]
    if len(above.cells) != len(below.cells) or lower.y - upper.y > _FARTHEST * max(upper.size, lower.size):
        return False
    pairs = zip(above.cells, below.cells, strict=True)
    return all(a[0].left < b[-1].right and b[0].left < max(piece.right for piece in a) for a, b in pairs)
