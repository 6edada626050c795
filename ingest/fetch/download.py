"""The body of one address, over as many tries as it takes: what arrived before a break is not fetched again."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from aiohttp import ClientResponse
from multidict import CIMultiDictProxy
from yarl import URL

from ingest.fetch.decoding import decode_body
from ingest.fetch.failures import Failure

_PIECE = 64 * 1024
_CONTENT_RANGE = re.compile(r"bytes\s+(\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.I)
_SURELY_UNCHANGED = 60
"""Seconds between `Last-Modified` and `Date` from which the former tells versions apart (RFC 9110, 8.8.2.2)."""


class Download:
    """The bytes so far, as sent, with what is needed to ask for the rest."""

    def __init__(self, limit: int, cut_off: bool = False) -> None:
        """More than `limit` bytes are a failure or, with `cut_off`, left unread."""
        self._limit = limit
        self._cut_off = cut_off
        self._drop()

    def _drop(self) -> None:
        self._url: URL | None = None
        self._validator: str | None = None
        self._encoding = ""
        self._data = bytearray()

    def headers(self, url: URL) -> dict[str, str]:
        """What to ask for the rest with; nothing where all is to be fetched."""
        if url != self._url or not self._data or not self._validator:
            return {}
        return {"Range": f"bytes={len(self._data)}-", "If-Range": self._validator}

    async def read(self, response: ClientResponse) -> bytes:
        """Takes in the body of a 200 or 206 and returns all of it, decompressed.

        Raises Failure, or aiohttp's exceptions where the connection breaks; then the bytes so far are kept if
        the server can be asked for the rest.
        """
        if response.status == HTTPStatus.PARTIAL_CONTENT:
            self._expect_rest(response)
        else:
            self._start(response)
        announced = response.content_length
        if announced is not None:
            self._check_size(len(self._data) + announced, "")
        async for piece in response.content.iter_chunked(_PIECE):
            self._data += piece
            if self._cut_off and len(self._data) >= self._limit:
                del self._data[self._limit :]
                break
            self._check_size(len(self._data), "at least ")
        return self._finish()

    def _check_size(self, size: int, least: str) -> None:
        if size > self._limit and not self._cut_off:
            raise Failure("too_large", f"the answer has {least}{size:,} bytes, more than {self._limit:,}")

    def range_refused(self) -> Failure:
        """The server does not give the rest: the next try starts anew."""
        size = len(self._data)
        self._drop()
        return Failure("range_refused", f"the server does not continue after byte {size:,}")

    def _start(self, response: ClientResponse) -> None:
        self._drop()
        self._url = response.url
        self._validator = _strong_validator(response.headers)
        self._encoding = response.headers.get("Content-Encoding", "")

    def _expect_rest(self, response: ClientResponse) -> None:
        said = _CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
        whole = said and (said[3] == "*" or int(said[2]) + 1 == int(said[3]))
        same = self._encoding == response.headers.get("Content-Encoding", "")
        if self._validator and self._validator.startswith('"'):
            same = same and response.headers.get("ETag", self._validator) == self._validator
        if not (said and whole and same and int(said[1]) == len(self._data)):
            raise self.range_refused()

    def _finish(self) -> bytes:
        data, encoding = bytes(self._data), self._encoding
        self._drop()
        return decode_body(data, encoding, self._limit)


def _strong_validator(headers: CIMultiDictProxy[str]) -> str | None:
    """What tells this version from every other, for `If-Range`; None where a download cannot be resumed."""
    if headers.get("Accept-Ranges", "").strip().lower() == "none":
        return None
    etag = headers.get("ETag", "").strip()
    if etag:
        return etag if etag.startswith('"') else None
    try:
        modified = parsedate_to_datetime(headers["Last-Modified"])
        sent = parsedate_to_datetime(headers["Date"])
        old = (sent - modified).total_seconds() >= _SURELY_UNCHANGED
    except (KeyError, ValueError, TypeError, OverflowError):
        return None
    return headers["Last-Modified"] if old else None
