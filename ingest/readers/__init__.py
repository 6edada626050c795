"""Bytes → text with structure.

A format is added in two places: `formats.detect_format` names it, `_READERS` below reads it. A reader takes
the bytes and the declared charset and returns a `ReadDocument`, or raises `DocumentRejected`.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.model import ReadDocument
from ingest.readers.formats import detect_format
from ingest.readers.html import read_html
from ingest.readers.plain import read_plain
from ingest.readers.rejection import unreadable

__all__ = ["read_document"]

_READERS: dict[str, Callable[[bytes, str | None], ReadDocument]] = {
    "html": read_html,
    "text": read_plain,
}
_LARGEST = 64 * 2**20
"""Bytes. Reports have 10 kB to 2 MB; what is larger is something else and would only fill the memory."""


def read_document(data: bytes, name: str = "", declared_charset: str | None = None) -> ReadDocument:
    """The text of one published document, with what the page says about itself in `meta`.

    `name` (an address or a path) is for messages only: the bytes tell the format. `declared_charset` is what
    the server said, if anything; a wrong one does no harm. Plain text is kept exactly, so that offsets index
    the file; of HTML the main text is kept, one paragraph, heading, list item or table row a line.

    Raises DocumentRejected (stage `read`) with reason `empty`, `too_large`, `binary`, `charset_unknown`,
    `no_text` or `unsupported_format`.
    """
    called = f" ({name})" if name else ""
    if not data.strip(b"\0 \t\r\n"):
        raise unreadable("empty", f"The document{called} has no content.")
    if len(data) > _LARGEST:
        raise unreadable("too_large", f"The document{called} has {len(data)} bytes; more than {_LARGEST} are not read.")
    form = detect_format(data)
    if form == "binary":
        raise unreadable("binary", f"The document{called} is neither text nor of a known format.")
    if form not in _READERS:
        raise unreadable(
            "unsupported_format",
            f"The document{called} is {form.upper()}, which cannot be read yet: save its text as HTML or UTF-8 text.",
        )
    return _READERS[form](data, declared_charset)
