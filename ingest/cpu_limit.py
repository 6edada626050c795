"""A limit on the CPU time of a piece of work that leaves its process running."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TooMuchWork(Exception):
    """The work took more CPU time than it may; other processes on a busy machine do not count."""


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Raises TooMuchWork within it once this process has spent that much CPU time.

    Signals reach the main thread alone: where the work is done in another one, such as a worker of a Dask cluster
    that has threads, nothing is limited.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TooMuchWork(f"more than {seconds:g} s of CPU time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
