"""The addresses of each publisher's reports, and which of them are to be asked now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from ingest.archive import Fetch
from ingest.archive.reception import validators_of
from ingest.archive.records import TELLS_CURRENT
from ingest.fetch.records import FetchRequest
from ingest.listings.choosing import expected_year
from ingest.listings.due import interval
from ingest.listings.links import Link
from ingest.live.selection import Selection
from ingest.publishers.addresses import page_key
from ingest.publishers.catalogue import KnownAddress, Publisher

REST = 8
"""An address is left alone for an eighth of the time for which its bytes have not changed: after a week it is asked
daily, after a year once a month. Corrections come early, as a rule, and the reports of ten years add up."""
LONGEST_REST = timedelta(days=30)


class Addresses:
    """Reports by publisher: those of the catalogue, and those that its listing ever showed.

    Each page counts once and under one address, of several (http, https, `www.`) that under which the archive
    has it: its vintages stay together.
    """

    def __init__(self, known: Iterable[KnownAddress], archived: Iterable[str]) -> None:
        self._archived = {page_key(address): address for address in archived}
        self._years: dict[str, dict[str, int | None]] = {}
        self._addresses: dict[str, str] = {}
        for one in known:
            year = one.report_year or (one.published_on.year - 1 if one.published_on else None)
            self._add(one.publisher_id, one.address, year)

    def add_links(self, publisher_id: str, links: Iterable[Link]) -> None:
        """What the listing of a publisher shows, or once showed."""
        for link in links:
            self._add(publisher_id, link.address, expected_year(link))

    def known(self, publisher_id: str) -> list[str]:
        """Every address of a publisher."""
        return [self._addresses[key] for key in self._years.get(publisher_id, {})]

    def is_archived(self, link: Link) -> bool:
        """Whether the archive has asked for the page before."""
        return page_key(link.address) in self._archived

    def chosen(self, publisher_id: str, selection: Selection) -> list[str]:
        """The addresses of a publisher whose year is chosen."""
        years = self._years.get(publisher_id, {})
        return [self._addresses[key] for key, year in years.items() if selection.takes_year(year)]

    def _add(self, publisher_id: str, address: str, year: int | None) -> None:
        key = page_key(address)
        self._addresses.setdefault(key, self._archived.get(key, address))
        years = self._years.setdefault(publisher_id, {})
        years[key] = years.get(key) or year


def outstanding(
    addresses: Sequence[str],
    publisher: Publisher,
    last_look: datetime | None,
    latest: Mapping[str, Fetch],
    now: datetime,
    unchanged_since: Mapping[str, str] | None = None,
) -> list[str]:
    """The addresses that were not asked since `last_look`, the start of the last look at the publisher's listing.

    So everything is asked again with each look, but for what rests by `unchanged_since`, as of
    `Archive.unchanged_since`; and what an interruption left over is asked after it. Where there is no listing, each
    address has the publisher's interval of its own.
    """
    since = last_look if publisher.listing else now - interval(publisher, now)
    if since is None:
        return list(addresses)
    unchanged_since = unchanged_since or {}
    return [one for one in addresses if one not in latest or _is_due(latest[one], since, now, unchanged_since.get(one))]


def _is_due(last: Fetch, since: datetime, now: datetime, unchanged_since: str | None) -> bool:
    asked = datetime.fromisoformat(last.fetched_at)
    if unchanged_since is None or last.outcome not in TELLS_CURRENT:
        return asked < since
    rest = min((asked - datetime.fromisoformat(unchanged_since)) / REST, LONGEST_REST)
    return asked < since and asked + rest <= now


def request_for(address: str, publisher: Publisher, current: Fetch | None) -> FetchRequest:
    """The request for an address: conditional where the server gave something to compare by."""
    return FetchRequest(address, validators_of(current), publisher.tls_verify)
