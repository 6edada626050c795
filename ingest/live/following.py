"""From a page to the whole report: its further pages, or the document that it only leads to.

What the parts make together takes the place of the page's own bytes as what its address answered with. So a report has
one record, one hash and one text, however many addresses it lies at.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from ingest.archive import Archive, Fetch
from ingest.archive.page_parts import PagePart, PageParts
from ingest.fetch.client import Fetcher
from ingest.fetch.records import FetchRequest, FetchResult, Validators
from ingest.listings.bounded import Further, PageReader
from ingest.listings.links import ListingUnreadable
from ingest.model import DocumentRejected
from ingest.publishers.addresses import normalise, page_key
from ingest.readers import read_document
from ingest.readers.formats import detect_format
from ingest.readers.joined import Part, join_parts, parts_in

MOST_PAGES = 30
"""Pages of one article. The longest report seen has some 30,000 characters, which sites print on 2 to 8 pages."""
MOST_ATTACHMENTS = 3
_LARGEST_PAGE = 8 * 2**20
"""Bytes. A page that is larger holds its article itself."""
_PAGE_PARAMETER = re.compile(r"(?:\w*page\w*|p|pn|pageno|curpage)", re.I)
_ANY_TYPE = "application/octet-stream"
_ELSEWHERE = ("attachment_only", "frame_only")


class _PartMissing(Exception):
    def __init__(self, result: FetchResult) -> None:
        super().__init__(result.message)
        self.result = result


class Follower:
    """Completes answers of pages. One for a whole refresh."""

    def __init__(self, archive: Archive, fetcher: Fetcher, reader: PageReader) -> None:
        self._archive, self._fetcher, self._reader = archive, fetcher, reader
        self._parts = PageParts(archive.root)

    async def whole(self, request: FetchRequest, result: FetchResult, current: Fetch | None) -> FetchResult:
        """The answer with everything that belongs to it; unchanged where the page is the whole document.

        A part that cannot be had for now makes the answer a failed one: half a report is not taken in. Where the whole
        one is in the archive, a part that is gone for good does so too. Else that is told when the rest is read.
        """
        whole = parts_in(self._archive.read(current.sha256)) if current and current.sha256 else []
        if result.outcome == "not_modified" and not whole:
            return result  # asked every day, hardly ever changed: nothing of it is parsed
        page = self._page_of(result, current)
        if page is None or detect_format(page.data) != "html" or len(page.data) > _LARGEST_PAGE:
            return result
        try:
            parts = [page, *await self._further(page, request, bool(whole))]
        except _PartMissing as missing:
            return _failed(result, missing.result)
        if len(parts) == 1:
            return result
        return self._joined(result, parts, current)

    def _page_of(self, result: FetchResult, current: Fetch | None) -> Part | None:
        """The page's own bytes: as answered now, or as they were where they have not changed."""
        if result.data is not None:
            return Part(result.final_address, result.media_type or "text/html", result.charset, result.data)
        if result.outcome != "not_modified" or current is None or not current.sha256:
            return None
        data = self._archive.read(current.sha256)
        joined = parts_in(data)
        if joined:
            return joined[0]
        return Part(current.final_address or current.address, current.media_type or "text/html", current.charset, data)

    async def _further(self, page: Part, request: FetchRequest, whole: bool) -> list[Part]:
        """The further pages in their order, else what the page leads to where it holds no article itself.

        `whole`: nothing may be missing. Else what is not there at all is passed over; pagers count wrongly.
        """
        pages: dict[str, Part] = {}
        further = await self._goes_on(page)
        waiting, met = _pages_of(further, page.address), {page_key(page.address)}
        while waiting and len(pages) < MOST_PAGES:
            address = waiting.pop(0)
            if page_key(address) in met:
                continue
            met.add(page_key(address))
            part = await self._get(address, request, whole)
            if part:
                pages[address] = part
                waiting += _pages_of(await self._goes_on(part), page.address)
        if pages:
            return [pages[address] for address in sorted(pages, key=_number)]
        elsewhere = _leads_elsewhere(further, page.address)
        if not elsewhere or not await asyncio.to_thread(_holds_no_article, page):
            return []
        found = [await self._get(address, request, whole) for address in elsewhere]
        return [part for part in found if part]

    async def _goes_on(self, page: Part) -> Further:
        """Nowhere, where it is no page or one that cannot be parsed: that is told when the document is read."""
        if detect_format(page.data) != "html" or len(page.data) > _LARGEST_PAGE:
            return Further()
        try:
            return await self._reader.further(page.data, page.address, page.charset)
        except (DocumentRejected, ListingUnreadable):
            return Further()

    async def _get(self, address: str, request: FetchRequest, whole: bool) -> Part | None:
        known = self._parts.latest(request.address, address)
        validators = Validators(known.final_address, known.etag, known.last_modified) if known else None
        has_validators = bool(known and (known.etag or known.last_modified))
        result = await self._fetcher.fetch(
            FetchRequest(address, validators if has_validators else None, request.verify_tls)
        )
        if result.outcome == "not_modified" and known:
            return Part(address, known.media_type or _ANY_TYPE, known.charset, self._archive.read(known.sha256))
        if result.data is None:
            if whole or not result.permanent:
                raise _PartMissing(result)
            return None
        self._keep(request.address, result)
        return Part(address, result.media_type or _ANY_TYPE, result.charset, result.data)

    def _keep(self, page: str, result: FetchResult) -> None:
        assert result.data is not None, "only answers with bytes are kept"
        self._parts.record(
            PagePart(
                page=page,
                address=result.address,
                final_address=result.final_address,
                fetched_at=result.fetched_at,
                sha256=self._archive.keep(result.data),
                byte_count=len(result.data),
                media_type=result.media_type,
                charset=result.charset,
                etag=result.etag,
                last_modified=result.last_modified,
            )
        )

    def _joined(self, result: FetchResult, parts: list[Part], current: Fetch | None) -> FetchResult:
        data = join_parts(parts)
        sha256 = hashlib.sha256(data).hexdigest()
        if result.outcome == "not_modified" and current and current.sha256 == sha256:
            return result
        before = current if result.data is None else None
        if result.data is not None:
            self._keep(result.address, result)
        return replace(
            result,
            outcome="ok",
            data=data,
            sha256=sha256,
            byte_count=len(data),
            media_type="multipart/related",
            charset=None,
            etag=result.etag or (before.etag if before else None),
            last_modified=result.last_modified or (before.last_modified if before else None),
        )


