"""The catalogue of publishers as the warehouse takes it: who publishes, and every address of a report that is known."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from ingest.listings.choosing import expected_year
from ingest.listings.links import Link
from ingest.publishers.addresses import page_key
from ingest.publishers.catalogue import KnownAddress, Publisher
from ingest.publishers.regions import load_regions
from ingest.reports.filing import is_of_another, publisher_of_title


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
    obstacles: Mapping[str, str] = field(default_factory=dict)
    """Publishers whose listing or site could not be asked → the reason, of `reasons.csv`."""

    @classmethod
    def of(
        cls,
        publishers: Iterable[Publisher],
        known: Iterable[KnownAddress],
        shown: Mapping[str, Iterable[Link]],
        archived: Iterable[str],
        obstacles: Mapping[str, str] | None = None,
    ) -> Catalogue:
        """Each page once for a publisher. `shown` is what listings ever showed, by id; `archived` are addresses.

        A listing may show reports of many publishers: a link whose title names another one than the listing's is
        filed under that one, which joins the publishers, as seen, where it is not among them.
        """
        listed = {one.publisher_id: one for one in publishers}
        spelled = {page_key(address): address for address in archived}
        told = [
            ReportAddress(one.publisher_id, one.address, "catalogue", one.report_year, one.published_on)
            for one in known
        ]
        for host in list(listed.values()):
            for link in shown.get(host.publisher_id, ()):
                owner = _owner(link, host)
                listed.setdefault(owner.publisher_id, owner)
                told.append(ReportAddress(owner.publisher_id, link.address, "listing", expected_year(link), link.date))
        first: dict[tuple[str, str], ReportAddress] = {}
        for one in told:
            key = page_key(one.address)
            first.setdefault((one.publisher_id, key), replace(one, address=spelled.get(key, one.address)))
        return cls(tuple(listed.values()), tuple(first.values()), obstacles or {})

    @property
    def fingerprint(self) -> str:
        """A hash of all of it: a warehouse tells which publishers are known and have not reported."""
        lines = [
            *map(repr, self.publishers),
            *sorted(map(repr, self.addresses)),
            *map(repr, sorted(self.obstacles.items())),
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _owner(link: Link, host: Publisher) -> Publisher:
    """Whose report a link leads to, by its title; the listing's publisher where that does not tell."""
    named = publisher_of_title(link.title, link.address, load_regions())
    return named if named and is_of_another(named, host) else host
