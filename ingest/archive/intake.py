"""Taking files into the archive: what is new, what is known, what cannot be read."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.archive.records import Fetch, Source
from ingest.archive.store import Archive
from ingest.fetch.files import PassedOver

LARGEST_FILE = 200 * 2**20
"""Bytes. The largest published report seen is a scan of about 30 MB; beyond this it is something else."""


@dataclass(slots=True)
class Intake:
    """What came of offering files to the archive."""

    news: list[Fetch] = field(default_factory=list)
    unchanged: int = 0


def take_in(
    archive: Archive,
    files: Sequence[Path],
    source: Source,
    progress: Callable[[int, int], None] | None = None,
) -> Intake:
    """Stores the bytes of `files` (absolute paths); their addresses are `file://` URIs.

    A file that cannot be read is a failed fetch, recorded with its reason; the others go on.
    """
    known = archive.latest()
    intake = Intake()
    for count, path in enumerate(files, start=1):
        address = path.as_uri()
        try:
            fetch = archive.store(address, source, _read(path), known.get(address))
        except OSError as error:
            fetch = archive.store_failure(address, source, _unreadable(path, error), known.get(address))
        if fetch:
            intake.news.append(fetch)
        else:
            intake.unchanged += 1
        if progress:
            progress(count, len(files))
    return intake


def note_passed_over(archive: Archive, files: Sequence[PassedOver], source: Source) -> Intake:
    """Records of files that are no documents why they are none, where that is news."""
    known = archive.latest()
    intake = Intake()
    for one in files:
        address = one.path.as_uri()
        fetch = archive.store_failure(address, source, one.message, known.get(address), one.reason)
        if fetch:
            intake.news.append(fetch)
        else:
            intake.unchanged += 1
    return intake


def is_news(path: Path, source: Source, known: Fetch | None) -> bool:
    """Whether `take_in` would record something for this file, whose last fetch is `known`."""
    if known is None or known.source != source:
        return True
    try:
        return known.sha256 != hashlib.sha256(_read(path)).hexdigest()
    except OSError as error:
        return known.message != _unreadable(path, error)


def _unreadable(path: Path, error: OSError) -> str:
    return f"{path}: the file cannot be read ({error.strerror or error})."


def _read(path: Path) -> bytes:
    state = path.stat()
    if not stat.S_ISREG(state.st_mode):
        raise OSError("it is no regular file, and is not opened")  # a pipe never ends, nor does /dev/zero
    if state.st_size > LARGEST_FILE:
        raise OSError(f"{state.st_size:,} bytes are more than the {LARGEST_FILE:,} that a report may have")
    with path.open("rb") as stream:
        return stream.read(LARGEST_FILE)