def _failed(result: FetchResult, part: FetchResult) -> FetchResult:
    return replace(
        result,
        outcome="failed",
        data=None,
        sha256=None,
        byte_count=None,
        permanent=part.permanent,
        reason=part.reason,
        message=f"{result.address}: a part of the report could not be had. {part.message or part.address}",
    )


def _pages_of(further: Further, first: str) -> list[str]:
    """Addresses of further pages of the article whose first page is at `first`."""
    return [address for address in further.pages if _is_page_of(address, first)]


def _is_page_of(address: str, first: str) -> bool:
    """`…/t20150201_7_2.html` of `…/t20150201_7.html`, `…/index_2.html` of `…/`, `?id=7&page=2` of `?id=7`."""
    one, other = urlsplit(address), urlsplit(first)
    if one.hostname != other.hostname:
        return False
    if one.path == other.path and one.query != other.query:
        return _without_page(one.query) == _without_page(other.query)
    folder, _, name = one.path.rpartition("/")
    first_folder, _, first_name = other.path.rpartition("/")
    stem = (first_name or "index.html").rpartition(".")[0]
    return folder == first_folder and bool(re.fullmatch(rf"{re.escape(stem)}[-_]\d{{1,3}}\.\w+", name))


def _without_page(query: str) -> list[tuple[str, str]]:
    return sorted(pair for pair in parse_qsl(query) if not _PAGE_PARAMETER.fullmatch(pair[0]))


def _number(address: str) -> int:
    numbers = re.findall(r"[-_=](\d{1,3})(?=\.\w+$|&|$)", address)
    return int(numbers[-1]) if numbers else 0


def _leads_elsewhere(further: Further, address: str) -> list[str]:
    """The documents that a page at `address` leads to: those that are named like a report, else all; or its frames."""
    references = further.likely_attachments or further.attachments or further.frames
    addresses = (normalise(reference, address) for reference in references)
    return [one for one in dict.fromkeys(addresses) if one and one != address][:MOST_ATTACHMENTS]


def _holds_no_article(page: Part) -> bool:
    try:
        read_document(page.data, page.address, page.charset)
    except DocumentRejected as rejected:
        return rejected.reject.reason in _ELSEWHERE
    return False
