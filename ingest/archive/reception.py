"""Taking answers of the web into the archive: a record for every one, bytes once, nothing replaced blindly."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.archive.plausibility import Doubt, Plausibility
from ingest.archive.records import Fetch
from ingest.archive.store import Archive
from ingest.fetch.records import FetchResult, Validators


@dataclass(frozen=True, slots=True)
class Reception:
    """What became of one answer."""

    fetch: Fetch
    """As recorded."""
    news: bool
    """Whether the address has other current bytes now than before."""


def receive(
    archive: Archive, result: FetchResult, current: Fetch | None, plausibility: Plausibility | None = None
) -> Reception:
    """Keeps and records what the fetcher brought.

    `current` is the address's entry in `Archive.current()`. Without `plausibility`, or without bytes before,
    any answer is taken. Raises ValueError for `not_modified` where nothing is current: nobody may have asked so.
    """
    fetch = _record_of(result)
    if result.outcome == "not_modified":
        if current is None:
            raise ValueError(f"{result.address}: not modified, but the archive has no bytes of it")
        fetch = replace(
            fetch,
            sha256=current.sha256,
            byte_count=current.byte_count,
            media_type=fetch.media_type or current.media_type,
            charset=fetch.charset or current.charset,
        )
    elif result.data is not None:
        archive.keep(result.data)
        doubt = _doubt(archive, result.address, result.data, result.sha256, current, plausibility)
        if doubt:
            fetch = replace(fetch, outcome="held_back", reason=doubt.reason, message=doubt.message)
    archive.record(fetch)
    news = fetch.outcome == "ok" and (current is None or current.sha256 != fetch.sha256)
    return Reception(fetch, news)


def validators_of(current: Fetch | None) -> Validators | None:
    """What a conditional request for the bytes of `current` says; None where the server gave nothing for it.

    Only of current bytes: asked with those of a held-back vintage, a server would say that *that* is unchanged.
    """
    if current is None or not (current.etag or current.last_modified):
        return None
    return Validators(current.final_address or current.address, current.etag, current.last_modified)


def _record_of(result: FetchResult) -> Fetch:
    return Fetch(
        address=result.address,
        source="publishers",
        fetched_at=result.fetched_at,
        outcome=result.outcome,
        sha256=result.sha256,
        byte_count=result.byte_count,
        message=result.message,
        final_address=result.final_address,
        redirects=result.redirects,
        status=result.status,
        media_type=result.media_type,
        charset=result.charset,
        etag=result.etag,
        last_modified=result.last_modified,
        tls_verified=result.tls_verified,
        attempts=result.attempts,
        permanent=result.permanent if result.outcome == "failed" else None,
        reason=result.reason,
    )


def _doubt(
    archive: Archive,
    address: str,
    data: bytes,
    sha256: str | None,
    current: Fetch | None,
    plausibility: Plausibility | None,
) -> Doubt | None:
    if plausibility is None or current is None or not current.sha256 or current.sha256 == sha256:
        return None
    return plausibility.doubt(address, data, archive.read(current.sha256))
