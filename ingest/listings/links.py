"""What a listing says: links to reports, and pages on which it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MOST_LINKS = 50_000
"""Links of any kind on one page of a listing: as many as a sitemap may hold."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that, by its title, leads to a report."""

    address: str
    """Absolute and normalised."""
    title: str
    """As the listing has it; may end in `…` where the listing shortens it. Empty in a sitemap."""
    date: date | None
    """The day beside the link, else the day in its address."""
    report_year: int | None
    """The year that the title says the report is on."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found on one page of a listing."""

    links: tuple[Link, ...]
    """Links to reports in the order of the page, one for each address."""
    next_pages: tuple[str, ...]
    """Addresses on which the listing goes on (further pages, sub-columns, sitemaps of an index), without this one."""
    seen: int
    """How many links of any kind the page has, its menus' among them. None at all: it is no listing."""
    bodies: tuple[str, ...] = ()
    """Addresses of columns below the listing, each with the reports of one body."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a listing before it is judged: nothing in it is more than what stands there."""

    reference: str
    title: str
    date: date | None = None


class ListingUnreadable(ValueError):
    """The bytes are not what the publisher's `listing_kind` says; the message says what they are instead."""


class ListingOverBounds(ListingUnreadable):
    """Reading a page takes more than it may, or was ended from outside; it may be read another time."""


def require_bearable(count: int, address: str) -> None:
    """Raises ListingOverBounds where a page has more than MOST_LINKS links, before each of them is looked at."""
    if count > MOST_LINKS:
        raise ListingOverBounds(
            f"{address}: there are {count:,} links on the page, more than the {MOST_LINKS:,} that a listing may have. "
            "Look at it in a browser and name the column of the reports alone as the listing."
        )
