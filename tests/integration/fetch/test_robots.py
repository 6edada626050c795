"""robots.txt is read before anything else, and obeyed."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

pytestmark = pytest.mark.integration


def test_a_page_that_robots_txt_forbids_is_never_asked_for(town: Any) -> None:
    town.page("a.test", "/robots.txt", "User-agent: *\nDisallow: /private/\n")
    hidden, shown = town.page("a.test", "/private/1", "x"), town.page("a.test", "/public/1", "x")
    refused, allowed = town.fetch(hidden, shown)
    assert (refused.outcome, refused.permanent, refused.reason, refused.attempts) == ("failed", True, "robots", 1)
    assert "robots.txt" in refused.message
    assert allowed.outcome == "ok"
    assert town.paths() == ["/public/1"]


def test_rules_for_our_name_go_before_those_for_everybody(town: Any) -> None:
    town.page("a.test", "/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: Fazhi\nDisallow: /x\n")
    outcomes = town.fetch(town.page("a.test", "/y", "."), town.page("a.test", "/x", "."))
    assert [result.outcome for result in outcomes] == ["ok", "failed"]


def test_robots_txt_is_asked_once_a_day_and_for_every_host(town: Any) -> None:
    town.fetch(*(town.page(host, f"/{n}", "x") for host in ("a.test", "b.test") for n in range(3)))
    asked = [visit.host for visit in town.visits if visit.path == "/robots.txt"]
    assert asked == ["a.test", "b.test"]


def test_robots_txt_is_read_again_after_a_day(town: Any) -> None:
    address = town.page("a.test", "/", "x")

    async def ask() -> list[str]:
        async with town.fetcher() as fetcher:
            first = await fetcher.fetch(address)
            town.page("a.test", "/robots.txt", "User-agent: *\nDisallow: /")
            second = await fetcher.fetch(address)
            await town.clock.sleep(25 * 3600)
            return [first.outcome, second.outcome, (await fetcher.fetch(address)).outcome]

    assert asyncio.run(ask()) == ["ok", "ok", "failed"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_robots_txt_means_no_rules(town: Any, status: int) -> None:
    town.page("a.test", "/robots.txt", "User-agent: *\nDisallow: /", status=status)
    assert town.fetch_one(town.page("a.test", "/", "x")).outcome == "ok"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_that_cannot_be_read_now_keeps_us_out_for_now(town: Any, status: int) -> None:
    town.page("a.test", "/robots.txt", status=status)
    result = town.fetch_one(town.page("a.test", "/", "x"))
    assert (result.outcome, result.permanent, result.reason) == ("failed", False, "robots_unreachable")
    assert (town.paths(), len(town.visits)) == ([], 4)


def test_a_robots_txt_that_comes_at_the_second_try_lets_us_in(town: Any) -> None:
    async def down(_: web.Request) -> web.Response:
        return web.Response(status=503)

    async def up(_: web.Request) -> web.Response:
        return web.Response(text="User-agent: *\nAllow: /")

    town.plays("a.test", "/robots.txt", down, up)
    result = town.fetch_one(town.page("a.test", "/", "x"))
    assert (result.outcome, result.attempts) == ("ok", 2)


def test_a_redirect_meets_the_rules_of_where_it_leads(town: Any) -> None:
    town.page("b.test", "/robots.txt", "User-agent: *\nDisallow: /")
    address = town.page("a.test", "/", status=302, Location=town.page("b.test", "/", "x"))
    result = town.fetch_one(address)
    assert (result.reason, result.permanent, result.final_address) == ("robots", True, town.url("b.test"))
    assert town.paths("b.test") == []


def test_a_redirected_robots_txt_counts(town: Any) -> None:
    town.page("a.test", "/robots.txt", status=301, Location="/rules/robots.txt")
    town.page("a.test", "/rules/robots.txt", "User-agent: *\nDisallow: /")
    assert town.fetch_one(town.page("a.test", "/", "x")).reason == "robots"


def test_a_robots_txt_that_is_redirected_in_a_circle_means_no_rules(town: Any) -> None:
    town.page("a.test", "/robots.txt", status=301, Location="/robots.txt")
    assert town.fetch_one(town.page("a.test", "/", "x")).outcome == "ok"


@pytest.mark.parametrize(
    "body",
    [b"<html><body>404 not found</body></html>", "用户代理: *".encode("gb18030"), b"\x00\xff" * 100, b""],
)
def test_a_page_in_place_of_robots_txt_holds_no_rules(town: Any, body: bytes) -> None:
    town.page("a.test", "/robots.txt", body)
    assert town.fetch_one(town.page("a.test", "/", "x")).outcome == "ok"


def test_of_an_endless_robots_txt_the_beginning_counts(town: Any) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"\xef\xbb\xbfUser-agent: *\nDisallow: /secret\n")
        try:
            while True:
                await response.write(b"# and so on\n" * 5000)
        except ConnectionError:
            return response

    town.plays("a.test", "/robots.txt", endless)
    results = town.fetch(town.page("a.test", "/secret", "x"), town.page("a.test", "/", "x"))
    assert [result.outcome for result in results] == ["failed", "ok"]


def test_a_site_that_wants_more_time_between_requests_gets_it(town: Any) -> None:
    town.page("a.test", "/robots.txt", "User-agent: *\nCrawl-delay: 10\nDisallow:\n")
    town.fetch(*(town.page("a.test", f"/{n}", "x") for n in range(3)))
    times = [visit.at for visit in town.visits if visit.path != "/robots.txt"]
    assert times[1] - times[0] >= 10 and times[2] - times[1] >= 10


def asked_for_rules(town: Any) -> int:
    return sum(visit.path == "/robots.txt" for visit in town.visits)


@pytest.fixture
def kept(town: Any, tmp_path: Path) -> Any:
    """A town whose robots.txt are kept in a file; every `fetch` is that of a new process."""
    town.robots_file = tmp_path / "robots.jsonl"
    return town


@pytest.mark.parametrize(("status", "outcomes"), [(200, ["failed", "ok"]), (404, ["ok", "ok"])])
def test_what_robots_txt_said_is_kept_for_a_day_over_all_processes(kept: Any, status: int, outcomes: list[str]) -> None:
    kept.page("a.test", "/robots.txt", "<b>no rules: here</b>\nUser-agent: *\nDisallow: /secret", status=status)
    pages = [kept.page("a.test", path, "x") for path in ("/secret", "/open")]
    for _ in range(3):
        assert [result.outcome for result in kept.fetch(*pages)] == outcomes
        kept.clock.seconds += 8 * 3600 - 60
    assert asked_for_rules(kept) == 1
    assert "<b>" not in kept.robots_file.read_text("utf-8")
    kept.page("a.test", "/robots.txt", "User-agent: *\nDisallow: /")
    kept.clock.seconds += 600
    assert [result.reason for result in kept.fetch(*pages)] == ["robots", "robots"]
    assert asked_for_rules(kept) == 2


def test_a_kept_crawl_delay_holds(kept: Any) -> None:
    kept.page("a.test", "/robots.txt", "User-agent: *\nCrawl-delay: 10")
    pages = [kept.page("a.test", f"/{n}", "x") for n in range(2)]
    kept.fetch(pages[0])
    kept.clock.seconds += 60
    kept.fetch(*pages)
    times = [visit.at for visit in kept.visits if visit.path != "/robots.txt"]
    assert times[2] - times[1] >= 10


def test_a_site_whose_robots_txt_cannot_be_read_is_closed_for_an_hour_for_all_its_pages(kept: Any) -> None:
    kept.page("a.test", "/robots.txt", status=503)
    pages = [kept.page("a.test", f"/{n}", "x") for n in range(3)]
    for _ in range(2):
        results = kept.fetch(*pages)
        assert {(result.reason, result.permanent) for result in results} == {("robots_unreachable", False)}
        assert "503" in results[-1].message and results[-1].message.count("a short time ago") <= 1
    assert (asked_for_rules(kept), kept.paths()) == (4, [])
    kept.page("a.test", "/robots.txt", status=404)
    kept.clock.seconds += 3600
    assert kept.fetch_one(pages[0]).outcome == "ok"


@pytest.mark.parametrize(
    "line",
    ["{cut off", '{"site": "http://a.test"}', '{"site": "http://a.test", "read_at": "yesterday"}', "[]"],
)
def test_a_damaged_line_costs_one_request(kept: Any, line: str) -> None:
    kept.robots_file.write_text(f"{line}\n", encoding="utf-8")
    page = kept.page("a.test", "/1", "x")
    assert [kept.fetch_one(page).outcome, kept.fetch_one(page).outcome, asked_for_rules(kept)] == ["ok", "ok", 1]


def test_an_answer_from_the_future_is_not_used(kept: Any) -> None:
    page = kept.page("a.test", "/1", "x")
    kept.fetch(page)
    kept.clock.seconds -= 500
    kept.fetch(page)
    assert asked_for_rules(kept) == 2


def test_answers_that_are_not_used_any_more_leave_the_file(kept: Any) -> None:
    hosts = [f"{name}.test" for name in "abc"]
    for _ in range(2):
        kept.fetch(*(kept.page(host, "/1", "x") for host in hosts))
        kept.clock.seconds += 25 * 3600
    kept.fetch(kept.page("a.test", "/1", "x"))
    lines = kept.robots_file.read_text("utf-8").splitlines()
    assert [json.loads(line)["site"] for line in lines] == [kept.url("a.test", "").removesuffix("/")]
