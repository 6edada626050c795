"""Scans and pictures → text, by RapidOCR (extra `ocr`, models in its package): recognised lines, then as any print."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Any

from ingest.model import ReadDocument
from ingest.readers.limits import limits_of
from ingest.readers.parts import installed_parts
from ingest.readers.pdf import MEDIA_TYPE, each_page, needs_ocr, opened
from ingest.readers.printed import Piece, PrintedPage, text_of_pages
from ingest.readers.rejection import unreadable

if TYPE_CHECKING:
    import numpy as np

_DOTS = 200 / 72
"""Pixels in a point: the type of official papers has some 44 pixels then, more makes recognition slower, not better."""
_LONGEST_SIDE = 3000
"""Pixels. Larger pages are posters, or lie about their size."""
_MOST_PIXELS = 60_000_000
_LONG_LINE = 10
"""Characters from which on the width of a line tells the size of its type."""


def read_scan(data: bytes, declared_charset: str | None = None) -> ReadDocument:
    """The text of a PDF whose pages are pictures. Raises DocumentRejected as `read_pdf`, and `too_many_pages`."""
    most = limits_of("scan").pages
    with opened(data) as pdf:
        if most is not None and len(pdf) > most:
            raise unreadable("too_many_pages", f"The scan has {len(pdf)} pages; text is recognised on at most {most}.")
        return _read([_recognised(picture) for picture in _rendered(pdf)], MEDIA_TYPE)


def read_picture(data: bytes, declared_charset: str | None = None) -> ReadDocument:
    """The text of a picture. Raises DocumentRejected (`needs_ocr`, `damaged`, `too_large`, `no_text`)."""
    if "ocr" not in installed_parts():
        raise needs_ocr("The document is a picture")
    import numpy as np
    from PIL import Image, ImageSequence

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise unreadable(
                    "too_large", f"The picture has {image.width} × {image.height} pixels: make it smaller."
                )
            frames = [np.asarray(frame.convert("RGB"))[:, :, ::-1] for frame in ImageSequence.Iterator(image)]
            media_type = Image.MIME.get(image.format or "", "image/*")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        # Pillow names the stream, whose address differs from run to run.
        told = str(error).partition(" <_io")[0]
        raise unreadable("damaged", f"The picture cannot be opened ({told}): fetch it again.") from error
    return _read([_recognised(frame) for frame in frames], media_type)


def _read(pages: list[PrintedPage], media_type: str) -> ReadDocument:
    text = text_of_pages(pages)
    if not text.strip():
        raise unreadable("no_text", f"No text was recognised on {len(pages)} pages: enter the text by hand.")
    return ReadDocument(text, media_type, "", {"recognised": "yes"})


def _rendered(pdf: Any) -> Iterator[np.ndarray]:
    for page in each_page(pdf):
        scale = min(_DOTS, _LONGEST_SIDE / max(*page.get_size(), 1))
        yield page.render(scale=scale).to_numpy()[:, :, :3]


@cache
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR()


def _recognised(picture: np.ndarray) -> PrintedPage:
    """The lines on a picture of a page, each a piece; lengths in pixels."""
    height, width = picture.shape[:2]
    found = _engine()(picture)
    boxes = [] if found.boxes is None else list(zip(found.boxes, found.txts, strict=True))
    lines = [_Line(text.strip(), box) for box, text in boxes if text.strip()]
    usual = median([line.step for line in lines if len(line.text) >= _LONG_LINE] or [0.0])
    return PrintedPage(float(width), float(height), [line.piece(usual) for line in lines], [])


class _Line:
    """A recognised line: a text and the box around it."""

    def __init__(self, text: str, box: Any) -> None:
        self.text = text
        self.left, self.right = float(min(x for x, _ in box)), float(max(x for x, _ in box))
        self.top, self.bottom = float(min(y for _, y in box)), float(max(y for _, y in box))
        self.widths = [1.0 if character >= "\u2e80" else 0.5 for character in text]
        self.step = (self.right - self.left) / sum(self.widths)

    def piece(self, usual: float) -> Piece:
        """The line as print. Its boxes are uneven: type that is about as large as the page's usual is of that size."""
        height = self.bottom - self.top
        size = self.step if len(self.text) >= _LONG_LINE else 0.8 * height
        if 0.75 * usual < size < 1.25 * usual:
            size = usual
        lefts = tuple(self.left + self.step * sum(self.widths[:index]) for index in range(len(self.widths)))
        return Piece(self.text, lefts, self.right, self.bottom - 0.15 * height, max(size, 1.0))
