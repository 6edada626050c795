"""One look at the listing of one publisher, from its first page to the end of the look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.fetch.client import Fetcher
from ingest.fetch.web_addresses import is_home_page
from ingest.listings.bounded import PageReader
from ingest.listings.links import Link, Listing, ListingOverBounds, ListingUnreadable
from ingest.listings.walking import Walk
from ingest.live.budget import Budget, page_request
from ingest.publishers.catalogue import Publisher

MOST_REPORTS = 5_000
"""On one listing. A province's collection of all its counties over ten years has some 1,500."""
_TOO_MANY = (
    "{}: it shows more than {:,} reports, which no listing has. None of them is asked for: look at it in a browser and "
    "correct listing, link_selector or title_pattern."
)


@dataclass(frozen=True, slots=True)
class Look:
    """What a listing showed."""

    publisher_id: str
    links: tuple[Link, ...] = ()
    whole: bool = False
    """Whether every page was read."""
    failure: str | None = None
    """Why the look counts as failed and is done again; there may be links nevertheless."""
    reason: str | None = None
    """One of `reasons.csv` where the first page could not be had."""
    listing: str | None = None
    """What was looked at."""


class _Missed(Exception):
    """A page could not be had."""

    def __init__(self, message: str, *, permanent: bool, reason: str | None = None) -> None:
        super().__init__(message)
        self.permanent, self.reason = permanent, reason


async def look(
    fetcher: Fetcher, reader: PageReader, publisher: Publisher, known: Iterable[str], *, first_look: bool
) -> Look:
    """Reads the pages of a publisher's listing. `known` are addresses of reports that are no news.

    Never raises for what a site does. Without its first page the look has failed. So has a first look that lacks
    a later page for now: only first looks go on to the end, so the next one has to be a first look again. A later
    page that is not there at all is passed over; pagers count wrongly. A look that exceeds its bounds, or shows more
    than MOST_REPORTS reports, has failed, too: somebody has to see what that listing is.
    """
    assert publisher.listing, "only listings are looked at"
    walk, budget = Walk(publisher.listing, known, first_look=first_look), Budget(publisher.listing, reader)
    failure = reason = None
    pages = 0
    while address := walk.next_address():
        pages += 1
        try:
            budget.require_rest()
            walk.take(await _read_page(fetcher, budget, publisher, address))
        except ListingOverBounds as error:
            walk.miss()
            failure = failure or str(error)
            break
        except _Missed as missed:
            walk.miss()
            if pages == 1 or (first_look and not missed.permanent):
                failure, reason = failure or str(missed), reason or missed.reason
        if len(walk.links) > MOST_REPORTS:
            return Look(publisher.publisher_id, failure=_TOO_MANY.format(publisher.listing, MOST_REPORTS))
    return Look(publisher.publisher_id, walk.links, walk.whole and failure is None, failure, reason)


async def _read_page(fetcher: Fetcher, budget: Budget, publisher: Publisher, address: str) -> Listing:
    result = await fetcher.fetch(page_request(address, publisher))
    budget.spend(result)
    if result.data is None:
        raise _Missed(
            result.message or f"{address}: there was no answer.", permanent=result.permanent, reason=result.reason
        )
    if _leads_home(publisher.listing or "", result.final_address):
        raise _Missed(f"{address}: it leads to the site's home page now.", permanent=True, reason="not_found")
    try:
        listing = await budget.reader.listing(result.data, publisher, result.final_address, result.charset)
    except ListingOverBounds:
        raise
    except ListingUnreadable as error:
        raise _Missed(str(error), permanent=True) from error
    except Exception as error:  # one bad page never stops the others
        fault = (
            f"{address}: reading the listing stopped with {type(error).__name__}: {error}. This is a fault of fazhi."
        )
        raise _Missed(fault, permanent=True) from error
    if not listing.seen:
        raise _Missed(
            f"{address}: there is not one link on the page. Where a script draws the list, name the endpoint that "
            "it asks as a listing of kind json.",
            permanent=True,
        )
    return listing


def _leads_home(listing: str, final_address: str) -> bool:
    """Whether who asks for the listing gets the home page: many sites do so with pages that are not there any more."""
    return is_home_page(final_address) and not is_home_page(listing)
