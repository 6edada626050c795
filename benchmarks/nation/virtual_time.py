"""An event loop whose time jumps to the next timer: months pass in minutes, and every wait has its length."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any


class Time:
    """Seconds since `start`, shared by all loops; a clock as the fetcher wants one."""

    def __init__(self, start: datetime) -> None:
        self.start, self.seconds = start, 0.0

    def now(self) -> datetime:
        """The time of day, UTC."""
        return self.start.astimezone(UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        """Seconds since the start."""
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        """Returns when so many of its seconds have passed."""
        await asyncio.sleep(seconds)

    def pass_until(self, moment: datetime) -> None:
        """Lets the time until `moment` pass, where that lies ahead."""
        self.seconds = max(self.seconds, (moment - self.start).total_seconds())


class _Jumping(selectors.DefaultSelector):
    def __init__(self, time: Time) -> None:
        super().__init__()
        self._time = time

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout:
            self._time.seconds += timeout
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """Nothing but timers and what is ready at once runs in it; work for threads is done where it is given."""

    def __init__(self, time: Time) -> None:
        self._virtual = time
        super().__init__(_Jumping(time))
        self._clock_resolution = 1e-6
        """After a year in seconds, a smaller step would be lost in rounding, and the next timer never reached."""

    def time(self) -> float:
        """The shared time."""
        return self._virtual.seconds

    def run_in_executor(  # type: ignore[override]
        self, executor: object, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """The result of `func`, without a thread: threads would make each run another one."""
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future


class Policy(asyncio.DefaultEventLoopPolicy):
    """Every new loop of this process has the shared time."""

    def __init__(self, time: Time) -> None:
        super().__init__()
        self._time = time

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        """A loop with the shared time."""
        return VirtualLoop(self._time)
