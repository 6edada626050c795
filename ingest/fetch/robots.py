"""robots.txt (RFC 9309): asked for once per site and day, and obeyed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

from protego import Protego
from yarl import URL

from ingest.fetch.clock import Clock
from ingest.fetch.failures import Failure
from ingest.fetch.politeness import HostTurns
from ingest.fetch.robots_kept import KeptRobots, RobotsFile, rules_in
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
    kept: KeptRobots | None = None
    rules: Protego = field(default_factory=lambda: Protego.parse(""))


class Robots:
    """The rules of every site that was asked, a site being scheme, host and port."""

    def __init__(self, get: Get, settings: FetchSettings, turns: HostTurns, clock: Clock) -> None:
        self._get = get
        self._settings = settings
        self._turns = turns
        self._clock = clock
        self._file = RobotsFile()
        self._sites: dict[URL, _Site] = {}

    def keep_in(self, path: Path) -> None:
        """Uses the answers of the last day that are in `path`, and keeps new ones there.

        Raises `OSError` where the file cannot be read or written.
        """
        self._file.keep_in(path, self._clock.now(), timedelta(seconds=self._settings.robots_kept))

    async def check(self, url: URL, verify_tls: bool) -> None:
        """Returns where `url` may be fetched. Raises Failure: `robots`, or why the rules could not be read."""
        site = self._sites.setdefault(url.origin(), _Site())
        async with site.lock:
            kept = self._file.get(str(url.origin()))
            if kept is None or self._left(kept) <= 0:
                kept = await self._read(url.origin(), verify_tls)
            if kept.closed is not None:
                why = f"the robots.txt of {url.host} could not be read a short time ago: {kept.closed}"
                raise Failure("robots_unreachable", why, retry_after=self._left(kept))
            if kept is not site.kept:
                site.kept, site.rules = kept, Protego.parse(kept.rules)
                self._turns.slow_down(url.host or "", site.rules.crawl_delay(PRODUCT) or 0.0)
        if not site.rules.can_fetch(str(url), PRODUCT):
            raise Failure("robots", f"the robots.txt of {url.host} forbids it")

    def close(self, url: URL, why: str) -> None:
        """Nothing of the site of `url` is asked for some time: all tries to read its robots.txt have failed."""
        kept = self._file.get(str(url.origin()))
        if kept is None or kept.closed is None or self._left(kept) <= 0:
            self._file.record(KeptRobots(str(url.origin()), self._now(), closed=why))

    def _left(self, kept: KeptRobots) -> float:
        """Seconds for which an answer is still used; 0 where it is from the future, for a clock was wrong."""
        age = kept.age(self._clock.now()).total_seconds()
        most = self._settings.robots_kept if kept.closed is None else self._settings.robots_closed
        return most - age if age >= 0 else 0.0

    async def _read(self, site: URL, verify_tls: bool) -> KeptRobots:
        try:
            data = await self._get(site / "robots.txt", verify_tls)
        except Failure as failure:
            if not _means_no_rules(failure):
                raise _unreachable(failure) from failure
            data = b""
        kept = KeptRobots(str(site), self._now(), rules_in(data))
        self._file.record(kept)
        return kept

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")


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
