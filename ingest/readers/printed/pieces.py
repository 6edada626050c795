"""What a printed page consists of. Lengths in any unit, from the left and the top of the page."""

from __future__ import annotations

from typing import NamedTuple


class Piece(NamedTuple):
    """Characters side by side on one line."""

    text: str
    lefts: tuple[float, ...]
    """Where each character of `text` begins, rising."""
    right: float
    y: float
    """Of the line that the characters stand on."""
    size: float
    """Width of a Chinese character of this type."""
    height: float = 0.0
    """Of the tallest character with the room above it, 0 where it is not known."""

    @property
    def left(self) -> float:
        """Where the first character begins."""
        return self.lefts[0]

    def split(self, at: float) -> tuple[Piece, Piece] | None:
        """The parts before and behind a place, or None where it does not stand between characters of the piece."""
        middles = [(a + b) / 2 for a, b in zip(self.lefts, (*self.lefts[1:], self.right), strict=True)]
        count = sum(middle < at for middle in middles)
        if not 0 < count < len(self.text):
            return None
        before = Piece(self.text[:count], self.lefts[:count], self.lefts[count], self.y, self.size, self.height)
        return before, Piece(self.text[count:], self.lefts[count:], self.right, self.y, self.size, self.height)


class Rule(NamedTuple):
    """A line that was drawn, along the page or down: the border of a table's cells, most often."""

    left: float
    top: float
    right: float
    bottom: float


class PrintedPage(NamedTuple):
    """One page with all that stands on it, in no order."""

    width: float
    height: float
    pieces: list[Piece]
    rules: list[Rule]
    turned: int = 0
    """Characters that are left out because they run in another direction than the text of the page."""


class Row(NamedTuple):
    """Pieces on one line, from left to right."""

    pieces: tuple[Piece, ...]
    y: float

    @property
    def left(self) -> float:
        """Where the first piece begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where the last piece ends."""
        return max(piece.right for piece in self.pieces)

    @property
    def size(self) -> float:
        """Of the largest type in the row."""
        return max(piece.size for piece in self.pieces)
