"""Small files that hold state: written whole, read with tolerance.

What is written is whole under its name, also after a crash or a power cut. What cannot be read is passed over and
told, once a process, to the logger `fazhi`, with file, line and remedy: one bad line must not stop a whole folder.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import fields
from functools import cache
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PARTIAL = ".partial-"
"""How the names of files begin that are being written: what a killed process left of them can be removed."""

NO_RECORD = (TypeError, ValueError, KeyError, AttributeError)
"""What is raised where a line holds no record."""

_PIECE = 1 << 16
_SEAL = "checksums.sha256"

Record = TypeVar("Record")


def write_whole(target: Path, data: bytes) -> None:
    """Writes under a temporary name, syncs, renames, and syncs the folder: only then the name itself is safe."""
    _make_folder(target.parent)
    partial = target.with_name(f"{PARTIAL}{os.getpid()}-{token_hex(6)}")
    try:
        with partial.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def write_json(target: Path, record: object) -> None:
    """Writes a record as JSON, as `write_whole` does."""
    write_whole(target, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())


def read_json(path: Path, remedy: str) -> dict[str, Any] | None:
    """The object that a JSON file holds. None where there is no file, and where it is damaged, which is told.

    `remedy` is a sentence on what to do. Raises `OSError` where an existing file cannot be read.
    """
    try:
        record = json.loads(path.read_bytes().decode())
    except FileNotFoundError:
        return None
    except ValueError as error:
        tell(damaged(path, getattr(error, "lineno", 1), error, remedy))
        return None
    if isinstance(record, dict):
        return record
    tell(damaged(path, 1, "it holds no object", remedy))
    return None


def read_records(
    path: Path, record_of: Callable[[dict[str, Any]], Record], remedy: str, told: Callable[[str], None] | None = None
) -> Iterator[Record]:
    """The records of a log of JSON lines, oldest first; a bad line is passed over and told, with `remedy`.

    `told` hears it in place of the logger.

    A last line without its line break was cut off by a crash and is dropped. `record_of` may raise TypeError,
    ValueError, KeyError or AttributeError for what is no record. Raises `OSError` where a file cannot be read.
    """
    try:
        lines = path.open("rb")
    except FileNotFoundError:
        return
    with lines:
        for number, line in enumerate(lines, start=1):
            if not line.endswith(b"\n"):
                return
            try:
                yield record_of(json.loads(line.decode()))
            except NO_RECORD as error:
                (told or tell)(damaged(path, number, error, remedy))


def known_fields(kind: type[DataclassInstance], record: dict[str, Any]) -> dict[str, Any]:
    """The fields of `record` that `kind` has: newer code may have written more."""
    return {name: record[name] for name in _names(kind) if name in record}


@cache
def _names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def damaged(path: Path, line: int, why: object, remedy: str) -> str:
    """The sentence that tells of a line or file that cannot be read."""
    return f"{path}, line {line}: it cannot be read ({why}). {remedy}"


@cache
def tell(sentence: str) -> None:
    """Tells the logger, once a process."""
    logging.getLogger("fazhi").warning(sentence)


def seal(folder: Path) -> None:
    """Syncs the files of a folder and writes their hashes into it, in the form that `sha256sum -c` reads."""
    lines = []
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
            lines.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {path.name}\n")
    write_whole(folder / _SEAL, "".join(lines).encode())


def is_sealed(folder: Path) -> bool:
    """Whether each file that was there when the folder was sealed is what it was then."""
    try:
        lines = (folder / _SEAL).read_text(encoding="utf-8").splitlines()
        return bool(lines) and all(_has(folder, *line.split("  ", 1)) for line in lines)
    except (OSError, ValueError, TypeError):
        return False


def _has(folder: Path, sha256: str, name: str) -> bool:
    with (folder / name).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == sha256


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
