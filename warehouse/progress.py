"""What a running refresh tells the terminal; silent where nobody listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, int, int | None], None]

_listeners: list[Listener] = []


def report(step: str, done: int = 0, total: int | None = None) -> None:
    """Says that `step` has come to `done` of `total`."""
    for listener in _listeners:
        listener(step, done, total)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Sends all reports of this process to `listener` while the block runs."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
