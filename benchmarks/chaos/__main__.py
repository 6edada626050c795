"""`python -m benchmarks.chaos [--kills N] [--disks N] [--write]`: disturbs refreshes and prints what came of it."""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue

from benchmarks.chaos import cases
from benchmarks.chaos.damages import DAMAGES
from benchmarks.chaos.folders import Folders, Lane
from warehouse.workspace import PROJECT

PAGE = PROJECT / "docs" / "reliability.md"
_HEAD = "| disturbed by | cases | equal in the end | told with a remedy | neither |\n|---|--:|--:|--:|--:|"
_USUAL = {
    "kills": 200,
    "disks": 50,
    "corruptions": len(DAMAGES),
    "clocks": len(cases.CLOCKS),
    "read_only": 2,
    "vanished": 2 * len(cases.PARTS),
    "together": 5,
}
"""Functions of `cases` → how many cases each disturbs."""
Case = Callable[[Lane, int, int, random.Random], str]
"""A lane, the number of the case, how many there are, and chance → `equal`, `told`, or what is wrong."""
_APART = ["unshare", "--map-root-user", "--mount"]
"""Starts a command with mounts of its own, which end with it; no right of root is needed where the kernel allows it."""


def _all_cases(kind: Case, count: int, lanes: SimpleQueue[Lane], seed: int) -> Iterator[str]:
    """The outcomes of all cases of one kind, as many at a time as there are lanes."""

    def one(number: int) -> str:
        lane = lanes.get()
        try:
            return kind(lane, number, count, random.Random(f"{seed} {kind.__name__} {number}"))
        except Exception as error:  # of the case, not of the refresh: told like any other, and the next cases run
            return f"{type(error).__name__}: {error}"
        finally:
            lanes.put(lane)

    with ThreadPoolExecutor(count or 1) as pool:
        running = {pool.submit(one, number): number for number in range(count)}
        for case in as_completed(running):
            print(f"{kind.__name__} {running[case]}: {case.result()}", file=sys.stderr, flush=True)
            yield case.result()


def _asked() -> argparse.Namespace:
    given = argparse.ArgumentParser(prog="benchmarks.chaos")
    for name, usual in _USUAL.items():
        given.add_argument(f"--{name.replace('_', '-')}", type=int, default=usual, help=f"cases, {usual} if not given")
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--lanes", type=int, default=os.cpu_count(), help="cases at a time")
    given.add_argument("--whole", action="store_true", help="disturb `fazhi refresh` itself")
    given.add_argument("--write", action="store_true", help=f"into {PAGE.name}")
    given.add_argument("--mounted", action="store_true", help=argparse.SUPPRESS)
    return given.parse_args()


def _may_mount() -> bool:
    """Whether a file system in memory may be mounted here."""
    if not shutil.which("unshare"):
        return False
    with tempfile.TemporaryDirectory() as folder:
        command = [*_APART, "mount", "-t", "tmpfs", "none", folder]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def main() -> int:
    """Prints a line a kind of case; exit code 1 where one ended otherwise than it may."""
    asked = _asked()
    if not asked.mounted and _may_mount():
        os.execvp(_APART[0], [*_APART, sys.executable, "-m", "benchmarks.chaos", *sys.argv[1:], "--mounted"])
    print(_HEAD, flush=True)
    lines, good = [_HEAD], True
    with tempfile.TemporaryDirectory(prefix="fazhi-chaos-", ignore_cleanup_errors=True) as root:
        folders = Folders(Path(root), whole=asked.whole)
        lanes: SimpleQueue[Lane] = SimpleQueue()
        for number in range(asked.lanes):
            lanes.put(Lane(folders, Path(root) / f"lane-{number}", mounted=asked.mounted))
        for name in _USUAL:
            kind: Case = getattr(cases, name)
            count = 0 if name == "read_only" and not asked.mounted and os.geteuid() == 0 else getattr(asked, name)
            found = Counter(_all_cases(kind, count, lanes, asked.seed))
            neither = {outcome: number for outcome, number in found.items() if outcome not in ("equal", "told")}
            good = good and not neither
            told = (kind.__doc__ or "").splitlines()[0].rstrip(".")
            lines.append(f"| {told} | {found.total()} | {found['equal']} | {found['told']} | {sum(neither.values())} |")
            print(lines[-1], *neither.items(), sep="\n", flush=True)
    if asked.write:
        part = "whole" if asked.whole else "small"
        block = re.compile(f"(<!-- {part} -->\n).*?(<!-- end -->)", re.DOTALL)
        page = block.sub(lambda found: found[1] + "\n".join([*lines, ""]) + found[2], PAGE.read_text(encoding="utf-8"))
        PAGE.write_text(page, encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
