"""Many addresses of many hosts."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from ingest.fetch.many import fetch_all, fetch_lots
from ingest.fetch.records import FetchRequest, FetchResult

pytestmark = pytest.mark.integration


def fetch_many(town: Any, addresses: list[str]) -> list[FetchResult]:
    async def ask() -> list[FetchResult]:
        async with town.fetcher() as fetcher:
            return [result async for result in fetch_all(fetcher, addresses)]

    return asyncio.run(asyncio.wait_for(ask(), 10))


def test_each_address_has_one_result_whatever_becomes_of_the_others(town: Any) -> None:
    fine = [town.page(f"{host}.test", f"/{n}", "x") for host in "abc" for n in range(4)]
    bad = [town.url("a.test", "/missing"), "http://10.0.0.1/", "no address", "http://down.test:1/"]
    results = fetch_many(town, [*fine, *bad])
    assert Counter(result.address for result in results) == Counter([*fine, *bad])
    assert {result.address for result in results if result.outcome == "ok"} == set(fine)


def test_a_fault_of_our_own_is_told_as_one_and_ends_no_other_fetch(town: Any) -> None:
    resolve = town.names.resolve

    async def faulty(host: str, *others: Any, **named: Any) -> Any:
        return await resolve(host, *others, **named) if host != "odd.test" else 1 / 0

    town.names.resolve = faulty
    results = {
        result.address: result for result in fetch_many(town, ["http://odd.test/", town.page("a.test", "/", "x")])
    }
    odd = results["http://odd.test/"]
    assert (odd.outcome, odd.reason, odd.permanent) == ("failed", "fault", False)
    assert "ZeroDivisionError" in (odd.message or "")
    assert results[town.url("a.test")].outcome == "ok"


def test_an_address_given_twice_has_two_results(town: Any) -> None:
    address = town.page("a.test", "/", "x")
    assert len(fetch_many(town, [address, address])) == 2


def test_no_addresses_no_results(town: Any) -> None:
    assert fetch_many(town, []) == []


def test_results_of_a_host_come_in_the_order_of_the_addresses(town: Any) -> None:
    addresses = [town.page("a.test", f"/{n}", "x") for n in (3, 1, 2)]
    assert [result.address for result in fetch_many(town, addresses)] == addresses


def test_a_host_that_does_not_answer_delays_no_other(town: Any) -> None:
    town.real_time = True
    town.settings |= {"seconds_between_requests": 0.0, "read_timeout": 0.5, "attempts": 1, "concurrency": 4}

    async def silent(_: web.Request) -> web.Response:
        await asyncio.sleep(2)
        return web.Response()

    slow = town.plays("slow.test", "/", silent)
    fine = [town.page("fine.test", f"/{n}", "x") for n in range(20)]
    results = fetch_many(town, [slow, *fine])
    assert [result.address for result in results] == [*fine, slow]


def test_no_more_requests_are_under_way_than_the_limit(town: Any) -> None:
    town.real_time = True
    town.settings |= {"seconds_between_requests": 0.0, "concurrency": 3}
    under_way, most = 0, 0

    async def counted(_: web.Request) -> web.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.02)
        under_way -= 1
        return web.Response(text="x")

    results = fetch_many(town, [town.plays(f"{n}.test", "/", counted) for n in range(12)])
    assert [result.outcome for result in results] == ["ok"] * 12
    assert most == 3


def test_while_results_are_not_taken_no_further_bodies_are_fetched(town: Any) -> None:
    town.real_time = True
    town.settings |= {"seconds_between_requests": 0.0, "concurrency": 2}
    addresses = [town.page(f"{n}.test", f"/{m}", "x" * 1000) for n in range(10) for m in range(3)]

    async def ask() -> tuple[int, int]:
        async with town.fetcher() as fetcher:
            results = fetch_all(fetcher, addresses)
            first = await anext(results)
            assert first.outcome == "ok"
            await asyncio.sleep(0.3)
            paused = len(town.paths())
            rest = [result async for result in results]
            return paused, 1 + len(rest)

    paused, count = asyncio.run(asyncio.wait_for(ask(), 10))
    assert paused <= 1 + 2 * 2
    assert count == len(addresses)


def test_stopping_early_ends_what_is_under_way_and_the_fetcher_goes_on(town: Any) -> None:
    town.settings["concurrency"] = 2
    addresses = [town.page(f"{n}.test", "/", "x") for n in range(20)]

    async def ask() -> list[str]:
        async with town.fetcher() as fetcher:
            results = fetch_all(fetcher, addresses)
            await anext(results)
            await results.aclose()
            await asyncio.sleep(0.5)  # what was already on its way arrives
            asked = len(town.visits)
            await asyncio.sleep(0.2)
            assert len(town.visits) == asked
            return [result.outcome async for result in fetch_all(fetcher, addresses)]

    assert asyncio.run(asyncio.wait_for(ask(), 10)) == ["ok"] * 20


def test_what_a_result_needs_besides_is_fetched_also_while_more_results_wait_than_the_limit(town: Any) -> None:
    """Whoever completes results as he takes them waits for the gate, which waits for him."""
    town.settings["concurrency"] = 2
    addresses = [town.page(f"host-{n}.test", "/a", b"first") for n in range(12)]
    for n in range(12):
        town.page(f"host-{n}.test", "/b", b"second")

    async def ask() -> list[bytes]:
        found: list[bytes] = []
        async with town.fetcher() as fetcher:

            async def then(request: FetchRequest, result: FetchResult) -> FetchResult:
                rest = await fetcher.fetch(request.address.replace("/a", "/b"))
                return replace(result, data=(result.data or b"") + (rest.data or b""))

            async with asyncio.timeout(20):
                async for lot in fetch_lots(fetcher, addresses, then=then):
                    await asyncio.sleep(0.01)
                    assert 1 <= len(lot) <= 2
                    found += [result.data or b"" for result in lot]
        return found

    assert asyncio.run(ask()) == [b"firstsecond"] * 12
