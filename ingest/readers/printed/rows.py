"""Pieces → rows: what stands on one line, from left to right; and the text of a row."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.readers.numbers import is_value
from ingest.readers.printed.pieces import Piece, Row
from ingest.readers.raised import raised

_SAME_LINE = 0.5
"""Of the smaller type: digits and Chinese characters of one line stand up to a tenth apart, superscripts a third."""
_WORD_GAP = 0.2
"""Of the type, between Latin letters: a blank is a quarter."""
_BLANK = 0.7
"""Of the type, between all else: justified lines stretch by less, and so does the gap that editors leave beside
digits."""
_SMALLER = 0.85
"""Times the type's size, at most, of the mark of a note."""
_RAISED = 0.12
"""Times the type's size, at least, by which such a mark stands above the line."""
_LONGEST_MARK = 6
_WIDE_CELL = 1e6
_MOST_NEAR = 200
_NUMBER_GAP = 0.55
"""Of the type, between digits: a blank that parts thousands is narrower."""
_LATIN = re.compile(r"[0-9A-Za-z]")


def rows_of(pieces: Iterable[Piece]) -> list[Row]:
    """Rows from the top down; what is printed twice at one place, as bold type often is, is taken once."""
    rows: list[list[Piece]] = []
    for piece in sorted(_without_marks(_once(pieces)), key=lambda piece: (piece.y, piece.left)):
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
        if gap > _NUMBER_GAP and before.text[-1].isdigit() and piece.text[0].isdigit():
            text += f"；{piece.text}"  # two numbers, whatever parts them
            continue
        words = _LATIN.match(text[-1:]) and _LATIN.match(piece.text)
        if gap > (_WORD_GAP if words else _BLANK):
            text += " "
        text += piece.text
    return text.strip()


def text_of_cell(pieces: Iterable[Piece], width: float | None = None) -> str:
    """The text of a cell on one line: Chinese lines are joined without a blank, words of letters with one, and two
    numbers below each other with a semicolon. `width` is that of the cell: a number that fills it goes on below.
    """
    text = ""
    room = 0.0
    for row in rows_of(pieces):
        more = text_of_row(row.pieces)
        words = text[-1:].isascii() and text[-1:].isalpha() and more[:1].isascii() and more[:1].isalnum()
        numbers = text[-1:].isdigit() and more[:1].isdigit() and not more.startswith("0")
        apart = "；" if numbers and room > row.size else " " if words or (is_value(text) and is_value(more)) else ""
        text += apart + more
        room = (width or _WIDE_CELL) - (row.right - row.left)
    return text.replace("|", "｜")


def _without_marks(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the marks of notes: small ones that stand raised right behind larger ones, which reach over
    their places then. `m²` keeps its 2."""
    candidates = [n for n, piece in enumerate(pieces) if len(piece.text) <= _LONGEST_MARK]
    order = sorted(range(len(pieces)), key=lambda n: pieces[n].right)
    rights = [pieces[n].right for n in order]
    kept: list[Piece | None] = list(pieces)
    for number in candidates:
        mark = pieces[number]
        near = slice(bisect_left(rights, mark.left - mark.size), bisect_right(rights, mark.left + mark.size / 2))
        at = next((n for n in order[near][:_MOST_NEAR] if _is_raised(mark, pieces[n])), None)
        instead = raised(mark.text, pieces[at].text) if at is not None else None
        before = kept[at] if at is not None else None
        if instead is not None and before is not None and at is not None:
            kept[number] = mark._replace(text=instead, lefts=mark.lefts[:1], y=before.y) if instead else None
            kept[at] = before if instead else before._replace(right=max(before.right, mark.right))
    return [piece for piece in kept if piece is not None]


def _is_raised(mark: Piece, before: Piece) -> bool:
    up = before.y - mark.y
    is_smaller = mark.size < _SMALLER * before.size or mark.height < _SMALLER * before.height
    return is_smaller and _RAISED * before.size < up < before.size


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
