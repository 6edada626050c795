"""Seen from the server: how often and when a host is asked."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import pytest
from aiohttp import web

from ingest.fetch.many import fetch_all

pytestmark = pytest.mark.integration


def gaps(town: Any, host: str | None = None, real: bool = False) -> list[float]:
    times = [visit.really_at if real else visit.at for visit in town.visits if host in (None, visit.host)]
    return [later - earlier for earlier, later in pairwise(times)]


def answers(status: int, **headers: str) -> Any:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, text="x", headers={k.replace("_", "-"): v for k, v in headers.items()})

    return answer


def test_a_host_is_asked_at_most_once_a_second_robots_and_redirects_included(town: Any) -> None:
    town.page("a.test", "/old", status=301, Location="/new")
    for path in ("/new", "/2", "/3"):
        town.page("a.test", path, "x")
    town.fetch(*(town.url("a.test", path) for path in ("/old", "/2", "/3", "/missing")))
    assert [visit.path for visit in town.visits] == ["/robots.txt", "/old", "/new", "/2", "/3", "/missing"]
    assert min(gaps(town)) >= 1


def test_in_real_time_too_no_two_requests_reach_a_host_closer_than_the_pause(town: Any) -> None:
    town.real_time = True
    town.settings |= {"seconds_between_requests": 0.05}

    async def slow(_: web.Request) -> web.Response:
        await asyncio.sleep(0.02)
        return web.Response(text="x")

    hosts = ("a.test", "b.test", "c.test")
    addresses = [town.plays(host, f"/{n}", slow) for n in range(5) for host in hosts]

    async def ask() -> list[str]:
        async with town.fetcher() as fetcher:
            return [result.outcome async for result in fetch_all(fetcher, addresses)]

    assert asyncio.run(ask()) == ["ok"] * 15
    for host in hosts:
        assert len(gaps(town, host)) == 5
        assert min(gaps(town, host, real=True)) >= 0.05
    assert min(gaps(town, real=True)) < 0.05, "the hosts do not wait for each other"


def test_callers_that_ask_a_host_at_once_get_their_turns_one_after_the_other(town: Any) -> None:
    addresses = [town.page("a.test", f"/{n}", "x") for n in range(6)]

    async def ask() -> None:
        async with town.fetcher() as fetcher:
            await asyncio.gather(*(fetcher.fetch(address) for address in addresses))

    asyncio.run(ask())
    assert len(town.visits) == 7
    assert min(gaps(town)) >= 1


def test_other_ports_and_schemes_of_a_name_are_the_same_host(town: Any, serve_town: Any) -> None:
    other = type(town)(clock=town.clock, names=town.names, visits=town.visits)
    serve_town(other, None)
    town.fetch(town.page("a.test", "/", "x"), other.page("A.test", "/2", "x"), town.url("a.test"))
    assert len(town.visits) == 5
    assert min(gaps(town)) >= 1


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("asked", ["45", "Sun, 01 Mar 2026 00:17:30 GMT"])
def test_a_site_that_asks_to_wait_is_given_the_time(town: Any, status: int, asked: str) -> None:
    address = town.plays("a.test", "/", answers(status, Retry_After=asked), answers(200))
    result = town.fetch_one(address)
    assert (result.outcome, result.attempts) == ("ok", 2)
    assert gaps(town)[-1] >= 45


def test_the_wish_to_wait_holds_for_all_addresses_of_the_host(town: Any) -> None:
    town.settings["attempts"] = 1
    first = town.page("a.test", "/1", status=429, Retry_After="60")
    town.fetch(first, town.page("a.test", "/2", "x"), town.page("b.test", "/3", "x"))
    at = {visit.path: visit.at for visit in town.visits if visit.path != "/robots.txt"}
    assert at["/2"] - at["/1"] >= 60


def test_a_wish_for_more_patience_than_we_have_ends_the_try_and_the_host_is_left_alone(town: Any) -> None:
    first = town.page("a.test", "/1", status=503, Retry_After="7200")
    asked, next_one = town.fetch(first, town.page("a.test", "/2", "x"))
    assert (asked.outcome, asked.permanent, asked.reason, asked.attempts) == ("failed", False, "server_error", 1)
    assert "7200 s" in asked.message
    assert (next_one.outcome, next_one.permanent, next_one.reason) == ("failed", False, "host_resting")
    assert town.paths() == ["/1"]


def test_waits_double_from_try_to_try_with_some_chance_in_them(town: Any) -> None:
    town.settings |= {"attempts": 5, "first_backoff": 2.0}
    town.fetch_one(town.page("a.test", "/", status=500))
    waits = gaps(town)[1:]
    for wait, step in zip(waits, (2, 4, 8, 16), strict=True):
        assert step <= wait <= 2 * step
    assert any(wait % 1 for wait in waits)


def test_a_host_that_nobody_reaches_is_not_tried_anew_for_each_address(town: Any) -> None:
    town.names.answers["down.test"] = [["127.0.0.1"]]
    gone = "http://down.test:1/{}"
    first, *others = town.fetch(*(gone.format(n) for n in range(20)))
    assert (first.reason, first.attempts, first.permanent) == ("unreachable", 4, False)
    assert {(other.reason, other.permanent) for other in others} == {("host_resting", False)}


def test_a_host_that_was_left_alone_is_asked_again_afterwards(town: Any) -> None:
    async def ask() -> list[str | None]:
        async with town.fetcher() as fetcher:
            reasons = [(await fetcher.fetch("http://down.test:1/")).reason for _ in range(2)]
            await town.clock.sleep(301)
            return [*reasons, (await fetcher.fetch("http://down.test:1/")).reason]

    assert asyncio.run(ask()) == ["unreachable", "host_resting", "unreachable"]


def test_a_name_that_is_not_known_fails_for_now(town: Any) -> None:
    async def unknown(*_: Any) -> list[Any]:
        raise OSError("Name or service not known")

    town.names.resolve = unknown
    result = town.fetch_one("http://moved.test/")
    assert (result.reason, result.permanent, result.attempts) == ("host_unknown", False, 4)


def test_no_request_is_repeated_behind_our_back_where_a_kept_connection_breaks(town: Any) -> None:
    """An HTTP client that does so asks twice within a moment and makes every limit here untrue."""

    async def hang_up(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    fine = town.page("a.test", "/fine", "x")
    town.fetch(fine, town.plays("a.test", "/breaks", hang_up))
    assert len({visit.connection for visit in town.visits[:3]}) == 1, "the connection was not kept"
    assert town.paths() == ["/fine", *["/breaks"] * 4]
    assert min(gaps(town)) >= 1


def test_connections_to_a_host_are_kept_between_its_turns(town: Any) -> None:
    town.fetch(*(town.page("a.test", f"/{n}", "x" * 1000) for n in range(5)))
    assert len({visit.connection for visit in town.visits}) == 1
