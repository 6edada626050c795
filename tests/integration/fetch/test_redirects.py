"""Redirects are followed by hand, counted and kept; none leads where an address may not."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from aiohttp import web

pytestmark = pytest.mark.integration


def redirect(town: Any, host: str, path: str, to: str, status: int = 302) -> str:
    return town.page(host, path, status=status, Location=to)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_kept(town: Any, status: int) -> None:
    end = town.page("b.test", "/end.html", "x")
    middle = redirect(town, "b.test", "/middle", "end.html", status)
    result = town.fetch_one(redirect(town, "a.test", "/start", middle, status))
    assert (result.outcome, result.redirects, result.final_address) == ("ok", (middle, end), end)
    assert (result.address, result.attempts) == (town.url("a.test", "/start"), 1)


def test_five_redirects_are_followed_and_a_sixth_is_not(town: Any) -> None:
    town.page("a.test", "/0", "x")
    for n in range(1, 7):
        redirect(town, "a.test", f"/{n}", f"/{n - 1}")
    five, six = town.fetch(town.url("a.test", "/5"), town.url("a.test", "/6"))
    assert (five.outcome, len(five.redirects)) == ("ok", 5)
    assert (six.outcome, six.permanent, six.reason, six.attempts) == ("failed", True, "too_many_redirects", 1)
    assert len(six.redirects) == 5


@pytest.mark.parametrize("ways", [["/a"], ["/b", "/a"], ["/b", "/c", "/b"]])
def test_a_circle_of_redirects_is_permanent(town: Any, ways: list[str]) -> None:
    for start, end in zip(["/a", *ways], ways, strict=False):
        redirect(town, "a.test", start, end)
    result = town.fetch_one(town.url("a.test", "/a"))
    assert (result.outcome, result.permanent, result.reason) == ("failed", True, "redirect_loop")
    assert len(town.paths()) == len(ways)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("file:///etc/passwd", "forbidden_address"),
        ("ftp://a.test/x", "forbidden_address"),
        ("javascript:alert(1)", "forbidden_address"),
        ("http://[::1", "bad_redirect"),
        ("", "bad_redirect"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_permanent(town: Any, location: str, reason: str) -> None:
    result = town.fetch_one(redirect(town, "a.test", "/", location))
    assert (result.outcome, result.permanent, result.reason) == ("failed", True, reason)
    assert (result.status, town.paths()) == (302, ["/"])


def test_a_redirect_without_a_target_is_permanent(town: Any) -> None:
    assert town.fetch_one(town.page("a.test", "/", status=302)).reason == "bad_redirect"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_target_in_bytes_of_any_charset_is_asked_with_these_bytes(town: Any, charset: str) -> None:
    target = "/报告 1.html".encode(charset)

    async def raw(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.write(
            b"HTTP/1.1 302 Found\r\nLocation: " + target + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
        request.transport.close()
        return web.Response()

    town.settings["attempts"] = 1
    assert town.fetch_one(town.plays("a.test", "/", raw)).reason == "not_found"
    assert town.paths() == ["/", quote(target)]
