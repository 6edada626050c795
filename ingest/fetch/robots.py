"""robots.txt (RFC 9309): asked for once per site and day, and obeyed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from protego import Protego
from yarl import URL

from ingest.fetch.clock import Clock
from ingest.fetch.failures import Failure
from ingest.fetch.politeness import HostTurns
from ingest.fetch.settings import PRODUCT, FetchSettings

LARGEST_ROBOTS = 512 * 1024
"""Bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB at least."""
_NOT_THERE = frozenset({"redirect_loop", "too_many_redirects", "bad_redirect", "unexpected_status"})
"""Failures that mean that there are no rules, like a 404 (RFC 9309, 2.3.1)."""

Get = Callable[[URL, bool], Awaitable[bytes]]
"""Gets the body of an address (and whether to verify TLS), or raises Failure."""


@dataclass(slots=True)
class _Site:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Protego | None = None
    read_at: float = 0.0


class Robots:
    """The rules of every site that was asked, a site being scheme, host and port."""

    def __init__(self, get: Get, settings: FetchSettings, turns: HostTurns, clock: Clock) -> None:
        self._get = get
        self._settings = settings
        self._turns = turns
        self._clock = clock
        self._sites: dict[URL, _Site] = {}

    async def check(self, url: URL, verify_tls: bool) -> None:
        """Returns where `url` may be fetched. Raises Failure: `robots`, or why the rules could not be read."""
        site = self._sites.setdefault(url.origin(), _Site())
        async with site.lock:
            if site.rules is None or self._clock.monotonic() - site.read_at > self._settings.robots_kept:
                site.rules = await self._read(url.origin() / "robots.txt", verify_tls)
                site.read_at = self._clock.monotonic()
                self._turns.slow_down(url.host or "", site.rules.crawl_delay(PRODUCT) or 0.0)
        if not site.rules.can_fetch(str(url), PRODUCT):
            raise Failure("robots", f"the robots.txt of {url.host} forbids it")

    async def _read(self, url: URL, verify_tls: bool) -> Protego:
        try:
            data = await self._get(url, verify_tls)
        except Failure as failure:
            if not _means_no_rules(failure):
                raise _unreachable(failure) from failure
            data = b""
        return Protego.parse(data.decode("utf-8-sig", "replace"))


def _means_no_rules(failure: Failure) -> bool:
    status = failure.status or 0
    refused = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    return failure.reason.reason in _NOT_THERE or (refused and failure.reason.permanent)


def _unreachable(failure: Failure) -> Failure:
    """What would fail for the page likewise is said as it is; the rest is about robots.txt alone."""
    if failure.reason.permanent or failure.reason.host_wide or failure.reason.reason == "host_resting":
        return failure
    return Failure(
        "robots_unreachable",
        f"for robots.txt {failure.why}",
        status=failure.status,
        retry_after=failure.retry_after,
    )
