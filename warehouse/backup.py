"""Copies of the data folder, one folder each, that can be used as they are: `FAZHI_DATA=<copy> fazhi status`.

What never changes once it is written (documents, extractions, published versions) is linked to the copy before where
that has it, so that a nightly copy costs what is new. What a refresh builds again is left out.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.inputs.exceptions import EXCEPTIONS
from warehouse.settings import settings
from warehouse.workspace import CORRECTIONS, UserError, Workspace

BY_HAND = "by-hand"
"""Folder of a copy with what people wrote and keep elsewhere: corrections, exceptions, publishers."""

_WRITTEN_ONCE = ("archive/objects", "extractions", "published")
_LEFT_OUT = re.compile(r"dbt/.*|builds/.*\.duckdb.*|[^/]*\.(lock|holder\.json)|\..*|dagster/.*\.db-(wal|shm|journal)")
_DATABASE = re.compile(r"dagster/.*\.db")
_NAME = re.compile(r"fazhi-\d{8}T\d{6}Z(-\d+)?")
_PARTIAL = ".partial"


@dataclass(frozen=True, slots=True)
class Backup:
    """What a copy took."""

    path: Path
    files: int
    copied: int
    """Files that were copied; the others are linked to the previous backup."""
    copied_bytes: int
    removed: tuple[str, ...] = ()
    """Names of older copies that were removed."""


def back_up(workspace: Workspace, folder: Path, keep: int | None = None) -> Backup:
    """Copies the data folder into a new folder below `folder`, and leaves the newest `keep` of them (None: all).

    The bulk is copied while others write; the writer's lock is held for what has changed since, so that the copy is
    the state between two refreshes. Publishers may be asked meanwhile: their log is copied before what it names.
    Raises `UserError` where that cannot be.
    """
    from filelock import FileLock, Timeout

    folder = folder.resolve()
    if not workspace.archive.is_dir():
        raise UserError(f"{workspace.root}: there is nothing to back up. FAZHI_DATA names the data folder.")
    if folder.is_relative_to(workspace.root):
        raise UserError(f"{folder}: a backup within the data folder would be lost with it. Name a folder elsewhere.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock").acquire(timeout=0):
            copy = _copied(workspace, folder)
            removed = _remove_older(folder, keep)
    except Timeout as error:
        raise UserError(f"{folder}: another backup is written here. Wait until it has ended.") from error
    except OSError as error:
        raise UserError(
            f"{folder}: the backup could not be finished ({error}). Make room or give the right to write there; "
            "what was begun is removed by the next one."
        ) from error
    return Backup(copy.target, copy.files, copy.copied, copy.copied_bytes, removed)


def _copied(workspace: Workspace, folder: Path) -> _Copy:
    """A whole copy, under its name."""
    for left_over in folder.glob(f"fazhi-*{_PARTIAL}"):
        shutil.rmtree(left_over)
    copy = _Copy(workspace.root, _new_folder(folder), _newest(folder))
    for below in _WRITTEN_ONCE:
        copy.take(below)
    with workspace.writing():
        copy.take_all()
    _take_by_hand(copy.target / BY_HAND)
    copy.target = copy.target.replace(copy.target.with_suffix(""))
    return copy


class _Copy:
    """One copy while it is made. May be taken twice: what is there already is not copied again."""

    def __init__(self, source: Path, target: Path, before: Path | None) -> None:
        self.source, self.target, self._before = source, target, before
        self.files = self.copied = self.copied_bytes = 0

    def take(self, below: str) -> None:
        """The files of one folder. One that vanishes meanwhile is passed over."""
        self._take_files(list(_files(self.source, below)))

    def take_all(self) -> None:
        """Everything, and nothing that is not there any more. The logs come before the documents that they name."""
        names = list(_files(self.source))
        wanted = {name for name in names if not _LEFT_OUT.fullmatch(name)}
        self._take_files(sorted(wanted, key=lambda name: (name.startswith(_WRITTEN_ONCE), name)))
        self.take("archive/objects")  # of publishers that were asked meanwhile
        for name in set(_files(self.target)) - wanted:
            if not name.startswith("archive/objects"):
                (self.target / name).unlink()
        self.files = len(list(_files(self.target)))

    def _take_files(self, names: Iterable[str]) -> None:
        for name in names:
            with suppress(FileNotFoundError):
                self._take_file(name)

    def _take_file(self, name: str) -> None:
        source, target = self.source / name, self.target / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_symlink():
            target.unlink(missing_ok=True)
            target.symlink_to(source.readlink())
        elif _DATABASE.fullmatch(name):
            _copy_database(source, target)
        elif not (name.startswith(_WRITTEN_ONCE) and (_same(source, target) or self._linked(name))):
            # Under another name first: in what never changes, a name has to mean that the file is whole.
            partial = target.with_name(f".{target.name}{_PARTIAL}")
            shutil.copy2(source, partial)
            partial.replace(target)
            self.copied += 1
            self.copied_bytes += target.stat().st_size

    def _linked(self, name: str) -> bool:
        """Whether the copy before has the same file, and the file system can link to it."""
        if self._before is None or not _same(self.source / name, self._before / name):
            return False
        try:
            (self.target / name).unlink(missing_ok=True)
            os.link(self._before / name, self.target / name)
        except OSError:
            return False
        return True


def _files(root: Path, below: str = "") -> Iterator[str]:
    """Files and links below `root`, as paths relative to it."""
    for folder, folders, names in os.walk(root / below):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in [*names, *links]:
            yield (Path(folder) / name).relative_to(root).as_posix()


def _same(one: Path, other: Path) -> bool:
    """Whether both are there, of one size and one time."""
    try:
        a, b = one.stat(), other.stat()
    except FileNotFoundError:
        return False
    return (a.st_size, a.st_mtime_ns) == (b.st_size, b.st_mtime_ns)


def _copy_database(source: Path, target: Path) -> None:
    """A SQLite file that others may be writing: as it was at one moment."""
    with (
        closing(sqlite3.connect(source, timeout=60)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)


def _take_by_hand(target: Path) -> None:
    by_hand = ((settings.corrections, CORRECTIONS), (settings.exceptions, EXCEPTIONS), (settings.publishers, None))
    for named, default in by_hand:
        path = named or default
        if path is None or not path.exists():
            continue
        target.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, target / "publishers", dirs_exist_ok=True)
        else:
            shutil.copy2(path, target / default.name if default else target)


def _new_folder(folder: Path) -> Path:
    """A folder that says by its name that the copy is not whole yet."""
    name = datetime.now(UTC).strftime("fazhi-%Y%m%dT%H%M%SZ")
    free = next(one for one in (name, *(f"{name}-{n}" for n in range(2, 1000))) if not (folder / one).exists())
    target = folder / f"{free}{_PARTIAL}"
    target.mkdir(mode=0o750)
    return target


def _copies(folder: Path) -> list[Path]:
    """Whole copies, the oldest first."""
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.is_dir())


def _newest(folder: Path) -> Path | None:
    return next(reversed(_copies(folder)), None)


def _remove_older(folder: Path, keep: int | None) -> tuple[str, ...]:
    older = _copies(folder)[:-keep] if keep else []
    for path in older:
        shutil.rmtree(path)
    return tuple(path.name for path in older)
