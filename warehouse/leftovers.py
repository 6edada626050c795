"""What killed processes left: files and folders that were being written, under names that nobody reads."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ingest.state_files import PARTIAL

_LONGEST_WRITE = 3600.0
"""Seconds after which nobody writes any more under a temporary name, whatever process it is of."""


def sweep(root: Path) -> None:
    """Removes them from a data folder. The caller holds the writer's lock; what others write at the moment stays."""
    builds, published, archive = root / "builds", root / "published", root / "archive"
    shared = [root, builds, published, archive, *archive.glob("objects/??"), root / "dagster"]
    ours = [*published.glob("fazhi-*.partial"), *root.glob(f"extractions/*/{PARTIAL}*")]
    ours += [*root.glob(".fazhi.duckdb-*"), builds / "candidate.duckdb.tmp"]
    for path in [
        *ours,
        *(one for folder in shared for one in folder.glob(f"{PARTIAL}*") if _is_left(one)),
        *_readers(),
    ]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


def _is_left(path: Path) -> bool:
    """Of `.partial-<process>-<word>`, whether the process has ended, or the file is too old to be written still."""
    with suppress(FileNotFoundError):
        process = path.name.removeprefix(PARTIAL).partition("-")[0]
        return path.stat().st_mtime < time.time() - _LONGEST_WRITE or not (process.isdigit() and _lives(int(process)))
    return False


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # of another user
        return True
    return True


def _readers() -> Iterator[Path]:
    """Folders in which programs that read Word files worked for us."""
    for path in Path(tempfile.gettempdir()).glob("fazhi-*-*"):
        with suppress(OSError):
            state = path.lstat()
            named = path.name.startswith(("fazhi-word-", "fazhi-office-"))
            if named and state.st_uid == os.getuid() and state.st_mtime < time.time() - _LONGEST_WRITE:
                yield path
