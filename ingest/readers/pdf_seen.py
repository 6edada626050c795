# mypy: disable-error-code="import-untyped"
"""Which characters of a PDF's page are seen: not white ones on white ground, none without ink, none off the page."""

from __future__ import annotations

import ctypes
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


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class Seen:
    """Tells of one page's characters whether they are seen. Places are in the file's coordinates."""

    def __init__(self, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> None:
        self._page, self._text = page.raw, textpage.raw
        self._paper = _paper(page)
        self._grounds: list[_Box] | None = None
        self._pictures: list[_Box] = []
        self._rgba = [ctypes.c_uint() for _ in range(4)]

    def shows(self, index: int, box: Any) -> bool:
        """Whether the character with a number, in a box, is seen."""
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        if not self._paper.holds(x, y) or max(box.top - box.bottom, box.right - box.left) < _SMALLEST:
            return False
        return not (self._is_white(index) and not self._has_ground(x, y)) and self._is_painted(index, x, y)

    def _is_white(self, index: int) -> bool:
        from pypdfium2 import raw

        if not raw.FPDFText_GetFillColor(self._text, index, *self._rgba):
            return False
        red, green, blue, opaque = (part.value for part in self._rgba)
        return min(red, green, blue) >= _WHITE or opaque == 0

    def _is_painted(self, index: int, x: float, y: float) -> bool:
        from pypdfium2 import raw

        text = raw.FPDFText_GetTextObject(self._text, index)
        if not text or raw.FPDFTextObj_GetTextRenderMode(text) != _INVISIBLE:
            return True
        self._has_ground(x, y)
        return any(box.holds(x, y) for box in self._pictures)

    def _has_ground(self, x: float, y: float) -> bool:
        """Whether a picture or a surface in another colour than white lies at a place."""
        if self._grounds is None:
            self._grounds = []
            self._look()
        return any(box.holds(x, y) for box in (*self._grounds, *self._pictures))

    def _look(self) -> None:
        from pypdfium2 import raw

        grounds = self._grounds = []
        for number in range(min(raw.FPDFPage_CountObjects(self._page), _MOST_OBJECTS)):
            drawn = raw.FPDFPage_GetObject(self._page, number)
            kind = raw.FPDFPageObj_GetType(drawn)
            if kind == raw.FPDF_PAGEOBJ_TEXT or not (box := _box_of(drawn)):
                continue
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._pictures.append(box)
            elif kind != raw.FPDF_PAGEOBJ_PATH or self._is_coloured(drawn):
                grounds.append(box)

    def _is_coloured(self, path: Any) -> bool:
        from pypdfium2 import raw

        mode, strokes = ctypes.c_int(), ctypes.c_int()
        if not raw.FPDFPath_GetDrawMode(path, mode, strokes) or mode.value == 0:
            return False
        if not raw.FPDFPageObj_GetFillColor(path, *self._rgba):
            return True
        red, green, blue, opaque = (part.value for part in self._rgba)
        return min(red, green, blue) < _WHITE and opaque > 0


def _paper(page: pypdfium2.PdfPage) -> _Box:
    """The part of the sheet that is shown, in the file's coordinates, also where a parent of the page says it."""
    from pypdfium2 import raw

    xs, ys = [], []
    for corner in (0, _FINE):
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDF_DeviceToPage(page.raw, 0, 0, _FINE, _FINE, 0, corner, corner, x, y)
        xs.append(x.value)
        ys.append(y.value)
    return _Box(min(xs) - _OFF, min(ys) - _OFF, max(xs) + _OFF, max(ys) + _OFF)


def pictures_of(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """(left, bottom, right, top) of the pictures on a page that are not within a form."""
    from pypdfium2 import raw

    found = []
    for number in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page.raw, number)
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_IMAGE and (box := _box_of(drawn)):
            found.append((box.left, box.bottom, box.right, box.top))
    return found


def _box_of(drawn: Any) -> _Box | None:
    from pypdfium2 import raw

    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(drawn, *sides):
        return None
    return _Box(*(side.value for side in sides))
