"""The log of looks at listings: `listings.jsonl`, one line a look, which only ever grows.

A line is written and synced at once. A last line cut off by a crash is dropped when the file is read, and
mended before the next line is added: the look is done again. A look that saw what the last one saw does not
repeat its links.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from ingest.listings.links import Link
from ingest.publishers.addresses import page_key
from ingest.state_files import append_line, known_fields, read_records, write_whole

_LOST_LOOK = "The look is passed over, and what the listing showed comes with the next one; remove the line."

_RUN = 2
"""Looks that are kept of a run of equal ones: the first and the last."""

_GROWN = 2
"""The log is written anew once it has so many times the looks that it needs: seldom, and never much too large."""


@dataclass(frozen=True, slots=True)
class Check:
    """One look at the listing of one publisher."""

    publisher_id: str
    checked_at: str
    """UTC, ISO 8601."""
    outcome: Literal["ok", "failed"]
    message: str | None
    """Why it failed."""
    links: tuple[Link, ...] | None
    """What the listing showed; None where it showed what it showed before, or could not be read."""
    reason: str | None = None
    """One of `reasons.csv` where its first page could not be had."""
    listing: str | None = None
    """What was looked at, where that failed or showed no report: it may have moved."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One link of a listing over all looks."""

    link: Link
    first_seen: str
    last_seen: str
    vanished: bool
    """Whether the last look that succeeded did not see it."""


class ListingLog:
    """The looks below `root`. One process writes; what others wrote is seen by a new instance."""

    def __init__(self, root: Path) -> None:
        self._path = root / "listings.jsonl"
        self._checks: list[Check] = []
        self._of: dict[str, list[Check]] = {}
        """The same by publisher: with thousands of them, nobody's looks are to be found among all."""
        self._last_links: dict[str, tuple[Link, ...]] = {}
        self._last_success: dict[str, datetime] = {}
        for check in read_records(self._path, _check, _LOST_LOOK):
            self._note(check)

    def _note(self, check: Check) -> None:
        self._checks.append(check)
        self._of.setdefault(check.publisher_id, []).append(check)
        if check.outcome == "ok":
            self._last_success[check.publisher_id] = datetime.fromisoformat(check.checked_at)
        if check.links is not None:
            self._last_links[check.publisher_id] = check.links

    def record(self, publisher_id: str, links: Iterable[Link], at: datetime, listing: str | None = None) -> Check:
        """Notes that a listing showed these links at the time `at` (aware)."""
        shown = tuple(links)
        same = shown == self._last_links.get(publisher_id)
        listing = None if same or shown else listing
        return self._append(Check(publisher_id, _utc(at), "ok", None, None if same else shown, None, listing))

    def record_failure(
        self, publisher_id: str, message: str, at: datetime, reason: str | None = None, listing: str | None = None
    ) -> Check:
        """Notes that a listing could not be looked at. What it showed before still holds."""
        return self._append(Check(publisher_id, _utc(at), "failed", message, None, reason, listing))

    def checks(self, publisher_id: str | None = None) -> list[Check]:
        """Every look, or those at one publisher's listing, oldest first."""
        return list(self._checks if publisher_id is None else self._of.get(publisher_id, []))

    def last_checked(self) -> dict[str, datetime]:
        """When each publisher's listing was last looked at, with success or not."""
        return {name: datetime.fromisoformat(checks[-1].checked_at) for name, checks in self._of.items()}

    def last_success(self, publisher_id: str) -> datetime | None:
        """When a publisher's listing was last read."""
        return self._last_success.get(publisher_id)

    def last_links(self, publisher_id: str) -> tuple[Link, ...]:
        """What the listing showed when it was last read; empty where it never was."""
        return self._last_links.get(publisher_id, ())

    def failing(self) -> dict[str, Check]:
        """Publishers whose last look failed → the first failure of their present listing since the last success."""
        first: dict[str, Check] = {}
        for check in self._checks:
            name = check.publisher_id
            if check.outcome == "ok":
                first.pop(name, None)
            elif name not in first or first[name].listing != check.listing:
                first[name] = check
        return first

    def empty(self) -> dict[str, Check]:
        """Publishers whose listing showed no report when it was last read → the first look since which it does so."""
        first: dict[str, Check] = {}
        for check in self._checks:
            if check.links:
                first.pop(check.publisher_id, None)
            elif check.links is not None:
                first[check.publisher_id] = check
        return first

    def sightings(self, publisher_id: str) -> list[Sighting]:
        """Every link that the listing ever showed, in the order in which they were first seen."""
        spans: dict[str, tuple[Link, str, str]] = {}
        shown: tuple[Link, ...] = ()
        for check in self.checks(publisher_id):
            if check.outcome == "failed":
                continue
            shown = shown if check.links is None else check.links
            for link in shown:
                _, first, _ = spans.get(page_key(link.address), (link, check.checked_at, ""))
                spans[page_key(link.address)] = (link, first, check.checked_at)
        present = {page_key(link.address) for link in shown}
        return [Sighting(*span, vanished=key not in present) for key, span in spans.items()]

    def thin(self) -> None:
        """Drops every look that lies between two of the same publisher that say the same, where that halves the log.

        The file is written anew under a temporary name, synced and renamed. What the other methods answer stays.
        """
        kept = dict(enumerate(self._checks))
        ends: dict[str, list[int]] = {}
        for place, check in enumerate(self._checks):
            run = ends.setdefault(check.publisher_id, [])
            if len(run) == _RUN and all(_says_the_same(self._checks[one], check) for one in run):
                del kept[run.pop()]
            ends[check.publisher_id] = [*run[1 - _RUN :], place]
        if len(self._checks) < _GROWN * len(kept):
            return
        self._checks, self._of = list(kept.values()), {}
        for check in self._checks:
            self._of.setdefault(check.publisher_id, []).append(check)
        write_whole(self._path, "".join(map(_line, self._checks)).encode())

    def _append(self, check: Check) -> Check:
        append_line(self._path, _line(check))
        self._note(check)
        return check


def _line(check: Check) -> str:
    return json.dumps(asdict(check), ensure_ascii=False, default=date.isoformat) + "\n"


def _says_the_same(one: Check, other: Check) -> bool:
    """Whether two looks in a row of one publisher brought nothing that tells them apart but their time."""
    return (one.outcome, one.message, one.links) == (other.outcome, other.message, other.links) and one.links is None


def _check(record: dict[str, Any]) -> Check:
    links = record.get("links")
    shown = None if links is None else tuple(map(_link, links))
    return Check(**known_fields(Check, record) | {"links": shown})


def _link(record: dict[str, Any]) -> Link:
    date = record["date"]
    shown_on = datetime.fromisoformat(date).date() if date else None
    return Link(record["address"], record["title"], shown_on, record["report_year"])


def _utc(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("A look at a listing needs a time with its zone.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")
