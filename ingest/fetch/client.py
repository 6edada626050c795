"""The polite client.

It stands on aiohttp, which had releases every few weeks through 2026 (3.14.5, Apache-2.0 and MIT). niquests and
httpx2 are maintained as well. What decided: aiohttp streams without decoding, takes a resolver **and** a socket
factory, so that the very address a connection goes to can be checked where it is made (see `connecting`), and
leaves redirects, codings and retries to its caller; its server makes the sites of our tests.
"""

from __future__ import annotations

import asyncio
import ssl
from http import HTTPStatus
from pathlib import Path
from random import Random
from types import TracebackType

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from ingest.fetch.clock import Clock, SystemClock
from ingest.fetch.connecting import checked_connector, unverified_context
from ingest.fetch.decoding import ACCEPTED
from ingest.fetch.download import Download
from ingest.fetch.exchange import Answer, Exchange
from ingest.fetch.failures import Failure, failure_of_status
from ingest.fetch.gate import Gate
from ingest.fetch.politeness import HostTurns
from ingest.fetch.records import FetchRequest, FetchResult
from ingest.fetch.retries import tries
from ingest.fetch.retry_after import parse_retry_after
from ingest.fetch.robots import LARGEST_ROBOTS, Robots
from ingest.fetch.settings import FetchSettings
from ingest.fetch.trail import Trail
from ingest.fetch.web_addresses import is_home_page, parse_address, redirect_target

