"""What is drawn over or between characters: lines that strike them out, pictures that stand in their place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from ingest.readers.pictures import PICTURE
from ingest.readers.printed.pieces import Piece, Rule

_FLAT = 1.5
"""Points, at most, by which a line that strikes out rises."""
_MIDDLE = 0.3
"""Of a character's height: so far from its upper and lower edge is struck out, farther out is a border."""
_BESIDE = 0.6
"""Of the type's size: a picture that is no farther from a digit may be one."""
_TALLEST, _WIDEST = 2.0, 4.0
"""Times the type's size, of a picture that may stand for characters."""
_MOST_PICTURES = 500
"""On a page. One with more is drawn, not written."""

Box = tuple[float, float, float, float]


class Strikes:
    """The level lines of a page, to be asked for each of its characters."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        level = [rule for rule in rules if rule.bottom - rule.top < _FLAT < rule.right - rule.left]
        self._rules = sorted(level, key=lambda rule: rule.top)
        self._tops = [rule.top for rule in self._rules]

    def through(self, left: float, right: float, upper: float, lower: float) -> bool:
        """Whether a line runs through the middle of a character."""
        margin, middle = _MIDDLE * (lower - upper), (left + right) / 2
        crossing = slice(bisect_left(self._tops, upper + margin), bisect_right(self._tops, lower - margin))
        return any(rule.left <= middle <= rule.right for rule in self._rules[crossing])


def with_pictures(pieces: Sequence[Piece], pictures: Sequence[Box]) -> list[Piece]:
    """The pieces, with a piece of its own for each small picture that stands on their line beside a digit.

    A picture is (x, y, x, y) of two corners.
    """
    if not pictures or len(pictures) > _MOST_PICTURES:
        return list(pieces)
    found = list(pieces)
    for x0, y0, x1, y1 in pictures:
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        for number, piece in enumerate(found):
            if not (top < piece.y <= bottom + piece.size and piece.y - bottom < piece.size / 2):
                continue
            if bottom - top > _TALLEST * piece.size or right - left > _WIDEST * piece.size:
                continue
            if parts := _around(piece, left, right):
                mark = Piece(PICTURE, (left,), right, piece.y, piece.size)
                found[number : number + 1] = [*parts[0], mark, *parts[1]]
                break
    return found


def _around(piece: Piece, left: float, right: float) -> tuple[list[Piece], list[Piece]] | None:
    """What of a piece stands before and behind a picture that is beside one of its digits; None where none is."""
    near = _BESIDE * piece.size
    if abs(left - piece.right) < near and piece.text[-1].isdecimal():
        return [piece], []
    if abs(piece.left - right) < near and piece.text[0].isdecimal():
        return [], [piece]
    parts = piece.split((left + right) / 2)
    if parts is None or not (parts[0].text[-1].isdecimal() or parts[1].text[0].isdecimal()):
        return None
    return [parts[0]], [parts[1]]
