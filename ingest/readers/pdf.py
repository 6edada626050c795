# mypy: disable-error-code="import-untyped"
"""PDF → text, by pdfium: where each character stands decides, not the order in which the file names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ingest.model import ReadDocument
from ingest.readers.around import without_site
from ingest.readers.joined import PAGES_WITHOUT_TEXT, TURNED_TEXT
from ingest.readers.limits import limits_of
from ingest.readers.mending import is_garbled, mend, without_unmapped
from ingest.readers.pdf_layers import without_hidden_layers
from ingest.readers.pdf_pages import printed_page
from ingest.readers.pictures import beside_digits
from ingest.readers.printed import text_of_pages
from ingest.readers.rejection import unreadable

if TYPE_CHECKING:
    import pypdfium2

MEDIA_TYPE = "application/pdf"
_BROWSERS = re.compile(r"Skia/PDF|Quartz|cairo|wkhtmltopdf|\bQt\b|Mozilla")
"""Producers of the files that browsers print: of pages, with what the site shows around the article."""
_END_WITHIN = 4096
_LEAST_ON_PAGE = 8
"""Characters. A scan may bear a page number or a stamp as text."""
_MOST_PICTURES = 0.5
"""Of the pages, those that are pictures: of a report with more, most is not known. Signed last pages are few."""


def read_pdf(data: bytes, declared_charset: str | None = None) -> ReadDocument:
    """The text of a PDF: one paragraph, heading or table row a line, without page numbers and running heads.

    `meta` has what the file says of itself (`document_title`, `author`, `created`, `producer`) and, where there are
    some, `pages_without_text`, `turned_text` and, of pages that a browser printed, `visible`: the labels above the
    article. Raises DocumentRejected (`truncated`, `encrypted`, `damaged`, `too_many_pages`, `needs_ocr`,
    `garbled_text`, `no_text`).
    """
    if b"%%EOF" not in data[-_END_WITHIN:] and b"startxref" not in data[-_END_WITHIN:]:
        raise unreadable(
            "truncated", f"The PDF breaks off after {len(data):,} bytes: fetch it again, or ask for a whole copy."
        )
    with opened(without_hidden_layers(data)) as pdf:
        pages = [printed_page(page) for page in each_page(pdf)]
        meta = _said_of_itself(pdf)
        pictures = [
            number
            for number, page in enumerate(pages, start=1)
            if sum(len(piece.text) for piece in page.pieces) < _LEAST_ON_PAGE and _holds_picture(pdf[number - 1])
        ]
    if pictures and len(pictures) > _MOST_PICTURES * len(pages):
        raise needs_ocr(f"{len(pictures)} of {len(pages)} pages of the PDF are pictures")
    if pictures:
        meta[PAGES_WITHOUT_TEXT] = " ".join(map(str, pictures))
    turned = [number for number, page in enumerate(pages, start=1) if page.turned >= _LEAST_ON_PAGE]
    if turned:
        meta[TURNED_TEXT] = " ".join(map(str, turned))
    text = "\n".join(beside_digits(line) for line in text_of_pages(pages).split("\n"))
    if not text.strip():
        raise unreadable("no_text", f"None of the {len(pages)} pages of the PDF holds any text.")
    if is_garbled(text):
        raise unreadable(
            "garbled_text",
            "The fonts of the PDF do not say which characters they show: ask for another copy.",
        )
    text = without_unmapped(mend(text))
    if _BROWSERS.search(meta.get("producer", "")):
        text, labels = without_site(text)
        meta |= {"visible": "\n".join(labels)} if labels else {}
    return ReadDocument(text, MEDIA_TYPE, "", meta)


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF, closed at the end. Raises DocumentRejected (`encrypted`, `damaged`, `too_many_pages`)."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY):
            raise unreadable(
                "encrypted", "The PDF is locked by a password: ask its publisher for an open copy."
            ) from error
        raise unreadable("damaged", f"The PDF cannot be opened ({error}): fetch it again.") from error
    try:
        most = limits_of("pdf").pages
        if most is not None and len(pdf) > most:
            raise unreadable("too_many_pages", f"The PDF has {len(pdf)} pages; at most {most} are read.")
        if len(pdf) == 0:
            raise unreadable("damaged", "The PDF has no pages: fetch it again.")
        yield pdf
    finally:
        pdf.close()


def each_page(pdf: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfPage]:
    """The pages in order, each closed behind. Raises DocumentRejected (`damaged`) where one cannot be loaded."""
    import pypdfium2

    for number in range(len(pdf)):
        try:
            page = pdf[number]
        except pypdfium2.PdfiumError as error:
            raise unreadable("damaged", f"Page {number + 1} of the PDF is missing: fetch it again.") from error
        yield page
        page.close()


def needs_ocr(what: str) -> Exception:
    """The exception for what only text recognition reads."""
    return unreadable(
        "needs_ocr",
        f"{what}. Install the extra `ocr` (pip install 'fazhi[ocr]') and refresh again, or enter the text by hand.",
    )


def _holds_picture(page: pypdfium2.PdfPage) -> bool:
    import pypdfium2

    kinds = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    return next(iter(page.get_objects(filter=kinds, max_depth=3)), None) is not None


def _said_of_itself(pdf: pypdfium2.PdfDocument) -> dict[str, str]:
    names = {"Title": "document_title", "Author": "author", "CreationDate": "created", "Producer": "producer"}
    said = pdf.get_metadata_dict(skip_empty=True)
    return {names[key]: mend(value).strip() for key, value in said.items() if key in names and value.strip()}
