"""The search for a publisher's listing: from its known reports, then from its site's home page, within bounds.

What is found has been read: a page is taken for the listing where it shows a report. Where none does, the first column
is taken that is called 法治政府建设年度报告 or the like: its first report is still to come.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from ingest.fetch.client import Fetcher
from ingest.fetch.records import FetchResult
from ingest.listings.bounded import PageReader
from ingest.listings.columns import ENTRANCE, ITSELF, Column, usual_paths
from ingest.listings.links import Listing, ListingUnreadable
from ingest.listings.searches import Search, at
from ingest.live.budget import Budget, page_request
from ingest.model import DocumentRejected
from ingest.publishers.addresses import normalise, page_key
from ingest.publishers.catalogue import Publisher
from ingest.publishers.script import simplified
from ingest.publishers.sites import Sites
from ingest.publishers.systems import derive_listings, listings_of
from ingest.readers.charset import decode

MOST_REQUESTS = 25
"""Pages that one search asks for: at one every few seconds, some two minutes of a site's time."""
DEEPEST = 4
"""Links from the home page to the listing."""
_BY_RULE, _BY_LINK, _ARTICLE, _HOME, _BY_PATH = 0, 1, 3, 4, 9
"""What is tried first, among the ranks of columns."""
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,200})", re.I)
"""`<title>大冶市人民政府</title>`"""
_FOLDER = re.compile(r"//[^/?]+/[^?]+/$")
"""The address of a folder, `http://a.gov.cn/zwgk_241/`."""


@dataclass(order=True, slots=True)
class _Step:
    """A page to ask for."""

    rank: int
    order: int
    address: str
    found_by: str
    origin: str
    """The page that becomes the listing where this one shows a report: a frame or an endpoint belongs to it."""
    depth: int = 0
    name: str = ""
    """What the link to it is called."""


