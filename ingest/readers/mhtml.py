"""A page saved as one file, by Word often under the name of a `.doc` → the page within."""

from __future__ import annotations

from email import message_from_bytes, policy

from ingest.model import ReadDocument
from ingest.readers.html import read_html
from ingest.readers.rejection import unreadable


def read_mhtml(data: bytes, declared_charset: str | None = None) -> ReadDocument:
    """The article of the first page that the file holds; raises as `read_html`, and `no_text` where there is none."""
    message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return read_html(page, part.get_content_charset() or declared_charset)
    raise unreadable("no_text", "The saved page holds no HTML.")
