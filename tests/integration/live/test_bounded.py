"""The worst listings beside good ones: they are ended within bounds and named, and the good publishers' reports come."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from ingest.fetch.client import Fetcher
from ingest.fetch.settings import FetchSettings
from ingest.listings import bounded
from ingest.listings.links import MOST_LINKS, Link
from ingest.live import Refresh, budget, collecting, looking
from ingest.publishers.catalogue import KnownAddress, Publisher

pytestmark = pytest.mark.integration

REPORT = (Path(__file__).parents[3] / "samples" / "wutang-2023.html").read_bytes()
TITLE = "雾棠县{}年法治政府建设情况报告"
BAD, GOOD = "bad.test", "good.test"
UNCLOSED = "<div>" * 200_000 + f'<a href="/2023.html">{TITLE.format(2023)}</a>'


@pytest.fixture
def beside(bureau: Any) -> Any:
    """A publisher whose listing each test makes, ahead of a good one."""
    good = bureau.sites.put_listing(GOOD, "/fz/", {TITLE.format(2023): "2023.html"})
    bureau.sites.put(GOOD, "/fz/2023.html", REPORT)
    bureau.publishers = [
        Publisher("990103-政府", "砚垚区人民政府", "990103", "county", bureau.sites.url(BAD, "/fz/"), "html"),
        Publisher("990121-政府", "雾棠县人民政府", "990121", "county", good, "html"),
    ]
    return bureau


def failure(bureau: Any) -> str:
    """Of the bad listing, after a refresh in which the good publisher's report came; status names it."""
    collected = bureau.collect()
    assert list(collected.listings_failed) == ["990103-政府"] == list(bureau.log.failing())
    assert [fetch.address for fetch in collected.news] == [bureau.sites.url(GOOD, "/fz/2023.html")]
    return str(collected.listings_failed["990103-政府"])


