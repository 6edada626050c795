"""Writing so that a name that exists is whole, also after a crash or a power cut."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


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
    """Adds `line`, which ends in a line break, and syncs; a last line cut off by a crash is dropped before."""
    _make_folder(log.parent)
    existed = log.exists()
    with log.open("ab+") as stream:
        _drop_partial_line(log)
        stream.write(line.encode())
        stream.flush()
        os.fsync(stream.fileno())
    if not existed:
        _sync_folder(log.parent)


def _drop_partial_line(log: Path) -> None:
    with log.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        if not size:
            return
        stream.seek(size - 1)
        if stream.read(1) == b"\n":
            return
    os.truncate(log, log.read_bytes().rfind(b"\n") + 1)


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
