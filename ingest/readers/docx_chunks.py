"""Parts of a Word file that are documents of their own (`altChunk`), as programs that fill in templates write them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from email import message_from_bytes, policy
from typing import Any

from ingest.readers.blocks import BlockWalk
from ingest.readers.charset import decode_page
from ingest.readers.formats import detect_format
from ingest.readers.html import parse
from ingest.readers.plain import read_plain
from ingest.readers.rejection import unreadable

_TYPES = "[Content_Types].xml"
_DECLARED = re.compile(
    r"""<(?:Override|Default)\b(?=[^>]*?(?:PartName="(?P<name>[^">]*)"|Extension="(?P<ending>[^">]*)"))[^>]*>"""
)
"""`<Default Extension="docx" ContentType="…"/>`, `<Override PartName="/word/part.docx" ContentType="…"/>`"""
_CONTENT = re.compile(r'ContentType="[^"]*"')
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def with_plain_chunks(data: bytes) -> bytes:
    """The Word file, with those that it holds declared as bytes: what opens it would parse them as XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if not name.endswith((".xml", ".rels"))]
        packed = {name for name in names if package.open(name).read(2) == b"PK"}
        if not packed or _TYPES not in package.namelist():
            return data
        types = package.read(_TYPES).decode("utf-8", "replace")
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as changed:
            for name in dict.fromkeys(package.namelist()):
                changed.writestr(name, _as_bytes(types, packed) if name == _TYPES else package.read(name))
    return written.getvalue()


def _as_bytes(types: str, names: set[str]) -> str:
    """The content types of a package with those of some of its parts replaced."""
    endings = {name.rpartition(".")[2] for name in names}

    def changed(declared: re.Match[str]) -> str:
        of_name = declared["name"] and declared["name"].lstrip("/") in names
        of_ending = declared["ending"] and declared["ending"] in endings - {"xml"}
        return (
            _CONTENT.sub('ContentType="application/octet-stream"', declared[0]) if of_name or of_ending else declared[0]
        )

    return _DECLARED.sub(changed, types)


def chunk_lines(chunk: Any, part: Any, read_word: Callable[[bytes], str] | None) -> list[str]:
    """The lines of the document that stands in a chunk of `part`; `read_word` gives the text of a Word file in it, None
    where too many stand in each other.

    Raises DocumentRejected: `unsupported_format` where it is of a format that Word shows and nothing reads here,
    `damaged` where it is missing, and as `read_docx`.
    """
    held = part.related_parts.get(chunk.get(_ID)) if part is not None else None
    if held is None:
        raise unreadable("damaged", "The Word file names a part (altChunk) that it does not hold: fetch it again.")
    data, form = held.blob, detect_format(held.blob)
    if form == "mhtml":
        data, form = _page_in(data), "html"
    if form == "html":
        return _lines_of_page(data)
    if form == "text":
        return read_plain(data, None).text.splitlines()
    if form == "docx" and read_word is not None:
        return read_word(data).split("\n")
    raise unreadable(
        "unsupported_format",
        f"The Word file holds its text in a part of another format ({held.partname}, {form.upper()}), which is not "
        "read: open it in Word and save it again.",
    )


def _page_in(data: bytes) -> bytes:
    for part in message_from_bytes(data, policy=policy.compat32).walk():
        page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(page, bytes) and page.strip():
            return page
    raise unreadable("no_text", "The part (altChunk) of the Word file that should hold its text holds no page.")


def _lines_of_page(data: bytes) -> list[str]:
    return [line.text for line in BlockWalk(parse(decode_page(data, None)[0])).lines]
