"""Many addresses of many hosts at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable

from ingest.fetch.client import Fetcher
from ingest.fetch.failures import Failure
from ingest.fetch.records import FetchRequest, FetchResult
from ingest.fetch.web_addresses import parse_address


async def fetch_all(fetcher: Fetcher, requests: Iterable[FetchRequest | str]) -> AsyncGenerator[FetchResult]:
    """One result for each request, as they come; those of one host in the order in which they were given.

    Each host has a queue of its own, so that a slow one delays nobody else. Where results are taken slowly,
    new requests wait (`Gate`). Ends what is under way when the caller stops early (`aclose`).
    """
    queues: dict[str, list[FetchRequest]] = {}
    for request in requests:
        asked = FetchRequest(request) if isinstance(request, str) else request
        queues.setdefault(_host(asked), []).append(asked)
    results: asyncio.Queue[FetchResult] = asyncio.Queue()
    workers = [asyncio.create_task(_work(fetcher, queue, results)) for queue in queues.values()]
    try:
        for _ in range(sum(map(len, queues.values()))):
            result = await results.get()
            fetcher.gate.result_taken()
            yield result
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        fetcher.gate.result_taken(results.qsize())


async def _work(fetcher: Fetcher, queue: list[FetchRequest], results: asyncio.Queue[FetchResult]) -> None:
    for request in queue:
        result = await fetcher.fetch(request)
        fetcher.gate.result_arrived()
        results.put_nowait(result)


def _host(request: FetchRequest) -> str:
    try:
        return parse_address(request.address).host or ""
    except Failure:
        return ""
