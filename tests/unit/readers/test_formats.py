"""The bytes tell the format; names do not."""

from __future__ import annotations

import pytest

from ingest.model import DocumentRejected
from ingest.readers import read_document
from ingest.readers.formats import detect_format

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"\r\n%PDF-1.4 junk", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "doc"),
        (b"PK\x03\x04....word/document.xml", "docx"),
        (b"PK\x03\x04....OFD.xml", "ofd"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"{\\rtf1\\ansi text}", "rtf"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "mhtml"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', "wordml"),
        (b"II*\0....", "tiff"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\n\n<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf<html>", "html"),
        ("<html><body>中文".encode("utf-16"), "html"),
        ("<html><body>".encode("utf-16-le"), "html"),
        ("二〇二三年，全县办理案件".encode(), "text"),
        ("办理案件 3 < 5 件，共 120 件。\n1\n2\n".encode("utf-16-le"), "text"),
        ("一、2023年，全县依法办理案件一万件。\n".encode("utf-16-le"), "text"),
        ("一、2023年，全县依法办理案件一万件。\n".encode("utf-16-be"), "text"),
        ("全县依法办理案件，推进法治政府建设。".encode("utf-16-le"), "text"),
        ("全县依法办理案件，推进法治政府建设。".encode("gb18030"), "text"),
        (b"a plain text in English, of an even length\n", "text"),
        (bytes(range(32)) * 20, "binary"),
    ],
)
def test_the_format_is_told_by_the_bytes(data: bytes, form: str) -> None:
    assert detect_format(data) == form


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\0" * 300, "empty"),
        (b"\x1f\x8b" + b"\0" * 40, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "unsupported_format"),
        (b"PK\x03\x04....", "damaged"),
        (bytes(range(32)) * 20, "binary"),
        (b"<html><head><script>draw()</script></head><body><img src=a.png></body></html>", "no_text"),
        ("法治\0政府\0建设".encode(), "binary"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentRejected) as caught:
        read_document(data, "http://www.tonglu.invalid/report.html")
    assert caught.value.reject.reason == reason
    assert caught.value.reject.stage == "read"


def test_a_table_under_the_name_of_a_page_says_what_to_do() -> None:
    with pytest.raises(DocumentRejected, match=r"report.html\) is XLS.*save its text"):
        read_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "report.html")
