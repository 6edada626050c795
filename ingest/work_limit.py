"""Limits on the CPU time and the memory of a piece of work that leaves its process running."""

from __future__ import annotations

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOST_CPU_SECONDS = 15.0
"""For one document, its reader aside, which has limits of its own. The longest reports take one."""
MOST_MEMORY = 10**9
"""Bytes of address space for one document, beyond what its process has already."""


class TooMuchWork(Exception):
    """The work took more CPU time, or more memory, than it may; other processes on a busy machine do not count."""

    def __init__(self, seconds: float = 0, memory: int = 0) -> None:
        """One of the two limits, in seconds or bytes, that was passed."""
        super().__init__(f"more than {seconds:g} s of CPU time" if seconds else f"more than {memory:,} bytes of memory")
        self.seconds = seconds
        self.memory = memory


@contextmanager
def work_limit(seconds: float | None = None, memory: int | None = None) -> Iterator[None]:
    """Raises TooMuchWork within it once this process has spent that much CPU time, or wants that much more memory.

    Seconds are MOST_CPU_SECONDS and bytes MOST_MEMORY where none are given. Within another limit, the outer one holds.
    Signals reach the main thread alone: where the work is done in another one, such as a worker of a Dask cluster
    that has threads, nothing is limited. Nor is memory where the system does not tell how much a process has (macOS).
    """
    if signal.getitimer(signal.ITIMER_PROF)[0] or threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = MOST_CPU_SECONDS if seconds is None else seconds
    memory = MOST_MEMORY if memory is None else memory

    def stop(*_: object) -> None:
        raise TooMuchWork(seconds=seconds)

    before, space = signal.signal(signal.SIGPROF, stop), resource.getrlimit(resource.RLIMIT_AS)
    _set_memory(memory, space)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except MemoryError as error:
        raise TooMuchWork(memory=memory) from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        resource.setrlimit(resource.RLIMIT_AS, space)


def _set_memory(more: int, space: tuple[int, int]) -> None:
    """Limits the address space to what the process has and so many bytes more, where that is less than its limit."""
    try:
        # 51234 8012 …: pages of the whole address space, and of what is in memory.
        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        return
    if space[0] == resource.RLIM_INFINITY or held + more < space[0]:
        resource.setrlimit(resource.RLIMIT_AS, (held + more, space[1]))
