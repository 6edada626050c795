"""Taking answers of the web into the archive: a record for every one, bytes once, nothing replaced blindly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    return receive_all(archive, [result], {current.address: current} if current else {}, plausibility)[0]


def receive_all(
    archive: Archive,
    results: Sequence[FetchResult],
    current: Mapping[str, Fetch],
    plausibility: Plausibility | None = None,
) -> list[Reception]:
    """The same for several answers, each of another address: their bytes are kept first, then all are recorded.

    `current` are entries of `Archive.current()`.
    """
    archive.keep_all([result.data for result in results if result.data is not None])
    fetches = [_judged(archive, result, current.get(result.address), plausibility) for result in results]
    archive.record_all(fetches)
    return [Reception(fetch, _is_news(fetch, current.get(fetch.address))) for fetch in fetches]


def _is_news(fetch: Fetch, current: Fetch | None) -> bool:
    return fetch.outcome == "ok" and (current is None or current.sha256 != fetch.sha256)


def _judged(archive: Archive, result: FetchResult, current: Fetch | None, plausibility: Plausibility | None) -> Fetch:
    """The record of an answer whose bytes have been kept: as they are, or held back."""
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
        doubt = _doubt(archive, fetch, result.data, current, plausibility)
        if doubt:
            fetch = replace(fetch, outcome="held_back", reason=doubt.reason, message=doubt.message)
    return fetch


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
    archive: Archive, fetch: Fetch, data: bytes, current: Fetch | None, plausibility: Plausibility | None
) -> Doubt | None:
    if plausibility is None or current is None or not current.sha256 or current.sha256 == fetch.sha256:
        return None
    return plausibility.doubt(fetch.address, data, archive.read(current.sha256), fetch.charset, current.charset)
