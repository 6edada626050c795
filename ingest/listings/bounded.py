"""Reading a site's pages in a process of its own, within bounds.

A page made to keep a parser busy (200,000 tags that are never closed) takes a minute. Meanwhile no other site would be
answered, and nobody could end it. So pages of sites are never parsed in the process that asks the sites.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from ingest.listings.columns import Column, column_of_article, columns_on
from ingest.listings.finding import find_links
from ingest.listings.links import Link, Listing, ListingOverBounds, ListingUnreadable
from ingest.listings.paging import next_pages
from ingest.model import DocumentRejected, Reject
from ingest.publishers.catalogue import Publisher
from ingest.readers.charset import decode
from ingest.readers.html import parse
from ingest.readers.isolation import reader_process
from ingest.readers.leads import find_leads

SECONDS = 10.0
"""For one page. The longest listings seen take a tenth of a second; 50,000 links of other kinds take one."""
MEMORY = 2 * 2**30
"""Bytes of address space."""
_READ = f"{__name__}:read"
_WHY = {
    "reader_timeout": "reading it takes longer than {seconds:.0f} s",
    "reader_starved": "it was not read in time, as other programs kept the processor busy",
    "reader_killed": "reading it was ended from outside",
    "out_of_memory": "reading it takes more memory than it may have",
}
_ADVICE = "Look at the page in a browser and name a smaller one, or an endpoint, as the listing."
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """What the process answers with."""

    json: str


@dataclass(frozen=True, slots=True)
class Further:
    """Where a page that holds a report, or leads to one, goes on."""

    pages: tuple[str, ...] = ()
    """Absolute addresses of further pages, nearest first."""
    likely_attachments: tuple[str, ...] = ()
    """References to documents that are named like a report."""
    attachments: tuple[str, ...] = ()
    """All of them."""
    frames: tuple[str, ...] = ()


class PageReader:
    """Reads pages, one at a time, without keeping the event loop from anything else. One for a refresh.

    All methods raise DocumentRejected where the bytes are no text, and ListingOverBounds where reading them takes too
    much.
    """

    def __init__(self, turn: asyncio.Lock | None = None) -> None:
        self._turn = turn or asyncio.Lock()
        self.spent = 0.0
        """Seconds that reading took."""

    def share(self) -> PageReader:
        """One that waits for the same turn and counts its own time."""
        return PageReader(self._turn)

    async def listing(self, page: bytes, publisher: Publisher, address: str, charset: str | None) -> Listing:
        """As `find_links`."""
        found = await self._read("listing", page, address, charset, asdict(publisher))
        links = tuple(_link(one) for one in found["links"])
        return Listing(links, tuple(found["next_pages"]), found["seen"], tuple(found["bodies"]))

    async def columns(self, page: bytes, address: str, charset: str | None) -> list[Column]:
        """As `columns_on`."""
        return [Column(*one) for one in await self._read("columns", page, address, charset)]

    async def column_of_article(self, page: bytes, address: str, charset: str | None) -> Column | None:
        """As `column_of_article`."""
        found = await self._read("article", page, address, charset)
        return Column(*found) if found else None

    async def further(self, page: bytes, address: str, charset: str | None) -> Further:
        """Where the page goes on."""
        found = await self._read("further", page, address, charset)
        return Further(**{name: tuple(values) for name, values in found.items()})

    async def _read(
        self, task: str, page: bytes, address: str, charset: str | None, publisher: dict[str, Any] | None = None
    ) -> Any:
        form = json.dumps({"task": task, "address": address, "publisher": publisher})
        process = reader_process(MEMORY, _READ)
        async with self._turn:
            began = time.monotonic()
            answer = await asyncio.to_thread(process.answer, form, page, charset, SECONDS)
            self.spent += time.monotonic() - began
        if "reject" in answer:
            raise DocumentRejected(Reject(**answer["reject"]))
        if "failure" in answer:
            kind, detail = answer["failure"], answer.get("detail", "no reason is known")
            why = _WHY.get(kind, "its reader broke off ({detail})").format(seconds=SECONDS, detail=detail)
            raise ListingOverBounds(f"{address}: {why}. {_ADVICE}")
        found = json.loads(answer["document"]["json"])
        if "unreadable" in found:
            raise (ListingOverBounds if found["over_bounds"] else ListingUnreadable)(found["unreadable"])
        return found["found"]


def read(form: str, page: bytes, charset: str | None) -> Found:
    """What is asked for in `form`; runs in the process alone. Raises DocumentRejected."""
    asked = json.loads(form)
    try:
        found = _TASKS[asked["task"]](page, asked["address"], charset, asked["publisher"])
    except ListingUnreadable as error:
        return Found(json.dumps({"unreadable": str(error), "over_bounds": isinstance(error, ListingOverBounds)}))
    return Found(json.dumps({"found": found}, default=date.isoformat))


def _listing(page: bytes, address: str, charset: str | None, publisher: dict[str, Any]) -> object:
    return asdict(find_links(page, Publisher(**publisher), address, charset))


def _further(page: bytes, address: str, charset: str | None, _: object) -> object:
    tree = parse(decode(page, charset)[0])
    leads = find_leads(tree)
    likely = tuple(one.reference for one in leads.attachments if one.is_likely)
    attachments = tuple(one.reference for one in leads.attachments)
    return asdict(Further(tuple(next_pages([tree], address, address)), likely, attachments, tuple(leads.frames)))


_TASKS: dict[str, Callable[..., object]] = {
    "listing": _listing,
    "columns": lambda page, address, charset, _: columns_on(page, address, charset),
    "article": lambda page, address, charset, _: column_of_article(page, address, charset),
    "further": _further,
}


def _link(record: dict[str, Any]) -> Link:
    day = record["date"]
    return Link(**record | {"date": datetime.fromisoformat(day).date() if day else None})
