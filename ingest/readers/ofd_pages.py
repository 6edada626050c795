"""What is drawn on a page of an OFD → characters and ruled lines with their places, in points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from ingest.readers.ofd_package import first, local, of_name, text_of
from ingest.readers.printed import Piece, Rule

POINTS = 72 / 25.4
"""In a millimetre."""
_DEEPEST = 32
_GAP = 0.45
"""Of the type's size: characters that stand farther apart are pieces of their own."""
_THIN = 2.5
_USUAL_SIZE = 4.0
_SLANT = 0.09
"""The slope, of five degrees, from which on text is a watermark."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COMMAND = re.compile(r"([SMLQBACsmlqbac])([^A-Za-z]*(?:[eE][-+]?\d[^A-Za-z]*)*)")
_MOST_LENGTHS = 20_000


class Box(NamedTuple):
    """A part of a page."""

    left: float
    top: float
    width: float
    height: float


class Matrix(NamedTuple):
    """An affine transformation: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def of(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def leans(self) -> bool:
        """Whether what is drawn runs neither along the page nor down, as a watermark does."""
        shorter, longer = sorted((abs(self.a), abs(self.b)))
        return shorter > _SLANT * longer

    def after(self, inner: Matrix) -> Matrix:
        """This transformation of what another one gives."""
        e, f = self.of(inner.e, inner.f)
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            *(e, f),
        )


def box_of(written: str | None) -> Box | None:
    """A box as the standard writes it, `0 0 210 297`; None where it is none."""
    numbers = _numbers(written)
    return Box(*numbers[:4]) if len(numbers) >= 4 and numbers[2] > 0 and numbers[3] > 0 else None


def drawn_on(content: Any, box: Box, units: dict[str, Any]) -> tuple[list[Piece], list[Rule]]:
    """The pieces and rules in the layers of a page; `units` are the composite units that it may show."""
    pieces: list[Piece] = []
    rules: list[Rule] = []
    start = Matrix(a=POINTS, d=POINTS, e=-box.left * POINTS, f=-box.top * POINTS)
    for layer in of_name(content, "Layer"):
        for drawn, matrix in _objects(layer, start, units, 0):
            if local(drawn) == "TextObject":
                pieces += [] if matrix.leans() else _pieces(drawn, matrix)
            else:
                rules += _rules(drawn, matrix)
    return _in_one(pieces), rules


def _in_one(pieces: list[Piece]) -> list[Piece]:
    """Pieces that are printed over each other as one, in the file's order: their places say nothing then."""
    kept: list[Piece] = []
    for piece in pieces:
        before = kept[-1] if kept else None
        over = before and abs(piece.y - before.y) < piece.size / 3
        if before and over and before.left - piece.size / 3 <= piece.left < before.right - piece.size:
            if piece.text != before.text:
                lefts = before.lefts + tuple(max(left, before.lefts[-1]) for left in piece.lefts)
                right = max(before.right, piece.right)
                kept[-1] = Piece(before.text + piece.text, lefts, right, before.y, before.size)
        else:
            kept.append(piece)
    return kept


def _objects(block: Any, matrix: Matrix, units: dict[str, Any], depth: int) -> Iterator[tuple[Any, Matrix]]:
    """Text and path objects, also those in blocks and composite units, each with where its own coordinates lie."""
    for drawn in block:
        name = local(drawn)
        if name in ("TextObject", "PathObject") and drawn.get("Visible", "true") != "false":
            yield drawn, matrix.after(_own(drawn))
        elif name == "PageBlock" and depth < _DEEPEST:
            yield from _objects(drawn, matrix, units, depth + 1)
        elif name == "CompositeObject" and depth < _DEEPEST:
            inside = first(units.get(drawn.get("ResourceID", "")), "Content")
            if inside is not None:
                yield from _objects(inside, matrix.after(_own(drawn)), units, depth + 1)


def _own(drawn: Any) -> Matrix:
    """From an object's coordinates to those around it: its CTM first, then the corner of its boundary."""
    corner = [*_numbers(drawn.get("Boundary")), 0.0, 0.0][:2]
    numbers = _numbers(drawn.get("CTM"))
    return Matrix(e=corner[0], f=corner[1]).after(Matrix(*numbers[:6]) if len(numbers) >= 6 else Matrix())


