"""DOCX → text: paragraphs with their automatic numbers, and tables, in the order of the document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ingest.model import ReadDocument
from ingest.readers.docx_numbers import Numbering
from ingest.readers.docx_tables import table_lines
from ingest.readers.mending import mend, without_unmapped
from ingest.readers.packed import BROKEN, check_package, damaged
from ingest.readers.rejection import unreadable
from ingest.readers.written import one_line

if TYPE_CHECKING:
    from docx.document import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNSEEN = frozenset(
    [f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr", "sectPr", "sdtPr")]
    + [f"{W}rt", f"{_COMPATIBLE}Fallback"]
)
"""Elements whose text is not shown: deleted, moved away, a field's formula, the second form of a text box, ruby."""
_BREAKS = frozenset([f"{W}br", f"{W}cr"])


def read_docx(data: bytes, declared_charset: str | None = None) -> ReadDocument:
    """The text of a Word file: one paragraph, heading or table row a line, changes in the text accepted.

    `meta` has what the file says of itself (`document_title`, `author`, `created`). Raises DocumentRejected
    (`damaged`, `encrypted`, `unpacks_too_large`, `xml_entities`, `no_text`).
    """
    check_package(data, "docx")
    document = _opened(data)
    numbering = Numbering(document)
    lines = list(_lines(document.element.body, numbering))
    if not lines:
        raise unreadable("no_text", "The Word file holds no text: it may be a picture that was pasted.")
    return ReadDocument(without_unmapped(mend("\n".join(lines))), MEDIA_TYPE, "", _said_of_itself(document))


def _opened(data: bytes) -> Document:
    import docx
    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(io.BytesIO(data))
    except (*BROKEN, OpcError, AttributeError, TypeError) as error:  # of parts that lack what they must have
        raise damaged("docx", error) from error


def _lines(container: Any, numbering: Numbering) -> Iterator[str]:
    """The lines of the paragraphs and tables in an element, at any depth of the wrappers around them."""
    for child in container:
        if child.tag == f"{W}p":
            yield from _paragraph(child, numbering)
        elif child.tag == f"{W}tbl":
            yield from table_lines(child, lambda cell: list(_lines(cell, numbering)))
        elif child.tag not in _UNSEEN and isinstance(child.tag, str):
            yield from _lines(child, numbering)


def _paragraph(paragraph: Any, numbering: Numbering) -> Iterator[str]:
    pieces: list[str] = []
    boxes: list[Any] = []
    _collect(paragraph, pieces, boxes)
    number = numbering.number_of(paragraph)
    for place, text in enumerate("".join(pieces).split("\n")):
        shown = one_line(text)
        if shown:
            yield number + shown if place == 0 else shown
    for box in boxes:
        yield from _lines(box, numbering)


def _collect(element: Any, pieces: list[str], boxes: list[Any]) -> None:
    """The text that is shown below an element; text boxes apart, they are no part of the sentence."""
    for child in element:
        if child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag == f"{W}tab":
            pieces.append(" ")
        elif child.tag in _BREAKS:
            pieces.append("\n" if child.get(f"{W}type") in (None, "textWrapping") else "")
        elif child.tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif child.tag not in _UNSEEN and isinstance(child.tag, str):
            _collect(child, pieces, boxes)


def _said_of_itself(document: Document) -> dict[str, str]:
    try:
        core = document.core_properties
        said = {
            "document_title": core.title or "",
            "author": core.author or "",
            "created": core.created.isoformat() if core.created else "",
        }
    except (ValueError, KeyError, AttributeError):
        return {}  # a date that is none, or a part that is missing: the text is read all the same
    return {name: value.strip() for name, value in said.items() if value.strip()}
