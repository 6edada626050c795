"""Limits on the CPU time and the memory of a piece of work that leaves its process running."""

from __future__ import annotations

import resource
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOST_CPU_SECONDS = 15.0
"""For one document, its reader aside, which has limits of its own. The longest reports take one."""
MOST_MEMORY = 10**9
"""Bytes in memory for one document, beyond what its process has already."""
_LOOK = 0.1
"""Seconds of CPU time between two looks at what the process holds."""


class TooMuchWork(Exception):
    """The work took more CPU time, or more memory, than it may; other processes on a busy machine do not count."""

    def __init__(self, seconds: float = 0, memory: int = 0) -> None:
        """One of the two limits, in seconds or bytes, that was passed."""
        super().__init__(f"more than {seconds:g} s of CPU time" if seconds else f"more than {memory:,} bytes of memory")
        self.seconds = seconds
        self.memory = memory


@contextmanager
def work_limit(seconds: float | None = None, memory: int | None = None) -> Iterator[None]:
    """Raises TooMuchWork within it once this process has spent that much CPU time, or holds that much more memory.

    Seconds are MOST_CPU_SECONDS and bytes MOST_MEMORY where none are given. Within another limit, the outer one holds.
    Memory is looked at again and again and not limited by the system, because libraries that are not written in Python
    end the whole process where they get none. Signals reach the main thread alone: where the work is done in another
    one, such as a worker of a Dask cluster that has threads, nothing is limited. Nor is memory where the system does
    not tell how much a process holds (macOS).
    """
    if signal.getitimer(signal.ITIMER_PROF)[0] or threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = MOST_CPU_SECONDS if seconds is None else seconds
    memory = MOST_MEMORY if memory is None else memory
    begun, held = time.process_time(), _held()

    def look(*_: object) -> None:
        late = time.process_time() - begun >= seconds
        if late or _held() - held > memory:
            signal.setitimer(signal.ITIMER_PROF, 0)  # once: what is raised is not interrupted on its way
            raise TooMuchWork(seconds=seconds) if late else TooMuchWork(memory=memory)

    before = signal.signal(signal.SIGPROF, look)
    every = min(seconds, _LOOK)
    signal.setitimer(signal.ITIMER_PROF, every, every)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _held() -> int:
    """Bytes of this process that are in memory; 0 where the system does not tell."""
    try:
        # 51234 8012 …: pages of the whole address space, and of what is in memory.
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        return 0
