"""The kinds of disturbance: each yields what came of its cases, `equal`, `told`, or what is wrong."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from benchmarks.chaos.damages import DAMAGES
from benchmarks.chaos.folders import Folders, has_remedy, tables

CLOCKS = {"set back": ("20", "29"), "set forward": ("20", "19")}
"""What a clock did since the first refresh → the century of all records, and the one that they get instead."""
PARTS = ("", "archive", "extractions", "builds", "published")
"""What vanishes of a data folder; the first is all of it."""


def readable(data: Path) -> bool:
    """Whether readers have a whole version, or none was ever published."""
    return not (data / "fazhi.duckdb").is_symlink() or bool(tables(data))


def kills(folders: Folders, count: int, chance: random.Random) -> Iterator[str]:
    """SIGKILL at any moment of first and later refreshes: of the group, the process alone, or one that it started."""
    for number in range(count):
        first = number % 2 == 0
        data = folders.anew(first=first)
        # Every tenth refresh has several batches, which go to a pool of processes.
        running = folders.start(data, batch=2 if number % 10 > 7 else None)
        time.sleep(chance.uniform(0, 1.1 * folders.seconds[not first]))
        with suppress(ProcessLookupError):  # it has ended already
            below = running.below()
            if number % 3 == 0:
                os.killpg(running.pid, signal.SIGKILL)
            else:
                os.kill(chance.choice(below) if number % 3 == 1 and below else running.pid, signal.SIGKILL)
        running.end()
        yield folders.outcome(data) if readable(data) else "no whole version"


def disks(folders: Folders, count: int, _: random.Random) -> Iterator[str]:
    """A disk that is full at some point of a later refresh, from at once to just before its end."""
    used, needed = (_bytes(folder) for folder in (folders.before, folders.after))
    largest = (folders.after / "fazhi.duckdb").stat().st_size
    for number in range(count):
        data = folders.anew()
        limit = None
        if folders.mounted:
            folders.room(used + (needed - used) * number // count)
        else:
            limit = largest * number // count
        code, told = folders.start(data, limit=limit).end()
        if folders.mounted:
            folders.room(None)
        if code and tables(data) != folders.first:
            yield "the published version changed"
        elif code and "Make room" not in told:
            yield f"no remedy: {told.strip()[-300:]}"
        else:
            yield folders.outcome(data)


def _bytes(folder: Path) -> int:
    """What a folder takes of a disk of whole pages, in bytes."""
    page = 4096
    return sum(-(-path.lstat().st_size // page) * page for path in folder.rglob("*") if path.is_file())


def corruptions(folders: Folders, count: int, _: random.Random) -> Iterator[str]:
    """Each kind of damage once."""
    for damage in list(DAMAGES.values())[:count]:
        data = folders.anew()
        damage(data)
        yield folders.outcome(data)


def clocks(folders: Folders, count: int, _: random.Random) -> Iterator[str]:
    """A clock that was set back, or forward, by a century between two refreshes."""
    for century, other in list(CLOCKS.values())[:count]:
        data = folders.anew()
        log = data / "archive" / "fetches.jsonl"
        stamp = f'"fetched_at": "{century}'
        log.write_text(log.read_text(encoding="utf-8").replace(stamp, f'"fetched_at": "{other}'), encoding="utf-8")
        for path in sorted((data / "published").glob(f"fazhi-{century}*")):
            renamed = path.with_name(path.name.replace(f"-{century}", f"-{other}", 1))
            path.rename(renamed)
            if renamed.suffix == ".json":
                told = renamed.read_text(encoding="utf-8").replace(path.stem, renamed.stem)
                told = told.replace(f'"published_at": "{century}', f'"published_at": "{other}')
                renamed.unlink()
                renamed.write_text(told, encoding="utf-8")
            else:
                (data / "fazhi.duckdb").unlink()
                (data / "fazhi.duckdb").symlink_to(renamed.relative_to(data))
        assert tables(data) == folders.first
        yield folders.outcome(data)


def read_only(folders: Folders, count: int, _: random.Random) -> Iterator[str]:
    """A folder in which nothing may be written: the refresh says so, and the next one has its way again."""
    if not folders.mounted and os.geteuid() == 0:
        return  # nothing is read-only for root
    for first in (True, False)[:count]:
        data = folders.anew(first=first)
        folders.writable(False)
        code, told = folders.start(data).end()
        folders.writable(True)
        if not code or not has_remedy(told):
            yield f"no remedy: {code} {told.strip()[-300:]}"
        else:
            yield folders.outcome(data) if readable(data) else "no whole version"


def vanished(folders: Folders, count: int, chance: random.Random) -> Iterator[str]:
    """A folder, or a part of it, that vanishes under a refresh and is there again for the next one."""
    for number in range(count):
        data = folders.anew()
        gone = data / PARTS[number % len(PARTS)]
        running = folders.start(data)
        time.sleep(chance.uniform(0, folders.seconds[1]))
        gone.rename(folders.place / "gone")
        code, told = running.end()
        shutil.rmtree(gone, ignore_errors=True)  # what the refresh made in its place
        (folders.place / "gone").rename(gone)
        if code and not has_remedy(told):
            yield f"no remedy: {gone.name} {told.strip()[-300:]}"
        else:
            yield folders.outcome(data) if readable(data) else "no whole version"


def together(folders: Folders, count: int, _: random.Random) -> Iterator[str]:
    """Two refreshes at once, while a reader opens the published version again and again."""
    for _number in range(count):
        data = folders.anew()
        both = [folders.start(data) for _ in range(2)]
        whole = all(tables(data) in (folders.first, folders.expected) for _ in range(20))
        codes = [running.end()[0] for running in both]
        yield "a version that is not whole" if not whole else folders.outcome(data) if codes == [0, 0] else f"{codes}"
