"""One `fazhi refresh --reports`, with what each of its stages costs.

`python -m benchmarks.refresh_stages FOLDER` prints what the command prints, and as its last line JSON: CPU seconds by
stage, of this process and those that it started, and the peak memory of the largest of them in MB. The exit code is
the command's.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from pathlib import Path

from warehouse import progress

START_UP = "start-up"


class Stages:
    """CPU seconds by stage, as a refresh tells its stages."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage, self._since = START_UP, 0.0

    def hear(self, stage: str, _done: int = 0, _total: int | None = None) -> None:
        """What `warehouse.progress` tells: `stage` runs from now on."""
        if stage != self._stage:
            self.end()
            self._stage = stage

    def end(self) -> None:
        """Counts the stage that is running up to now."""
        now = _cpu_seconds()
        self.seconds[self._stage] = round(self.seconds.get(self._stage, 0.0) + now - self._since, 2)
        self._since = now


def _cpu_seconds() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _peak_mb() -> int:
    """Of the largest process, by the kernel's own count: what `getrusage` says of oneself begins with the size of the
    process that started one.
    """
    told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())  # `VmHWM:   835724 kB`
    assert told is not None
    return max(int(told[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024


def main(reports: str) -> int:
    """Refreshes and prints."""
    from cli.refresh import run

    stages = Stages()
    with progress.listening(stages.hear):
        code = run([reports], full=False, debug=False)
    stages.end()
    print(json.dumps({"stages": stages.seconds, "peak_mb": _peak_mb()}))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
