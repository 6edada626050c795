"""Which pages of a listing are read in one look: few as a rule, all at the first look."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from ingest.listings.links import Link, Listing
from ingest.publishers.addresses import page_key

USUAL_PAGES = 5
"""Pages of an ordinary look. Listings show the newest first, and a publisher has one report a year."""
FIRST_LOOK_PAGES = 100
"""Pages of the first look at a listing, which is to find the reports of all years."""
MOST_BODIES = 40
"""Columns of single bodies that are read with each look beyond these."""


class Walk:
    """One look at a listing: hand out an address, take in what it answered with, until none is left.

    An ordinary look goes on from a page that shows something new, or no report at all (a column of columns, or a
    site's whole news); it stops at a page on which every report is known. The first look goes on to the end. Columns
    of single bodies are read at every look: what one shows says nothing of the others.
    """

    def __init__(self, address: str, known_addresses: Iterable[str], *, first_look: bool) -> None:
        self._known = {page_key(one) for one in known_addresses}
        self._first_look = first_look
        self._left = FIRST_LOOK_PAGES if first_look else USUAL_PAGES
        self._waiting = [address]
        self._met = {page_key(address)}
        self._links: dict[str, Link] = {}
        self._passed_over = False
        self._bodies = 0

    def next_address(self) -> str | None:
        """The page to fetch next; None where the look is over."""
        if not self._waiting:
            return None
        if self._left == 0:
            self._passed_over = True
            return None
        self._left -= 1
        return self._waiting.pop(0)

    def take(self, listing: Listing) -> None:
        """What the page that was handed out last showed."""
        for link in listing.links:
            self._links.setdefault(page_key(link.address), link)
        self._enter(one for one in listing.bodies if page_key(one) not in self._met)
        ahead = [one for one in listing.next_pages if page_key(one) not in self._met]
        if not self._goes_on(listing):
            self._passed_over = self._passed_over or bool(ahead)
            return
        self._met.update(page_key(one) for one in ahead)
        self._waiting += ahead

    def _enter(self, bodies: Iterable[str]) -> None:
        for one in islice(bodies, MOST_BODIES - self._bodies):
            self._met.add(page_key(one))
            self._waiting.append(one)
            self._bodies += 1
            self._left += 1

    def miss(self) -> None:
        """The page that was handed out last could not be had: the look was not a whole one."""
        self._passed_over = True

    def _goes_on(self, listing: Listing) -> bool:
        return (
            self._first_look
            or not listing.links
            or any(page_key(link.address) not in self._known for link in listing.links)
        )

    @property
    def links(self) -> tuple[Link, ...]:
        """Every report that was shown so far, in the order of the pages."""
        return tuple(self._links.values())

    @property
    def whole(self) -> bool:
        """Whether every page of the listing was read: only then can a link be said to have vanished."""
        return not self._waiting and not self._passed_over
