"""Looks at the data folder: rights, space, and who holds its locks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from cli.doctor.installation import gigabytes
from cli.doctor.signs import Sign
from cli.language import say
from warehouse.locks import COLLECTING, WRITING, read_holder
from warehouse.workspace import Workspace

_LEAST_FREE, _LITTLE_FREE = 200e6, 2e9
"""Bytes: what the smallest refresh needs, and what leaves room for a year of reports."""
_LEAST_FILES = 1_000


def folders(workspace: Workspace) -> Iterator[Sign]:
    """Whether the data folder, or the folder that it would be made in, can be written, with all below it."""
    root = workspace.root
    present = next(folder for folder in (root, *root.parents) if folder.exists())
    advice = say("Give another one with FAZHI_DATA, or the right to write there.")
    if not present.is_dir():
        yield Sign("data folder", "broken", say("{path}: {file} is a file", path=root, file=present), advice)
    elif not os.access(present, os.W_OK | os.X_OK):
        yield Sign(
            "data folder", "broken", say("{path}: {folder} cannot be written", path=root, folder=present), advice
        )
    elif present != root:
        yield Sign("data folder", "ok", say("{path}: not there yet; the first refresh creates it", path=root))
    else:
        yield from _rights(workspace)


def _rights(workspace: Workspace) -> Iterator[Sign]:
    root = workspace.root
    own = [workspace.archive, workspace.extractions, workspace.candidate.parent, workspace.published, workspace.inbox]
    own += [workspace.dbt, workspace.dagster_home, *workspace.archive.glob("*.jsonl"), *root.glob("*.lock")]
    closed = [path for path in own if path.exists() and not os.access(path, os.W_OK)]
    if closed:
        found = say("cannot be written: {paths}", paths=", ".join(str(path) for path in closed))
        advice = say("Run fazhi as the user who owns them ({owner}), or change the owner.", owner=_owner(closed[0]))
        yield Sign("data folder", "broken", found, advice)
        return
    yield Sign("data folder", "ok", str(root))
    waiting = sum(1 for path in workspace.inbox.glob("*") if path.is_file()) if workspace.inbox.is_dir() else 0
    if waiting:
        yield Sign("inbox", "ok", say("{count} files in {folder}", count=waiting, folder=workspace.inbox))


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except (KeyError, OSError):
        return str(path.stat().st_uid)


def space(workspace: Workspace) -> Iterator[Sign]:
    """Whether the next version fits beside those that are kept: it is built in one file and copied to another."""
    present = next(folder for folder in (workspace.root, *workspace.root.parents) if folder.exists())
    free = shutil.disk_usage(present).free
    size = workspace.warehouse.stat().st_size if workspace.warehouse.exists() else 0
    needed = 2 * size + _LEAST_FREE
    found = say("{free} free, a refresh needs {needed}", free=gigabytes(free), needed=gigabytes(needed))
    advice = say("Make room on the disk of {folder}; FAZHI_KEPT_VERSIONS keeps fewer versions.", folder=present)
    if free < needed:
        yield Sign("space", "broken", found, advice)
    else:
        yield Sign("space", "ok", found) if free > needed + _LITTLE_FREE else Sign("space", "warn", found, advice)
    if hasattr(os, "statvfs"):
        files = os.statvfs(present)
        if files.f_files and files.f_favail < _LEAST_FILES:
            found = say("{count} more files fit on the disk", count=files.f_favail)
            yield Sign("space", "broken", found, say("Remove files that nobody needs: each takes an inode."))


def locks(workspace: Workspace) -> Iterator[Sign]:
    """Who holds the writer's and the collector's lock, or crashed while they did."""
    for lock, what in ((WRITING, say("nobody is writing")), (COLLECTING, say("nobody is asking publishers"))):
        holder = read_holder(workspace.root, lock)
        if is_held(workspace, lock):
            advice = say("Let it end. If it hangs, end the process with that number; nothing is lost.")
            yield Sign(f"{lock} lock", "note", say("held by {holder}", holder=holder or "?"), advice)
        elif holder:
            found = say("{holder} did not end properly", holder=holder)
            advice = say("The next refresh clears it up; `fazhi status` shows what is published.")
            yield Sign(f"{lock} lock", "warn", found, advice)
        else:
            yield Sign(f"{lock} lock", "ok", what)


def is_held(workspace: Workspace, lock: str) -> bool:
    """Whether a process holds the lock at this moment. A lock that never was is not made."""
    from filelock import FileLock, Timeout

    path = workspace.root / f"{lock}.lock"
    if not path.exists() or not os.access(path, os.W_OK):
        return False
    try:
        with FileLock(path).acquire(timeout=0):
            return False
    except Timeout:
        return True
