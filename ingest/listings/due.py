"""When a publisher's listing is to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from ingest.listings.days import CHINA
from ingest.publishers.catalogue import Publisher

SEASON = range(1, 5)
"""January to April: reports are due before 1 April, most come in March, and the late ones in April."""
IN_SEASON = 4
"""How many times denser listings are looked at then: a daily look becomes one every six hours."""
SHORTEST = timedelta(hours=1)
"""No listing is looked at more often, whatever its interval: a site's peace is worth more than an hour."""


def interval(publisher: Publisher, now: datetime) -> timedelta:
    """The time from one look at a publisher's listing to the next. `now` is aware; the month is that in China."""
    usual = timedelta(hours=publisher.interval_hours)
    dense = usual / IN_SEASON if now.astimezone(CHINA).month in SEASON else usual
    return max(SHORTEST, dense)


def due(publishers: Iterable[Publisher], last_checked: Mapping[str, datetime], now: datetime) -> list[Publisher]:
    """Publishers with a listing whose interval has passed since the last look, the longest overdue first.

    Those that were never looked at come before all others, in their own order. A last look in the future (a
    clock that was wrong) counts as never.
    """
    overdue: list[tuple[timedelta, Publisher]] = []
    for publisher in publishers:
        if publisher.listing is None:
            continue
        last = last_checked.get(publisher.publisher_id)
        waited = timedelta.max if last is None or last > now else now - last - interval(publisher, now)
        if waited >= timedelta(0):
            overdue.append((waited, publisher))
    return [publisher for _, publisher in sorted(overdue, key=lambda one: one[0], reverse=True)]