def test_tags_that_are_never_closed_are_parsed_elsewhere_and_given_up(
    beside: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest.listings import finding

    monkeypatch.setattr(bounded, "SECONDS", 5.0)
    monkeypatch.setattr(finding, "read_page", lambda *_: pytest.fail("a page was parsed where sites are asked"))
    beside.sites.put(BAD, "/fz/", UNCLOSED)
    told = failure(beside)
    assert "reading it takes longer than 5 s" in told or "it was not read in time" in told, "on a busy machine"
    monkeypatch.undo()
    beside.sites.clock.turn(days=1)
    beside.sites.put_listing(BAD, "/fz/", {"砚垚区2023年法治政府建设情况的报告": "2023.html"})
    assert beside.collect().listings_checked == 2, "the next page is read by a process that works"


def test_a_page_with_too_many_links_is_a_doubt_and_none_of_them_is_asked(beside: Any) -> None:
    links = "".join(f'<a href="/{n}.html">{TITLE.format(2023)}</a>' for n in range(100_000))
    beside.sites.put(BAD, "/fz/", links)
    assert f"100,000 links on the page, more than the {MOST_LINKS:,}" in failure(beside)
    assert beside.sites.paths(BAD) == ["/fz/"]


def test_a_listing_with_too_many_reports_is_a_doubt_and_none_of_them_is_asked(
    beside: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "MOST_REPORTS", 20)
    beside.sites.put_listing(BAD, "/fz/", {TITLE.format(2000 + n): f"{n}.html" for n in range(15)}, "2.html")
    beside.sites.put_listing(BAD, "/fz/2.html", {TITLE.format(2000 + n): f"b{n}.html" for n in range(15)})
    assert "it shows more than 20 reports" in failure(beside)
    assert beside.sites.paths(BAD) == ["/fz/", "/fz/2.html"]


def test_a_page_that_is_larger_than_a_listing_may_be_is_not_read(beside: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "BYTES_A_PAGE", 10_000)
    beside.sites.put(BAD, "/fz/", "<a href='/1.html'>新闻</a>" * 1_000)
    assert "bytes, more than 10,000" in failure(beside)


def test_pages_that_are_too_large_together_end_the_look(beside: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "BYTES", 5_000)
    for page in range(1, 6):
        path = f"/fz/{page}.html" if page > 1 else "/fz/"
        beside.sites.put_listing(BAD, path, {"新闻" * 500: "/n.html"}, next_page=f"/fz/{page + 1}.html")
    assert "more than 300 s or 0 MB" in failure(beside)
    assert beside.sites.paths(BAD) == ["/fz/", "/fz/2.html"]


def test_an_answer_that_drips_is_ended_before_that_of_a_document_would_be(
    beside: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "SECONDS_A_PAGE", 0.2)
    ended = threading.Event()

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while not ended.is_set():
            await response.write(b"<div>")
            await asyncio.sleep(0.05)
        return response

    beside.sites.plays[BAD, "/fz/"] = drip
    try:
        assert "takes longer than 0.2 s" in failure(beside)
    finally:
        ended.set()


def test_looks_that_keep_a_site_too_busy_end(beside: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "SECONDS", -1.0)
    fetched = beside.collect()
    assert len(fetched.listings_failed) == 2 and beside.sites.visits == []


def test_a_report_that_cannot_be_parsed_keeps_nobody_from_coming(beside: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 5.0)
    beside.sites.put_listing(BAD, "/fz/", {"砚垚区2023年法治政府建设情况的报告": "2023.html"})
    beside.sites.put(BAD, "/fz/2023.html", UNCLOSED)
    assert len(beside.collect().news) == 2


def refresh(bureau: Any, seconds: float) -> Any:
    """One that may take so many seconds by the sites' clock."""

    async def run() -> Any:
        clock = bureau.sites.clock
        async with Fetcher(FetchSettings(allow_loopback=True), clock=clock, resolver=bureau.sites) as fetcher:
            asked = Refresh(
                *(bureau.archive, bureau.log, bureau.publishers, bureau.known, fetcher, clock.now()), seconds=seconds
            )
            await asked.look_at_listings()
            await asked.ask_addresses()
            return asked.collected

    return asyncio.run(run())


def with_known(bureau: Any, host: str, publisher_id: str, count: int) -> list[str]:
    """Known addresses of a publisher without a listing."""
    addresses = [bureau.sites.put(host, f"/{publisher_id[:6]}/{n}.html", REPORT) for n in range(count)]
    bureau.publishers.append(Publisher(publisher_id, "县", publisher_id[:6], "county"))
    bureau.known += [KnownAddress(one, publisher_id, 2023, None) for one in addresses]
    return addresses


def test_a_refresh_whose_time_is_over_says_what_it_left_and_the_next_one_goes_on(bureau: Any) -> None:
    addresses = with_known(bureau, GOOD, "990121-政府", 40)
    first = refresh(bureau, seconds=10)
    assert first.asked + first.left["addresses"] == 40 and 5 <= first.asked <= 11
    rest = refresh(bureau, seconds=100)
    assert (rest.left, first.asked + rest.asked) == ({}, 40)
    assert sorted(bureau.archive.latest()) == sorted(addresses)


def test_listings_that_are_left_are_due_at_the_next_refresh(beside: Any) -> None:
    beside.sites.put_listing(BAD, "/fz/", {"砚垚区2023年法治政府建设情况的报告": "2023.html"})
    first = refresh(beside, seconds=0)
    assert first.left["listings"] == 1 and first.listings_checked == 1
    assert refresh(beside, seconds=100).listings_checked == 1


def test_a_publisher_with_many_reports_lets_others_on_its_host_come_in_between(
    bureau: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "ADDRESSES", 5)
    with_known(bureau, GOOD, "990121-政府", 12)
    with_known(bureau, GOOD, "990103-政府", 2)
    collected = bureau.collect()
    assert (collected.asked, collected.left) == (7, {"addresses": 7})
    assert bureau.sites.paths(GOOD)[:4] == [f"/{code}/{n}.html" for n in (0, 1) for code in ("990121", "990103")]
    assert [bureau.collect().asked for _ in range(3)] == [5, 2, 0], "what was never asked comes before the rest"


@pytest.mark.parametrize("read", ["columns", "column_of_article", "further"])
def test_what_is_read_elsewhere_is_what_is_read_here(read: str) -> None:
    from ingest.listings.columns import column_of_article, columns_on

    page = (
        '<div>当前位置：<a href="/">首页</a> &gt; <a href="/fz/">法治政府建设</a></div>'
        '<p><a href="/f/2023报告.doc">附件</a> <a href="a_2.html">下一页</a></p><iframe src="/v.html"></iframe>'
    ).encode()
    reader = bounded.PageReader()
    found: Any = asyncio.run(getattr(reader, read)(page, "http://a.cn/fz/a.html", "utf-8"))
    here: dict[str, Callable[[], Any]] = {
        "columns": lambda: columns_on(page, "http://a.cn/fz/a.html"),
        "column_of_article": lambda: column_of_article(page, "http://a.cn/fz/a.html"),
        "further": lambda: bounded.Further(
            ("http://a.cn/fz/a_2.html",), ("/f/2023报告.doc",), ("/f/2023报告.doc",), ("/v.html",)
        ),
    }
    assert found == here[read]() and found


def test_links_of_a_listing_come_back_as_they_are() -> None:
    from datetime import date

    page = f'<li><a href="1.html">{TITLE.format(2023)}</a><span>2024-03-18</span></li>'.encode()
    publisher = Publisher("990121-政府", "雾棠县人民政府", "990121", "county", "http://a.cn/fz/", "html")
    found = asyncio.run(bounded.PageReader().listing(page, publisher, "http://a.cn/fz/", None))
    assert found.links == (Link("http://a.cn/fz/1.html", TITLE.format(2023), date(2024, 3, 18), 2023),)
