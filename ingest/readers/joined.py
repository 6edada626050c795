"""A report that lies at several addresses, as one document: a page with its further pages or its attachment.

The parts are kept byte by byte in one file in the form of RFC 2557 (MHTML), so that the document has one hash and its
text one count of offsets. The same parts always make the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from email import message_from_bytes, policy
from typing import NamedTuple

from ingest.model import DocumentRejected, ReadDocument, Reject
from ingest.readers.formats import detect_format
from ingest.readers.rejection import unreadable

FURTHER_PAGES = "further_pages"
"""Key of `meta` where the article goes on on pages that are not part of the document."""
UNREAD = "unread_attachments"
"""Key of `meta`: addresses of attached documents that are not part of the text, set apart by blanks."""
PAGES_WITHOUT_TEXT = "pages_without_text"
"""Key of `meta`: numbers of the pages of a printed document that are pictures."""
TURNED_TEXT = "turned_text"
"""Key of `meta`: numbers of its pages with text that runs in another direction and was left out."""
_MARK = b"MIME-Version: 1.0\r\nX-Joined: fazhi\r\n"
_TOKEN = re.compile(r"[a-z0-9._:-]{1,40}")
_MEDIA_TYPE = re.compile(r"(?!multipart/|message/)[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,80}")
_ENDS = "。；;：:！!？?”）)"
_REPEATED_WITHIN = 6

Read = Callable[[bytes, str, str | None], ReadDocument]
"""Of bytes, their address and their declared charset."""


class Part(NamedTuple):
    """What one address answered with."""

    address: str
    media_type: str
    charset: str | None
    """As the server declared it."""
    data: bytes


def join_parts(parts: Sequence[Part]) -> bytes:
    """One file of all parts, the page itself first."""
    digest = hashlib.sha256(b"\0".join(part.data for part in parts)).hexdigest()[:24]
    pieces = [_MARK, f'Content-Type: multipart/related; type="text/html"; boundary="=_{digest}"\r\n\r\n'.encode()]
    for part in parts:
        declared = (part.charset or "").lower()
        charset = f'; charset="{declared}"' if _TOKEN.fullmatch(declared) else ""
        media_type = part.media_type if _MEDIA_TYPE.fullmatch(part.media_type) else "application/octet-stream"
        pieces += [
            f"--=_{digest}\r\nContent-Type: {media_type}{charset}\r\n".encode(),
            f"Content-Transfer-Encoding: base64\r\nContent-Location: {part.address}\r\n\r\n".encode(),
            base64.encodebytes(part.data).replace(b"\n", b"\r\n"),
        ]
    return b"".join([*pieces, f"--=_{digest}--\r\n".encode()])


def parts_in(data: bytes) -> list[Part]:
    """The parts of a document that `join_parts` made; none of any other bytes."""
    message = message_from_bytes(data, policy=policy.compat32) if data.startswith(_MARK) else None
    if message is None or not message.is_multipart():
        return []
    parts = []
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and not part.is_multipart():
            location = "".join(str(part["Content-Location"] or "").split())
            parts.append(Part(location, part.get_content_type(), part.get_content_charset(), payload))
    return parts


def read_joined(parts: Sequence[Part], read: Read, read_around: Read) -> ReadDocument:
    """The text of the pages in order, or that of the attachment where the page has none of its own.

    `read` reads a document of any format, `read_around` what a page says about itself. Raises DocumentRejected where
    no part holds a text: with the reason of the attachment where there is one, else of the page.
    """
    pages = [part for part in parts if detect_format(part.data) == "html"]
    attached = [part for part in parts if part not in pages]
    first = pages[0] if pages else parts[0]
    documents, rejected = _read_all(pages, read)
    if documents and not attached:
        meta = {name: value for name, value in documents[0].meta.items() if name != FURTHER_PAGES}
        framed = rejected is not None and rejected.reject.reason == "frame_only"
        if documents[-1].meta.get(FURTHER_PAGES) or (rejected and not framed):
            meta[FURTHER_PAGES] = "yes"
        return ReadDocument(_in_one([one.text for one in documents]), "text/html", documents[0].charset, meta)
    return _attached(first, attached, read, read_around, rejected)


def missing_parts(document: ReadDocument) -> list[Reject]:
    """What the page announces but the document does not hold; the text that there is stays."""
    missing = []
    if FURTHER_PAGES in document.meta:
        message = "The article continues on pages that are not part of this document. A live refresh fetches them."
        missing.append(Reject("fetch", "incomplete_pages", message))
    if UNREAD in document.meta:
        message = f"Of several attachments the longest was read, not {document.meta[UNREAD]}: check whether it matters."
        missing.append(Reject("fetch", "unread_attachments", message))
    if PAGES_WITHOUT_TEXT in document.meta:
        message = f"Pages {document.meta[PAGES_WITHOUT_TEXT]} are pictures and were not read: check whether it matters."
        missing.append(Reject("read", PAGES_WITHOUT_TEXT, message))
    if TURNED_TEXT in document.meta:
        message = f"Text that is turned was left out on pages {document.meta[TURNED_TEXT]}: check whether it matters."
        missing.append(Reject("read", TURNED_TEXT, message))
    return missing


def _attached(
    page: Part, attached: Sequence[Part], read: Read, read_around: Read, rejected: DocumentRejected | None
) -> ReadDocument:
    documents, refused = _read_all(attached, read)
    if not documents:
        raise refused or rejected or unreadable("no_text", f"{page.address}: no part of the page holds a text.")
    chosen = max(documents, key=lambda one: len(one.text))
    meta = chosen.meta | read_around(page.data, page.address, page.charset).meta
    unread = [part.address for part, one in zip(attached, documents, strict=False) if one is not chosen]
    if len(documents) < len(attached) or unread:
        meta[UNREAD] = " ".join(unread) or attached[-1].address
    return ReadDocument(chosen.text, chosen.media_type, chosen.charset, meta)


def _read_all(parts: Sequence[Part], read: Read) -> tuple[list[ReadDocument], DocumentRejected | None]:
    """What can be read of them, and the first refusal."""
    documents: list[ReadDocument] = []
    refused: DocumentRejected | None = None
    for part in parts:
        try:
            documents.append(read(part.data, part.address, part.charset))
        except DocumentRejected as rejected:
            refused = refused or rejected
    return documents, refused


def _in_one(texts: Sequence[str]) -> str:
    """The texts one after the other: a title that every page repeats stands once, and a paragraph that was cut by
    the end of a page is whole again."""
    lines = texts[0].split("\n")
    top = set(lines[:_REPEATED_WITHIN])
    for text in texts[1:]:
        following = text.split("\n")
        while len(following) > 1 and following[0] in top:
            following.pop(0)
        if _is_cut(lines[-1]) and following:
            lines[-1] += following.pop(0)
        lines += following
    return "\n".join(lines)


def _is_cut(line: str) -> bool:
    """Whether a page ends within a sentence: headings have no comma and sentences an end."""
    return line[-1:] not in _ENDS and any(mark in line for mark in "，。、；") and "|" not in line
