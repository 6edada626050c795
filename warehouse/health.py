"""What is broken now, as far as the archive, the log of looks and the candidate warehouse tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from ingest.archive import Fetch
    from ingest.publishers.catalogue import Publisher


@dataclass(frozen=True, slots=True)
class Failing:
    """A publisher that could not be read for some time."""

    publisher_id: str
    since: str
    """The first failure since the last success. UTC, ISO 8601."""
    message: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A document in quarantine: not read, not recognised as a report, held back, or never had."""

    address: str
    stage: str
    reason: str
    message: str


def failing_publishers(workspace: Workspace, days: float) -> list[Failing]:
    """Publishers of today's table that fail for more than `days`, the longest failing first.

    With a listing the looks at it decide; without one, the catalogue's addresses: it fails where none answers.
    """
    from ingest.publishers.addresses import page_key
    from warehouse.inputs.live import listing_log, live_clock, publishers_in_force

    publishers, known = publishers_in_force(workspace)
    looks = listing_log(workspace).failing()
    unlisted = _unlisted(workspace, publishers, {page_key(one.address): one.publisher_id for one in known})
    found = [
        Failing(one.publisher_id, looks[one.publisher_id].checked_at, looks[one.publisher_id].message or "")
        for one in publishers
        if one.listing and one.publisher_id in looks
    ]
    before = live_clock().now() - timedelta(days=days)
    late = [one for one in [*found, *unlisted] if datetime.fromisoformat(one.since) < before]
    return sorted(late, key=lambda one: (one.since, one.publisher_id))


def quarantined(workspace: Workspace) -> list[NotTaken]:
    """Documents that are in the archive, or should be, and not in the warehouse as their sites show them now."""
    from ingest.archive import Archive

    held_back = [
        NotTaken(fetch.address, "archive", fetch.reason or "held_back", fetch.message or "")
        for fetch in Archive(workspace.archive).held_back().values()
    ]
    return [*held_back, *_rejected(workspace)]


def _rejected(workspace: Workspace) -> list[NotTaken]:
    """Of the candidate, which is newer than what is published; figures that were not taken are no documents."""
    import duckdb

    from warehouse.building.candidate import open_candidate

    if not workspace.candidate.exists():
        return []
    with open_candidate(workspace) as con:
        try:
            rows = con.execute(
                "select address, stage, reason, message from raw.rejects where stage <> 'figures' order by all"
            ).fetchall()
        except duckdb.CatalogException:
            return []  # a build that stopped before its first table
    return [NotTaken(*row) for row in rows]


def _unlisted(workspace: Workspace, publishers: list[Publisher], owners: dict[str, str]) -> list[Failing]:
    """Publishers without a listing of whom no address answers."""
    from ingest.archive import Archive
    from ingest.publishers.addresses import page_key

    unlisted = {one.publisher_id for one in publishers if not one.listing}
    first_failures: dict[str, Fetch | None] = {}
    for fetch in Archive(workspace.archive).fetches():
        if fetch.outcome != "failed":
            first_failures[fetch.address] = None
        else:
            first_failures[fetch.address] = first_failures.get(fetch.address) or fetch
    by_publisher: dict[str, list[Fetch | None]] = {}
    for address, failure in first_failures.items():
        owner = owners.get(page_key(address))
        if owner in unlisted:
            by_publisher.setdefault(owner, []).append(failure)
    return [
        Failing(name, last.fetched_at, last.message or "")
        for name, failures in by_publisher.items()
        if (last := _last_to_fail(failures))
    ]


def _last_to_fail(failures: list[Fetch | None]) -> Fetch | None:
    """Since when nothing answers; None where something does."""
    told = [failure for failure in failures if failure]
    return max(told, key=lambda one: one.fetched_at) if len(told) == len(failures) else None
