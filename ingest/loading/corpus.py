"""Which documents a warehouse is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.archive import Fetch
from ingest.archive.records import DECISIONS, TELLS_CURRENT, dropped_of
from ingest.batches import Item


@dataclass(frozen=True, slots=True)
class Corpus:
    """The fetches that a warehouse is made of, oldest first."""

    fetches: list[Fetch]

    @classmethod
    def of(cls, fetches: Sequence[Fetch]) -> Corpus:
        """All real reports or, as long as there is none, the bundled samples; of dropped addresses the decision alone.

        Invented numbers never stand beside real ones.
        """
        dropped, real = dropped_of(fetches), has_real(fetches)
        taken = (fetch for fetch in fetches if fetch.address not in dropped or fetch.outcome == "dropped")
        return cls([fetch for fetch in taken if not real or fetch.source != "samples"])

    @property
    def items(self) -> list[Item]:
        """Each distinct vintage once, with the address that it was first fetched from and the charset said there."""
        return [Item(fetch.sha256, fetch.address, fetch.charset) for fetch in self.vintages if fetch.sha256]

    @property
    def vintages(self) -> list[Fetch]:
        """The first fetch of each distinct vintage."""
        first: dict[str, Fetch] = {}
        for fetch in self.fetches:
            if fetch.sha256:
                first.setdefault(fetch.sha256, fetch)
        return list(first.values())

    @property
    def current(self) -> set[str]:
        """Hashes that some address answered with the last time that it answered."""
        told = (fetch for fetch in self.fetches if fetch.outcome in TELLS_CURRENT)
        latest = {fetch.address: fetch.sha256 for fetch in told}
        return {sha256 for sha256 in latest.values() if sha256}

    @property
    def failures(self) -> list[Fetch]:
        """The last fetch of each address where that failed."""
        latest = {fetch.address: fetch for fetch in self.fetches if fetch.outcome not in DECISIONS}
        return [fetch for fetch in latest.values() if fetch.outcome == "failed"]

    @property
    def fingerprint(self) -> str:
        """A hash of what a warehouse depends on: vintages, which of them are current, and what could not be had.

        That an address was asked again and answered the same is no news. Of a failure in the web its reason
        counts: its sentence may tell seconds, which differ from one refresh to the next.
        """
        vintages = [repr((fetch.sha256, fetch.address, fetch.source, fetch.fetched_at)) for fetch in self.vintages]
        failures = [repr((fetch.address, fetch.reason or fetch.message, fetch.status)) for fetch in self.failures]
        lines = [*vintages, *sorted(self.current), *sorted(failures)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def has_real(fetches: Iterable[Fetch]) -> bool:
    """Whether the bytes of a real report were ever had. An address that never answered is none."""
    return any(fetch.source != "samples" and fetch.sha256 is not None for fetch in fetches)
