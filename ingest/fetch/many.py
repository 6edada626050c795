"""Many addresses of many hosts at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing

from ingest.fetch.client import Fetcher
from ingest.fetch.failures import Failure
from ingest.fetch.records import FetchRequest, FetchResult
from ingest.fetch.web_addresses import parse_address

Then = Callable[[FetchRequest, FetchResult], Awaitable[FetchResult]]
"""What is done with a result before it counts as come. Never raises."""


async def fetch_all(fetcher: Fetcher, requests: Iterable[FetchRequest | str]) -> AsyncGenerator[FetchResult]:
    """One result for each request, as they come; those of one host in the order in which they were given.

    Ends what is under way when the caller stops early (`aclose`).
    """
    async with aclosing(fetch_lots(fetcher, requests, most=1)) as lots:
        async for lot in lots:
            yield lot[0]


async def fetch_lots(
    fetcher: Fetcher, requests: Iterable[FetchRequest | str], most: int | None = None, then: Then | None = None
) -> AsyncGenerator[list[FetchResult]]:
    """The same in lots: each has what has come since the one before, at least one result and at most `most`.

    `most` is by default how many requests may be under way at once. Each host has a queue of its own, so that a slow
    one delays nobody else. Where results are taken slowly, new requests wait (`Gate`). So whatever has to be fetched
    besides before a result is whole is fetched by `then`, before its turn: whoever takes the lots would wait for ever.
    """
    queues: dict[str, list[FetchRequest]] = {}
    for request in requests:
        asked = FetchRequest(request) if isinstance(request, str) else request
        queues.setdefault(_host(asked), []).append(asked)
    results: asyncio.Queue[FetchResult] = asyncio.Queue()
    workers = [asyncio.create_task(_work(fetcher, queue, results, then)) for queue in queues.values()]
    largest = most or fetcher.settings.concurrency
    left = sum(map(len, queues.values()))
    try:
        while left:
            lot = [await results.get()]
            while len(lot) < largest and not results.empty():
                lot.append(results.get_nowait())
            left -= len(lot)
            fetcher.gate.result_taken(len(lot))
            yield lot
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        fetcher.gate.result_taken(results.qsize())


async def _work(
    fetcher: Fetcher, queue: list[FetchRequest], results: asyncio.Queue[FetchResult], then: Then | None
) -> None:
    for request in queue:
        result = await fetcher.fetch(request)
        if then:
            result = await then(request, result)
        fetcher.gate.result_arrived()
        results.put_nowait(result)


def _host(request: FetchRequest) -> str:
    try:
        return parse_address(request.address).host or ""
    except Failure:
        return ""
