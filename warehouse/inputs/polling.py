"""One poll of the publishers' listings: a bounded look at those that are due, and what nobody has fetched yet.

Nothing but the log of looks and the archive says what is news, so that a poll that is cut off loses nothing and
what a poll saw is asked by the run that follows, not looked at again. First looks walk through all pages of a
listing and are left to a run; so are listings that take longer than a poll may.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from warehouse.inputs import live
from warehouse.inputs.live import LiveRefresh, listing_log, publishers_in_force
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from ingest.listings.log import ListingLog
    from ingest.publishers.catalogue import Publisher

LISTINGS_A_POLL = 20
SECONDS_A_POLL = 35.0
"""Dagster ends a sensor after 60 s; a start and an end have to find room beside."""
PATIENCE = timedelta(minutes=30)
"""News waits this long for the other listings that are due, so that one run handles what arrives together."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """What one poll hands to the next."""

    asked: str | None = None
    """The key of the news for which a run was asked last."""
    since: str | None = None
    """When news began to wait for a run, UTC, ISO 8601."""
    left: dict[str, str] = field(default_factory=dict)
    """Publishers too slow for a poll → their last look at the time: the next one is a run's."""

    @classmethod
    def of(cls, text: str | None) -> Cursor:
        """The cursor that `text` holds; one that cannot be read is a new one, which costs one run without news."""
        try:
            return cls(**json.loads(text or "{}"))
        except (ValueError, TypeError):
            return cls()

    def __str__(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Poll:
    """What a poll saw."""

    looked: int
    failed: int
    news: tuple[str, ...]
    """Addresses on the listings that nobody has asked yet, and ids of publishers that nobody has looked at."""
    key: str | None
    """Of the run to ask for; None where there is nothing to run for yet."""
    cursor: Cursor

    def __str__(self) -> str:
        looks = f"{self.looked} listings read, {self.failed} failed"
        waits = "" if self.key or not self.news else "; a run was asked for, or waits for the listings still due"
        return f"{looks}, {len(self.news)} news{waits}."


def poll(workspace: Workspace, cursor: Cursor) -> Poll:
    """Looks at some of the listings that are due and says whether a run is to be asked for.

    Raises `UserError` where another process asks the publishers, or their tables cannot be read.
    """
    now = live.live_clock().now()
    publishers = [publisher for publisher in publishers_in_force(workspace)[0] if publisher.listing]
    if not publishers:
        return Poll(0, 0, (), None, cursor)
    with_time = _to_look_at(publishers, listing_log(workspace), cursor, now)
    chosen, behind = with_time[:LISTINGS_A_POLL], with_time[LISTINGS_A_POLL:]
    looked = failed = 0
    if chosen:
        with LiveRefresh(workspace, wait=0) as refresh:
            collected = refresh.look_at_listings(chosen, SECONDS_A_POLL)
        looked, failed = collected.listings_checked, len(collected.listings_failed)
    log = listing_log(workspace)
    news = _news(workspace, log, publishers)
    left = _left(chosen, log, now, cursor.left)
    return _judged(looked, failed, news, Cursor(cursor.asked, cursor.since, left), bool(behind), now)


def _to_look_at(publishers: Iterable[Publisher], log: ListingLog, cursor: Cursor, now: datetime) -> list[Publisher]:
    """The listings that are due, were read before, and are not left to a run."""
    from ingest.listings.due import due

    last = log.last_checked()
    return [
        publisher
        for publisher in due(publishers, last, now)
        if log.last_success(publisher.publisher_id)
        and cursor.left.get(publisher.publisher_id) != last[publisher.publisher_id].isoformat()
    ]


def _news(workspace: Workspace, log: ListingLog, publishers: Iterable[Publisher]) -> tuple[str, ...]:
    from ingest.archive import Archive
    from ingest.publishers.addresses import page_key

    asked = {page_key(address) for address in Archive(workspace.archive).latest()}
    looked_at = log.last_checked()
    news: set[str] = set()
    for publisher in publishers:
        name = publisher.publisher_id
        if name not in looked_at:
            news.add(name)
        keys = (page_key(link.address) for link in log.last_links(name))
        news.update(key for key in keys if key not in asked)
    return tuple(sorted(news))


def _left(chosen: Iterable[Publisher], log: ListingLog, now: datetime, before: Mapping[str, str]) -> dict[str, str]:
    """Who was chosen and is not noted at `now`, and who was left before and not looked at since."""
    last = log.last_checked()
    slow = {one.publisher_id for one in chosen if last[one.publisher_id] < now}
    still = {name for name, at in before.items() if name in last and last[name].isoformat() == at}
    return {name: last[name].isoformat() for name in sorted(slow | still)}


def _judged(looked: int, failed: int, news: tuple[str, ...], cursor: Cursor, more_are_due: bool, now: datetime) -> Poll:
    key = hashlib.sha256("\n".join(news).encode()).hexdigest()[:16]
    if not news or key == cursor.asked:
        return Poll(looked, failed, news, None, Cursor(cursor.asked if news else None, None, cursor.left))
    since = cursor.since or now.isoformat()
    if more_are_due and now - datetime.fromisoformat(since) < PATIENCE:
        return Poll(looked, failed, news, None, Cursor(cursor.asked, since, cursor.left))
    return Poll(looked, failed, news, key, Cursor(key, None, cursor.left))
