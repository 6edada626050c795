"""What is made of a site's answers."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from aiohttp import web

from ingest.fetch.records import FetchRequest, Validators

pytestmark = pytest.mark.integration
PAGE = "<html><p>本县受理行政复议申请41件</p></html>"


def test_a_page_comes_with_its_bytes_and_what_the_server_said(town: Any) -> None:
    body = PAGE.encode("gb18030")
    address = town.page(
        "a.test", "/r.html", body, Content_Type="Text/HTML; charset=GB2312", ETag='"1"', Last_Modified="yesterday"
    )
    result = town.fetch_one(address)
    assert (result.outcome, result.status, result.attempts, result.permanent) == ("ok", 200, 1, False)
    assert (result.data, result.byte_count) == (body, len(body))
    assert result.sha256 == hashlib.sha256(body).hexdigest()
    assert (result.media_type, (result.charset or "").lower()) == ("text/html", "gb2312")
    assert (result.etag, result.last_modified) == ('"1"', "yesterday")
    assert (result.final_address, result.redirects, result.tls_verified) == (address, (), None)
    assert result.fetched_at.startswith("2026-03-01T00:16:4")


@pytest.mark.parametrize(
    "content_type", ["text/html; charset=utf-8", "text/html; charset=no-such", "text/html;;charset", "nonsense", ""]
)
def test_a_wrong_content_type_does_no_harm_to_the_bytes(town: Any, content_type: str) -> None:
    body = PAGE.encode("gb18030")
    result = town.fetch_one(town.page("a.test", "/", body, Content_Type=content_type))
    assert (result.outcome, result.data) == ("ok", body)


def test_the_request_says_who_asks_and_how_to_reach_them(town: Any) -> None:
    town.settings["contact"] = "mailto:law@example.org"
    town.fetch_one(town.page("a.test", "/", PAGE))
    assert {visit.path for visit in town.visits} == {"/robots.txt", "/"}
    assert all("+mailto:law@example.org" in visit.headers["User-Agent"] for visit in town.visits)
    assert all(visit.headers["User-Agent"].startswith("fazhi/") for visit in town.visits)


def test_cookies_are_not_kept(town: Any) -> None:
    address = town.page("a.test", "/", PAGE, Set_Cookie="session=1; Path=/")
    town.fetch(address, address)
    assert len(town.paths()) == 2
    assert not any("Cookie" in visit.headers for visit in town.visits)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, "not_found"),
        (410, "gone"),
        (401, "unauthorized"),
        (403, "forbidden"),
        (412, "refused"),
        (204, "unexpected_status"),
    ],
)
def test_what_a_retry_cannot_mend_is_permanent_and_asked_once(town: Any, status: int, reason: str) -> None:
    address = town.page("a.test", "/gone.html", status=status)
    result = town.fetch_one(address)
    assert (result.outcome, result.permanent, result.reason, result.status) == ("failed", True, reason, status)
    assert result.data is None
    assert address in result.message and str(status) in result.message
    assert town.paths() == ["/gone.html"]


@pytest.mark.parametrize("status", [500, 502, 503, 504, 521, 599, 408, 429])
def test_trouble_of_the_server_is_tried_again_up_to_the_limit_and_not_permanent(town: Any, status: int) -> None:
    result = town.fetch_one(town.page("a.test", "/", PAGE, status=status))
    assert (result.outcome, result.permanent, result.attempts) == ("failed", False, 4)
    assert town.paths() == ["/"] * 4


def test_a_try_that_succeeds_ends_the_tries(town: Any) -> None:
    async def broken(_: web.Request) -> web.Response:
        return web.Response(status=502)

    async def fine(_: web.Request) -> web.Response:
        return web.Response(text=PAGE)

    result = town.fetch_one(town.plays("a.test", "/", broken, broken, fine))
    assert (result.outcome, result.attempts, result.reason, result.message) == ("ok", 3, None, None)


def answers_conditionally(etag: str, modified: str) -> Any:
    async def answer(request: web.Request) -> web.Response:
        headers = {"ETag": etag, "Last-Modified": modified}
        same = request.headers.get("If-None-Match") == etag and request.headers.get("If-Modified-Since") == modified
        return web.Response(status=304, headers=headers) if same else web.Response(text=PAGE, headers=headers)

    return answer


def test_unchanged_bytes_are_not_sent_again(town: Any) -> None:
    modified = "Sun, 01 Feb 2026 00:00:00 GMT"
    address = town.plays("a.test", "/", answers_conditionally('"7"', modified))
    result = town.fetch_one(FetchRequest(address, Validators(address, '"7"', modified)))
    assert (result.outcome, result.status, result.data, result.sha256) == ("not_modified", 304, None, None)
    assert (result.etag, result.last_modified, result.permanent) == ('"7"', modified, False)


def test_changed_bytes_come_although_the_request_was_conditional(town: Any) -> None:
    address = town.plays("a.test", "/", answers_conditionally('"8"', "Mon, 02 Feb 2026 00:00:00 GMT"))
    result = town.fetch_one(FetchRequest(address, Validators(address, '"7"', "Sun, 01 Feb 2026 00:00:00 GMT")))
    assert (result.outcome, result.etag, result.data) == ("ok", '"8"', PAGE.encode())


def test_validators_are_sent_only_to_the_address_that_they_are_of(town: Any) -> None:
    final = town.plays("a.test", "/new", answers_conditionally('"7"', "x"))
    address = town.page("a.test", "/old", status=302, Location="/new")
    result = town.fetch_one(FetchRequest(address, Validators(final, '"7"', "x")))
    assert result.outcome == "not_modified"
    sent = {visit.path: visit.headers.get("If-None-Match") for visit in town.visits}
    assert (sent["/old"], sent["/new"], sent["/robots.txt"]) == (None, '"7"', None)


def test_not_modified_without_having_asked_for_it_is_no_answer(town: Any) -> None:
    result = town.fetch_one(town.page("a.test", "/", status=304))
    assert (result.outcome, result.reason, result.permanent) == ("failed", "unexpected_status", True)


def test_chinese_addresses_and_blanks_in_them_are_asked_as_browsers_do(town: Any) -> None:
    town.page("a.test", "/法治/报告 2024.html", PAGE)
    result = town.fetch_one(town.url("a.test", "/法治/报告 2024.html#top"))
    assert result.outcome == "ok"
    assert town.paths() == ["/%E6%B3%95%E6%B2%BB/%E6%8A%A5%E5%91%8A%202024.html"]


@pytest.mark.parametrize(
    "address", ["", "not an address", "/relative", "http://", "http://[::1", "http://a.test:99999/"]
)
def test_what_is_no_web_address_is_said_to_be_none(town: Any, address: str) -> None:
    result = town.fetch_one(address)
    assert (result.outcome, result.reason, result.permanent) == ("failed", "bad_address", True)


def test_a_login_in_an_address_is_not_sent(town: Any) -> None:
    town.page("a.test", "/", PAGE)
    result = town.fetch_one(town.url("a.test").replace("http://", "http://me:secret@"))
    assert (result.outcome, "secret" in result.final_address) == ("ok", False)
    assert not any("Authorization" in visit.headers for visit in town.visits)
