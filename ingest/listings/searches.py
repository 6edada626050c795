"""The log of searches for listings: `searches.jsonl`, one line a search, which only ever grows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ingest.fetch.failures import reasons
from ingest.listings.days import CHINA
from ingest.listings.due import SEASON
from ingest.listings.log import Check
from ingest.publishers.catalogue import Publisher
from ingest.state_files import append_line, known_fields, read_records

_AGAIN, _AGAIN_IN_SEASON = timedelta(days=90), timedelta(days=14)
"""From a search that found nothing to the next: sites get the column when the first report comes."""
_LOST_AFTER, _LOST_AFTER_TROUBLE = timedelta(days=1), timedelta(days=3)
"""For which a found listing fails before it is searched for anew: where its page is not there, and where its site has
trouble, which most sites have for less."""
_LOST = "The search is passed over and done again when its publisher is due; remove the line."


@dataclass(frozen=True, slots=True)
class Search:
    """One search for the listing of one publisher."""

    publisher_id: str
    searched_at: str
    """UTC, ISO 8601."""
    listing: str | None
    """The page that lists its reports; None where none was found."""
    found_by: str | None = None
    """`rule:…` with the system, `article` (a link on a known report's page), `links` (from the home page) or `path`."""
    because: str | None = None
    """The title of a report that the listing shows, or what the listing is called where it shows none yet."""
    requests: int = 0
    """Pages that were asked for."""
    failure: str | None = None
    """Why the site could not be searched: a reason of `reasons.csv`; None where it could."""


class SearchLog:
    """The searches below `root`. One process writes; what others wrote is seen by a new instance."""

    def __init__(self, root: Path) -> None:
        self._path = root / "searches.jsonl"
        self._last: dict[str, Search] = {}
        for search in read_records(self._path, _search, _LOST):
            self._last[search.publisher_id] = search

    def record(self, search: Search) -> None:
        """Adds a search; it is synced at once. One that found nothing keeps the listing that was found before."""
        before = self._last.get(search.publisher_id)
        if search.listing is None and before and before.listing:
            search = replace(search, listing=before.listing, found_by=before.found_by, because=before.because)
        append_line(self._path, json.dumps(asdict(search), ensure_ascii=False) + "\n")
        self._last[search.publisher_id] = search

    def last(self) -> dict[str, Search]:
        """The last search for each publisher's listing."""
        return dict(self._last)

    def with_listings(self, publishers: Iterable[Publisher]) -> list[Publisher]:
        """The publishers, with the listings that were found for those that had none."""
        return [self._with_listing(one) for one in publishers]

    def _with_listing(self, publisher: Publisher) -> Publisher:
        search = self._last.get(publisher.publisher_id)
        if publisher.listing or search is None or search.listing is None:
            return publisher
        return replace(publisher, listing=search.listing, listing_kind="html")

    def is_due(self, publisher: Publisher, now: datetime) -> bool:
        """Whether the listing of a publisher that has none is to be searched for."""
        search = self._last.get(publisher.publisher_id)
        if publisher.listing or (search and search.listing):
            return False
        return search is None or now - datetime.fromisoformat(search.searched_at) >= _patience(now)

    def lost(self, failing: Mapping[str, Check], now: datetime) -> dict[str, str]:
        """Listings that were found by a search and have moved or gone, as far as can be told, by publisher.

        `failing`, as of `ListingLog.failing`, says since when they cannot be read. From then on they are searched for
        as often as those that are not known.
        """
        return {
            name: search.listing
            for name, search in self._last.items()
            if search.listing and name in failing and _is_lost(search, failing[name], now)
        }


def _is_lost(search: Search, failure: Check, now: datetime) -> bool:
    since, searched_at = datetime.fromisoformat(failure.checked_at), datetime.fromisoformat(search.searched_at)
    is_gone = failure.reason in reasons() and reasons()[failure.reason].permanent
    patience = _LOST_AFTER if is_gone else _LOST_AFTER_TROUBLE
    return now - since >= patience and (searched_at < since or now - searched_at >= _patience(now))


def _patience(now: datetime) -> timedelta:
    return _AGAIN_IN_SEASON if now.astimezone(CHINA).month in SEASON else _AGAIN


def at(moment: datetime) -> str:
    """A point in time as the log writes it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _search(record: dict[str, Any]) -> Search:
    return Search(**known_fields(Search, record))
