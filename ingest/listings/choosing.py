"""Which entries of a listing lead to a report, by what their titles say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from ingest.listings.links import Entry, Link
from ingest.publishers.addresses import day_in, folder_of, is_folder, normalise, page_key
from ingest.publishers.catalogue import Publisher
from ingest.publishers.script import simplified
from ingest.reports.years import year_of_title

_TITLES = Path(__file__).with_name("titles.tsv")
_MOST_SUB_COLUMNS = 40
Verdict = Literal["topic", "kind", "carries", "never", "not_at_end", "news", "column"]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """One pattern for each verdict of `titles.tsv`."""
    rows = [line.split("\t") for line in _TITLES.read_text(encoding="utf-8").splitlines()[1:] if line]
    verdicts = dict.fromkeys(verdict for verdict, _ in rows)
    return {
        verdict: re.compile("|".join(f"(?:{pattern})" for name, pattern in rows if name == verdict))
        for verdict in verdicts
    }


def is_shortened(title: str) -> bool:
    """Whether a listing cut the title: `…`, `...`, `……`."""
    return title.rstrip().endswith(("…", "...", ".."))


@lru_cache(maxsize=10_000)
def announces_report(title: str) -> bool:
    """Whether the title in a listing is that of a yearly report, or of what carries one (`…报告的公告`).

    A shortened title needs to speak of 法治政府 only: its end, which says what kind of document it is, is lost.
    """
    said = simplified(title)
    patterns = _patterns()
    if not patterns["topic"].search(said) or patterns["never"].search(said):
        return False
    if patterns["carries"].search(said):
        return True
    if patterns["news"].search(said) or patterns["not_at_end"].search(said):
        return False
    return is_shortened(said) or bool(patterns["kind"].search(said))


def matches(title: str, publisher: Publisher) -> bool:
    """Whether the publisher's own `title_pattern`, or where it has none the rule for all, takes the title."""
    if publisher.title_pattern:
        return re.search(publisher.title_pattern, title) is not None
    return announces_report(title)


def choose(
    entries: Iterable[Entry], publisher: Publisher, address: str, base: str | None = None
) -> tuple[list[Link], list[str]]:
    """(links to reports, sub-columns below the listing that hold reports) of the page at `address`.

    An entry without a year in its title needs a day: menus link to a column under the name of what is in it.
    A column's own address (`…/`) without a day beside it is no report, but a page on which the listing goes on
    where it lies below it.
    """
    links: dict[str, Link] = {}
    columns: dict[str, None] = {}
    below = page_key(folder_of(address))
    for entry in entries:
        if not matches(entry.title, publisher):
            continue
        found = normalise(entry.reference, base or address)
        if found is None or page_key(found) == page_key(address):
            continue
        day, year = entry.date or day_in(found), year_of_title(simplified(entry.title))
        if is_folder(found) and entry.date is None:
            if page_key(found).startswith(below) and len(columns) < _MOST_SUB_COLUMNS:
                columns[found] = None
            continue
        if (day or year) and not _too_early(day, year):
            link = Link(found, entry.title, day, year)
            links[page_key(found)] = _fuller(links.get(page_key(found)), link)
    return list(links.values()), list(columns)


def _too_early(day: date | None, year: int | None) -> bool:
    """What is published before the year has begun cannot report on it."""
    return day is not None and year is not None and day.year < year


def _fuller(known: Link | None, link: Link) -> Link:
    """Of two links to one address the one that says more: pictures and `详细` link there, too."""
    if known is None:
        return link
    first, second = (known, link) if len(known.title.rstrip(".…")) >= len(link.title.rstrip(".…")) else (link, known)
    return Link(known.address, first.title, first.date or second.date, first.report_year or second.report_year)


def of_years(links: Iterable[Link], years: Iterable[int]) -> list[Link]:
    """Links to reports on these years. Where the title says no year, it is the one before that of the day."""
    wanted = set(years)
    return [link for link in links if expected_year(link) in wanted]


def expected_year(link: Link) -> int | None:
    """The year that a report is on by its title, else by the law: reports are on the year before."""
    return link.report_year or (link.date.year - 1 if link.date else None)
