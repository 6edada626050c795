"""The fetcher with sites in memory behind it: turns, robots.txt, retries and results are its own."""

from __future__ import annotations

import asyncio
import ssl
from http import HTTPStatus
from types import TracebackType
from typing import Any, ClassVar

from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from benchmarks.nation.country import Country, etag
from ingest.fetch.client import Fetcher
from ingest.fetch.download import Download
from ingest.fetch.exchange import Answer
from ingest.fetch.failures import Failure
from ingest.fetch.settings import FetchSettings
from ingest.listings.bounded import Further, PageReader
from ingest.listings.columns import Column, column_of_article, columns_on
from ingest.listings.finding import find_links
from ingest.listings.links import Listing
from ingest.publishers.catalogue import Publisher


class MemoryExchange:
    """Answers as the country's sites do, after the time that each of them takes."""

    def __init__(self, country: Country) -> None:
        self._country = country

    async def get(
        self,
        url: URL,
        headers: dict[str, str],
        download: Download,
        unverified: ssl.SSLContext | None,
        most_seconds: float | None = None,
    ) -> Answer:
        """As `Exchange.get`."""
        host = self._country.hosts[url.host or ""]
        self._country.note(host.name)
        await asyncio.sleep(host.latency * self._country.slower)
        if host.is_down(self._country.time.now()):
            raise Failure("unreachable", "no connection")
        page = self._country.page(host, url.path)
        if page is None:
            return _answer(url, HTTPStatus.NOT_FOUND, {}, None)
        tag = {"ETag": etag(page)}
        if headers.get("If-None-Match") == tag["ETag"]:
            return _answer(url, HTTPStatus.NOT_MODIFIED, tag, None)
        return _answer(url, HTTPStatus.OK, tag, page)


class CountryFetcher(Fetcher):
    """A fetcher that asks the country and no network."""

    def __init__(self, country: Country) -> None:
        super().__init__(FetchSettings(concurrency=country.connections), clock=country.time)
        self._exchange = MemoryExchange(country)  # type: ignore[assignment]

    async def __aenter__(self) -> CountryFetcher:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class Remembering(PageReader):
    """Reads in this process, and each page once: the time of parsing is not what is measured."""

    _seen: ClassVar[dict[tuple[str, bytes], Listing]] = {}

    def __init__(self, turn: asyncio.Lock | None = None) -> None:
        self.spent = 0.0

    def share(self) -> Remembering:
        """Nobody waits."""
        return self

    async def listing(self, page: bytes, publisher: Publisher, address: str, charset: str | None) -> Listing:
        """As `find_links`."""
        key = (address, page)
        if key not in self._seen:
            self._seen[key] = find_links(page, publisher, address, charset)
        return self._seen[key]

    async def columns(self, page: bytes, address: str, charset: str | None) -> list[Column]:
        """As `columns_on`."""
        return columns_on(page, address, charset)

    async def column_of_article(self, page: bytes, address: str, charset: str | None) -> Column | None:
        """As `column_of_article`."""
        return column_of_article(page, address, charset)

    async def further(self, page: bytes, address: str, charset: str | None) -> Further:
        """No report goes on elsewhere."""
        return Further()


def _answer(url: URL, status: int, headers: dict[str, Any], page: bytes | None) -> Answer:
    return Answer(url, int(status), CIMultiDictProxy(CIMultiDict(headers)), "text/html", "utf-8", page)
