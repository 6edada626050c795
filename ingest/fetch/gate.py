"""How much is under way at once, over all hosts."""

from __future__ import annotations

import asyncio
from types import TracebackType


class Gate:
    """Lets `width` exchanges in at a time, and none while `width` or more results wait to be taken.

    So the memory is bounded by 2 × `width` bodies, however slowly results are taken and however many hosts
    there are.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._inside = 0
        self._waiting_results = 0
        self._room = asyncio.Event()
        self._room.set()

    async def __aenter__(self) -> None:
        while not self._room.is_set():
            await self._room.wait()
        self._inside += 1
        self._update()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._inside -= 1
        self._update()

    def result_arrived(self) -> None:
        """A result waits to be taken."""
        self._waiting_results += 1
        self._update()

    def result_taken(self, count: int = 1) -> None:
        """So many results wait no more."""
        self._waiting_results -= count
        self._update()

    def _update(self) -> None:
        if self._inside < self._width and self._waiting_results < self._width:
            self._room.set()
        else:
            self._room.clear()
