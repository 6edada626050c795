"""Two columns of prose on a page: the left one is read to its end before the right one."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from ingest.readers.printed.grids import boxes_of
from ingest.readers.printed.pieces import Piece, PrintedPage, Row, Rule
from ingest.readers.printed.rows import row_of, rows_of

_LEAST_ROWS = 5
_LEAST_CHARACTERS = 9
"""In a line, most often: lines of prose have more, cells of tables fewer."""
_LEAST_FULL = 0.5
"""Of a column's lines, those that fill it: prose does, cells do not."""
_REACH = 0.04
"""Of the page's width, by which a table reaches over the gutter at least that belongs to both columns."""
_ALIGNED = 1.0
"""Of the type's size, by which the lines of a column may begin apart, but for the first ones of paragraphs."""


class Column(NamedTuple):
    """A part of a page in which text is read from the top down."""

    rows: list[Row]
    left: float
    right: float
    """Of the part of the page, not of the text in it."""


def columns_of(page: PrintedPage, rows: list[Row]) -> list[Column]:
    """The rows in reading order, as columns of text: mostly one; above, beside and below one another else."""
    boxes = boxes_of(page.rules)
    gutter = _gutter(page, _outside(boxes, rows))
    if gutter is None:
        return [Column(rows, 0.0, page.width)] if rows else []
    reach = _REACH * page.width
    wide = [box for box in boxes if box.left < gutter - reach and box.right > gutter + reach]
    columns: list[Column] = []
    for crossing, group in groupby(rows, key=lambda row: _crosses(row, gutter) or _is_inside(row, wide)):
        region = list(group)
        columns += [Column(region, 0.0, page.width)] if crossing else _split(region, gutter, page.width)
    return [column for column in columns if column.rows]


def _crosses(row: Row, gutter: float) -> bool:
    return any(piece.left < gutter - 0.3 * piece.size and piece.right > gutter for piece in row.pieces)


def _is_inside(row: Row, boxes: list[Rule]) -> bool:
    return any(box.top <= row.y <= box.bottom for box in boxes)


def _outside(boxes: list[Rule], rows: list[Row]) -> list[Row]:
    """The rows without what stands in tables."""
    kept = []
    for row in rows:
        here = [box for box in boxes if box.top <= row.y <= box.bottom]
        pieces = [piece for piece in row.pieces if not any(b.left <= piece.left <= b.right for b in here)]
        if pieces:
            kept.append(row_of(pieces))
    return kept


def _split(rows: list[Row], gutter: float, width: float) -> list[Column]:
    pieces = [piece for row in rows for piece in row.pieces]
    left = [piece for piece in pieces if piece.left < gutter - 0.3 * piece.size]
    right = [piece for piece in pieces if piece.left >= gutter - 0.3 * piece.size]
    return [Column(rows_of(left), 0.0, gutter), Column(rows_of(right), gutter, width)]


def _gutter(page: PrintedPage, rows: list[Row]) -> float | None:
    """Where the right column begins; None where there is one column, or a table."""
    spans = [_spanning(row) for row in rows]
    starts = sorted(piece.left for row in spans for piece in row.pieces[1:] if piece.left > 0.35 * page.width)
    starts += sorted(
        row.left for row in spans if len(row.pieces) == 1 and 0.45 * page.width < row.left < 0.65 * page.width
    )
    for start in sorted(set(starts), key=starts.count, reverse=True)[:3]:
        if _is_gutter(start, spans):
            return start
    return None


def _spanning(row: Row) -> Row:
    """The row with pieces joined that stand close together."""
    joined: list[Piece] = []
    for piece in row.pieces:
        before = joined[-1] if joined else None
        if before and piece.left - before.right < 1.2 * min(before.size, piece.size):
            text, lefts = before.text + piece.text, before.lefts + piece.lefts
            joined[-1] = Piece(text, lefts, piece.right, before.y, max(before.size, piece.size))
        else:
            joined.append(piece)
    return row_of(joined)


def _is_gutter(start: float, rows: list[Row]) -> bool:
    left: list[Piece] = []
    right: list[Piece] = []
    for row in rows:
        for piece in row.pieces:
            if piece.right <= start:
                left.append(piece)
            elif piece.left >= start - _ALIGNED * piece.size:
                right.append(piece)
    return _is_prose(left) and _is_prose(right)


def _is_prose(pieces: list[Piece]) -> bool:
    if len(pieces) < _LEAST_ROWS:
        return False
    lengths = sorted(len(piece.text) for piece in pieces)
    begin, end = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    full = sum(piece.right - piece.left >= 0.8 * (end - begin) for piece in pieces)
    return lengths[len(lengths) // 2] >= _LEAST_CHARACTERS and full >= _LEAST_FULL * len(pieces)
