"""Pieces → rows: what stands on one line, from left to right; and the text of a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.readers.printed.pieces import Piece, Row

_SAME_LINE = 0.5
"""Of the smaller type: digits and Chinese characters of one line stand up to a tenth apart, superscripts a third."""
_WORD_GAP = 0.2
"""Of the type, between Latin letters: a blank is a quarter."""
_BLANK = 0.7
"""Of the type, between all else: justified lines stretch by less, and so does the gap that editors leave beside
digits."""
_LATIN = re.compile(r"[0-9A-Za-z]")


def rows_of(pieces: Iterable[Piece]) -> list[Row]:
    """Rows from the top down; what is printed twice at one place, as bold type often is, is taken once."""
    rows: list[list[Piece]] = []
    for piece in sorted(_once(pieces), key=lambda piece: (piece.y, piece.left)):
        if rows and piece.y - rows[-1][0].y <= _SAME_LINE * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [row_of(row) for row in rows]


def row_of(pieces: Iterable[Piece]) -> Row:
    """One row of pieces that stand on a line."""
    ordered = sorted(pieces, key=lambda piece: piece.left)
    widest = max(ordered, key=lambda piece: piece.right - piece.left)
    return Row(tuple(ordered), widest.y)


def text_of_row(pieces: Sequence[Piece]) -> str:
    """The text of pieces that stand side by side; a gap is a blank where it is wide, or between words."""
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        gap = (piece.left - before.right) / max(min(before.size, piece.size), 1e-6)
        words = _LATIN.match(text[-1:]) and _LATIN.match(piece.text)
        if gap > (_WORD_GAP if words else _BLANK):
            text += " "
        text += piece.text
    return text.strip()


def text_of_cell(pieces: Iterable[Piece]) -> str:
    """The text of a cell on one line: Chinese lines are joined without a blank, words of letters with one."""
    text = ""
    for row in rows_of(pieces):
        more = text_of_row(row.pieces)
        words = text[-1:].isascii() and text[-1:].isalpha() and more[:1].isascii() and more[:1].isalnum()
        text += f" {more}" if words else more
    return text.replace("|", "｜")


def _once(pieces: Iterable[Piece]) -> list[Piece]:
    seen: set[tuple[str, int, int]] = set()
    kept: list[Piece] = []
    for piece in pieces:
        step = max(piece.size, 1e-6) / 2
        place = (piece.text, round(piece.left / step), round(piece.y / step))
        if place not in seen:
            seen.add(place)
            kept.append(piece)
    return kept
