"""The catalogue of publishers as the warehouse takes it: who publishes, and every address of a report that is known."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ingest.listings.choosing import expected_year
from ingest.listings.links import Link
from ingest.publishers.addresses import page_key
from ingest.publishers.catalogue import KnownAddress, Publisher


@dataclass(frozen=True, slots=True)
class ReportAddress:
    """Where a report of a publisher stands, asked for or not."""

    publisher_id: str
    address: str
    """As the archive has it, of several (http, https, `www.`) that show one page."""
    known_from: Literal["catalogue", "listing"]
    report_year: int | None
    """None where the catalogue names no year, as of a report on several; a listing's day tells the year before it."""
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Publishers, and the addresses of their reports."""

    publishers: tuple[Publisher, ...] = ()
    addresses: tuple[ReportAddress, ...] = ()

    @classmethod
    def of(
        cls,
        publishers: Iterable[Publisher],
        known: Iterable[KnownAddress],
        shown: Mapping[str, Iterable[Link]],
        archived: Iterable[str],
    ) -> Catalogue:
        """Each page once for a publisher. `shown` is what listings ever showed, by id; `archived` are addresses."""
        listed = tuple(publishers)
        spelled = {page_key(address): address for address in archived}
        told = [
            ReportAddress(one.publisher_id, one.address, "catalogue", one.report_year, one.published_on)
            for one in known
        ]
        told += [
            ReportAddress(one.publisher_id, link.address, "listing", expected_year(link), link.date)
            for one in listed
            for link in shown.get(one.publisher_id, ())
        ]
        first: dict[tuple[str, str], ReportAddress] = {}
        for one in told:
            key = page_key(one.address)
            first.setdefault((one.publisher_id, key), replace(one, address=spelled.get(key, one.address)))
        return cls(listed, tuple(first.values()))

    @property
    def fingerprint(self) -> str:
        """A hash of all of it: a warehouse tells which publishers are known and have not reported."""
        lines = [*map(repr, self.publishers), *sorted(map(repr, self.addresses))]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()