def _pieces(drawn: Any, matrix: Matrix) -> list[Piece]:
    """The characters of a text object; one whose parts stand apart gives several pieces."""
    size = (_numbers(drawn.get("Size")) or [_USUAL_SIZE])[0]
    scale = (_numbers(drawn.get("HScale")) or [1.0])[0]
    shown = max((matrix.a**2 + matrix.b**2) ** 0.5, 1e-6)
    pieces: list[Piece] = []
    x = y = 0.0
    for code in of_name(drawn, "TextCode"):
        x = (_numbers(code.get("X")) or [x])[0]
        y = (_numbers(code.get("Y")) or [y])[0]
        text = code.text or ""
        across, down = (_lengths(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
        widths = [
            (size if unicodedata.east_asian_width(character) in "WFA" else size / 2) * scale for character in text
        ]
        places = _places(x, y, widths, across, down)
        placed = [
            (character, *matrix.of(*at), width) for character, at, width in zip(text, places, widths, strict=True)
        ]
        pieces += _beside([(c, px, py, width * shown) for c, px, py, width in placed], size * shown)
    return pieces


def _share(character: str) -> float:
    """Of the type's size, what a character is wide."""
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5


def _places(
    x: float, y: float, widths: list[float], across: list[float], down: list[float]
) -> list[tuple[float, float]]:
    """Where each character stands. Where no distances are given the next one stands behind the last."""
    places = []
    for index, width in enumerate(widths):
        places.append((x, y))
        x += across[index] if index < len(across) else 0.0 if index < len(down) else width
        y += down[index] if index < len(down) else 0.0
    return places


def _beside(characters: list[tuple[str, float, float, float]], size: float) -> list[Piece]:
    """Pieces of characters that stand side by side on one line, without the blanks around them."""
    runs: list[list[tuple[str, float, float, float]]] = []
    steps = [after[1] - before[1] for before, after in pairwise(characters)]
    # Letters that are set apart evenly are one word, however far: some makers stretch every object to its line.
    is_even = bool(steps) and steps[0] > 0 and max(steps) - min(steps) < 0.01 * size
    for placed in characters:
        character, x, y, _ = placed
        if character.isspace():
            continue
        before = runs[-1][-1] if runs else None
        is_beside = before and (is_even or -size / 3 < x - before[1] - before[3] < _GAP * size)
        if before and abs(y - before[2]) < size / 3 and is_beside:
            runs[-1].append(placed)
        else:
            runs.append([placed])
    return [
        Piece("".join(run[0] for run in one), tuple(run[1] for run in one), one[-1][1] + one[-1][3], one[0][2], size)
        for one in runs
    ]


def _lengths(written: str | None, most: int) -> list[float]:
    """Distances as the standard writes them: `5.6 5.6`, or `g 12 5.6` for twelve equal ones."""
    lengths: list[float] = []
    words = iter((written or "").split())
    for word in words:
        if word == "g":
            count, length = _numbers(next(words, "0")), _numbers(next(words, "0"))
            lengths += (length or [0.0])[:1] * int(min((count or [0.0])[0], most - len(lengths)))
        else:
            lengths += _numbers(word)[:1]
        if len(lengths) >= most:
            break
    return lengths[:most]


def _rules(drawn: Any, matrix: Matrix) -> list[Rule]:
    """The straight lines of a path that run along the page or down."""
    rules = []
    here = begin = (0.0, 0.0)
    for command, lengths in _COMMAND.findall((text_of(drawn, "AbbreviatedData") or "")[:_MOST_LENGTHS]):
        numbers = _numbers(lengths)
        to = begin if command == "C" else (numbers[-2], numbers[-1]) if len(numbers) >= 2 else here
        if command in "LC":
            (x0, y0), (x1, y1) = matrix.of(*here), matrix.of(*to)
            if abs(x1 - x0) < _THIN or abs(y1 - y0) < _THIN:
                rules.append(Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        elif command in "MS":
            begin = to
        here = to
    return rules


def _numbers(written: str | None) -> list[float]:
    return [float(number) for number in _NUMBER.findall(written or "")]
