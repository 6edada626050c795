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
_LEAST_NULS = 4
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
    """UTF-16 without a mark: NUL bytes in even or in odd places only (digits, line breaks, tags), and it reads."""
    sample = data[: 4096 & ~1]
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if len(data) % 2 or max(odd, even) < _LEAST_NULS or min(odd, even):
        return False
    text = sample.decode("utf-16-le" if odd else "utf-16-be", "replace")
    return looks_chinese(text) and not _CONTROL.search(text.encode())
