"""Governments of our own: a real HTTP server on loopback that plays their sites, and time that we turn ourselves."""

from __future__ import annotations

import asyncio
import hashlib
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from ingest.archive import Archive
from ingest.fetch.client import Fetcher
from ingest.fetch.settings import FetchSettings
from ingest.listings.log import ListingLog
from ingest.live import Collected, Selection, collect
from ingest.publishers import sites as official
from ingest.publishers.catalogue import KnownAddress, Publisher
from ingest.publishers.regions import load_regions


class VirtualClock:
    """Nobody waits: a sleep turns the clock."""

    def __init__(self) -> None:
        self.time = datetime(2026, 9, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()

    def turn(self, **by: float) -> None:
        self.time += timedelta(**by)

    async def sleep(self, seconds: float) -> None:
        until = self.time + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        self.time = max(self.time, until)


@dataclass
class Sites(AbstractResolver):
    """Pages by host and path. Every answer has an ETag, and what a request knows already is not sent again."""

    clock: VirtualClock = field(default_factory=VirtualClock)
    port: int = 0
    pages: dict[tuple[str, str], bytes] = field(default_factory=dict)
    down: set[str] = field(default_factory=set)
    """Hosts whose name has no address at the moment."""
    headers: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """What a page says beside its ETag."""
    plays: dict[tuple[str, str], Callable[[web.Request], Awaitable[web.StreamResponse]]] = field(default_factory=dict)
    """Pages that answer as they like."""
    broken: set[str] = field(default_factory=set)
    """Paths that answer 503."""
    visits: list[tuple[str, str, int, datetime]] = field(default_factory=list)
    """Host, path, status, time."""

    def url(self, host: str, path: str) -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, host: str, path: str, body: bytes | str) -> str:
        """Shows a page; returns its address."""
        self.pages[host, path] = body.encode() if isinstance(body, str) else body
        return self.url(host, path)

    def put_listing(self, host: str, path: str, links: dict[str, str], next_page: str | None = None) -> str:
        """Shows a listing: title → path of the report; returns its address."""
        rows = "".join(f'<li><a href="{to}">{title}</a><span>2025-03-20</span></li>' for title, to in links.items())
        on = f'<a href="{next_page}">下一页</a>' if next_page else ""
        menu = '<a href="/">首页</a><a href="/xw/">新闻</a>'
        return self.put(host, path, f'<html><meta charset="utf-8"><body>{menu}<ul>{rows}</ul>{on}</body></html>')

    def paths(self, host: str) -> list[str]:
        """What was asked of a host, without robots.txt."""
        return [path for asked, path, _, _ in self.visits if asked == host and path != "/robots.txt"]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        host = request.host.partition(":")[0]
        played = self.plays.get((host, request.path))
        if played:
            self.visits.append((host, request.path, 0, self.clock.now()))
            return await played(request)
        body = self.pages.get((host, request.path))
        tag = hashlib.sha256(body or b"").hexdigest()[:12]
        status = 404 if body is None else 503 if request.path in self.broken else 200
        if status == 200 and request.headers.get("If-None-Match") == f'"{tag}"':
            status = 304
        self.visits.append((host, request.path, status, self.clock.now()))
        headers = {"ETag": f'"{tag}"'} | self.headers.get((host, request.path), {}) if status in (200, 304) else {}
        return web.Response(body=body if status == 200 else b"", status=status, headers=headers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if host in self.down:
            raise OSError(f"{host} is not known")
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET, proto=0, flags=socket.AI_NUMERICHOST
            )
        ]

    async def close(self) -> None:
        return None


@dataclass
class Bureau:
    """Whoever collects: an archive, a log, publishers, and the clock of the sites."""

    sites: Sites
    root: Path
    publishers: list[Publisher] = field(default_factory=list)
    known: list[KnownAddress] = field(default_factory=list)
    home_pages: dict[str, str] = field(default_factory=dict)
    """By region code; without any, no listing is searched for."""
    doubt: str = ""
    """What speaks against these being the governments' own."""

    @property
    def archive(self) -> Archive:
        return Archive(self.root)

    @property
    def log(self) -> ListingLog:
        return ListingLog(self.root)

    def collect(self, selection: Selection | None = None) -> Collected:
        """One live refresh with what is on disk, as a new process would begin it."""

        async def run() -> Collected:
            clock = self.sites.clock
            known_sites = [official.Site(region, address, self.doubt) for region, address in self.home_pages.items()]
            async with Fetcher(FetchSettings(allow_loopback=True), clock=clock, resolver=self.sites) as fetcher:
                return await collect(
                    *(self.archive, self.log, self.publishers, self.known, fetcher, clock.now(), selection),
                    sites=official.Sites(known_sites, load_regions()) if known_sites else None,
                )

        return asyncio.run(run())


@pytest.fixture
def sites() -> Iterator[Sites]:
    """The sites, served from a thread of their own."""
    served = Sites()
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", served.answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        served.port = runner.addresses[0][1]
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(5), "the server does not start"
    yield served
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)


@pytest.fixture
def bureau(sites: Sites, tmp_path: Path) -> Bureau:
    return Bureau(sites, tmp_path / "archive")
