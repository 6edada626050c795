"""What a server says of a page's characters: a help where nothing else tells, and no harm where it is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.batches import extract_new
from ingest.extraction import extractor_version
from ingest.loading.corpus import Corpus
from ingest.loading.loading import load_raw
from ingest.publishers.catalogue import KnownAddress, Publisher

pytestmark = pytest.mark.integration

REGIONS = Path(__file__).parents[3] / "samples" / "regions.csv"
HOST = "heting.test"
PARAGRAPH = "<p>本市各部门依照法定职责办理有关事项,把公开、公正、便民的要求落到每一件具体的工作当中。</p>"
REPORT = (
    "<html><head><title>鹤汀市2023年法治政府建设年度报告</title></head><body><h1>鹤汀市2023年法治政府建设年度报告</h1>"
    "<h2>一、依法化解争议</h2><p>2023年,全市共受理行政复议案件174件,审结160件。</p>" + PARAGRAPH * 20 + "</body></html>"
)
TRADITIONAL = str.maketrans("鹤汀市年设报议审结职责办项开这条将于务", "鶴汀市年設報議審結職責辦項開這條將於務")


@pytest.fixture
def read(bureau: Any, tmp_path: Path) -> Any:
    """Fetches pages (path → bytes, declared content type) and gives what the warehouse then says of them."""

    def run(pages: dict[str, tuple[bytes, str]], query: str) -> list[tuple[Any, ...]]:
        bureau.publishers = [Publisher("990100-政府", "鹤汀市人民政府", "990100", "prefecture")]
        for path, (body, said) in pages.items():
            address = bureau.sites.put(HOST, path, body)
            bureau.sites.headers[HOST, path] = {"Content-Type": said}
            bureau.known.append(KnownAddress(address, "990100-政府", 2023, None))
        assert len(bureau.collect().news) == len(pages)
        corpus = Corpus.of(bureau.archive.fetches())
        extract_new(corpus.items, bureau.archive, tmp_path / "extractions")
        with duckdb.connect() as con:
            load_raw(con, corpus, tmp_path / "extractions" / extractor_version(), [REGIONS])
            return con.execute(query).fetchall()

    return run


@pytest.mark.parametrize(
    "said",
    [
        *("text/html; charset=gbk", "text/html; charset=utf-8", "text/html; charset=big5", "text/html"),
        *("text/html; charset=iso-8859-1", "text/html; charset=x-unheard-of", "application/octet-stream"),
        *("text/html; charset=utf-16", "text/html; charset=shift_jis"),
    ],
)
@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_the_bytes_go_before_what_the_server_says(read: Any, charset: str, said: str) -> None:
    [(found, raw)] = read(
        {"/r.html": (REPORT.encode(charset), said)},
        "select d.charset, f.raw from raw.documents as d left join raw.figures as f "
        "on d.sha256 = f.sha256 and f.indicator_code = 'reconsideration.accepted'",
    )
    assert (found, raw) == (charset, "174件")


def test_where_the_page_says_nothing_the_servers_word_helps(read: Any) -> None:
    """A letter of Hong Kong's supplement to Big5 is in no charset that is tried without being named."""
    text = REPORT.translate(TRADITIONAL).replace("各部门", "各部門,包括㗎埗")
    body = text.encode("big5hkscs", "xmlcharrefreplace")
    with pytest.raises(UnicodeDecodeError):
        body.decode("big5")
    found = read({"/r.html": (body, "text/html; charset=big5-hkscs")}, "select charset, text from raw.documents")
    [(charset, said)] = found
    assert charset == "big5hkscs" and "㗎埗" in said


@pytest.mark.parametrize("order", [1, -1])
def test_the_same_bytes_under_two_headers_are_one_document_whichever_comes_first(read: Any, order: int) -> None:
    body = REPORT.encode("gb18030")
    pages = {"/a.html": (body, "text/html; charset=big5"), "/b.html": (body, "text/html; charset=gb2312")}
    rows = read(
        dict([*pages.items()][::order]), "select charset, text like '%受理行政复议案件174件%' from raw.documents"
    )
    assert rows == [("gb18030", True)]


def test_a_listing_is_read_whatever_charset_its_server_claims(bureau: Any) -> None:
    bureau.sites.put(HOST, "/r2023.html", REPORT)
    listing = bureau.sites.put_listing(HOST, "/fz/", {"鹤汀市2023年法治政府建设年度报告": "/r2023.html"})
    page = bureau.sites.pages[HOST, "/fz/"].decode().replace('<meta charset="utf-8">', "")
    bureau.sites.put(HOST, "/fz/", page.encode("gb18030"))
    bureau.sites.headers[HOST, "/fz/"] = {"Content-Type": "text/html; charset=utf-8"}
    bureau.publishers = [Publisher("990100-政府", "鹤汀市人民政府", "990100", "prefecture", listing, "html")]
    assert [link.title for link in bureau.collect().new_links] == ["鹤汀市2023年法治政府建设年度报告"]
