"""Plain text: kept exactly, newlines and white space included, so that offsets index the file as it is."""

from __future__ import annotations

from ingest.model import ReadDocument
from ingest.readers.charset import decode
from ingest.readers.rejection import unreadable


def read_plain(data: bytes, declared_charset: str | None) -> ReadDocument:
    """The text of the file as `open(path, encoding=charset, newline="")` gives it.

    A byte order mark is not text and is left out: offsets count from the character after it, as they do for
    a file opened as `utf-8-sig`. Raises DocumentRejected (`charset_unknown`, `binary`, `no_text`).
    """
    text, charset = decode(data, declared_charset)
    if "\0" in text:
        raise unreadable("binary", "The text holds NUL characters: it is damaged, or no text at all.")
    if not text.strip():
        raise unreadable("no_text", "The file holds nothing but white space.")
    return ReadDocument(text, "text/plain", charset)
