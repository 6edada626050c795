"""Writing so that a name that exists is whole, also after a crash or a power cut."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

_PIECE = 1 << 16


def write_whole(target: Path, data: bytes) -> None:
    """Writes under a temporary name, syncs, renames, and syncs the folder: only then the name itself is safe."""
    _make_folder(target.parent)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".partial-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def append_line(log: Path, line: str) -> None:
    """Adds one line as `append_lines` does."""
    append_lines(log, [line])


def append_lines(log: Path, lines: Iterable[str]) -> None:
    """Adds lines, each of which ends in a line break, and syncs once; a last line cut off by a crash is dropped before.

    Several processes may add to one log: each has it to itself meanwhile, or what one is writing would be taken by
    another for a line that was cut off.
    """
    _make_folder(log.parent)
    existed = log.exists()
    with log.open("ab+") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        _drop_partial_line(log)
        stream.write("".join(lines).encode())
        stream.flush()
        os.fsync(stream.fileno())
    if not existed:
        _sync_folder(log.parent)


def _drop_partial_line(log: Path) -> None:
    """Cuts the log behind its last line break, read back piece by piece: a log may be large, a line is short."""
    with log.open("rb") as stream:
        size = end = stream.seek(0, os.SEEK_END)
        while end:
            start = max(0, end - _PIECE)
            stream.seek(start)
            at = stream.read(end - start).rfind(b"\n")
            if at >= 0:
                end = start + at + 1
                break
            end = start
    if end != size:
        os.truncate(log, end)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
