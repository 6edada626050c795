# mypy: disable-error-code="import-untyped"
"""One page of a PDF → its characters and ruled lines with their places."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ingest.readers.pdf_seen import Seen, pictures_of
from ingest.readers.printed import Piece, PrintedPage, Rule
from ingest.readers.printed.drawn import Strikes, with_pictures

if TYPE_CHECKING:
    import pypdfium2

Point = tuple[float, float]
_GAP = 0.45
"""Of the type's size: characters that stand farther apart are pieces of their own."""
_OF_ONE_SIZE = 0.8
"""Times the height of a character: lower ones are of a smaller type, as the marks of notes are."""
_THIN = 2.5
"""Points. A box that is no thicker is a line."""
_SLANT = math.radians(5)
"""Characters that lean more, from the lines along the page or down, are a watermark. Scans lean by a degree or two."""
_SAMPLE = 200
"""Characters of a page that are asked how they are turned."""
_MOST_SEGMENTS = 5000
"""Of paths on a page that are looked at. Maps have hundreds of thousands."""


def printed_page(page: pypdfium2.PdfPage) -> PrintedPage:
    """The page as a reader sees it: turned as it is shown, from the upper left corner, in points."""
    turn = _turn(page)
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        quarters = _quarters(textpage)
        whole = (quarters - page.get_rotation() // 90) % 4
        if whole % 2:
            width, height = height, width
        turn = _turned_back(turn, whole, width, height)
        rules = _rules(page, turn)
        pictures = pictures_of(page)
        pieces, turned = _pieces(textpage, turn, quarters, Seen(page, textpage, pictures), Strikes(rules))
    finally:
        textpage.close()
    shown = [(*turn(left, bottom), *turn(right, top)) for left, bottom, right, top in pictures]
    return PrintedPage(width, height, with_pictures(pieces, shown), rules, turned)


def _turn(page: pypdfium2.PdfPage) -> Callable[[float, float], Point]:
    """From the file's coordinates, which begin at the lower left and are not turned, to those of the shown page."""
    left, bottom, right, top = page.get_cropbox()
    return {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }[page.get_rotation()]


def _turned_back(
    turn: Callable[[float, float], Point], quarters: int, width: float, height: float
) -> Callable[[float, float], Point]:
    """The places on a page that is turned so that its text, which runs by quarter turns against the clock, stands
    upright; `width` and `height` are those of the turned page."""

    def turned(x: float, y: float) -> Point:
        across, down = turn(x, y)
        return [
            (across, down),
            (width - down, across),
            (width - across, height - down),
            (down, height - across),
        ][quarters]

    return turned


def _quarters(textpage: pypdfium2.PdfTextPage) -> int:
    """By how many quarter turns against the clock most of the text is turned in the file's coordinates."""
    from pypdfium2 import raw

    count = textpage.count_chars()
    step = max(1, count // _SAMPLE)
    angles = (raw.FPDFText_GetCharAngle(textpage.raw, index) for index in range(0, count, step))
    found = Counter(_quarter(angle) for angle in angles if angle >= 0)
    return found.most_common(1)[0][0] if found else 0


def _quarter(angle: float) -> int:
    """Of an angle in radians."""
    return -round(angle / (math.pi / 2)) % 4


def _pieces(
    textpage: pypdfium2.PdfTextPage,
    turn: Callable[[float, float], Point],
    quarters: int,
    seen: Seen,
    strikes: Strikes,
) -> tuple[list[Piece], int]:
    """The pieces of the text that is turned by so many quarters, and how many characters are turned otherwise. What is
    not seen or struck out is left out."""
    pieces: list[Piece] = []
    open_piece = _OpenPiece()
    turned = 0
    for index, character, left, right, upper, lower, quarter in _characters(textpage, turn, seen):
        if quarter != quarters:
            turned += not character.isspace()
            continue
        if strikes.through(left, right, upper, lower):
            continue
        if not open_piece.takes(left, upper, lower):
            pieces += open_piece.closed()
            open_piece = _OpenPiece()
        if not open_piece.text:
            open_piece.y = _line_of(textpage, index, turn)
        open_piece.add(character, left, right, upper, lower)
    return pieces + open_piece.closed(), turned


class _OpenPiece:
    """Characters that stand side by side, as far as they were read."""

    __slots__ = ("blank", "height", "lefts", "lower", "right", "size", "text", "upper", "y")

    def __init__(self) -> None:
        self.text: list[str] = []
        self.lefts: list[float] = []
        self.y = self.right = self.size = self.height = self.upper = self.lower = 0.0
        self.blank = False

    def takes(self, left: float, upper: float, lower: float) -> bool:
        """Whether the next character goes on where the last one ended: on one height, of one size, close behind it."""
        if not self.text:
            return True
        size = self.size or self.height
        if not _OF_ONE_SIZE * self.height < lower - upper < self.height / _OF_ONE_SIZE:
            return False
        beside = -0.3 * size < left - self.right < _GAP * size and left >= self.lefts[-1]
        return beside and upper < (self.upper + self.lower) / 2 < lower

    def add(self, character: str, left: float, right: float, upper: float, lower: float) -> None:
        """Puts a character at the end; blanks show in the gap, or are kept where they leave none."""
        if character.isspace():
            self.blank = bool(self.text)
            self.right = max(self.right, right) if self.text else right
            return
        if self.blank:
            self.text.append(" ")
            self.lefts.append(self.right if self.right < left else left)
            self.blank = False
        self.text.append(character)
        self.lefts.append(left)
        self.right = right
        if lower - upper > self.height:  # the tallest one tells where the line is: a comma or a dash does not
            self.height, self.upper, self.lower = lower - upper, upper, lower
        if character >= "\u2e80" and right - left > self.size:
            self.size = right - left

    def closed(self) -> list[Piece]:
        """The piece, or nothing where there were only blanks."""
        if not self.text:
            return []
        size = self.size or self.height
        return [Piece("".join(self.text), tuple(self.lefts), self.right, self.y, max(size, 1.0), self.height)]


def _characters(
    textpage: pypdfium2.PdfTextPage, turn: Callable[[float, float], Point], seen: Seen
) -> Iterator[tuple[int, str, float, float, float, float, int]]:
    """(index, character, left, right, upper and lower edge, quarter turns) in the file's order, without what pdfium
    adds and without watermarks."""
    from pypdfium2 import raw

    text, box = textpage.raw, raw.FS_RECTF()
    box_at = ctypes.byref(box)
    angle_of = raw.FPDFText_GetCharAngle
    code_of, box_of, is_added = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_IsGenerated
    for index in range(textpage.count_chars()):
        code = code_of(text, index)
        if code in (0x20, 0x0A, 0x0D) and is_added(text, index):
            continue  # the places of the characters tell better than pdfium's guess where words and lines end
        angle = angle_of(text, index)
        if not box_of(text, index, box_at) or _is_slanted(angle) or not (code == 0x20 or seen.shows(index, box)):
            continue
        x0, y0 = turn(box.left, box.bottom)
        x1, y1 = turn(box.right, box.top)
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        yield index, "-" if code == 2 else chr(code), x0, x1, y0, y1, _quarter(angle) if angle > 0 else 0


def _is_slanted(angle: float) -> bool:
    """Of an angle in radians; pdfium gives -1 where it knows none."""
    return angle > 0 and _SLANT < angle % (math.pi / 2) < math.pi / 2 - _SLANT


def _line_of(textpage: pypdfium2.PdfTextPage, index: int, turn: Callable[[float, float], Point]) -> float:
    """The height of the line that a character stands on."""
    from pypdfium2 import raw

    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage.raw, index, across, up)
    return turn(across.value, up.value)[1]


def _rules(page: pypdfium2.PdfPage, turn: Callable[[float, float], Point]) -> list[Rule]:
    """The straight lines along the page and down, those of drawn boxes among them."""
    rules: list[Rule] = []
    for segments, (begin, end) in enumerate(_strokes(page)):
        if segments > _MOST_SEGMENTS:
            return []
        (x0, y0), (x1, y1) = turn(*begin), turn(*end)
        if abs(x1 - x0) < _THIN or abs(y1 - y0) < _THIN:
            rules.append(Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return rules


def _strokes(page: pypdfium2.PdfPage) -> Iterator[tuple[Point, Point]]:
    from pypdfium2 import raw

    for number in range(raw.FPDFPage_CountObjects(page.raw)):
        drawn = raw.FPDFPage_GetObject(page.raw, number)
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_PATH:
            yield from _segments(drawn)


def _segments(path: Any) -> Iterator[tuple[Point, Point]]:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    begin = here = (0.0, 0.0)
    for number in range(min(raw.FPDFPath_CountSegments(path), _MOST_SEGMENTS + 1)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield here, point
        here = point
        if raw.FPDFPathSegment_GetClose(segment) and kind == raw.FPDF_SEGMENT_LINETO:
            yield here, begin
