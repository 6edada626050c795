"""The whole of a live refresh: look at the listings that are due, then ask every address that is outstanding."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from math import inf
from typing import TypeVar

from ingest.archive import Archive
from ingest.archive.plausibility import Plausibility
from ingest.archive.reception import receive_all
from ingest.fetch.client import Fetcher
from ingest.fetch.many import fetch_lots
from ingest.fetch.records import FetchRequest, FetchResult, failed_by_fault
from ingest.listings.bounded import PageReader
from ingest.listings.due import due
from ingest.listings.links import Link
from ingest.listings.log import Check, ListingLog
from ingest.listings.news import compare
from ingest.listings.searches import Search, SearchLog, at
from ingest.live.addresses import Addresses, outstanding, request_for
from ingest.live.budget import ADDRESSES
from ingest.live.following import Follower
from ingest.live.judging import plausibility_of_reports
from ingest.live.looking import Look, look
from ingest.live.outcome import Collected
from ingest.live.searching import search_listing
from ingest.live.selection import Selection
from ingest.publishers.addresses import page_key
from ingest.publishers.catalogue import KnownAddress, Publisher
from ingest.publishers.sites import Sites

EARLY = timedelta(minutes=15)
"""How much before its time a listing may be looked at: a schedule that starts some seconds earlier than the day
before would else pass every daily listing over until the day after."""

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Called with the step, how much of it is done, and how much there is."""


async def collect(
    archive: Archive,
    log: ListingLog,
    publishers: Sequence[Publisher],
    known: Iterable[KnownAddress],
    fetcher: Fetcher,
    now: datetime,
    selection: Selection | None = None,
    plausibility: Plausibility | None = None,
    progress: Progress | None = None,
    sites: Sites | None = None,
    seconds: float = inf,
) -> Collected:
    """Brings what the publishers have published since the last time into the archive.

    Where a publisher has no listing, one is searched for on the sites of `sites`; without them none is.

    `now` (aware) is the start of the refresh by the fetcher's clock; `known` are the catalogue's addresses;
    `plausibility` is by default that of reports. One process may run it at a time. What a site does is an outcome,
    never an exception, and stops no other site. After `seconds` by the fetcher's clock nothing more is begun; what is
    left is counted, and comes with the next refresh. Interrupted at any point, the next call goes on where this one
    stood. Raises NobodyChosen where the selection fits no publisher, OSError where the archive cannot be written.
    """
    refresh = Refresh(archive, log, publishers, known, fetcher, now, selection, progress, sites, seconds)
    await refresh.look_at_listings()
    await refresh.ask_addresses(plausibility)
    return refresh.collected


