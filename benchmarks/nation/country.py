"""The country: a site for each government, with a column of its own and those of its departments, and their reports.

Everything is made from one seed. What is planted is written down, so that what was found can be compared with it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from urllib.parse import urlsplit

from benchmarks.nation.virtual_time import Time
from ingest.publishers.regions import load_regions
from ingest.publishers.sites import Site, load_sites

PAST = (2022, 2023, 2024)
"""Years whose reports every column shows from the beginning."""
PLANTED = 2025
MOVED, DOWN = 0.05, 1.0
"""How often in a year a government's column moves to another address, and a site is down for a day."""


@dataclass(slots=True)
class Column:
    """The column of one publisher on its site."""

    publisher_id: str
    path: str
    published_at: datetime
    """When the planted report appears."""
    moved_at: datetime | None = None
    is_listed: bool = True
    """Whether `publishers.csv` names it; others have to be searched for from the home page."""

    def path_at(self, now: datetime) -> str:
        """Where it is at a time."""
        return f"/new{self.path}" if self.moved_at and now >= self.moved_at else self.path


@dataclass(slots=True)
class Host:
    """One site."""

    name: str
    columns: list[Column]
    latency: float
    """Seconds from a request to its answer."""
    down: tuple[datetime, datetime] | None = None

    def is_down(self, now: datetime) -> bool:
        """Whether nobody answers."""
        return self.down is not None and self.down[0] <= now < self.down[1]


@dataclass
class Country:
    """The sites, and what was asked of them."""

    time: Time
    hosts: dict[str, Host]
    sites: list[Site]
    connections: int = 16
    """Requests that are under way at once, over all hosts."""
    slower: float = 1
    """Times that answers take longer than usual: one connection does as much as a part of one then."""
    requests: Counter[str] = field(default_factory=Counter)
    """By day."""
    shortest_gap: float = float("inf")
    """Seconds between the beginnings of two requests to one host, the least of all."""
    by_host: Counter[str] = field(default_factory=Counter)
    _last: dict[str, float] = field(default_factory=dict)

    def note(self, host: str) -> None:
        """A request begins."""
        now = self.time.monotonic()
        if host in self._last:
            self.shortest_gap = min(self.shortest_gap, now - self._last[host])
        self._last[host] = now
        self.requests[self.time.now().date().isoformat()] += 1
        self.by_host[host] += 1

    def page(self, host: Host, path: str) -> bytes | None:
        """What stands at a path now; None where there is nothing."""
        now = self.time.now()
        if path == "/":
            home = next((one for one in host.columns if not one.is_listed), host.columns[0])
            return f'<a href="/">首页</a><a href="{home.path_at(now)}">法治政府建设年度报告</a>'.encode()
        for column in host.columns:
            if path == column.path_at(now):
                return _listing(column, now)
            folder, _, name = path.rpartition("/")
            if f"{folder}/" == f"{column.path}r/":
                return _report(host, column, int(name.removesuffix(".html")))
        return None

    def planted(self) -> dict[str, datetime]:
        """Address → when it appeared, of all planted reports that have appeared by now."""
        return {
            f"http://{host.name}{column.path}r/{PLANTED}.html": column.published_at
            for host in self.hosts.values()
            for column in host.columns
            if column.published_at <= self.time.now()
        }


def _listing(column: Column, now: datetime) -> bytes:
    years = [*([PLANTED] if column.published_at <= now else []), *reversed(PAST)]
    title, link = "某地{}年法治政府建设情况报告", '<li><a href="{}r/{}.html">{}</a><span>{}-03-20</span></li>'
    rows = "".join(link.format(column.path, year, title.format(year), year + 1) for year in years)
    return f'<html><meta charset="utf-8"><body><a href="/">首页</a><ul>{rows}</ul></body></html>'.encode()


def _report(host: Host, column: Column, year: int) -> bytes:
    return f"<html><body><p>{host.name} {column.publisher_id} {year}年法治政府建设情况。</p></body></html>".encode()


def found_country(
    time: Time, hosts: int, columns: int, days: int, moved: float = MOVED, down: float = DOWN, seed: int = 1
) -> Country:
    """`hosts` governments, with the names of real sites, each with `columns` publishers (its own column among them).

    The planted reports appear within `days` from the start, most of them in March where that lies within.
    """
    random = Random(seed)
    sites: list[Site] = []
    names: set[str] = set()
    for site in load_sites(load_regions()):
        name = urlsplit(site.home_page).hostname or ""
        if name not in names and len(sites) < hosts:
            names.add(name)
            sites.append(Site(site.region_code, f"http://{name}/", ""))
    made: dict[str, Host] = {}
    for site in sites:
        name = urlsplit(site.home_page).hostname or ""
        found = [_column(time, site.region_code, number, days, random) for number in range(columns)]
        if random.random() < moved * days / 365:
            found[0].moved_at = time.start + timedelta(days=random.uniform(1, days / 2))
        down_at = time.start + timedelta(days=random.uniform(1, days))
        is_down = random.random() < down * days / 365
        outage = (down_at, down_at + timedelta(days=1)) if is_down else None
        made[name] = Host(name, found, random.uniform(0.2, 2.0), outage)
    return Country(time, made, sites)


def _column(time: Time, region: str, number: int, days: int, random: Random) -> Column:
    march = (datetime(time.start.year, 3, 1, tzinfo=time.start.tzinfo) - time.start) / timedelta(days=1)
    in_march = march >= 0 and march + 31 <= days - 3 and random.random() < 0.8
    # The last two days are left out: what appears then cannot be late yet.
    day = random.uniform(march, march + 31) if in_march else random.uniform(min(1, days / 20), days - 2)
    return Column(
        f"{region}-{'政府' if number == 0 else f'{number}局'}",
        "/fz/" if number == 0 else f"/bm{number}/fz/",
        time.start + timedelta(days=day),
        is_listed=number > 0,
    )


def etag(page: bytes) -> str:
    """The validator of a page."""
    return f'"{hashlib.sha256(page).hexdigest()[:16]}"'


def spread(counts: Counter[str]) -> dict[str, int]:
    """The smallest, the middle and the largest of some counts."""
    ordered = sorted(counts.values())
    return {"least": ordered[0], "median": ordered[len(ordered) // 2], "most": ordered[-1]}
