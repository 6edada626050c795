"""DOCX → text: paragraphs with their automatic numbers, and tables, in the order of the document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ingest.model import ReadDocument
from ingest.readers.docx_chunks import chunk_lines, with_plain_chunks
from ingest.readers.docx_numbers import Numbering
from ingest.readers.docx_shown import Looks, as_raised, is_on_white, is_unseen, style_of, with_marks
from ingest.readers.docx_tables import table_lines
from ingest.readers.mending import mend, without_unmapped
from ingest.readers.numbers import joined_cuts
from ingest.readers.packed import BROKEN, check_package, damaged
from ingest.readers.pictures import PICTURE, beside_digits
from ingest.readers.raised import lowered
from ingest.readers.rejection import unreadable
from ingest.readers.written import with_bars, without_stray_tabs

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
_DEEPEST = 3
"""Of Word files that stand in each other."""
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_BREAKS = frozenset([f"{W}br", f"{W}cr"])


def read_docx(data: bytes, declared_charset: str | None = None, depth: int = 0) -> ReadDocument:
    """The text of a Word file: one paragraph, heading or table row a line, changes in the text accepted, without what
    is struck out or hidden. `depth` counts the Word files around one that stands in another.

    `meta` has what the file says of itself (`document_title`, `author`, `created`). Raises DocumentRejected
    (`damaged`, `encrypted`, `unpacks_too_large`, `xml_entities`, `no_text`, `unsupported_format`).
    """
    check_package(data, "docx")
    document = _opened(data)
    body = _Body(document, depth)
    lines = with_bars(joined_cuts(list(body.lines(document.element.body)), paragraphs=True))
    if not lines:
        raise unreadable("no_text", "The Word file holds no text: it may be a picture that was pasted.")
    return ReadDocument(without_unmapped(mend("\n".join(lines))), MEDIA_TYPE, "", _said_of_itself(document))


def _opened(data: bytes) -> Document:
    import docx
    from docx.opc.exceptions import OpcError

    try:
        opened = docx.Document(io.BytesIO(with_plain_chunks(data)))
        _ = opened.styles  # parsed only now: a part that is not declared as what it is has none
        return opened
    except (*BROKEN, OpcError, AttributeError, TypeError) as error:  # of parts that lack what they must have
        raise damaged("docx", error) from error


class _Body:
    """Reads the elements of one document in order: numbers of headings count on from one to the next."""

    def __init__(self, document: Document, depth: int) -> None:
        self._numbering = Numbering(document)
        self._looks = Looks(document)
        self._part = document.part
        self._depth = depth

    def lines(self, container: Any) -> Iterator[str]:
        """The lines of the paragraphs and tables in an element, at any depth of the wrappers around them."""
        in_cell = container.tag == f"{W}tc"
        for child in container:
            if child.tag == f"{W}p":
                yield from (beside_digits(line, first=in_cell) for line in self._paragraph(child))
            elif child.tag == f"{W}tbl":
                yield from table_lines(child, lambda cell: list(self.lines(cell)))
            elif child.tag == f"{W}altChunk":
                yield from chunk_lines(child, self._part, self._read_within if self._depth < _DEEPEST else None)
            elif child.tag not in _UNSEEN and isinstance(child.tag, str):
                yield from self.lines(child)

    def _read_within(self, data: bytes) -> str:
        return read_docx(data, depth=self._depth + 1).text

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        pieces: list[str] = []
        boxes: list[Any] = []
        self._collect(paragraph, style_of(paragraph), pieces, boxes)
        number = self._numbering.number_of(paragraph)
        shown = [line for text in with_marks("".join(pieces)).split("\n") if (line := without_stray_tabs(text))]
        for place, line in enumerate(joined_cuts(shown)):
            yield number + line if place == 0 else line
        for box in boxes:
            yield from self.lines(box)

    def _collect(self, element: Any, style: str | None, pieces: list[str], boxes: list[Any]) -> None:
        """The text that is shown below an element; text boxes apart, they are no part of the sentence."""
        for child in element:
            if child.tag == f"{W}t":
                pieces.append(child.text or "")
            elif child.tag == f"{W}tab":
                pieces.append("\t")
            elif child.tag in _BREAKS:
                pieces.append("\n" if child.get(f"{W}type") in (None, "textWrapping") else "")
            elif child.tag == f"{W}noBreakHyphen":
                pieces.append("-")
            elif child.tag == f"{W}txbxContent":
                boxes.append(child)
            elif child.tag == f"{W}r":
                self._run(child, style, pieces, boxes)
            elif child.tag == f"{_MATHS}oMath":
                pieces.append(_formula(child))
            elif _is_picture(child):
                pieces.append(PICTURE)
            elif child.tag not in _UNSEEN and isinstance(child.tag, str):
                self._collect(child, style, pieces, boxes)

    def _run(self, run: Any, style: str | None, pieces: list[str], boxes: list[Any]) -> None:
        look = self._looks.of(run, style)
        own: list[str] = []
        self._collect(run, style, own, boxes)
        if is_unseen(look) or (look.get("white") and is_on_white(run)):
            return
        before, text = (pieces[-1][-1:] if pieces else ""), "".join(own)
        is_mark = look.get("raised") or ((look.get("lowered") or look.get("lifted")) and before.isdecimal())
        if look.get("lowered") and before.isascii() and before.isalpha():
            own = [lowered(text, "0") or text]  # CO₂
        pieces += [as_raised(text)] if is_mark else own  # 1083 with a small 2 above or below the line


def _is_picture(element: Any) -> bool:
    """Whether an element is a picture or a sign of a font of symbols, in the place of a character."""
    if element.tag == f"{W}sym":
        return True
    if element.tag not in (f"{W}drawing", f"{W}pict", f"{W}object"):
        return False
    in_line = element.find(f"{_DRAWING}inline") is not None or next(element.iter(_IMAGE), None) is not None
    return in_line and next(element.iter(f"{W}txbxContent"), None) is None


def _formula(formula: Any) -> str:
    """The text of a formula that is written on one line, else what stands for a picture."""
    if any(child.tag != f"{_MATHS}r" for child in formula):
        return PICTURE
    return "".join(text.text or "" for text in formula.iter(f"{_MATHS}t"))


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