class Refresh:
    """One refresh as its two steps; they share what was collected, so that the second asks what the first one saw.

    Without the first step the second asks what earlier looks left outstanding. Arguments and errors are those of
    `collect`.
    """

    def __init__(
        self,
        archive: Archive,
        log: ListingLog,
        publishers: Sequence[Publisher],
        known: Iterable[KnownAddress],
        fetcher: Fetcher,
        now: datetime,
        selection: Selection | None = None,
        progress: Progress | None = None,
        sites: Sites | None = None,
        seconds: float = inf,
    ) -> None:
        self._ends_at, self._reader = fetcher.clock.monotonic() + seconds, PageReader()
        self.sites, self.searches = sites, SearchLog(archive.root)
        self.archive, self.log, self.fetcher, self.now = archive, log, fetcher, now
        self.selection, self.progress = selection or Selection(), progress or (lambda *_: None)
        self.chosen = self.searches.with_listings(self.selection.publishers(publishers))
        self.latest = archive.latest()
        # Where the archive has lost the bytes they are asked for anew: "not modified" would not bring them back.
        self.current = {name: one for name, one in archive.current().items() if archive.holds(one.sha256)}
        self.collected = Collected()
        self.addresses = Addresses(known, self.latest)
        for publisher in self.chosen:
            shown = [sighting.link for sighting in log.sightings(publisher.publisher_id)]
            self.addresses.add_links(publisher.publisher_id, shown)

    async def search_listings(self) -> None:
        """Searches for the listings of publishers that have none and are due for it, or of the one that was named.

        A listing that has been failing for days, or has shown no report for a month, is searched for anew.
        """
        if self.sites is None:
            return
        named = self.selection.publisher
        lost = self.searches.lost(self.chosen, self.log, self.now)
        due_for_it = [
            one
            for one in self.chosen
            if one.publisher_id in lost or (not one.listing and (named or self.searches.is_due(one, self.now)))
        ]
        searches = [self._search(one, self.sites, lost.get(one.publisher_id)) for one in due_for_it]
        found: dict[str, str | None] = {}
        async with aclosing(self._each("searches", "searches for listings", searches)) as finished:
            async for search in finished:
                if search.requests or search.failure:
                    self.searches.record(search)
                    self.collected.searches.append(search)
                    found[search.publisher_id] = search.listing
        self.chosen = [
            one if found.get(one.publisher_id) in (None, one.listing) else replace(one, listing=None)
            for one in self.chosen
        ]
        self.chosen = self.searches.with_listings(self.chosen)

    async def _search(self, publisher: Publisher, sites: Sites, lost: Check | None) -> Search:
        """`lost`: the look that told that the present listing has moved. One that can be read and is only empty gives
        its place to a page that shows a report, and to no other."""
        try:
            articles, is_empty = self.addresses.known(publisher.publisher_id), lost is not None and lost.outcome == "ok"
            search = await search_listing(
                self.fetcher, self._reader, publisher, articles, sites, self.now, with_report=is_empty
            )
            return replace(search, instead_of=publisher.listing if search.listing else None)
        except Exception:  # one bad site never stops the others
            logging.getLogger("fazhi").exception("%s: the search for its listing stopped.", publisher.publisher_id)
            return Search(publisher.publisher_id, at(self.now), None, failure="fault")

    async def look_at_listings(self, only: Sequence[Publisher] | None = None) -> None:
        """Looks at the listings that are due, or at those of `only`. Each look is noted as soon as it has ended.

        Without `only`, listings that are not known are searched for before.
        """
        if only is None:
            await self.search_listings()
        groups: dict[tuple[str | None, ...], list[Publisher]] = {}
        for one in self._to_look_at() if only is None else only:
            groups.setdefault((one.listing, one.listing_kind, one.link_selector, one.title_pattern), []).append(one)
        looks = [self._look(sharing) for sharing in groups.values()]
        async with aclosing(self._each("listings", "listings", looks)) as finished:
            async for sharers in finished:
                for seen in sharers:
                    self._note(seen)
        if groups:
            self.log.thin()

    async def _each(self, name: str, step: str, work: Sequence[Coroutine[None, None, T]]) -> AsyncGenerator[T]:
        """The results of `work`, as they come, until the time of the refresh is over. Ends what is under way then."""
        tasks = [asyncio.create_task(one) for one in work]
        try:
            for count, finished in enumerate(asyncio.as_completed(tasks), start=1):
                yield await finished
                self.progress(step, count, len(tasks))
                if self._is_over() and count < len(tasks):
                    self.collected.left[name] = len(tasks) - count
                    break
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _is_over(self) -> bool:
        return self.fetcher.clock.monotonic() >= self._ends_at

    def _to_look_at(self) -> list[Publisher]:
        if self.selection.publisher:
            return [publisher for publisher in self.chosen if publisher.listing]
        return due(self.chosen, self.log.last_checked(), self.now + EARLY)

    async def _look(self, sharing: Sequence[Publisher]) -> list[Look]:
        """One look at the listing of a publisher, or of several that share it, and what it means to each of them."""
        publisher, names = sharing[0], [one.publisher_id for one in sharing]
        first_look = any(self.log.last_success(name) is None for name in names)
        known = {address for name in names for address in self.addresses.known(name)}
        try:
            seen = await look(self.fetcher, self._reader, publisher, known, first_look=first_look)
        except Exception as error:  # one bad publisher never stops the others
            fault = (
                f"{publisher.listing}: the look stopped with {type(error).__name__}: {error}. This is a fault of fazhi."
            )
            seen = Look(publisher.publisher_id, failure=fault)
        return [replace(seen, publisher_id=name, listing=publisher.listing) for name in names]

    def _note(self, seen: Look) -> None:
        """Compares a look with the one before, and records it under the time at which the refresh began."""
        name, before = seen.publisher_id, self.log.last_links(seen.publisher_id)
        news = compare(name, seen.links, self.addresses.known(name), before, whole=seen.whole)
        self.collected.new_links += [link for link in news.new if not self.addresses.is_archived(link)]
        self.collected.vanished_links += news.vanished
        self.addresses.add_links(name, seen.links)
        if seen.failure:
            self.collected.listings_failed[name] = seen.failure
            self.log.record_failure(name, seen.failure, self.now, seen.reason, seen.listing)
        else:
            self.collected.listings_checked += 1
            shown = seen.links if seen.whole else _with_those_behind(seen.links, before)
            self.log.record(name, shown, self.now, seen.listing)

    async def ask_addresses(self, plausibility: Plausibility | None = None) -> None:
        """Asks every address that is outstanding; each answer is kept as it comes."""
        plausibility = plausibility or plausibility_of_reports()
        requests = self._requests()
        follower = Follower(self.archive, self.fetcher, self._reader)

        async def whole(request: FetchRequest, result: FetchResult) -> FetchResult:
            try:
                return await follower.whole(request, result, self.current.get(request.address))
            except Exception as error:  # one bad page never stops the others
                return failed_by_fault(result, error)

        count = 0
        async with aclosing(fetch_lots(self.fetcher, requests, then=whole)) as lots:
            async for lot in lots:
                # In a thread: where bytes are judged or a disk is slow, the other sites go on answering.
                received = await asyncio.to_thread(receive_all, self.archive, lot, self.current, plausibility)
                for reception in received:
                    self.collected.add(reception)
                count += len(lot)
                self.progress("published reports", count, len(requests))
                if self._is_over() and count < len(requests):
                    self.collected.left["addresses"] += len(requests) - count
                    break

    def _requests(self) -> list[FetchRequest]:
        """One for each address, also where two publishers share it. What was never asked comes first, then what was not
        asked for longest, so that a refresh whose time is over never leaves the same ones; among equals publishers take
        turns, so that nobody's long list keeps those behind it on the same host waiting."""
        last_looks, dropped = self.log.last_checked(), self.archive.dropped()
        unchanged_since = self.archive.unchanged_since()
        shares: list[list[FetchRequest]] = []
        for publisher in self.chosen:
            name = publisher.publisher_id
            addresses = self.addresses.chosen(name, self.selection)
            if not self.selection.publisher or publisher.listing:
                rest = {} if self.selection.publisher else unchanged_since
                addresses = outstanding(addresses, publisher, last_looks.get(name), self.latest, self.now + EARLY, rest)
            wanted = sorted((one for one in addresses if one not in dropped), key=self._last_asked)
            if len(wanted) > ADDRESSES:
                self.collected.left["addresses"] += len(wanted) - ADDRESSES
            shares.append([request_for(one, publisher, self.current.get(one)) for one in wanted[:ADDRESSES]])
        in_turns = (one for one in chain.from_iterable(zip_longest(*shares)) if one)
        first: dict[str, FetchRequest] = {}
        for one in in_turns:
            first.setdefault(one.address, one)
        return sorted(first.values(), key=lambda one: self._last_asked(one.address))

    def _last_asked(self, address: str) -> str:
        """When an address was asked last; what was never asked comes first."""
        return self.latest[address].fetched_at if address in self.latest else ""


def _with_those_behind(shown: Sequence[Link], before: Sequence[Link]) -> list[Link]:
    """What a listing shows where only its first pages were read: what stood on the others still stands there."""
    seen = {page_key(link.address) for link in shown}
    return [*shown, *(link for link in before if page_key(link.address) not in seen)]
