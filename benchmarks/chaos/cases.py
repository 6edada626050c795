"""The kinds of disturbance: each function disturbs a refresh and says what came of it.

That is `equal`, `told`, or what is wrong. `number` of `count` is the number of the case. Of the root user without the
right to mount, nothing is read-only.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.chaos.damages import DAMAGES
from benchmarks.chaos.folders import Lane, has_remedy, tables

CLOCKS = {"set back": ("20", "29"), "set forward": ("20", "19")}
"""What a clock did since the first refresh → the century of all records, and the one that they get instead."""
PARTS = ("", "archive", "extractions", "builds", "published")
"""What vanishes of a data folder; the first is all of it."""


def kills(lane: Lane, number: int, _count: int, chance: random.Random) -> str:
    """SIGKILL at any moment of first and later refreshes: of the group, the process alone, or one that it started."""
    first = number % 2 == 0
    data = lane.anew(first=first)
    # Every fifth refresh has several batches, which go to a pool of processes.
    running = lane.folders.start(data, batch=2 if number % 10 > 7 else None)
    time.sleep(chance.uniform(0, 1.1 * lane.folders.seconds[not first]))
    with suppress(ProcessLookupError):  # it has ended already
        below = running.below()
        if number % 3 == 0:
            os.killpg(running.pid, signal.SIGKILL)
        else:
            os.kill(chance.choice(below) if number % 3 == 1 and below else running.pid, signal.SIGKILL)
    running.end()
    outcome = lane.outcome()  # beside what may be left of the killed refresh
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    return outcome


def disks(lane: Lane, number: int, count: int, _: random.Random) -> str:
    """A disk that is full at some point of a later refresh, from at once to just before its end."""
    folders, data = lane.folders, lane.anew()
    used, needed = _bytes(folders.before), _bytes(folders.after)
    limit = None
    if lane.mounted:
        lane.room(used + (needed - used) * number // count)
    else:
        limit = (folders.after / "fazhi.duckdb").stat().st_size * number // count
    code, told = folders.start(data, limit=limit).end()
    if lane.mounted:
        lane.room(None)
    if code and tables(data) != folders.first:
        return "the published version changed"
    if code and "Make room" not in told:
        return f"no remedy: {told.strip()[-300:]}"
    return lane.outcome()


def _bytes(folder: Path) -> int:
    """What a folder takes of a disk of whole pages, in bytes."""
    page = 4096
    return sum(-(-path.lstat().st_size // page) * page for path in folder.rglob("*") if path.is_file())


def corruptions(lane: Lane, number: int, _count: int, _: random.Random) -> str:
    """Each kind of damage once."""
    damage = list(DAMAGES.values())[number]
    damage(lane.anew())
    return lane.rebuilt()


def clocks(lane: Lane, number: int, _count: int, _: random.Random) -> str:
    """A clock that was set back, or forward, by centuries between two refreshes."""
    century, other = list(CLOCKS.values())[number]
    data = lane.anew()
    log = data / "archive" / "fetches.jsonl"
    stamp = '"fetched_at": "'
    log.write_text(log.read_text(encoding="utf-8").replace(stamp + century, stamp + other), encoding="utf-8")
    (description,) = (data / "published").glob(f"fazhi-{century}*.json")
    name = description.stem.replace(f"-{century}", f"-{other}", 1)
    told = description.read_text(encoding="utf-8").replace(description.stem, name)
    description.with_name(f"{name}.json").write_text(
        told.replace(f'"published_at": "{century}', f'"published_at": "{other}'), encoding="utf-8"
    )
    description.with_suffix(".duckdb").rename(description.with_name(f"{name}.duckdb"))
    description.unlink()
    (data / "fazhi.duckdb").unlink()
    (data / "fazhi.duckdb").symlink_to(f"published/{name}.duckdb")
    return lane.outcome() if tables(data) == lane.folders.first else "the damage is none"


def read_only(lane: Lane, number: int, _count: int, _: random.Random) -> str:
    """A folder in which nothing may be written: the refresh says so, and the next one has its way again."""
    data = lane.anew(first=number % 2 == 0)
    lane.writable(False)
    code, told = lane.folders.start(data).end()
    lane.writable(True)
    return lane.outcome() if code and has_remedy(told) else f"no remedy: {code} {told.strip()[-300:]}"


def vanished(lane: Lane, number: int, _count: int, chance: random.Random) -> str:
    """A folder, or a part of it, that vanishes under a refresh and is there again for the next one."""
    data = lane.anew()
    gone = data / PARTS[number % len(PARTS)]
    running = lane.folders.start(data)
    time.sleep(chance.uniform(0, lane.folders.seconds[1]))
    gone.rename(lane.place / "gone")
    code, told = running.end()
    shutil.rmtree(gone, ignore_errors=True)  # what the refresh made in its place
    (lane.place / "gone").rename(gone)
    # Not `outcome`: a version that was published into a new folder has gone with it, and the pointer leads nowhere.
    return f"no remedy: {gone.name} {told.strip()[-300:]}" if code and not has_remedy(told) else lane.rebuilt()


def together(lane: Lane, _number: int, _count: int, _: random.Random) -> str:
    """Two refreshes at once, while a reader opens the published version again and again."""
    folders, data = lane.folders, lane.anew()
    both = [folders.start(data) for _ in range(2)]
    whole = all(tables(data) in (folders.first, folders.expected) for _ in range(20))
    codes = [running.end()[0] for running in both]
    if not whole:
        return "a version that is not whole"
    return lane.outcome() if codes == [0, 0] else f"ended with {codes}"
