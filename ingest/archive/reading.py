"""The records of `fetches.jsonl`, read once in a process: who asks again reads on from where the last one stopped.

A refresh asks for them a dozen times, and a log that grows for years takes minutes to parse.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from threading import Lock

from ingest.archive.records import Fetch
from ingest.state_files import NO_RECORD, damaged, tell

_REMEDY = (
    "What this fetch brought is passed over: lay the file back from a backup, or offer the document again (of a "
    "publisher: `fazhi refresh --live`), and remove the line."
)
_COMPARED = 4096
"""Bytes before the place that was read up to: where they have changed, this is another log."""


class ReadLog:
    """One log, and what was read of it so far."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._last = b""
        self._forget()

    def records(self) -> list[Fetch]:
        """All records as they are now, oldest first. A last line that is being written is none yet.

        A line that is no record is passed over and told.
        """
        with self._lock:
            self._read_on()
            for sentence in self._bad:
                tell(sentence)
            return self._records.copy()

    def bad_lines(self) -> list[str]:
        """A sentence for each line that is no record: with file, line and remedy."""
        with self._lock:
            self._read_on()
            return self._bad.copy()

    def _read_on(self) -> None:
        try:
            with self._path.open("rb") as log:
                if not self._goes_on(log.fileno()):
                    self._forget()
                log.seek(self._read_up_to)
                for line in log:
                    if not line.endswith(b"\n"):
                        break
                    self._take(line)
        except FileNotFoundError:
            self._forget()

    def _take(self, line: bytes) -> None:
        self._lines += 1
        self._read_up_to += len(line)
        self._last = (self._last + line)[-_COMPARED:]
        try:
            self._records.append(Fetch.of_record(json.loads(line.decode())))
        except NO_RECORD as error:
            self._bad.append(damaged(self._path, self._lines, error, _REMEDY))

    def _forget(self) -> None:
        self._records: list[Fetch] = []
        self._bad: list[str] = []
        self._lines = 0
        self._read_up_to = 0
        self._last = b""

    def _goes_on(self, log: int) -> bool:
        """Whether the log still ends, where it was read up to, as it did then. A restored one may not."""
        return os.pread(log, len(self._last), self._read_up_to - len(self._last)) == self._last


@cache
def read_log(path: Path) -> ReadLog:
    """The log at an absolute path, one for all who ask in this process."""
    return ReadLog(path)
