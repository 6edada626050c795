"""One request at a time to a host, and a pause after each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from ingest.fetch.clock import Clock
from ingest.fetch.failures import Failure
from ingest.fetch.settings import FetchSettings


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    closed_until: float = 0.0
    pause: float = 0.0


class HostTurns:
    """Gives out turns to ask a host, a host being a name whatever the scheme and port.

    The pause is counted from the end of one exchange to the start of the next. Counted from start to start, a
    first request that is slow to connect would be followed too soon: sites count what arrives.
    """

    def __init__(self, settings: FetchSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits until `host` may be asked. Raises Failure (`host_resting`) where that is too far away."""
        state = self._host(host)
        async with state.lock:
            await self._wait(host, state)
            try:
                yield
            finally:
                pause = max(state.pause, self._settings.seconds_between_requests)
                state.free_at = self._clock.monotonic() + pause

    def leave_alone(self, host: str, seconds: float) -> None:
        """Nobody asks `host` for so many seconds."""
        state = self._host(host)
        state.closed_until = max(state.closed_until, self._clock.monotonic() + seconds)

    def slow_down(self, host: str, pause: float) -> None:
        """Keeps `pause` seconds between requests to `host` (its Crawl-delay), if that is longer than ours."""
        self._host(host).pause = min(pause, self._settings.longest_wait)

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host())

    async def _wait(self, host: str, state: _Host) -> None:
        while (wait := max(state.free_at, state.closed_until) - self._clock.monotonic()) > 0:
            if wait > self._settings.longest_wait:
                why = f"{host} is left alone for another {wait:.0f} s"
                raise Failure("host_resting", why, retry_after=wait)
            await self._clock.sleep(wait)