class _Searching:
    def __init__(self, fetcher: Fetcher, reader: PageReader, publisher: Publisher, sites: Sites) -> None:
        self._fetcher, self._sites = fetcher, sites
        self._budget = Budget(publisher.publisher_id, reader)
        self._publisher = replace(publisher, listing_kind="html")
        self._steps: list[_Step] = []
        self._met: set[str] = set()
        self._order = count()
        self.requests = 0
        self.failures: list[FetchResult] = []
        self.empty: _Step | None = None
        """The first column of the right name that can be read and shows no report yet."""

    def add(
        self, rank: int, address: str, found_by: str, origin: str | None = None, depth: int = 0, name: str = ""
    ) -> None:
        """Has a page asked for, once and in its turn."""
        if page_key(address) not in self._met and depth <= DEEPEST:
            self._met.add(page_key(address))
            heappush(self._steps, _Step(rank, next(self._order), address, found_by, origin or address, depth, name))

    def add_usual_paths(self, base: str, paths: Sequence[str]) -> None:
        """Has pages asked for to which nothing leads, once all others were."""
        for path in paths:
            self.add(_BY_PATH, normalise(path, base) or base, "path")

    async def run(self) -> tuple[_Step, str] | None:
        """The page that shows a report, with its title; None where the bounds are reached without one."""
        while self._steps and self.requests < MOST_REQUESTS and not self._budget.is_spent():
            step = heappop(self._steps)
            self.requests += 1
            result = await self._fetcher.fetch(page_request(step.address, self._publisher))
            self._budget.spend(result)
            if result.data is None:
                self.failures.append(result)
                if result.reason == "script_challenge":
                    return None
                continue
            if step.rank == _HOME and self._is_another_body(result):
                self.failures.append(replace(result, outcome="failed", reason="another_body"))
                return None
            listing = await self._read(result)
            is_candidate = step.rank <= ITSELF or step.rank == _BY_PATH
            if is_candidate and listing.links:
                return step, listing.links[0].title
            if step.name and step.rank == 1 and listing.seen and self.empty is None:
                self.empty = step
            await self._go_on(step, result, listing, is_candidate)
        return None

    def failure(self, home_page: str | None) -> str | None:
        """Why the site could not be searched: the reason of its home page, or where every page failed of the first."""
        reasons = [one.reason for one in self.failures if one.address == home_page]
        if not reasons and len(self.failures) == self.requests:
            reasons = [one.reason for one in self.failures]
        return next(iter(reasons), None)

    def _is_another_body(self, result: FetchResult) -> bool:
        try:
            page = simplified(decode(result.data or b"", result.charset)[0])
        except DocumentRejected:
            return False
        title = _TITLE.search(page)
        return self._sites.is_another_body(self._publisher, title[1] if title else "", page)

    async def _read(self, result: FetchResult) -> Listing:
        page = result.data or b""
        try:
            return await self._budget.reader.listing(page, self._publisher, result.final_address, result.charset)
        except (ListingUnreadable, DocumentRejected):
            return Listing((), (), 0)

    async def _go_on(self, step: _Step, result: FetchResult, listing: Listing, is_candidate: bool) -> None:
        if is_candidate:
            for address in [*listing.next_pages[:3], *listing.bodies[:2]]:
                self.add(step.rank, address, step.found_by, step.origin, step.depth)
        for link in listing.links:  # a report in the news, or among links of a section
            for derived in derive_listings(link.address):
                self.add(_BY_LINK, derived.address, f"rule:{derived.system}", depth=step.depth + 1)
        try:
            page = (result.data or b"", result.final_address, result.charset)
            columns = await self._budget.reader.columns(*page)
            its_own = await self._budget.reader.column_of_article(*page) if step.rank == _ARTICLE else None
        except (DocumentRejected, ListingUnreadable):
            return
        own = [one for one in columns if self._sites.is_own(one.address, self._publisher)]
        if its_own and self._sites.is_own(its_own.address, self._publisher):
            own.insert(0, its_own)
        for column in own:
            self.add(column.rank, column.address, step.found_by, depth=step.depth + 1, name=column.name)
        if step.rank == _HOME:
            self._enter(own)

    def _enter(self, columns: Sequence[Column]) -> None:
        """Has the usual paths asked for below the first folder that the home page calls 政务公开 or the like."""
        folders = [one.address for one in columns if one.rank == ENTRANCE and _FOLDER.search(one.address)]
        for folder in folders[:1]:
            self.add_usual_paths(folder, [one for one in usual_paths() if not one.startswith("/")])


async def search_listing(
    fetcher: Fetcher,
    reader: PageReader,
    publisher: Publisher,
    articles: Sequence[str],
    sites: Sites,
    now: datetime,
    *,
    with_report: bool = False,
) -> Search:
    """Searches for a publisher's listing. `articles` are addresses of its reports, the latest last.

    `with_report`: a column that shows no report yet is not taken.
    Never raises for what a site does. One host at a time is asked, in the fetcher's politeness; robots.txt holds.
    """
    search = Search(publisher.publisher_id, at(now), None)
    searching = _Searching(fetcher, reader, publisher, sites)
    for derived in listings_of(publisher, articles, sites):
        searching.add(_BY_RULE, derived.address, f"rule:{derived.system}")
    own = [one for one in articles if sites.is_own(one, publisher)]
    for article in own[-1:]:
        searching.add(_ARTICLE, article, "article", depth=1)
    home_page = sites.home_page(publisher)
    if home_page:
        searching.add(_HOME, home_page, "links")
        searching.add_usual_paths(home_page, [one for one in usual_paths() if one.startswith("/")])
    found = await searching.run()
    if found is None and searching.empty and not with_report:
        found = searching.empty, searching.empty.name
    search = replace(search, requests=searching.requests)
    if found is None:
        return replace(search, failure=searching.failure(home_page))
    step, because = found
    return replace(search, listing=step.origin, found_by=step.found_by, because=because)
