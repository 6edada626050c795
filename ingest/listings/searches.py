"""The log of searches for listings: `searches.jsonl`, one line a search, which only ever grows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ingest.fetch.failures import reasons
from ingest.listings.days import CHINA
from ingest.listings.due import SEASON
from ingest.listings.log import Check, ListingLog
from ingest.publishers.catalogue import Publisher
from ingest.state_files import append_line, known_fields, read_records

_AGAIN, _AGAIN_IN_SEASON = timedelta(days=90), timedelta(days=14)
"""From a search that found nothing to the next: sites get the column when the first report comes."""
_LOST_AFTER, _LOST_AFTER_TROUBLE, _LOST_AFTER_EMPTINESS = timedelta(days=1), timedelta(days=3), timedelta(days=30)
"""After which a listing is searched for anew: where its page is not there, where its site has trouble, which most
sites have for less, and where it shows no report."""
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
    instead_of: str | None = None
    """The listing in the table of publishers whose place the found one takes, as long as the table names that one."""


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
        if before and before.listing:
            if search.listing is None:
                search = replace(search, listing=before.listing, found_by=before.found_by, because=before.because)
                search = replace(search, instead_of=before.instead_of)
            elif search.instead_of == before.listing:
                search = replace(search, instead_of=before.instead_of)
        append_line(self._path, json.dumps(asdict(search), ensure_ascii=False) + "\n")
        self._last[search.publisher_id] = search

    def last(self) -> dict[str, Search]:
        """The last search for each publisher's listing."""
        return dict(self._last)

    def with_listings(self, publishers: Iterable[Publisher]) -> list[Publisher]:
        """The publishers, with the listings that were found for those that had none or whose listing has moved."""
        return [self._with_listing(one) for one in publishers]

    def _with_listing(self, publisher: Publisher) -> Publisher:
        search = self._last.get(publisher.publisher_id)
        if search is None or search.listing in (None, publisher.listing):
            return publisher
        if publisher.listing not in (None, search.instead_of):
            return publisher  # somebody has corrected the table since
        return replace(publisher, listing=search.listing, listing_kind="html", link_selector=None)

    def is_due(self, publisher: Publisher, now: datetime) -> bool:
        """Whether the listing of a publisher that has none is to be searched for."""
        search = self._last.get(publisher.publisher_id)
        if publisher.listing or (search and search.listing):
            return False
        return search is None or now - datetime.fromisoformat(search.searched_at) >= _patience(now)

    def lost(self, publishers: Iterable[Publisher], log: ListingLog, now: datetime) -> dict[str, Check]:
        """Publishers whose listing has moved or gone, as far as can be told → the first look that told so.

        From then on it is searched for as often as one that is not known.
        """
        failing, empty = log.failing(), log.empty()
        lost: dict[str, Check] = {}
        for one in publishers:
            check = failing.get(one.publisher_id) or empty.get(one.publisher_id)
            is_of_it = check is not None and one.listing is not None and one.listing == check.listing
            if check and is_of_it and self._is_lost(check, one.listing_kind, now):
                lost[one.publisher_id] = check
        return lost

    def _is_lost(self, check: Check, kind: str | None, now: datetime) -> bool:
        since, search = datetime.fromisoformat(check.checked_at), self._last.get(check.publisher_id)
        if now - since < _lost_after(check) or (check.outcome == "ok" and kind == "rss"):
            return False  # a feed shows what is new, and for most of the year no report is
        searched_at = datetime.fromisoformat(search.searched_at) if search else None
        return searched_at is None or searched_at < since or now - searched_at >= _patience(now)


def _lost_after(check: Check) -> timedelta:
    if check.outcome == "ok":
        return _LOST_AFTER_EMPTINESS
    is_gone = check.reason in reasons() and reasons()[check.reason].permanent
    return _LOST_AFTER if is_gone else _LOST_AFTER_TROUBLE


def _patience(now: datetime) -> timedelta:
    return _AGAIN_IN_SEASON if now.astimezone(CHINA).month in SEASON else _AGAIN


def at(moment: datetime) -> str:
    """A point in time as the log writes it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _search(record: dict[str, Any]) -> Search:
    return Search(**known_fields(Search, record))
