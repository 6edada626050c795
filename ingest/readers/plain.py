"""Plain text: kept, newlines and white space included, so that offsets index the file as it is.

Two things are changed: a line's end within a number is moved behind it, see `whole_numbers`, and any other end of a
line than `\\n` and `\\r\\n` becomes `\\n`, character for character.
"""

from __future__ import annotations

import re

from ingest.model import ReadDocument
from ingest.readers.charset import decode
from ingest.readers.numbers import whole_numbers
from ingest.readers.rejection import unreadable

_OTHER_LINE_ENDS = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")


def read_plain(data: bytes, declared_charset: str | None) -> ReadDocument:
    """The text of the file as `open(path, encoding=charset, newline="")` gives it, numbers on one line each.

    A byte order mark is not text and is left out: offsets count from the character after it, as they do for
    a file opened as `utf-8-sig`. Raises DocumentRejected (`charset_unknown`, `binary`, `no_text`).
    """
    text, charset = decode(data, declared_charset)
    if "\0" in text:
        raise unreadable("binary", "The text holds NUL characters: it is damaged, or no text at all.")
    if not text.strip():
        raise unreadable("no_text", "The file holds nothing but white space.")
    return ReadDocument(whole_numbers(_OTHER_LINE_ENDS.sub("\n", text)), "text/plain", charset)
