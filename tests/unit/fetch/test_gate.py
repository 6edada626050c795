"""The gate: so many at a time, in the order in which they came, and no place is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from ingest.fetch.gate import Gate

pytestmark = pytest.mark.unit


def run(scene: Coroutine[Any, Any, None]) -> None:
    asyncio.run(scene)


async def settle() -> None:
    """Lets every task go on until it waits."""
    for _ in range(5):
        await asyncio.sleep(0)


class Crowd:
    """Tasks that go through a gate; each stays inside until it is told to leave."""

    def __init__(self, gate: Gate, count: int) -> None:
        self.inside: list[int] = []
        self.leave = [asyncio.Event() for _ in range(count)]
        self.tasks = [asyncio.create_task(self._pass(gate, number)) for number in range(count)]

    async def _pass(self, gate: Gate, number: int) -> None:
        async with gate:
            self.inside.append(number)
            await self.leave[number].wait()
            self.inside.remove(number)


def test_who_waits_longest_is_let_in_first_and_one_for_each_place() -> None:
    async def scene() -> None:
        crowd = Crowd(Gate(2), 5)
        await settle()
        assert crowd.inside == [0, 1]
        crowd.leave[1].set()
        await settle()
        assert crowd.inside == [0, 2]
        for event in crowd.leave:
            event.set()
        await asyncio.gather(*crowd.tasks)

    run(scene())


def test_nobody_is_let_in_while_results_wait_and_then_all_that_have_room() -> None:
    async def scene() -> None:
        gate = Gate(2)
        gate.result_arrived()
        gate.result_arrived()
        crowd = Crowd(gate, 3)
        await settle()
        assert crowd.inside == []
        gate.result_taken(2)
        await settle()
        assert crowd.inside == [0, 1]
        for event in crowd.leave:
            event.set()
        await asyncio.gather(*crowd.tasks)

    run(scene())


@pytest.mark.parametrize("when", ["waiting", "let in"])
def test_one_that_is_ended_gives_its_place_to_the_next(when: str) -> None:
    async def scene() -> None:
        crowd = Crowd(Gate(1), 3)
        await settle()
        if when == "let in":
            crowd.leave[0].set()
            await asyncio.sleep(0)  # the first leaves; the second has the place and has not gone on yet
        crowd.tasks[1].cancel()
        crowd.leave[0].set()
        await settle()
        assert crowd.inside == [2] and crowd.tasks[1].cancelled()
        crowd.leave[2].set()
        await crowd.tasks[2]

    run(scene())
