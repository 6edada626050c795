"""Listings of every kind, and sites that misbehave, through a whole live refresh: seen, told, and nothing is lost."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from ingest.loading.corpus import Corpus
from ingest.publishers.catalogue import KnownAddress, ListingKind, Publisher

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
HOST, OTHER = "wutang.test", "yanyao.test"
TITLE = "雾棠县2023年法治政府建设情况报告"
REPORT = (SAMPLES / "wutang-2023.html").read_bytes()
LOGIN = (
    "<html><head><title>统一身份认证平台</title></head><body><form action='/login'>用户名<input name='u'>密码"
    "<input type='password' name='p'><button>登录</button></form>"
    + "<p>请使用本单位分配的账号登录后访问,忘记密码请与系统管理员联系。</p>" * 150
    + "</body></html>"
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def rss(report: str, news: str) -> str:
    items = f"<item><title>{TITLE}</title><link>{report}</link><pubDate>Wed, 20 Mar 2024 01:00:00 GMT</pubDate></item>"
    items += f"<item><title>雾棠县召开会议</title><link>{news}</link></item>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{items}</channel></rss>'


def sitemap(report: str, news: str) -> bytes:
    urls = "".join(f"<url><loc>{one}</loc><lastmod>2024-03-20</lastmod></url>" for one in (report, news))
    return gzip.compress(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode())


def endpoint(report: str, news: str) -> str:
    rows = [{"title": TITLE, "url": report, "pubDate": "2024-03-20"}, {"title": "雾棠县召开会议", "url": news}]
    return json.dumps({"code": 200, "data": {"total": 2, "rows": rows}}, ensure_ascii=False)


@pytest.mark.parametrize(("kind", "write"), [("rss", rss), ("sitemap", sitemap), ("json", endpoint)])
def test_a_listing_of_another_kind_brings_its_report(
    bureau: Any, kind: ListingKind, write: Callable[[str, str], str]
) -> None:
    report = bureau.sites.put(HOST, "/fzzfjs/202403/t20240320_1.html", REPORT)
    news = bureau.sites.put(HOST, "/xwdt/1.html", "<html></html>")
    listing = bureau.sites.put(HOST, "/list", write(report, news))
    bureau.publishers = [Publisher("990121-政府", "雾棠县人民政府", "990121", "county", listing, kind)]
    collected = bureau.collect()
    assert (collected.listings_failed, [fetch.address for fetch in collected.news]) == ({}, [report])
    bureau.sites.clock.turn(days=1)
    again = bureau.collect()
    assert (again.listings_checked, again.new_links, again.unchanged) == (1, [], 1)


@pytest.fixture
def two(bureau: Any) -> Any:
    """A publisher whose one report is in the archive already, and another one on a host of its own."""
    address = bureau.sites.put(HOST, "/2023.html", REPORT)
    other = bureau.sites.put(OTHER, "/2023.html", (SAMPLES / "yanyao-2023.html").read_bytes())
    bureau.publishers = [
        Publisher("990121-政府", "雾棠县人民政府", "990121", "county"),
        Publisher("990103-政府", "砚垚区人民政府", "990103", "county"),
    ]
    bureau.known = [KnownAddress(address, "990121-政府", 2023, None), KnownAddress(other, "990103-政府", 2023, None)]
    assert len(bureau.collect().news) == 2
    bureau.sites.clock.turn(days=1)
    return bureau


async def broken_gzip(_: web.Request) -> web.StreamResponse:
    return web.Response(body=gzip.compress(REPORT)[:-30], headers={"Content-Encoding": "gzip"})


async def reset(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    await asyncio.sleep(0)
    return web.Response()


async def circle(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound(request.path)


async def overloaded(_: web.Request) -> web.StreamResponse:
    return web.Response(status=429, headers={"Retry-After": "86400"})


async def maintenance(_: web.Request) -> web.StreamResponse:
    return web.Response(status=503, headers={"Retry-After": "30"})


async def too_large(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": str(10**12)})
    await response.prepare(request)
    return response


async def gone(_: web.Request) -> web.StreamResponse:
    return web.Response(status=404, body=b"<html>not here</html>")


async def walled(_: web.Request) -> web.StreamResponse:
    return web.Response(status=401)


@pytest.mark.parametrize(
    ("answer", "reason", "permanent", "attempts"),
    [
        (broken_gzip, "broken_encoding", False, 4),
        (reset, "connection_lost", False, 4),
        (circle, "redirect_loop", True, 1),
        (overloaded, "too_many_requests", False, 1),
        (maintenance, "server_error", False, 4),
        (too_large, "too_large", True, 1),
        (gone, "not_found", True, 1),
        (walled, "unauthorized", True, 1),
    ],
)
def test_what_a_site_does_wrong_is_told_stops_nobody_else_and_is_over_when_it_is_over(
    two: Any, answer: Handler, reason: str, permanent: bool, attempts: int
) -> None:
    two.sites.plays[HOST, "/2023.html"] = answer
    collected = two.collect()
    [failed] = collected.failed
    assert (failed.reason, failed.permanent, failed.attempts) == (reason, permanent, attempts)
    assert (collected.unchanged, collected.news) == (1, [])
    before = Corpus.of(two.archive.fetches())
    assert len(before.current) == 2, "what was had before stays current"
    assert [one.reason for one in before.failures] == [reason]
    two.sites.plays.clear()
    two.sites.clock.turn(days=2)
    back = two.collect()
    assert (back.unchanged, back.failed, back.news) == (2, [], [])
    assert Corpus.of(two.archive.fetches()).failures == []


async def to_login(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("/login")


async def login(_: web.Request) -> web.StreamResponse:
    response = web.Response(text=LOGIN, content_type="text/html")
    response.set_cookie("session", "1")
    return response


def test_a_login_page_in_the_place_of_a_report_is_held_back(two: Any) -> None:
    two.sites.plays |= {(HOST, "/2023.html"): to_login, (HOST, "/login"): login}
    for _ in range(2):
        [held] = two.collect().held_back
        assert (held.redirects, held.reason) == ((two.sites.url(HOST, "/login"),), "no_report")
        two.sites.clock.turn(days=1)
    assert two.archive.read(two.archive.current()[held.address].sha256) == REPORT
    two.sites.plays.clear()
    assert two.collect().unchanged == 2


def test_a_listing_behind_a_login_has_failed_and_is_told(bureau: Any) -> None:
    bureau.sites.plays |= {(HOST, "/fz/"): to_login, (HOST, "/login"): login}
    listing = bureau.sites.url(HOST, "/fz/")
    bureau.publishers = [Publisher("990121-政府", "雾棠县人民政府", "990121", "county", listing, "html")]
    assert "not one link" in bureau.collect().listings_failed["990121-政府"]
