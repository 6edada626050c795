"""Reports that lie at several addresses: the further pages of an article, and documents that a page only leads to."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from ingest.batches import Item, extract_batch
from ingest.extraction import extract_document
from ingest.loading.corpus import Corpus
from ingest.model import DocumentRejected
from ingest.publishers.catalogue import Publisher
from ingest.readers import read_document
from ingest.readers.joined import parts_in

pytestmark = pytest.mark.integration

HOST = "wutang.test"
TITLE = "雾棠县2014年法治政府建设情况报告"
PARAGRAPHS = [
    f"第{n}个方面，全县各级行政机关认真履行职责，办理行政复议案件{n + 10}件，开展执法培训{n + 3}次，群众满意率持续提高。"
    for n in range(12)
]


def page(body: str, extra: str = "") -> str:
    menu = '<div class="nav"><a href="/">首页</a><a href="/zw/">政务公开</a></div>'
    head = f'<meta charset="utf-8"><title>{TITLE}</title><meta name="PubDate" content="2015-02-01">'
    return f"<html><head>{head}</head><body>{menu}<h1>{TITLE}</h1><div id=zoom>{body}</div>{extra}</body></html>"


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def word_document(*lines: str) -> bytes:
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def county(bureau: Any) -> Any:
    """A government whose listing shows one report."""
    listing = bureau.sites.put_listing(HOST, "/fz/", {TITLE: "t2014_7.html"})
    bureau.publishers = [Publisher("990121-政府", "雾棠县人民政府", "990121", "county", listing, "html")]
    return bureau


def current(county: Any) -> bytes:
    address = county.sites.url(HOST, "/fz/t2014_7.html")
    return county.archive.read(county.archive.current()[address].sha256)


def put_three_pages(county: Any, pager: str = "") -> None:
    on = '<div><a href="{}">下一页</a></div>'
    sites = county.sites
    sites.put(HOST, "/fz/t2014_7.html", page(paragraphs(*PARAGRAPHS[:4]), pager or on.format("t2014_7_1.html")))
    sites.put(HOST, "/fz/t2014_7_1.html", page(paragraphs(*PARAGRAPHS[4:8]), pager or on.format("./t2014_7_2.html")))
    sites.put(HOST, "/fz/t2014_7_2.html", page(paragraphs(*PARAGRAPHS[8:]), pager and "<i></i>"))


@pytest.mark.parametrize("pager", ["", '<script>createPageHTML(3, 0, "t2014_7", "html");</script>'])
def test_the_pages_of_an_article_become_one_text(county: Any, pager: str) -> None:
    put_three_pages(county, pager)
    collected = county.collect()
    assert (len(collected.news), collected.failed) == (1, [])
    document = read_document(current(county))
    assert document.text.split("\n") == PARAGRAPHS
    assert "further_pages" not in document.meta
    extraction = extract_document(current(county), "")
    assert extraction.head.report_year == 2014
    assert all(extraction.document.text[one.start : one.end] == one.raw for one in extraction.figures)
    assert len(extraction.figures) >= 2 * len(PARAGRAPHS)


def test_every_page_is_archived_and_the_document_is_one(county: Any) -> None:
    put_three_pages(county)
    county.collect()
    bodies = [county.sites.pages[HOST, f"/fz/t2014_7{n}.html"] for n in ("", "_1", "_2")]
    assert [part.data for part in parts_in(current(county))] == bodies
    assert county.archive.verify() == []
    assert len(Corpus.of(county.archive.fetches()).items) == 1


def test_a_second_refresh_without_news_asks_each_page_once_and_changes_nothing(county: Any) -> None:
    put_three_pages(county)
    county.collect()
    was, before = current(county), len(county.sites.visits)
    county.sites.clock.turn(days=2)
    collected = county.collect()
    assert (collected.news, collected.unchanged, current(county)) == ([], 1, was)
    asked = [(path, status) for _, path, status, _ in county.sites.visits[before:] if "t2014" in path]
    assert asked == [("/fz/t2014_7.html", 304), ("/fz/t2014_7_1.html", 304), ("/fz/t2014_7_2.html", 304)]


def test_a_correction_on_a_later_page_is_a_new_vintage(county: Any) -> None:
    put_three_pages(county)
    county.collect()
    county.sites.clock.turn(days=2)
    mended = [*PARAGRAPHS[8:11], PARAGRAPHS[11].replace("21件", "22件")]
    county.sites.put(HOST, "/fz/t2014_7_2.html", page(paragraphs(*mended)))
    collected = county.collect()
    assert len(collected.news) == 1
    assert read_document(current(county)).text.endswith(mended[-1])
    assert len(county.archive.vintages(county.sites.url(HOST, "/fz/t2014_7.html"))) == 2


def test_half_a_report_never_replaces_the_whole_one(county: Any) -> None:
    put_three_pages(county)
    county.collect()
    was = current(county)
    county.sites.clock.turn(days=2)
    county.sites.put(
        HOST, "/fz/t2014_7.html", page(paragraphs("改了一句。", *PARAGRAPHS[:4]), '<a href="t2014_7_1.html">下一页</a>')
    )
    county.sites.broken.add("/fz/t2014_7_1.html")
    collected = county.collect()
    assert [fetch.outcome for fetch in collected.failed] == ["failed"]
    assert "t2014_7_1.html" in (collected.failed[0].message or "")
    assert current(county) == was


def test_a_page_that_is_missing_for_now_is_waited_for(county: Any) -> None:
    put_three_pages(county)
    county.sites.broken.add("/fz/t2014_7_2.html")
    assert len(county.collect().failed) == 1
    county.sites.broken.clear()
    county.sites.clock.turn(days=2)
    assert len(county.collect().news) == 1
    assert read_document(current(county)).text.split("\n") == PARAGRAPHS


def test_a_page_that_was_never_there_is_passed_over(county: Any) -> None:
    pager = '<script>createPageHTML(4, 0, "t2014_7", "html");</script>'
    put_three_pages(county, pager)
    county.collect()
    assert read_document(current(county)).text.split("\n") == PARAGRAPHS


def test_an_attachment_that_is_gone_leaves_the_page_and_its_reason(county: Any) -> None:
    county.sites.put(HOST, "/fz/t2014_7.html", page("", f'<a href="gone.pdf">{TITLE}</a>'))
    assert len(county.collect().news) == 1
    with pytest.raises(DocumentRejected, match=r"gone\.pdf") as caught:
        read_document(current(county))
    assert caught.value.reject.reason == "attachment_only"


def test_other_articles_are_no_further_pages(county: Any) -> None:
    sites = county.sites
    around = '<a href="t2014_8.html">下一页</a><a href="/fz/">1</a><a href="t2013_7_1.html">下一页</a>'
    sites.put(HOST, "/fz/t2014_7.html", page(paragraphs(*PARAGRAPHS), around))
    sites.put(HOST, "/fz/t2014_8.html", page(paragraphs("别的文章，与报告没有关系。")))
    county.collect()
    assert sites.paths(HOST) == ["/fz/", "/fz/t2014_7.html"]
    assert current(county) == sites.pages[HOST, "/fz/t2014_7.html"]


@pytest.mark.parametrize(
    "lead",
    [
        f'<p>附件：<a href="files/bg.docx">{TITLE}.docx</a></p>',
        '<p><a href="/download?id=9&filename=bg.docx">点击下载附件</a></p>',
        '<iframe src="/viewer.html?file=/fz/files/bg.docx" height="900"></iframe>',
    ],
    ids=["link", "download", "viewer"],
)
def test_a_page_that_only_holds_an_attachment_leads_to_it(county: Any, lead: str) -> None:
    sites = county.sites
    sites.put(HOST, "/fz/t2014_7.html", page("", f"<div>发布时间：2015-02-01 来源：雾棠县司法局</div>{lead}"))
    for path in ("/fz/files/bg.docx", "/download"):
        sites.put(HOST, path, word_document(TITLE, *PARAGRAPHS))
    collected = county.collect()
    assert (len(collected.news), collected.failed) == (1, [])
    extraction = extract_document(current(county), "")
    assert extraction.document.text.split("\n") == [TITLE, *PARAGRAPHS]
    assert (extraction.head.title, str(extraction.head.published_on)) == (TITLE, "2015-02-01")


def test_a_page_that_frames_another_one_leads_to_it(county: Any) -> None:
    county.sites.put(HOST, "/fz/t2014_7.html", '<html><frameset rows="*"><frame src="inner.html"></frameset></html>')
    county.sites.put(HOST, "/fz/inner.html", page(paragraphs(*PARAGRAPHS)))
    county.collect()
    document = read_document(current(county))
    assert document.text.split("\n") == PARAGRAPHS
    assert "further_pages" not in document.meta


def test_by_hand_what_is_missing_is_told(bureau: Any, tmp_path: Any) -> None:
    first = page(paragraphs(*PARAGRAPHS), '<a href="t2014_7_1.html">下一页</a>').encode()
    lead = page("", f'<a href="bg.pdf">{TITLE}</a>').encode()
    items = [Item(bureau.archive.keep(data), f"file:///{n}.html") for n, data in enumerate((first, lead))]
    import pyarrow.parquet as parquet

    folder = extract_batch(items, bureau.root, tmp_path / "extractions")
    rejects = parquet.read_table(folder / "rejects.parquet").to_pylist()
    assert {(one["stage"], one["reason"]) for one in rejects} >= {
        ("fetch", "incomplete_pages"),
        ("read", "attachment_only"),
    }
    assert any("bg.pdf" in one["message"] for one in rejects)


def test_a_further_page_that_cannot_be_decoded_is_told_and_the_others_are_read(county: Any) -> None:
    put_three_pages(county)
    on = '<div><a href="t2014_7_2.html">下一页</a></div>'
    county.sites.put(HOST, "/fz/t2014_7.html", page(paragraphs(*PARAGRAPHS[:8]), on.replace("_2.", "_1.")))
    county.sites.put(
        HOST, "/fz/t2014_7_1.html", page(paragraphs(*PARAGRAPHS[8:]), on).encode().replace(b"\xe5", b"\xff")
    )
    county.collect()
    assert len(parts_in(current(county))) == 2
    document = read_document(current(county), county.sites.url(HOST, "/fz/t2014_7.html"))
    assert PARAGRAPHS[0] in document.text
    assert document.meta["further_pages"] == "yes"
