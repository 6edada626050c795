"""The way of one address through its tries, and the result that it ends in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from yarl import URL

from ingest.fetch.download import Download
from ingest.fetch.exchange import Answer
from ingest.fetch.failures import Failure
from ingest.fetch.records import FetchRequest, FetchResult


@dataclass(slots=True)
class Trail:
    """What happened so far to one request; each try begins it anew but for `download`, `attempts` and `seconds`."""

    request: FetchRequest
    download: Download
    attempts: int = 0
    at: str = ""
    """The address that is being asked."""
    redirects: list[str] = field(default_factory=list)
    answer: Answer | None = None
    conditional: bool = False
    """Whether the last request allowed the answer 304."""
    seconds: float = 0.0
    """Spent on exchanges, over all tries."""
    verified: bool | None = None
    """Whether the certificate behind the last answer was checked; None for plain http."""

    def begin(self) -> None:
        """A new try, from the first address."""
        self.at, self.redirects, self.answer = self.request.address, [], None
        self.conditional, self.verified = False, None

    def go_on(self, url: URL) -> None:
        """The site sent us there."""
        self.at = str(url)
        self.redirects.append(self.at)

    def failed(self, failure: Failure, fetched_at: str) -> FetchResult:
        """The result where the last try failed."""
        return FetchResult(
            address=self.request.address,
            final_address=self.at,
            redirects=tuple(self.redirects),
            fetched_at=fetched_at,
            outcome="failed",
            attempts=self.attempts,
            permanent=failure.reason.permanent,
            reason=failure.reason.reason,
            message=failure.message(self.request.address),
            status=failure.status or (self.answer.status if self.answer else None),
            tls_verified=self.verified,
            seconds=self.seconds,
        )

    def answered(self, fetched_at: str) -> FetchResult:
        """The result where the last try brought the document, or the word that it has not changed."""
        answer, known = self.answer, self.request.known
        assert answer is not None, "a try that does not fail has an answer"
        data = answer.data
        return FetchResult(
            address=self.request.address,
            final_address=self.at,
            redirects=tuple(self.redirects),
            fetched_at=fetched_at,
            outcome="not_modified" if data is None else "ok",
            attempts=self.attempts,
            status=answer.status,
            media_type=answer.media_type,
            charset=answer.charset,
            etag=answer.headers.get("ETag") or (known.etag if known and data is None else None),
            last_modified=answer.headers.get("Last-Modified")
            or (known.last_modified if known and data is None else None),
            tls_verified=self.verified,
            byte_count=None if data is None else len(data),
            sha256=None if data is None else hashlib.sha256(data).hexdigest(),
            data=data,
            seconds=self.seconds,
        )
