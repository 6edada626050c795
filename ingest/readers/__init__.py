"""Bytes → text with structure.

A format is added in three places: `formats.detect_format` names it, `reading.READERS` says what reads it, `limits.csv`
how much of anything that may take. A reader takes the bytes and the declared charset and returns a `ReadDocument`,
or raises `DocumentRejected`.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import is_zipfile

from ingest.model import DocumentRejected, ReadDocument
from ingest.readers.archives import unpack_gzip, unpack_zip, what_it_is
from ingest.readers.formats import PICTURES, detect_format
from ingest.readers.isolation import reader_process
from ingest.readers.joined import UNREAD, parts_in, read_joined
from ingest.readers.limits import limits_of
from ingest.readers.parts import installed_parts
from ingest.readers.plain import read_plain
from ingest.readers.reading import READERS
from ingest.readers.rejection import unreadable

__all__ = ["installed_parts", "read_document"]


def read_document(data: bytes, name: str = "", declared_charset: str | None = None) -> ReadDocument:
    """The text of one published document, with what the page says about itself in `meta`.

    `name` (an address or a path) is for messages only: the bytes tell the format. `declared_charset` is what
    the server said, if anything; a wrong one does no harm. Plain text is kept (`plain.py`), so that offsets index
    the file; of all else the main text is kept, one paragraph, heading, list item or table row a line.

    All but plain text is read in a process of its own, within the limits of `limits.csv`. Raises DocumentRejected
    (stage `read`); `docs/reading.md` lists the reasons.
    """
    return _read(data, name, declared_charset, packed=False)


def _read(data: bytes, name: str, declared_charset: str | None, *, packed: bool) -> ReadDocument:
    """As `read_document`; `packed` where the bytes come from an archive, of which one within another is not read."""
    called = f" ({name})" if name else ""
    if not data.strip(b"\0 \t\r\n"):
        raise unreadable("empty", f"The document{called} has no content.")
    form = _readable_form(data, called)
    if form == "gzip" and not packed:
        return _read(unpack_gzip(data), name, declared_charset, packed=True)
    if form == "zip" and not packed:
        inside = unpack_zip(data)
        document = _read(inside.data, f"{name}/{inside.name}" if name else inside.name, None, packed=True)
        return replace(document, meta=document.meta | ({UNREAD: " ".join(inside.beside)} if inside.beside else {}))
    if form not in READERS and form not in ("text", "picture"):
        raise unreadable(
            "unsupported_format",
            f"The document{called} is {what_it_is(form, data)}, which is not read: save its text as UTF-8.",
        )
    if form == "mhtml" and (parts := parts_in(data)):
        return read_joined(parts, read_document, lambda page, _, charset: _read_apart("page_around", page, charset))
    largest = limits_of(form).largest
    if len(data) > largest:
        raise unreadable(
            "too_large",
            f"The document{called} has {len(data):,} bytes; of {form.upper()} at most {largest:,} are read. "
            "Save its text and import that.",
        )
    if form == "text":
        return read_plain(data, declared_charset)
    try:
        return _read_apart(form, data, declared_charset)
    except DocumentRejected as rejected:
        if form == "pdf" and rejected.reject.reason == "needs_ocr" and "ocr" in installed_parts():
            return _read_apart("scan", data, declared_charset)
        raise


def _readable_form(data: bytes, called: str) -> str:
    form = detect_format(data)
    if form == "binary":
        raise unreadable("binary", f"The document{called} is neither text nor of a known format.")
    if form == "encrypted":
        raise unreadable("encrypted", f"The document{called} is locked by a password: ask for an open copy.")
    if form == "zip" and not is_zipfile(BytesIO(data)):
        raise unreadable("damaged", f"The document{called} is a part of a packed file: fetch it again.")
    return "picture" if form in PICTURES else form


def _read_apart(form: str, data: bytes, declared_charset: str | None) -> ReadDocument:
    limits = limits_of(form)
    assert limits.memory is not None, f"limits.csv gives {form} no memory"
    return reader_process(limits.memory).read(form, data, declared_charset, limits.seconds)
