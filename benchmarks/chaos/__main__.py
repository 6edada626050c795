"""`python -m benchmarks.chaos [--kills N] [--disks N] [--write]`: disturbs refreshes and prints what came of it."""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import duckdb

from benchmarks.chaos.damages import DAMAGES
from warehouse.settings import process_environment
from warehouse.workspace import PROJECT, SAMPLES

PAGE = PROJECT / "docs" / "reliability.md"
EARLIER, LATER = "202[12]", "2023"
"""Years of the samples that are there from the first refresh on, and that come with the second."""
_PATIENCE = 900.0
"""Seconds until a run that does not end is a failed case."""
_COMMANDS = {
    False: [sys.executable, "-m", "benchmarks.chaos.one_refresh"],
    True: [str(Path(sys.executable).with_name("fazhi")), "refresh", "--reports"],
}
_HEAD = "| disturbed by | cases | equal in the end | told with a remedy | neither |\n|---|--:|--:|--:|--:|"


class Folders:
    """Data folders before and after an undisturbed second refresh, and what is disturbed."""

    def __init__(self, root: Path, *, whole: bool) -> None:
        self.root, self.whole = root, whole
        self.before, self.copy = root / "before", root / "copy"
        self.reports = root / "reports"
        self.reports.mkdir()
        for refresh, years in ((True, EARLIER), (False, LATER)):
            for path in SAMPLES.glob(f"*-{years}.*"):
                shutil.copy(path, self.reports)
            assert not refresh or self.run(self.before).returncode == 0
        shutil.copytree(self.before, root / "after", symlinks=True)
        begun = time.monotonic()
        assert self.run(root / "after").returncode == 0
        self.seconds = time.monotonic() - begun
        self.expected = tables(root / "after")

    def anew(self, *, first: bool = False) -> Path:
        """A data folder for one case: empty, or after the first refresh."""
        shutil.rmtree(self.copy, ignore_errors=True)
        if first:
            self.copy.mkdir()
        else:
            shutil.copytree(self.before, self.copy, symlinks=True)
        return self.copy

    def start(self, data: Path, limit: int | None = None) -> subprocess.Popen[str]:
        """A refresh in a process group of its own; `limit` is the largest file that it may write, in bytes."""
        process = subprocess.Popen(
            [*_COMMANDS[self.whole], str(self.reports)],
            env=process_environment(FAZHI_DATA=data, FAZHI_LANG="en"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        if limit is not None:
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (limit, limit))  # while it imports
        return process

    def run(self, data: Path, limit: int | None = None) -> subprocess.CompletedProcess[str]:
        """A refresh to its end."""
        process = self.start(data, limit)
        _, told = process.communicate(timeout=_PATIENCE)
        return subprocess.CompletedProcess(process.args, process.returncode, "", told)

    def outcome(self, data: Path) -> str:
        """What the next refresh, undisturbed, makes of a folder: `equal`, `told`, or what is wrong."""
        done = self.run(data)
        if done.returncode:
            is_told = "Traceback" not in done.stderr and any(word in done.stderr for word in ("try again", "`fazhi"))
            return "told" if is_told else f"no remedy: {done.stderr.strip()[-200:]}"
        return "equal" if tables(data) == self.expected else "other tables"


def tables(data: Path) -> dict[str, tuple[int, str]]:
    """Rows and a hash of each published table, without columns that say when."""
    with duckdb.connect((data / "fazhi.duckdb").resolve(), read_only=True) as con:
        names = con.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        told = "select columns(c -> not contains(c, '_at')) from {}"
        query = f"select count(*), sum(hash(t)::hugeint)::varchar from ({told}) as t"
        return {name: con.execute(query.format(name)).fetchall()[0] for (name,) in names}


def readable(data: Path) -> bool:
    """Whether readers have a whole version, or none was ever published."""
    return not (data / "fazhi.duckdb").is_symlink() or bool(tables(data))


def kills(folders: Folders, count: int, chance: random.Random) -> Iterator[str]:
    """SIGKILL at any moment of first and later refreshes: of the group, the process alone, or a child of it."""
    for number in range(count):
        data = folders.anew(first=number % 2 == 0)
        process = folders.start(data)
        time.sleep(chance.uniform(0, 1.2 * folders.seconds))
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        with suppress(OSError):  # it has ended already
            child = [int(pid) for pid in children.read_text().split()]
            if number % 3 == 0:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                os.kill(chance.choice(child) if number % 3 == 1 and child else process.pid, signal.SIGKILL)
        process.communicate(timeout=_PATIENCE)
        yield folders.outcome(data) if readable(data) else "no whole version"


def disks(folders: Folders, count: int, _: random.Random) -> Iterator[str]:
    """No file may grow beyond a limit: every write fails there as on a full disk; the published file stays whole."""
    largest = (folders.root / "after" / "fazhi.duckdb").stat().st_size
    for number in range(count):
        data = folders.anew()
        before = tables(data)
        done = folders.run(data, limit=int(largest * number / count))
        if done.returncode and tables(data) != before:
            yield "the published version changed"
        elif done.returncode and "Make room" not in done.stderr:
            yield f"no remedy: {done.stderr.strip()[-200:]}"
        else:
            yield folders.outcome(data)


def corruptions(folders: Folders, count: int, _: random.Random) -> Iterator[str]:
    """Each kind of damage once."""
    for damage in list(DAMAGES.values())[:count]:
        data = folders.anew()
        damage(data)
        yield folders.outcome(data)


def others(folders: Folders, count: int, _: random.Random) -> Iterator[str]:
    """Two refreshes at once, a clock that was set back, a folder that vanishes under a refresh."""
    data = folders.anew()
    both = [folders.start(data) for _ in range(2)]
    ended = [process.communicate(timeout=_PATIENCE) and process.returncode for process in both]
    yield folders.outcome(data) if ended == [0, 0] else f"ended with {ended}"
    data = folders.anew()
    log = data / "archive" / "fetches.jsonl"
    log.write_text(log.read_text(encoding="utf-8").replace('"fetched_at": "20', '"fetched_at": "29'), encoding="utf-8")
    yield folders.outcome(data)
    data = folders.anew()
    process = folders.start(data)
    time.sleep(folders.seconds / 2)
    data.rename(folders.root / "moved")
    process.communicate(timeout=_PATIENCE)
    shutil.rmtree(folders.root / "moved")
    yield folders.outcome(folders.anew())


def main() -> int:
    """Prints a line a kind of case; exit code 1 where one ended otherwise than it may."""
    given = argparse.ArgumentParser(prog="benchmarks.chaos")
    for name, usual in (("--kills", 200), ("--disks", 50), ("--corruptions", len(DAMAGES)), ("--seed", 1)):
        given.add_argument(name, type=int, default=usual)
    given.add_argument("--whole", action="store_true", help="disturb `fazhi refresh` itself")
    given.add_argument("--write", action="store_true", help=f"into {PAGE.name}")
    asked = given.parse_args()
    cases: dict[Callable[..., Iterator[str]], int] = {kills: asked.kills, disks: asked.disks}
    cases |= {corruptions: asked.corruptions, others: 3}
    lines, good = [_HEAD], True
    with tempfile.TemporaryDirectory(prefix="fazhi-chaos-") as root:
        folders = Folders(Path(root), whole=asked.whole)
        for kind, count in cases.items():
            found = Counter(kind(folders, count, random.Random(asked.seed)))
            neither = {outcome: number for outcome, number in found.items() if outcome not in ("equal", "told")}
            good = good and not neither
            name = (kind.__doc__ or "").splitlines()[0].rstrip(".")
            lines.append(f"| {name} | {found.total()} | {found['equal']} | {found['told']} | {sum(neither.values())} |")
            print(lines[-1], *neither.items(), sep="\n", flush=True)
    if asked.write:
        name = "whole" if asked.whole else "small"
        block = re.compile(f"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        page = block.sub(lambda found: found[1] + "\n".join([*lines, ""]) + found[2], PAGE.read_text(encoding="utf-8"))
        PAGE.write_text(page, encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
