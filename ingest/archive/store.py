"""The archive on disk: `objects/ab/abcdef…` holds bytes, `fetches.jsonl` says where they came from.

Both only ever grow. An object is written under a temporary name, synced and renamed, so that a name that
exists is whole. A fetch is one line, those that come together are synced together, after the bytes that they name;
a last line cut off by a crash is dropped when the file is read, and mended before the next line is added.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import Literal

from ingest.archive.reading import read_log
from ingest.archive.records import DECISIONS, TELLS_CURRENT, Fetch, Source, dropped_of
from ingest.state_files import append_lines, write_whole

_SYNCED_AT_ONCE = 16
"""Objects. On a busy disk, 2,000 pages of 60 kB take 20 s one by one."""


@dataclass(frozen=True, slots=True)
class Damage:
    """An object that is not what its name says."""

    sha256: str
    problem: Literal["missing", "damaged"]
    addresses: tuple[str, ...]
    """Where its bytes were fetched from: fetching them again may mend it. Empty where no record names it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address that is no web address answered with."""

    address: str
    data: bytes | None
    """None where there is nothing."""
    message: str | None = None
    """Why there is nothing."""
    reason: str | None = None
    """A stable code for that."""


class Archive:
    """Content-addressed vintages below `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._objects = root / "objects"
        self._log = root / "fetches.jsonl"

    def read(self, sha256: str) -> bytes:
        """The bytes with this hash. Raises `FileNotFoundError` where the archive does not hold them."""
        return self._object(sha256).read_bytes()

    def open(self, sha256: str) -> BufferedReader:
        """The bytes with this hash as a stream. Raises `FileNotFoundError` like `read`."""
        return self._object(sha256).open("rb")

    def holds(self, sha256: str | None) -> bool:
        """Whether there is an object of this name; `verify` tells whether it is what its name says."""
        return sha256 is not None and self._object(sha256).is_file()

    def fetches(self) -> list[Fetch]:
        """Every recorded fetch and decision, oldest first."""
        return self._records()

    def bad_records(self) -> list[str]:
        """A sentence for each line of the records that is none: with file, line and remedy."""
        return read_log(self._log.absolute()).bad_lines()

    def latest(self) -> dict[str, Fetch]:
        """The last fetch of each address, addresses in the order in which they were first seen. No decisions."""
        return {fetch.address: fetch for fetch in self._records() if fetch.outcome not in DECISIONS}

    def current(self) -> dict[str, Fetch]:
        """The last record of each address that told its current bytes: neither failed nor held back."""
        return {fetch.address: fetch for fetch in self._records() if fetch.outcome in TELLS_CURRENT}

    def unchanged_since(self) -> dict[str, str]:
        """When the current bytes of each address first became current there; UTC, ISO 8601."""
        told: dict[str, tuple[str | None, str]] = {}
        for fetch in self._records():
            if fetch.outcome in TELLS_CURRENT and (fetch.address not in told or told[fetch.address][0] != fetch.sha256):
                told[fetch.address] = (fetch.sha256, fetch.fetched_at)
        return {address: at for address, (_, at) in told.items()}

    def held_back(self) -> dict[str, Fetch]:
        """The addresses whose last answer waits for a decision: it was held back, and is not what is current."""
        answered: dict[str, Fetch] = {}
        current: dict[str, str | None] = {}
        for fetch in self._records():
            if fetch.outcome in ("ok", "not_modified", "held_back"):
                answered[fetch.address] = fetch
            if fetch.outcome in TELLS_CURRENT:
                current[fetch.address] = fetch.sha256
        return {
            address: fetch
            for address, fetch in answered.items()
            if fetch.outcome == "held_back" and fetch.sha256 != current.get(address)
        }

    def dropped(self) -> set[str]:
        """Addresses that a person took out: no warehouse is made of them, and they are asked no more."""
        return dropped_of(self._records())

    def vintages(self, address: str) -> list[Fetch]:
        """The fetches at which the bytes at `address` changed, oldest first; the first one brought the first.

        Held-back ones are vintages too; their outcome says that they did not become current by themselves. A decision
        on other bytes than those of the last vintage is one.
        """
        vintages: list[Fetch] = []
        for fetch in self._records():
            if fetch.address != address or fetch.outcome not in ("ok", "held_back", "decided"):
                continue
            if not vintages or vintages[-1].sha256 != fetch.sha256:
                vintages.append(fetch)
        return vintages

    def verify(self, progress: Callable[[int, int], None] | None = None) -> list[Damage]:
        """Hashes every object anew: those that a record names and those that lie there, in order of their hash."""
        addresses: dict[str, dict[str, None]] = {}
        for fetch in self._records():
            if fetch.sha256:
                addresses.setdefault(fetch.sha256, {})[fetch.address] = None
        there = {path.name for path in self._objects.glob("??/*") if not path.name.startswith(".")}
        every = sorted(there | addresses.keys())
        damages = []
        for count, sha256 in enumerate(every, start=1):
            problem = self._problem(sha256)
            if problem:
                damages.append(Damage(sha256, problem, tuple(addresses.get(sha256, ()))))
            if progress:
                progress(count, len(every))
        return damages

    def store(self, address: str, source: Source, data: bytes, known: Fetch | None) -> Fetch | None:
        """Keeps `data` as what `address` answered with; None where `known`, its last fetch, says the same.

        Bytes that the archive has lost are kept again in either case.
        """
        return next(iter(self.store_all([Answer(address, data)], source, {address: known})), None)

    def store_failure(
        self, address: str, source: Source, message: str, known: Fetch | None, reason: str | None = None
    ) -> Fetch | None:
        """Records that `address` could not be had; None where `known` says the same."""
        return next(iter(self.store_all([Answer(address, None, message, reason)], source, {address: known})), None)

    def store_all(self, answers: Sequence[Answer], source: Source, known: Mapping[str, Fetch | None]) -> list[Fetch]:
        """Keeps what several addresses answered with, or that they could not be had; returns the records that are news.

        `known` holds the last fetch of each. Bytes are synced together, and then the records: a disk that is busy is
        waited for twice, however many there are.
        """
        news, bodies = [], []
        for answer in answers:
            fetch = _fetch_of(answer, source)
            last = known.get(answer.address)
            said = last is not None and _says_the_same(last, fetch)
            if answer.data is not None and not (said and self.holds(fetch.sha256)):
                bodies.append(answer.data)
            if not said:
                news.append(fetch)
        self.keep_all(bodies)
        self.record_all(news)
        return news

    def keep(self, data: bytes) -> str:
        """Keeps bytes, once, and returns their hash. An object that is damaged is written anew."""
        sha256 = hashlib.sha256(data).hexdigest()
        if self._problem(sha256):
            write_whole(self._object(sha256), data)
        return sha256

    def keep_all(self, bodies: Sequence[bytes]) -> None:
        """Keeps several bodies; a file system syncs them together where they come at once."""
        if len(bodies) == 1:
            self.keep(bodies[0])
        elif bodies:
            with ThreadPoolExecutor(min(len(bodies), _SYNCED_AT_ONCE)) as pool:
                list(pool.map(self.keep, bodies))

    def record(self, fetch: Fetch) -> Fetch:
        """Adds a record. The bytes that it names have to be kept before."""
        self.record_all([fetch])
        return fetch

    def record_all(self, fetches: Sequence[Fetch]) -> None:
        """Adds records in their order, synced once: where a disk is busy, that is what a record costs."""
        if fetches:
            append_lines(self._log, (fetch.line() for fetch in fetches))

    def _object(self, sha256: str) -> Path:
        return self._objects / sha256[:2] / sha256

    def _problem(self, sha256: str) -> Literal["missing", "damaged"] | None:
        try:
            with self.open(sha256) as stream:
                return None if hashlib.file_digest(stream, "sha256").hexdigest() == sha256 else "damaged"
        except FileNotFoundError:
            return "missing"

    def _records(self) -> list[Fetch]:
        return read_log(self._log.absolute()).records()


def _fetch_of(answer: Answer, source: Source) -> Fetch:
    if answer.data is None:
        return Fetch(answer.address, source, _now(), "failed", None, None, answer.message, reason=answer.reason)
    sha256 = hashlib.sha256(answer.data).hexdigest()
    return Fetch(answer.address, source, _now(), "ok", sha256, len(answer.data), None)


def _says_the_same(one: Fetch, other: Fetch) -> bool:
    if one.source != other.source or one.outcome != other.outcome:
        return False
    return one.message == other.message if one.outcome == "failed" else one.sha256 == other.sha256


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
