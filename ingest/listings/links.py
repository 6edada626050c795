"""What a listing says: links to reports, and pages on which it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a listing before it is judged: nothing in it is more than what stands there."""

    reference: str
    title: str
    date: date | None = None


class ListingUnreadable(ValueError):
    """The bytes are not what the publisher's `listing_kind` says; the message says what they are instead."""
