"""Months of the schedule and the sensor over a country: production's code, with its folder and its logs."""

from __future__ import annotations

import asyncio
import csv
import resource
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any
from unittest.mock import patch

from benchmarks.nation.country import Country, spread
from benchmarks.nation.transport import CountryFetcher, Remembering
from benchmarks.nation.virtual_time import Policy
from ingest.archive import Archive
from ingest.listings.days import CHINA
from ingest.listings.due import IN_SEASON, SEASON
from ingest.listings.log import ListingLog
from ingest.live import Selection
from ingest.publishers.addresses import page_key
from ingest.publishers.catalogue import KNOWN_COLUMNS, PUBLISHER_COLUMNS
from ingest.publishers.sites import Site
from warehouse.inputs.live import LiveRefresh
from warehouse.inputs.polling import Cursor, poll
from warehouse.workspace import Workspace

IN_TIME = timedelta(days=2)


@dataclass
class Months:
    """What runs by itself, and what came of it."""

    country: Country
    workspace: Workspace
    polls_between: int
    """Ticks of the sensor between two refreshes of the schedule. In production it is one a minute."""
    refreshes: int = 0
    polls: int = 0
    asked_for: int = 0
    """Runs that the sensor asked for."""
    left: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0
    """Seconds of the sites' time that a refresh took at most, after the first."""
    _cursor: Cursor = field(default_factory=Cursor)

    def live(self, until: datetime, is_over: Callable[[], bool] = lambda: False) -> None:
        """From now on, as the schedule and the sensor would have it; ends earlier where `is_over` says so."""
        time = self.country.time
        self._refresh("100000")
        first, self.longest = self.longest, 0.0
        self.first = first
        while time.now() < until and not is_over():
            before, after = time.now(), _next_refresh(time.now())
            for number in range(self.polls_between):
                time.pass_until(before + (after - before) * (number + 1) / (self.polls_between + 1))
                self._poll()
            time.pass_until(after)
            self._refresh()

    def _refresh(self, region: str | None = None) -> None:
        began = self.country.time.monotonic()
        with LiveRefresh(self.workspace, Selection(region=region), wait=0) as refresh:
            refresh.look_at_listings()
            collected = refresh.ask_addresses()
        self.refreshes += 1
        self.left.update(collected.left)
        self.longest = max(self.longest, self.country.time.monotonic() - began)

    def _poll(self) -> None:
        seen = poll(self.workspace, self._cursor)
        self.polls += 1
        self._cursor = seen.cursor
        if seen.key:
            self.asked_for += 1
            self._refresh()

    def figures(self) -> dict[str, Any]:
        """What the months cost and brought."""
        archive, country = Archive(self.workspace.archive), self.country
        got: dict[str, datetime] = {}
        for fetch in archive.fetches():
            if fetch.outcome == "ok":
                got.setdefault(fetch.address, datetime.fromisoformat(fetch.fetched_at))
        planted = country.planted()
        noticed = [(got[one] - at) / timedelta(hours=1) for one, at in planted.items() if one in got]
        by_day = [count for _, count in sorted(country.requests.items())]
        days = by_day[1:-1] or by_day
        per_day, hours = _twentieths(days), _twentieths(noticed)
        due = {one: at for one, at in planted.items() if at + IN_TIME <= country.time.now()}
        in_time = sum(one in got and got[one] - at <= IN_TIME for one, at in due.items())
        looks = Counter(check.publisher_id for check in ListingLog(self.workspace.archive).checks())
        return {
            "days": round(country.time.seconds / 86_400, 1),
            "hosts": len(country.hosts),
            "publishers": sum(len(host.columns) for host in country.hosts.values()),
            "refreshes": self.refreshes,
            "polls": self.polls,
            "runs asked for by polls": self.asked_for,
            "requests": sum(country.requests.values()),
            "requests a day, mean": round(sum(days) / len(days)),
            "requests a day, 95 %": round(per_day[-1]),
            "requests a day, most (after the first)": max(days),
            "requests on the first day": next(iter(country.requests.values())),
            "hours of the first refresh": round(self.first / 3600, 2),
            "minutes of the longest later one": round(self.longest / 60, 1),
            "left to later refreshes": dict(self.left),
            "seconds between requests to a host, least": round(country.shortest_gap, 3),
            "requests a host": spread(country.by_host),
            "planted reports": len(due),
            "found within two days": in_time,
            "share": round(in_time / len(due), 4) if due else None,
            "noticed so far": len(noticed),
            "not noticed 7 hours after they appeared": _late(country, got),
            "never found": sum(one not in got for one in due),
            "hours until noticed, median": round(hours[9], 1),
            "hours until noticed, 95 %": round(hours[-1], 1),
            "columns that move": sum(host.columns[0].moved_at is not None for host in country.hosts.values()),
            "sites that are down for a day": sum(host.down is not None for host in country.hosts.values()),
            "duplicates": _duplicates(archive),
            "looks kept in the log": sum(looks.values()),
            "records of fetches": len(archive.fetches()),
            "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }


def _twentieths(values: Sequence[float]) -> list[float]:
    """Nineteen values that part the others into twenty lots; the same value where there is only one."""
    return quantiles(values, n=20) if len(values) > 1 else [*values, 0][:1] * 19


def _late(country: Country, got: dict[str, datetime]) -> int:
    """Reports that appeared so long ago that a look every six hours has passed, and that nobody has."""
    before = country.time.now() - timedelta(hours=7)
    return sum(at <= before and one not in got for one, at in country.planted().items())


def _duplicates(archive: Archive) -> int:
    """Reports that were taken in twice: under two addresses of one page, or twice with the same bytes."""
    current = archive.current()
    pages = len(current) - len({page_key(address) for address in current})
    return pages + len(current) - len({fetch.sha256 for fetch in current.values()})


def _next_refresh(now: datetime) -> datetime:
    """When `daily_refresh` starts next: every six hours from January to April, else every morning at six."""
    local = now.astimezone(CHINA)
    step, first = (24 // IN_SEASON, 0) if local.month in SEASON else (24, 6)
    start = local.replace(hour=first, minute=0, second=0, microsecond=0)
    while start <= local:
        start += timedelta(hours=step)
    return start


@contextmanager
def months_over(country: Country, folder: Path, polls_between: int) -> Iterator[Months]:
    """Production's functions with the country's clock and fetcher, and its publishers' tables in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "known_addresses.csv", KNOWN_COLUMNS, [])
    _write(folder / "government_sites.csv", Site._fields, [list(site) for site in country.sites])
    regions = {site.home_page.split("/")[2]: site.region_code for site in country.sites}
    _write(
        folder / "publishers.csv",
        PUBLISHER_COLUMNS,
        [
            [
                *(one.publisher_id, f"{one.publisher_id[7:]}", regions[name], "department"),
                *(f"http://{name}{one.path}", "html", "", "", "24", "true", ""),
            ]
            for name, host in country.hosts.items()
            for one in host.columns
            if one.is_listed
        ],
    )
    environment = {"FAZHI_DATA": str(folder / "data"), "FAZHI_PUBLISHERS": str(folder), "FAZHI_LIVE_HOURS": "5"}
    before = asyncio.get_event_loop_policy()
    asyncio.set_event_loop_policy(Policy(country.time))
    try:
        with (
            patch.dict("os.environ", environment),
            patch("warehouse.inputs.live.live_clock", lambda: country.time),
            patch("warehouse.inputs.live.new_fetcher", lambda _: CountryFetcher(country)),
            patch("ingest.live.collecting.PageReader", Remembering),
            patch("os.fsync", lambda _: None),
        ):
            yield Months(country, Workspace.from_environment().prepare(), polls_between)
    finally:
        asyncio.set_event_loop_policy(before)


def _write(path: Path, columns: tuple[str, ...], rows: list[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([columns, *rows])
