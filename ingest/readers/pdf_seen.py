# mypy: disable-error-code="import-untyped"
"""Which characters of a PDF's page are seen: not white ones on white ground, none without ink, none off the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pypdfium2

_WHITE = 250
"""Of 255, of each colour at least."""
_SMALLEST = 1.5
"""Points. Lower characters are dots."""
_OFF = 2.0
"""Points by which a character may stand off the page."""
_FINE = 10_000
"""Dots along each side of the page, to ask where its corners are."""
_MOST_OBJECTS = 20_000
_INVISIBLE = 3
"""The mode of text that is not painted, as over the picture of a scanned page."""


class Box(NamedTuple):
    """Of a page, in points of the file's coordinates."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class Seen:
    """Says which characters of one page are seen. Places are in the coordinates of the file."""

    def __init__(self, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, pictures: list[Box]) -> None:
        """`pictures` are the `pictures_of` the page."""
        from pypdfium2 import raw

        self._raw = raw  # used several times for each character
        self._page, self._text = page.raw, textpage.raw
        self._paper = _paper(page)
        self._pictures = pictures
        self._rgba = [ctypes.c_uint() for _ in range(4)]

    def shows(self, index: int, box: Any) -> bool:
        """Whether the character with a number, in a box, is seen."""
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        if not self._paper.holds(x, y) or max(box.top - box.bottom, box.right - box.left) < _SMALLEST:
            return False
        return not (self._is_white(index) and not self._has_ground(x, y)) and self._is_painted(index, x, y)

    def _is_white(self, index: int) -> bool:
        if not self._raw.FPDFText_GetFillColor(self._text, index, *self._rgba):
            return False
        red, green, blue, opaque = (part.value for part in self._rgba)
        return min(red, green, blue) >= _WHITE or opaque == 0

    def _is_painted(self, index: int, x: float, y: float) -> bool:
        text = self._raw.FPDFText_GetTextObject(self._text, index)
        if not text or self._raw.FPDFTextObj_GetTextRenderMode(text) != _INVISIBLE:
            return True
        return any(box.holds(x, y) for box in self._pictures)

    def _has_ground(self, x: float, y: float) -> bool:
        """Whether a picture or a surface in another colour than white lies at a place."""
        return any(box.holds(x, y) for box in (*self._grounds, *self._pictures))

    @cached_property
    def _grounds(self) -> list[Box]:
        others = (self._raw.FPDF_PAGEOBJ_TEXT, self._raw.FPDF_PAGEOBJ_IMAGE)
        surfaces = [(kind, drawn) for kind, drawn in _objects(self._page) if kind not in others]
        coloured = [
            drawn for kind, drawn in surfaces if kind != self._raw.FPDF_PAGEOBJ_PATH or self._is_coloured(drawn)
        ]
        return [box for drawn in coloured if (box := _box_of(drawn))]

    def _is_coloured(self, path: Any) -> bool:
        mode, strokes = ctypes.c_int(), ctypes.c_int()
        if not self._raw.FPDFPath_GetDrawMode(path, mode, strokes) or mode.value == 0:
            return False
        if not self._raw.FPDFPageObj_GetFillColor(path, *self._rgba):
            return True
        red, green, blue, opaque = (part.value for part in self._rgba)
        return min(red, green, blue) < _WHITE and opaque > 0


def _paper(page: pypdfium2.PdfPage) -> Box:
    """The part of the sheet that is shown, in the file's coordinates, also where a parent of the page says it."""
    from pypdfium2 import raw

    xs, ys = [], []
    for corner in (0, _FINE):
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDF_DeviceToPage(page.raw, 0, 0, _FINE, _FINE, 0, corner, corner, x, y)
        xs.append(x.value)
        ys.append(y.value)
    return Box(min(xs) - _OFF, min(ys) - _OFF, max(xs) + _OFF, max(ys) + _OFF)


def pictures_of(page: pypdfium2.PdfPage) -> list[Box]:
    """The places of the pictures on a page that are not within a form."""
    from pypdfium2 import raw

    pictures = [drawn for kind, drawn in _objects(page.raw) if kind == raw.FPDF_PAGEOBJ_IMAGE]
    return [box for drawn in pictures if (box := _box_of(drawn))]


def _objects(page: Any) -> Iterator[tuple[int, Any]]:
    """What is drawn on a page, with its kind."""
    from pypdfium2 import raw

    for number in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page, number)
        yield raw.FPDFPageObj_GetType(drawn), drawn


def _box_of(drawn: Any) -> Box | None:
    from pypdfium2 import raw

    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(drawn, *sides):
        return None
    return Box(*(side.value for side in sides))
