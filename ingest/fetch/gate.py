"""How much is under way at once, over all hosts."""

from __future__ import annotations

import asyncio
from collections import deque
from types import TracebackType


class Gate:
    """Lets `width` exchanges in at a time, and none while `width` or more results wait to be taken.

    So the memory is bounded by 2 × `width` bodies, however slowly results are taken and however many hosts
    there are. Who waits longest is let in first. Each place wakes one of those who wait: with thousands of hosts,
    waking all of them for each would take longer than the exchanges.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._inside = 0
        self._waiting_results = 0
        self._queue: deque[asyncio.Future[None]] = deque()

    async def __aenter__(self) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        self._let_in()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # let in, and ended before it could go on
                self._inside -= 1
                self._let_in()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._inside -= 1
        self._let_in()

    def result_arrived(self) -> None:
        """A result waits to be taken."""
        self._waiting_results += 1

    def result_taken(self, count: int = 1) -> None:
        """So many results wait no more."""
        self._waiting_results -= count
        self._let_in()

    def _let_in(self) -> None:
        while self._queue and self._inside < self._width and self._waiting_results < self._width:
            turn = self._queue.popleft()
            if not turn.done():
                self._inside += 1
                turn.set_result(None)
