"""What cannot be read is a reject with a reason of its own, in bounded time and memory."""

from __future__ import annotations

import io
import re
import resource
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.model import DocumentRejected
from ingest.readers import installed_parts, read_document
from ingest.readers.docx import read_docx
from ingest.readers.ofd import read_ofd
from ingest.readers.pdf import read_pdf

pytestmark = pytest.mark.integration

Published = Callable[[str], bytes]
IN_PROCESS = {"docx": read_docx, "ofd": read_ofd, "pdf": read_pdf}
DOCX_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
DOCX_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = (
    '<!DOCTYPE b [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 20}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def reason(data: bytes, name: str = "report") -> str:
    with pytest.raises(DocumentRejected) as caught:
        read_document(data, name)
    assert caught.value.reject.stage == "read"
    assert caught.value.reject.message.endswith(".")
    return caught.value.reject.reason


def docx(body: str, prologue: str = "", charset: str = "utf-8") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", DOCX_TYPES)
        package.writestr("_rels/.rels", DOCX_RELATIONS)
        document = (
            f'<?xml version="1.0" encoding="{charset}"?>{prologue}<w:document {W}><w:body>{body}</w:body></w:document>'
        )
        package.writestr("word/document.xml", document.encode(charset))
    return written.getvalue()


def changed(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, change(before.read(name)) if name == member else before.read(name))
    return written.getvalue()


@pytest.mark.parametrize("form", ["pdf", "office.pdf", "docx", "doc", "ofd", "odt"])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_document_that_breaks_off_is_told(form: str, share: float, published: Published) -> None:
    data = published(form)
    assert reason(data[: int(share * len(data))]) in {"truncated", "damaged"}


@pytest.mark.parametrize("user", ["", "secret"])
def test_a_pdf_behind_a_password_is_told_from_one_that_is_only_protected(user: str) -> None:
    from fpdf import FPDF

    paper = FPDF()
    paper.set_encryption(owner_password="owner", user_password=user or None)
    paper.add_page()
    paper.set_font("helvetica", size=12)
    paper.cell(0, 10, "Report of 2023: 17 cases.")
    data = bytes(paper.output())
    if user:
        assert reason(data) == "encrypted"
    else:
        assert read_document(data).text == "Report of 2023: 17 cases."


def test_a_word_file_behind_a_password_is_told() -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0")
    assert reason(head + "EncryptedPackage".encode("utf-16-le").ljust(4096, b"\0")) == "encrypted"


def test_an_old_word_file_behind_a_password_is_told(published: Published) -> None:
    data = bytearray(published("doc"))
    begin = next(at for at in range(512, len(data), 512) if data[at : at + 2] == b"\xec\xa5")
    data[begin + 11] |= 1
    assert reason(bytes(data)) == "encrypted"


def test_a_small_word_file_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    bomb = docx("<w:p><w:r><w:t>" + "0" * 200_000_000 + "</w:t></w:r></w:p>")
    assert len(bomb) < 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert reason(bomb) == "unpacks_too_large"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_word_file_of_very_many_members_is_not_unpacked() -> None:
    written = io.BytesIO(docx("<w:p/>"))
    with zipfile.ZipFile(written, "a") as package:
        for number in range(20_001):
            package.writestr(f"word/media/{number}", b"")
    assert reason(written.getvalue()) == "unpacks_too_large"


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_not_expanded(charset: str) -> None:
    assert reason(docx("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", LAUGHS, charset)) == "xml_entities"


def test_an_entity_bomb_in_an_ofd_is_not_expanded(published: Published) -> None:
    bomb = changed(
        published("ofd"),
        "Doc_0/Document.xml",
        lambda xml: xml.replace(b"?>", b"?>" + LAUGHS.encode(), 1),
    )
    assert reason(bomb) == "xml_entities"


def test_an_ofd_without_one_of_its_pages_is_damaged(published: Published) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(published("ofd"))) as before, zipfile.ZipFile(written, "w") as after:
        for name in before.namelist():
            if "Page_1" not in name:
                after.writestr(name, before.read(name))
    assert reason(written.getvalue()) == "damaged"