_CHALLENGES = frozenset({202, 412, 468, 521})
"""Statuses with which the shields of such sites answer programs; the cookie tells a challenge from a failure."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Fetcher:
    """Gets addresses politely; use as `async with Fetcher(settings) as fetcher`.

    One for a whole refresh: limits, robots rules and connections are kept in it. `resolver` answers for host
    names in tests; what it answers is checked like any other answer.
    """

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        clock: Clock | None = None,
        resolver: AbstractResolver | None = None,
        random: Random | None = None,
    ) -> None:
        self.settings = settings or FetchSettings()
        self.gate = Gate(self.settings.concurrency)
        self.clock = clock or SystemClock()
        self._resolver = resolver
        self._random = random or Random()
        self._turns = HostTurns(self.settings, self.clock)
        self._robots = Robots(self._get_robots, self.settings, self._turns, self.clock)
        self._unverified: ssl.SSLContext | None = None

    async def __aenter__(self) -> Fetcher:
        self._session = aiohttp.ClientSession(
            connector=checked_connector(self.settings, self._resolver),
            headers={"User-Agent": self.settings.user_agent, "Accept": "*/*"},
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(
                sock_connect=self.settings.connect_timeout, sock_read=self.settings.read_timeout
            ),
        )
        # aiohttp repeats a request by itself where a kept connection breaks: unseen, uncounted and at once.
        # Retries are ours alone. There is no public switch; a test fails when this one stops working.
        self._session._retry_connection = False
        self._exchange = Exchange(self._session, self.settings.total_timeout)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    def keep_robots_in(self, path: Path) -> None:
        """Shares what sites answer to robots.txt with the processes before and after, by a file.

        Raises `OSError` where it cannot be read or written.
        """
        self._robots.keep_in(path)

    async def fetch(self, request: FetchRequest | str) -> FetchResult:
        """Gets one address, with all its tries. Never raises for what a site or an address does."""
        if isinstance(request, str):
            request = FetchRequest(request)
        largest = self.settings.largest_body
        trail = Trail(request, Download(min(largest, request.most_bytes or largest)))
        try:
            async for attempt in tries(self.settings, self.clock, self._random):
                with attempt:
                    await self._try(trail)
        except Failure as failure:
            self._rest(trail, failure)
            return trail.failed(failure, self._now())
        except Exception as error:  # one address never ends the run of the others
            return trail.failed(Failure("fault", f"{type(error).__name__}: {error}"), self._now())
        return trail.answered(self._now())

    async def _try(self, trail: Trail) -> None:
        trail.begin()
        url = parse_address(trail.request.address)
        trail.at = str(url)
        trail.attempts += 1
        seen = {url}
        while True:
            answer = await self._visit(url, trail)
            if answer.status not in _REDIRECTS:
                break
            url = self._redirected(answer, seen)
            trail.go_on(url)
        if answer.data is None and not (answer.status == HTTPStatus.NOT_MODIFIED and trail.conditional):
            raise self._refusal(answer)

    async def _visit(self, url: URL, trail: Trail) -> Answer:
        # The exception is for the site that it was made for, not for where that sends us.
        verify_tls = trail.request.verify_tls or url.host != parse_address(trail.request.address).host
        await self._robots.check(url, verify_tls)
        resumed = bool(trail.download.headers(url))
        validators = {} if resumed else _conditions(trail.request, url)
        trail.conditional = bool(validators)
        headers = {"Accept-Encoding": ACCEPTED} | validators
        trail.answer = await self._ask(url, headers, trail.download, verify_tls, trail)
        trail.verified = verify_tls if url.scheme == "https" else None
        return trail.answer

    def _redirected(self, answer: Answer, seen: set[URL]) -> URL:
        location = answer.headers.get("Location")
        if not location:
            raise Failure("bad_redirect", "the redirect has no target", status=answer.status)
        url = redirect_target(answer.url, location)
        if url in seen:
            raise Failure("redirect_loop", f"the redirects come back to {url}", status=answer.status)
        if len(seen) > self.settings.most_redirects:
            why = f"there are more than {self.settings.most_redirects} redirects"
            raise Failure("too_many_redirects", why, status=answer.status)
        if _leads_home(answer.url, url):
            why = f"the redirect leads to the home page of {url.host}"
            raise Failure("moved_site", why, status=answer.status)
        seen.add(url)
        return url

    async def _ask(
        self, url: URL, headers: dict[str, str], download: Download, verify_tls: bool, trail: Trail | None = None
    ) -> Answer:
        """One exchange, in the host's turn. A host that asks for patience gets it from all that wait for it."""
        host = url.host or ""
        async with self._turns.turn(host), self.gate:
            began, most_seconds = asyncio.get_running_loop().time(), trail.request.most_seconds if trail else None
            try:
                answer = await self._exchange.get(url, headers, download, self._tls(url, verify_tls), most_seconds)
            finally:
                if trail:
                    trail.seconds += asyncio.get_running_loop().time() - began
            patience = self._patience(answer)
            if patience:
                self._turns.leave_alone(host, patience)
            return answer

    def _patience(self, answer: Answer) -> float | None:
        if answer.status < HTTPStatus.BAD_REQUEST:
            return None
        return parse_retry_after(answer.headers.get("Retry-After"), self.clock.now())

    def _refusal(self, answer: Answer) -> Failure:
        if answer.status in _CHALLENGES and answer.headers.get("Set-Cookie"):
            why = f"the server answers {answer.status} with a cookie that a script has to complete"
            return Failure("script_challenge", why, status=answer.status)
        return failure_of_status(answer.status, self._patience(answer))

    async def _get_robots(self, url: URL, verify_tls: bool) -> bytes:
        seen = {url}
        while True:
            download = Download(LARGEST_ROBOTS, cut_off=True)
            answer = await self._ask(url, {"Accept-Encoding": "identity"}, download, verify_tls)
            if answer.status not in _REDIRECTS:
                break
            url = self._redirected(answer, seen)
        if answer.data is None:
            raise self._refusal(answer)
        return answer.data

    def _tls(self, url: URL, verify_tls: bool) -> ssl.SSLContext | None:
        if verify_tls or url.scheme != "https":
            return None
        self._unverified = self._unverified or unverified_context()
        return self._unverified

    def _rest(self, trail: Trail, failure: Failure) -> None:
        """A host that nobody reached in all tries is not tried anew for each of its addresses."""
        if failure.reason.host_wide:
            self._turns.leave_alone(parse_address(trail.at).host or "", self.settings.host_rest)
        elif failure.reason.reason == "robots_unreachable":
            self._robots.close(parse_address(trail.at), failure.why)

    def _now(self) -> str:
        return self.clock.now().isoformat(timespec="microseconds")


def _leads_home(old: URL, new: URL) -> bool:
    """Whether a page of a site was redirected to another site's home page: there it is not what was asked for."""
    same_site = (old.host or "").removeprefix("www.") == (new.host or "").removeprefix("www.")
    return not same_site and is_home_page(new) and not is_home_page(old) and old.path != "/robots.txt"


def _conditions(request: FetchRequest, url: URL) -> dict[str, str]:
    """Headers that make a request conditional: only for the address that the validators are of."""
    known = request.known
    if known is None or parse_address(known.address) != url:
        return {}
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}
