"""Which files of the given paths are documents."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

DOCUMENT_SUFFIXES = frozenset(
    [".txt", ".html", ".htm", ".shtml", ".mht", ".mhtml", ".pdf", ".doc", ".docx", ".wps", ".rtf", ".odt", ".ofd"]
)
"""Endings under which reports are published. Which of them can be read is the readers' affair."""


class NothingToRead(ValueError):
    """A path that leads to no document; the message says which and what to do."""


def collect_files(paths: Iterable[Path]) -> list[Path]:
    """The documents that `paths` lead to, absolute, sorted, each once.

    A file is taken whatever its ending; of a folder, at any depth, the files with a document's ending that
    are not hidden. Raises `NothingToRead` where a path does not exist or a folder holds no document.
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
    """Files with a document's ending below `folder`, at any depth, absolute, sorted; none where it is missing."""
    return sorted(
        path.resolve()
        for path in folder.rglob("*")
        if path.suffix.lower() in DOCUMENT_SUFFIXES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