@pytest.mark.parametrize("member", ["Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"])
def test_an_ofd_with_broken_xml_is_damaged(member: str, published: Published) -> None:
    assert reason(changed(published("ofd"), member, lambda xml: xml[: len(xml) // 2])) == "damaged"


@given(st.data(), st.sampled_from(["docx", "ofd", "pdf"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_changed_anywhere_are_read_or_rejected_in_words(
    published: Published, drawn: st.DataObject, form: str
) -> None:
    data = bytearray(published(form))
    for place in drawn.draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=6)):
        data[place] ^= drawn.draw(st.integers(1, 255))
    try:
        IN_PROCESS[form](bytes(data))
    except DocumentRejected as rejected:
        assert rejected.reject.message.endswith(".")


@given(st.data(), st.sampled_from(["docx", "ofd"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_xml_that_lacks_a_part_is_read_or_rejected_in_words(
    published: Published, drawn: st.DataObject, form: str
) -> None:
    data = published(form)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        member = drawn.draw(st.sampled_from(sorted(n for n in package.namelist() if n.endswith((".xml", ".rels")))))
        elements = re.findall(rb"<[A-Za-z][^<>]*>", package.read(member))
    lost = drawn.draw(st.sampled_from(elements))
    # An empty element goes, any other loses its attributes.
    replaced = b"" if lost.endswith(b"/>") else lost.split()[0].rstrip(b">") + b">"
    try:
        IN_PROCESS[form](changed(data, member, lambda xml: xml.replace(lost, replaced)))
    except DocumentRejected as rejected:
        assert rejected.reject.message.endswith(".")


def test_a_word_file_with_broken_xml_is_damaged(published: Published) -> None:
    assert reason(changed(published("docx"), "word/document.xml", lambda xml: xml[: len(xml) // 2])) == "damaged"


def test_an_attachment_without_text_is_told() -> None:
    assert reason(docx("<w:p/>")) == "no_text"
    assert reason(docx("<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>")) == "no_text"


def test_a_pdf_without_anything_on_its_page_is_told() -> None:
    from fpdf import FPDF

    paper = FPDF()
    paper.add_page()
    assert reason(bytes(paper.output())) == "no_text"


def test_a_scan_needs_text_recognition_and_says_what_to_install(
    scanned: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DocumentRejected, match=r"fazhi\[ocr\]") as caught:
        read_pdf(scanned)
    assert caught.value.reject.reason == "needs_ocr"


def test_a_picture_that_is_damaged_is_told(scanned: bytes) -> None:
    expected = "damaged" if "ocr" in installed_parts() else "needs_ocr"
    assert reason(b"\x89PNG\r\n\x1a\n" + b"\0" * 100) == expected


def test_a_page_of_hundreds_of_megabytes_is_not_parsed() -> None:
    assert reason(b"<html><body>" + b"<p>x</p>" * (500 * 2**20 // 8)) == "too_large"


def test_a_pdf_of_a_thousand_pages_is_not_read() -> None:
    from fpdf import FPDF

    paper = FPDF()
    for _ in range(601):
        paper.add_page()
    assert reason(bytes(paper.output())) == "too_many_pages"


def test_tables_nested_ten_thousand_deep_in_a_word_file_stop_nobody() -> None:
    depth = 10_000
    deep = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    assert reason(docx(deep)) in {"damaged", "reader_crashed"}
    assert read_document(docx("<w:p><w:r><w:t>全县办理案件17件。</w:t></w:r></w:p>")).text == "全县办理案件17件。"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b"\0" * 5000, "empty"),
        ("全县办理\0案件17件。".encode(), "binary"),
        (b"PK\x03\x04" + b"\0" * 2000, "damaged"),
        (b"Rar!\x1a\x07\x00" + b"\0" * 2000, "unsupported_format"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "truncated"),
    ],
)
def test_what_is_no_document_at_all_is_told(data: bytes, expected: str) -> None:
    assert reason(data) == expected
