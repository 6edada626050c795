"""Locks of a data folder, held by one process at a time. Whoever comes second waits, and says for whom.

A lock is the operating system's, so that a process that is killed leaves none behind. Who holds it stands in a
file of its own beside it, which a killed process does leave behind: so the next one knows which run has crashed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.state_files import known_fields, write_json

WRITING, COLLECTING = "refresh", "collect"
"""Names of locks: of who writes the warehouse, and of who asks the publishers."""

_LOOK_AGAIN = 0.2

Told = Callable[[str], None]


class StillHeld(Exception):
    """Another process held the lock for longer than one would wait; the message says which one."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock, or held it to the end of its process."""

    name: str
    """As people know it: the command, or the Dagster run."""
    pid: int
    since: str
    """UTC, ISO 8601."""
    run_id: str | None = None
    """Of Dagster, where a run holds it."""

    @classmethod
    def here(cls, name: str | None = None, run_id: str | None = None) -> Holder:
        """This process, from now on."""
        return cls(name or _this_command(), os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"), run_id)

    def __str__(self) -> str:
        return f"{self.name} (process {self.pid}, since {self.since})"


@contextmanager
def held(root: Path, lock: str, holder: Holder, wait: float, told: Told) -> Iterator[Holder | None]:
    """Holds `lock` of `root`, and gives the holder before that crashed in it, if one did.

    A crashed run of Dagster is given to each holder up to the first one that is of Dagster too.
    Where another process holds it, `told` gets a sentence once, then up to `wait` seconds pass. Raises `StillHeld`
    after that, with who it is.
    """
    from filelock import FileLock, Timeout

    door = FileLock(root / f"{lock}.lock")
    try:
        door.acquire(timeout=0)
    except Timeout:
        if wait > 0:
            told(f"{root}: waiting for {_shown(root, lock)} to end, up to {wait:g} s.")
        try:
            door.acquire(timeout=wait, poll_interval=_LOOK_AGAIN)
        except Timeout:
            raise StillHeld(_shown(root, lock)) from None
    try:
        crashed = read_holder(root, lock)
        _write_holder(root, lock, holder)
        try:
            yield crashed
        finally:
            if crashed and crashed.run_id and not holder.run_id:
                _write_holder(root, lock, crashed)  # nobody has told Dagster yet
            else:
                _path(root, lock).unlink(missing_ok=True)
    finally:
        door.release()


def read_holder(root: Path, lock: str) -> Holder | None:
    """Who holds `lock`, or crashed while it did. None where nobody does, or it cannot be told."""
    try:
        return Holder(**known_fields(Holder, json.loads(_path(root, lock).read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def _this_command() -> str:
    """The command of this process, as its user typed its first words."""
    return " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]]).strip() or "a Python process"


def _path(root: Path, lock: str) -> Path:
    return root / f"{lock}.holder.json"


def _shown(root: Path, lock: str) -> str:
    holder = read_holder(root, lock)
    return str(holder) if holder else "a process that has not given its name yet"


def _write_holder(root: Path, lock: str, holder: Holder) -> None:
    write_json(_path(root, lock), asdict(holder))
