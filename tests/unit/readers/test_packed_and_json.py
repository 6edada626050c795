"""Archives with one document, endpoints that answer JSON, and what the reject names of what is not read."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest

from ingest.model import DocumentRejected
from ingest.readers import read_document
from ingest.readers.formats import detect_format
from ingest.readers.joined import UNREAD

pytestmark = pytest.mark.unit

SENTENCES = [
    "2023年，鹤汀市坚持依法行政，现将有关情况报告如下。",
    *["全年受理行政复议案件1083件，审结案件996件，调解和解率达到38.5%。"] * 6,
]
ARTICLE = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
PAGE = f"<html><meta charset=utf-8><title>报告</title><body>{ARTICLE}</body></html>".encode()
TITLE = "鹤汀市2023年法治政府建设年度报告"


def sheet(name: bytes, count: int, wide: int) -> bytes:
    """The record of a sheet in a workbook of Excel 97 to 2003."""
    return b"\x85\0" + bytes([8 + len(name), 0]) + b"\x34\x12\0\0\0\0" + bytes([count, wide]) + name


WORKBOOK = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0" * 600
    + sheet("执法数据".encode("utf-16-le"), 4, 1) + sheet(b"Q1", 2, 0) + sheet(b"broken", 9, 0)
)  # fmt: skip


def zipped(**members: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return written.getvalue()


def rejected(data: bytes) -> tuple[str, str]:
    with pytest.raises(DocumentRejected) as caught:
        read_document(data, "P0201.zip")
    return caught.value.reject.reason, caught.value.reject.message


def test_a_gzip_file_is_read_as_what_it_holds() -> None:
    assert read_document(gzip.compress(PAGE), "report.html.gz").text == read_document(PAGE).text


def test_a_zip_with_one_document_is_read_and_what_stands_beside_it_is_told() -> None:
    document = read_document(zipped(**{"报告.html": PAGE, "附表.xlsx": b"PK", "__MACOSX/x.html": b""}), "a.zip")
    assert document.text.split("\n") == SENTENCES
    assert document.meta[UNREAD] == "附表.xlsx"


@pytest.mark.parametrize(
    ("data", "reason", "named"),
    [
        (zipped(**{"a.html": PAGE, "b.html": PAGE}), "unsupported_format", "(a.html, b.html), 2 are documents"),
        (zipped(), "unsupported_format", "(nothing), 0 are documents"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "damaged", "(cannot identify image file): fetch"),
        (zipped(**{"表.xlsx": b"x"}), "unsupported_format", "(表.xlsx), 0 are documents"),
        (zipped(**{"a.html": zipped(**{"b.html": PAGE})}), "unsupported_format", "another archive (a.html)"),
        (
            zipped(**{"xl/workbook.xml": '<sheet name="执法数据" sheetId="1"/>'.encode()}),
            "unsupported_format",
            "XLSX (执法数据)",
        ),
        (WORKBOOK, "unsupported_format", "XLS (执法数据, Q1)"),
        (zipped(**{"ppt/presentation.xml": b"<p/>"}), "unsupported_format", "PPTX"),
        (b"Rar!\x1a\x07\x00" + b"\0" * 64, "unsupported_format", "RAR"),
        (gzip.compress(gzip.compress(PAGE)), "unsupported_format", "GZIP"),
        (gzip.compress(PAGE)[:-20], "truncated", "breaks off"),
        (gzip.compress(bytes(101 * 2**20)), "unpacks_too_large", "unpacks to more than"),
    ],
)
def test_what_is_not_read_is_named(data: bytes, reason: str, named: str) -> None:
    found, message = rejected(data)
    assert found == reason
    assert named in message


def test_names_in_gbk_are_read() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr(zipfile.ZipInfo("x" * 8), b"x")
    data = written.getvalue().replace(b"xxxxxxxx", "报告.txt".encode("gbk")[:8].ljust(8, b"t"))
    assert "报告.txt" not in data.decode("latin-1")
    assert read_document(data, "a.zip").text == "x"


@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize("form", ["{}", "callback({});", "[{}]"])
def test_the_article_of_an_endpoint_is_read(form: str, escaped: bool) -> None:
    answer = {"code": 200, "msg": "成功", "data": {"title": TITLE, "pubDate": "2024-01-15", "content": ARTICLE}}
    data = form.replace("{}", json.dumps(answer, ensure_ascii=escaped)).encode()
    assert detect_format(data) == "json"
    document = read_document(data, "detail.json")
    assert document.text.split("\n") == SENTENCES
    assert (document.media_type, document.meta["ArticleTitle"]) == ("application/json", TITLE)
    assert document.meta["PubDate"] == "2024-01-15"


def test_an_article_in_json_within_json_is_read() -> None:
    inner = json.dumps({"title": TITLE, "content": ARTICLE})
    assert read_document(json.dumps({"data": inner}).encode()).text.split("\n") == SENTENCES


@pytest.mark.parametrize("content", ["\n".join(SENTENCES), ARTICLE.replace("<", "&lt;").replace(">", "&gt;")])
def test_an_article_without_markup_or_with_escaped_markup_is_read(content: str) -> None:
    data = json.dumps({"result": [{"docTitle": TITLE, "body": content}]}).encode()
    assert read_document(data).text.split("\n") == SENTENCES


@pytest.mark.parametrize(
    ("data", "reason", "named"),
    [
        (b'{"code": 200, "rows": [{"id": 1}]}', "no_text", "no article"),
        ('{"rows": [{"title": "鹤汀市报告"}]}'.encode(), "no_text", "$.rows[0].title"),
        (json.dumps([{"c": ARTICLE}, {"c": ARTICLE + "完"}]).encode(), "list_page", "2 articles"),
        (b'{"a": "b"', "binary", ""),
        (b'{"a": "b}', "damaged", "cannot be read"),
        (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "damaged", "cannot be read"),
    ],
)
def test_an_answer_without_one_article_says_what_it_holds(data: bytes, reason: str, named: str) -> None:
    if reason == "binary":
        assert detect_format(data) == "text"
        return
    found, message = rejected(data)
    assert (found, named in message) == (reason, True)
