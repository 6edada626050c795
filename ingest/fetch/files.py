"""Which files of the given paths are documents, and which are passed over and why."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ingest.readers.archives import what_it_is
from ingest.readers.formats import PICTURES, detect_format

DOCUMENT_SUFFIXES = frozenset(
    [".txt", ".html", ".htm", ".shtml", ".mht", ".mhtml", ".pdf", ".doc", ".docx", ".wps", ".rtf", ".odt", ".ofd"]
)
"""Endings under which reports are published. Which of them can be read is the readers' affair."""
_FORMS = frozenset(
    ["html", "mhtml", "pdf", "doc", "docx", "rtf", "odt", "ofd", "wordml", "flat_opc", "zip", "gzip", "json"]
)
"""Formats, told by the bytes, in which a file of any other ending is taken as a document too."""
_UNFINISHED = frozenset([".crdownload", ".part", ".partial", ".download", ".opdownload", ".aria2"])
_LOOKED_AT = 8 * 2**20
"""Bytes of a file whose ending says nothing. Of larger ones the beginning decides."""
LARGEST_FILE = 200 * 2**20
"""Bytes. The largest published report seen is a scan of about 30 MB; beyond this it is something else."""
_LARGEST_ZIP = 200 * 2**20


class NothingToRead(ValueError):
    """A path that leads to no document; the message says which and what to do."""


class PassedOver(NamedTuple):
    """A file of a folder that is no document."""

    path: Path
    """Absolute; not resolved where it is a link."""
    reason: str
    """A stable code."""
    message: str
    """One sentence: which file, what it is, and what to do."""


def bytes_of(path: Path) -> bytes:
    """The bytes of a file. Raises OSError where it cannot be read, is no regular file, or is too large for a report."""
    state = path.stat()
    if not stat.S_ISREG(state.st_mode):
        raise OSError("it is no regular file, and is not opened")  # a pipe never ends, nor does /dev/zero
    if state.st_size > LARGEST_FILE:
        raise OSError(f"{state.st_size:,} bytes are more than the {LARGEST_FILE:,} that a report may have")
    with path.open("rb") as stream:
        return stream.read(LARGEST_FILE)


def collect_files(paths: Iterable[Path]) -> list[Path]:
    """The documents that `paths` lead to, absolute, sorted, each once.

    A file is taken whatever its ending; of a folder, at any depth, the files that are documents by their ending or by
    their bytes, and not hidden. Raises `NothingToRead` where a path does not exist or a folder holds no document.
    """
    found: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise NothingToRead(f"{path}: there is no such file or folder. Check the path given with --reports.")
        if path.is_dir():
            documents = documents_in(path)
            if not documents:
                raise NothingToRead(
                    f"{path}: no report in this folder. Expected files ending in "
                    f"{', '.join(sorted(DOCUMENT_SUFFIXES))}."
                )
            found.update(documents)
        else:
            found.add(path.resolve())
    return sorted(found)


def documents_in(folder: Path) -> list[Path]:
    """Documents below `folder`, at any depth, absolute, sorted; none where it is missing."""
    return sorted(path.resolve() for path in _files(folder) if _why_not(path, folder) is None)


def passed_over_in(folder: Path) -> list[PassedOver]:
    """The files below `folder` that are not among `documents_in`, sorted; hidden ones are nobody's concern."""
    looked = ((path, _why_not(path, folder)) for path in _files(folder))
    return sorted(PassedOver(path.absolute(), *why) for path, why in looked if why is not None)


def _files(folder: Path) -> Iterator[Path]:
    """Whatever is no folder below one, but for what is hidden. Folders that are links are not gone into."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in names if not name.startswith("."))
        yield from (Path(place, name) for name in folders if Path(place, name).is_symlink())


def _why_not(path: Path, folder: Path) -> tuple[str, str] | None:
    """(reason, message) where a file of a folder is no document; None where it is one."""
    if path.is_symlink():
        try:
            leads_out = not path.resolve().is_relative_to(folder.resolve())
        except (OSError, RuntimeError):  # a link to itself
            leads_out = False
        if leads_out:
            return "leads_elsewhere", f"{path}: the link leads out of the folder. Name what it leads to by itself."
    if path.is_dir() or not path.is_file():
        return "no_regular_file", f"{path}: this is no regular file, and is not opened."
    ending = path.suffix.lower()
    if ending in _UNFINISHED:
        return "unfinished", f"{path}: this is a download that was not finished. Fetch the document again."
    return None if ending in DOCUMENT_SUFFIXES else _by_its_bytes(path)


def _by_its_bytes(path: Path) -> tuple[str, str] | None:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LOOKED_AT)
            if data.startswith(b"PK") and path.stat().st_size <= _LARGEST_ZIP:
                data += stream.read()  # what a zip holds stands at its end
    except OSError:
        return None  # taken, so that it is told why it cannot be read
    form = detect_format(data)
    if form in _FORMS:
        return None
    if form in PICTURES:
        return "not_a_document", f"{path}: this is a picture. To have its text recognised, name the file itself."
    if form == "text":
        return (
            "not_a_document",
            f"{path}: this text has another ending than documents. Name the file itself to read it.",
        )
    if form == "binary":
        return "not_a_document", f"{path}: this is neither text nor of a known format."
    return "not_a_document", f"{path}: this is {what_it_is(form, data)}, which is not read. Save its text as TXT."
