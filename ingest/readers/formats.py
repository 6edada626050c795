"""Which format bytes are in, told by the bytes: names and declared types are often wrong."""

from __future__ import annotations

import io
import re
import zipfile

from ingest.readers.charset import looks_chinese

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"MIME-Version:", "mhtml"),
    (b"From: <Saved by", "mhtml"),
)
PICTURES = frozenset({"png", "jpeg", "gif", "tiff"})
_ZIP_MEMBERS = (
    ("word/document", "docx"),
    ("OFD.xml", "ofd"),
    ("content.xml", "odt"),
    ("mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    ("xl/workbook", "xlsx"),
    ("ppt/presentation", "pptx"),
)
_STREAMS = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("PowerPoint", "ppt"))
"""What stands in the compound files of Microsoft's and Kingsoft's programs of before 2007, and of later ones where a
password locks them."""
_WORD_XML = re.compile(rb"progid=.Word\.Document|<w:wordDocument")
_FLAT_OPC = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_JSON = re.compile(rb'(?:[A-Za-z_$][\w$.]{0,60}\s*\(\s*)?(?:\{\s*"|\[\s*[{"\[])')
"""`{"data": …`, `[{…`, and as a script of a site answers: `callback({…`."""
_MAIL_HEADER = re.compile(rb"[A-Za-z][A-Za-z-]*:\s")
_SAVED_PAGE = re.compile(rb"^Content-Type:\s*multipart/related", re.I | re.M)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|script|link|span|br|h[1-6]|article|section)[\s>/]",
    re.I,
)
_HTML_WITHIN = 8192
_LEAST_SIGNS = 4
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def detect_format(data: bytes) -> str:
    """`html`, `text`, `binary`, `encrypted`, or the name of a known format such as `pdf`, `doc`, `docx`, `ofd`."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return {"zip": _inside_zip, "doc": _inside_compound}[name](data) if name in ("zip", "doc") else name
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if _MAIL_HEADER.match(head) and _SAVED_PAGE.search(_BLANK_LINE.split(head, maxsplit=1)[0]):
        return "mhtml"
    if head.startswith(b"<") and _FLAT_OPC in data[:_HTML_WITHIN]:
        return "flat_opc"
    if _JSON.match(head) and data.rstrip(b" \t\r\n;)")[-1:] in (b"}", b"]"):
        return "json"
    if head.startswith(b"<?xml") and _WORD_XML.search(data[:_HTML_WITHIN]):
        return "wordml"
    if data.startswith(_UTF16) or _looks_utf16(data):
        return "html" if _HTML.search(data[:_HTML_WITHIN].replace(b"\0", b"")) else "text"
    if _HTML.search(data, 0, _HTML_WITHIN) and b"<" in head[:512]:
        return "html"
    controls = len(_CONTROL.findall(data[:65536]))
    return "binary" if controls > len(data[:65536]) / 100 else "text"


def _inside_zip(data: bytes) -> str:
    """Told by the members that the zip lists; one whose list is lost with its end still names them in between."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = [member.lstrip("/") for member in packed.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        return next((name for member, name in _ZIP_MEMBERS if member.encode() in data), "zip")
    return next((name for member, name in _ZIP_MEMBERS if any(found.startswith(member) for found in names)), "zip")


def _inside_compound(data: bytes) -> str:
    return next((name for stream, name in _STREAMS if stream.encode("utf-16-le") in data), "doc")


def _looks_utf16(data: bytes) -> bool:
    """UTF-16 without a mark: read in one of its two orders of bytes it is Chinese, or plain signs, and else it is not.

    一 and its like have a NUL byte where digits and tags have none, so that places of NUL bytes alone tell little.
    """
    sample = data[: 4096 & ~1]
    if len(data) % 2 or (b"\0" not in sample and any(_reads(sample, charset) for charset in ("utf-8", "gb18030"))):
        return False
    return any(_reads(sample, charset) for charset in ("utf-16-le", "utf-16-be"))


def _reads(sample: bytes, charset: str) -> bool:
    """Whether the beginning of a document is prose in a charset; its last character may be cut."""
    text = sample.decode(charset, "replace")
    whole = "\ufffd" not in text[:-2] and not _CONTROL.search(text.encode("utf-8", "replace"))
    return whole and len(text) >= _LEAST_SIGNS and looks_chinese(text)
