"""Taking files into the archive: what is new, what is known, what cannot be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.archive.records import Fetch, Source
from ingest.archive.store import Answer, Archive
from ingest.fetch.files import PassedOver, bytes_of

_TAKEN_AT_ONCE = 100
"""Files whose bytes, and then records, are synced together."""
_BYTES_AT_ONCE = 32 * 2**20
"""Where files are large, so many bytes at most are held in memory before they are synced (and one file more)."""


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
    done = 0
    for answers in _pieces(files):
        news = archive.store_all(answers, source, known)
        intake.news += news
        intake.unchanged += len(answers) - len(news)
        done += len(answers)
        if progress:
            progress(done, len(files))
    return intake


def _pieces(files: Sequence[Path]) -> Iterator[list[Answer]]:
    """What the files hold, as many at once as are synced together."""
    answers: list[Answer] = []
    held = 0
    for path in files:
        try:
            answers.append(Answer(path.as_uri(), bytes_of(path)))
        except OSError as error:
            answers.append(Answer(path.as_uri(), None, _unreadable(path, error)))
        held += len(answers[-1].data or b"")
        if len(answers) >= _TAKEN_AT_ONCE or held >= _BYTES_AT_ONCE:
            yield answers
            answers, held = [], 0
    if answers:
        yield answers


def note_passed_over(archive: Archive, files: Sequence[PassedOver], source: Source) -> Intake:
    """Records of files that are no documents why they are none, where that is news."""
    answers = [Answer(one.path.as_uri(), None, one.message, one.reason) for one in files]
    news = archive.store_all(answers, source, archive.latest())
    return Intake(news, len(answers) - len(news))


def is_news(path: Path, source: Source, known: Fetch | None) -> bool:
    """Whether `take_in` would record something for this file, whose last fetch is `known`."""
    if known is None or known.source != source:
        return True
    try:
        return known.sha256 != hashlib.sha256(bytes_of(path)).hexdigest()
    except OSError as error:
        return known.message != _unreadable(path, error)


def _unreadable(path: Path, error: OSError) -> str:
    return f"{path}: the file cannot be read ({error.strerror or error})."
