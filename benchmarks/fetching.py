"""How fast pages are fetched with the limits off, from a server of our own on loopback; and in how much memory.

2,000 pages of 60 kB from 50 hosts: fetched; asked for again when nothing has changed; fetched and taken into an
archive; and a whole live refresh when nothing has changed, of which the server's log has to tell one conditional
request for each address and nothing else. Times are printed and not judged: they depend on the machine, and here the
server has a share of it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from urllib.request import urlopen

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from benchmarks.score import REPOSITORY
from ingest.archive import Archive
from ingest.archive.reception import receive_all, validators_of
from ingest.fetch.client import Fetcher
from ingest.fetch.many import fetch_lots
from ingest.fetch.records import FetchRequest, Validators
from ingest.fetch.settings import FetchSettings
from ingest.listings.log import ListingLog
from ingest.live import Collected, collect
from ingest.loading.corpus import Corpus
from ingest.publishers.catalogue import KnownAddress, Publisher

PAGES, HOSTS, PAGE_BYTES = 2000, 50, 60_000
LIMITS_OFF = FetchSettings(seconds_between_requests=0.0, allow_loopback=True)


class _Loopback(AbstractResolver):
    """Every name is this machine."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET, proto=0, flags=0)]

    async def close(self) -> None:
        return None


async def serve() -> None:
    """Serves pages until it is ended; prints its port. `/log` tells what was asked since it was asked for last."""
    asked: Counter[str] = Counter()

    async def page(request: web.Request) -> web.Response:
        if request.path == "/log":
            told = json.dumps(asked)
            asked.clear()
            return web.Response(text=told)
        if request.path == "/robots.txt":
            asked["robots.txt"] += 1
            return web.Response(status=404)
        asked["conditional" if "If-None-Match" in request.headers else "unconditional"] += 1
        etag = f'"{request.path}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        body = request.path.encode().ljust(PAGE_BYTES, b"x")
        return web.Response(body=body, content_type="text/html", headers={"ETag": etag})

    app = web.Application()
    app.router.add_get("/{path:.*}", page)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


def addresses(port: int) -> Iterator[str]:
    """The pages, hosts in turn."""
    return (f"http://county-{n % HOSTS}.test:{port}/{n}.html" for n in range(PAGES))


async def fetch(requests: list[FetchRequest | str], archive: Archive | None = None) -> dict[str, int]:
    """How many results there were of each outcome."""
    outcomes: dict[str, int] = {}
    current = archive.current() if archive else {}
    async with Fetcher(LIMITS_OFF, resolver=_Loopback()) as fetcher:
        async for lot in fetch_lots(fetcher, requests):
            for result in lot:
                outcomes[result.outcome] = outcomes.get(result.outcome, 0) + 1
            if archive:
                await asyncio.to_thread(receive_all, archive, lot, current)
    return outcomes


def measure(name: str, requests: list[FetchRequest | str], archive: Archive | None = None) -> None:
    """Prints one row."""
    started = perf_counter()
    outcomes = asyncio.run(fetch(requests, archive))
    seconds = perf_counter() - started
    print_row(name, seconds, ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())))


def print_row(name: str, seconds: float, told: str) -> None:
    """One line of the table."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:<34}{seconds:>9.2f}{PAGES / seconds:>10.0f}{peak:>10.0f}  {told}")


def refresh(archive: Archive, port: int, days: int) -> Collected:
    """A live refresh of 50 publishers whose 2,000 addresses are known, so many days after the first one."""
    publishers = [Publisher(f"{n}", f"第{n}县", "500112", "county") for n in range(HOSTS)]
    known = [KnownAddress(address, f"{n % HOSTS}", 2023, None) for n, address in enumerate(addresses(port))]
    now = datetime.now(UTC) + timedelta(days=days)

    async def ask() -> Collected:
        async with Fetcher(LIMITS_OFF, resolver=_Loopback()) as fetcher:
            return await collect(archive, ListingLog(archive.root), publishers, known, fetcher, now)

    return asyncio.run(ask())


def measure_unchanged(archive: Archive, port: int) -> None:
    """Prints the row of a refresh without news. AssertionError where it cost more than it may."""
    before = Corpus.of(archive.fetches())
    log = f"http://127.0.0.1:{port}/log"
    urlopen(log).close()
    started = perf_counter()
    collected = refresh(archive, port, days=2)
    seconds = perf_counter() - started
    asked = json.load(urlopen(log))
    assert asked == {"conditional": PAGES, "robots.txt": HOSTS}, f"asked otherwise than once each: {asked}"
    assert (collected.unchanged, collected.asked) == (PAGES, PAGES), "not every address was found unchanged"
    after = Corpus.of(archive.fetches())
    assert after.items == before.items and after.fingerprint == before.fingerprint, "there would be something to read"
    print_row(
        "live refresh without news", seconds, f"{PAGES} conditional requests, {HOSTS} robots.txt, nothing to read"
    )


def run(port: int) -> None:
    """All rows, from the server at `port`."""
    pages: list[FetchRequest | str] = list(addresses(port))
    print(f"{PAGES:,} pages of {PAGE_BYTES:,} bytes from {HOSTS} hosts, limits off\n")
    print(f"{'':<34}{'seconds':>9}{'pages/s':>10}{'peak MB':>10}")
    measure("fetched", pages)
    measure("unchanged (304)", [FetchRequest(a, Validators(a, f'"/{a.rpartition("/")[2]}"')) for a in addresses(port)])
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        measure("fetched and archived", pages, archive)
        known = archive.current()
        measure("unchanged (304) and recorded", [FetchRequest(a, validators_of(known[a])) for a in known], archive)
        measure_unchanged(archive, port)


def main() -> None:
    """Starts the server in a process of its own, so that the memory is the fetcher's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    if parser.parse_args().serve:
        asyncio.run(serve())
        return
    command = [sys.executable, "-m", "benchmarks.fetching", "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as server:
        assert server.stdout is not None
        try:
            run(int(server.stdout.readline()))
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
