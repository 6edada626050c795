"""One request and its answer, with everything that can go wrong turned into a Failure."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from ingest.fetch.download import Download
from ingest.fetch.failures import Failure
from ingest.fetch.network_addresses import ForbiddenAddress

_DOCUMENT = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION, HTTPStatus.PARTIAL_CONTENT})
_READ_WITH_BODY = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; `data` is None where the status brings no document."""

    url: URL
    status: int
    headers: CIMultiDictProxy[str]
    media_type: str | None
    charset: str | None
    data: bytes | None


class Exchange:
    """Asks through one aiohttp session, without following redirects."""

    def __init__(self, session: aiohttp.ClientSession, total_timeout: float) -> None:
        self._session = session
        self._total = total_timeout

    async def get(
        self,
        url: URL,
        headers: dict[str, str],
        download: Download,
        unverified: ssl.SSLContext | None,
        most_seconds: float | None = None,
    ) -> Answer:
        """Raises Failure where there is no answer or its body breaks off; any status is an answer."""
        rest = download.headers(url)
        total = min(self._total, most_seconds or self._total)
        with _failures(total):
            async with (
                asyncio.timeout(total),
                self._session.get(
                    url, headers=headers | rest, allow_redirects=False, ssl=unverified or True
                ) as response,
            ):
                if rest and response.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                    raise download.range_refused()
                wanted = _DOCUMENT if rest else _READ_WITH_BODY
                data = await download.read(response) if response.status in wanted else None
                return _answer(response, data)
        raise AssertionError("unreachable: every failure is raised")


def _answer(response: aiohttp.ClientResponse, data: bytes | None) -> Answer:
    declared = bool(response.headers.get("Content-Type", "").strip())
    return Answer(
        url=response.url,
        status=response.status,
        headers=response.headers,
        media_type=response.content_type.lower() if declared else None,
        charset=response.charset if declared else None,
        data=data,
    )


# The first that fits decides: more special exceptions stand before those that they derive from.
_BREAKS: tuple[tuple[type[BaseException], str, Callable[[BaseException], str]], ...] = (
    (ForbiddenAddress, "forbidden_address", str),
    (aiohttp.ClientConnectorCertificateError, "tls_certificate", lambda e: f"its certificate is not valid ({e})"),
    (aiohttp.ClientSSLError, "tls_handshake", lambda e: f"the secure connection fails ({e})"),
    (aiohttp.ClientConnectorDNSError, "host_unknown", lambda e: f"the host's name is not known ({e})"),
    (aiohttp.ConnectionTimeoutError, "connect_timeout", lambda e: f"connecting takes too long ({e})"),
    (aiohttp.SocketTimeoutError, "timeout", lambda e: f"the server falls silent ({e})"),
    (aiohttp.ClientConnectorError, "unreachable", lambda e: f"no connection ({e})"),
    (aiohttp.InvalidURL, "bad_address", lambda e: f"the address cannot be asked ({e})"),
    (aiohttp.ClientPayloadError, "connection_lost", lambda e: f"the answer breaks off ({e})"),
    (aiohttp.ClientConnectionError, "connection_lost", lambda e: f"the connection is lost ({e})"),
    (aiohttp.ClientError, "bad_response", lambda e: f"the answer is not valid HTTP ({e})"),
    (OSError, "connection_lost", lambda e: f"the connection is lost ({e})"),
)


@contextmanager
def _failures(total: float) -> Iterator[None]:
    try:
        yield
    except Failure:
        raise
    except Exception as error:
        if type(error) is TimeoutError:
            raise Failure("timeout", f"the answer takes longer than {total:g} s") from error
        for kind, reason, why in _BREAKS:
            if isinstance(error, kind):
                raise Failure(reason, " ".join(why(error).split())) from error
        raise
