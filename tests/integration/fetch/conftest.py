"""A town of web sites of our own: a real HTTP server on loopback that plays hosts, and time that we turn ourselves."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from ingest.fetch.client import Fetcher
from ingest.fetch.records import FetchRequest, FetchResult
from ingest.fetch.settings import FetchSettings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class VirtualClock:
    """Nobody waits: a sleep turns the clock."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.sleeps: list[float] = []

    def now(self) -> datetime:
        return datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        until = self.seconds + seconds
        self.sleeps.append(seconds)
        await asyncio.sleep(0)
        self.seconds = max(self.seconds, until)


@dataclass(frozen=True)
class Visit:
    """One request as the server saw it."""

    host: str
    path: str
    at: float
    really_at: float
    headers: dict[str, str]
    connection: int


class Names(AbstractResolver):
    """Every name is 127.0.0.1 but those in `answers`, whose lists are used up to their last entry."""

    def __init__(self) -> None:
        self.answers: dict[str, list[list[str]]] = {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        answers = self.answers.get(host, [["127.0.0.1"]])
        ips = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=ip,
                port=port,
                family=socket.AF_INET6 if ":" in ip else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for ip in ips
        ]

    async def close(self) -> None:
        return None


@dataclass
class Town:
    """Hosts with pages; `fetch` asks them as the project does."""

    port: int = 0
    clock: VirtualClock = field(default_factory=VirtualClock)
    names: Names = field(default_factory=Names)
    pages: dict[tuple[str, str], Handler] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    real_time: bool = False
    robots_file: Path | None = None
    """Where fetchers, one after the other, keep what robots.txt said."""

    def url(self, host: str, path: str = "/", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def page(self, host: str, path: str, body: bytes | str = b"", *, status: int = 200, **headers: str) -> str:
        """A page that always answers the same. Header names with `_` for `-`. Returns its address."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(body=data, status=status, headers=named)

        return self.plays(host, path, answer)

    def plays(self, host: str, path: str, *handlers: Handler) -> str:
        """A page whose n-th request is answered by the n-th handler, the last one going on. Returns its address."""
        left = list(handlers)

        async def answer(request: web.Request) -> web.StreamResponse:
            return await (left.pop(0) if len(left) > 1 else left[0])(request)

        self.pages[host, path] = answer
        return self.url(host, path)

    def paths(self, host: str | None = None) -> list[str]:
        """What was asked, in order, without robots.txt."""
        return [v.path for v in self.visits if v.path != "/robots.txt" and host in (None, v.host)]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        host = request.host.partition(":")[0]
        self.visits.append(
            Visit(
                host,
                request.raw_path,
                self.clock.seconds,
                time.monotonic(),
                dict(request.headers),
                id(request.transport),
            )
        )
        handler = self.pages.get((host, request.path))
        return await handler(request) if handler else web.Response(status=404)

    @asynccontextmanager
    async def fetcher(self) -> AsyncIterator[Fetcher]:
        settings = FetchSettings(**({"allow_loopback": True} | self.settings))
        clock = None if self.real_time else self.clock
        async with Fetcher(settings, clock=clock, resolver=self.names) as fetcher:
            if self.robots_file:
                fetcher.keep_robots_in(self.robots_file)
            yield fetcher

    def fetch(self, *requests: FetchRequest | str) -> list[FetchResult]:
        """Asks one after the other, with one fetcher."""

        async def ask() -> list[FetchResult]:
            async with self.fetcher() as fetcher:
                return [await fetcher.fetch(request) for request in requests]

        return asyncio.run(ask())

    def fetch_one(self, request: FetchRequest | str) -> FetchResult:
        return self.fetch(request)[0]


@pytest.fixture
def town() -> Iterator[Town]:
    """Sites over http."""
    with_town = Town()
    stop = serve(with_town)
    yield with_town
    stop()


@pytest.fixture
def serve_town() -> Iterator[Callable[[Town, ssl.SSLContext | None], None]]:
    """Serves a further town, with TLS if a context is given."""
    stops: list[Callable[[], None]] = []
    yield lambda further, tls: stops.append(serve(further, tls))
    for stop in stops:
        stop()


def serve(town: Town, tls: ssl.SSLContext | None = None) -> Callable[[], None]:
    """Serves `town` from a thread of its own; returns what stops it."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", town.answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
        town.port = runner.addresses[0][1]
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        ready.set()
        loop.run_forever()
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(5), "the server does not start"

    def stop() -> None:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)

    return stop
