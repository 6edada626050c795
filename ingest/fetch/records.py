"""What is asked of the fetcher, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server once said of the bytes that we have; it need not send them again."""

    address: str
    """The address that answered with them: the final one, where there were redirects."""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """One address to get."""

    address: str
    known: Validators | None = None
    """Makes the request conditional: unchanged bytes come back as `not_modified`."""
    verify_tls: bool = True
    """False for sites whose chain of certificates is known to be broken; of redirects only those within the host."""
    most_bytes: int | None = None
    """Bytes of the body, as sent and as decompressed, where that is less than the fetcher's limit."""
    most_seconds: float | None = None
    """For one request with its answer, where that is less than the fetcher's limit."""


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What became of one address, after all its tries."""

    address: str
    final_address: str
    """The last one asked: another than `address` where the site redirected."""
    redirects: tuple[str, ...]
    """The addresses that the last try was sent to, in order; the last one is `final_address`."""
    fetched_at: str
    """When the last try ended. UTC, ISO 8601."""
    outcome: Literal["ok", "not_modified", "failed"]
    attempts: int
    """Tries that were made; 0 where the address could not be asked at all."""
    permanent: bool = False
    """Whether trying again, unchanged, is pointless. False unless failed."""
    reason: str | None = None
    """One of `reasons.csv` where the fetch failed."""
    message: str | None = None
    """Where the fetch failed: what, where, why, and what to do."""
    status: int | None = None
    """HTTP status of the last answer."""
    media_type: str | None = None
    """As declared, lower case, without parameters."""
    charset: str | None = None
    """As declared; often wrong."""
    etag: str | None = None
    last_modified: str | None = None
    tls_verified: bool | None = None
    """Whether the certificate behind the last answer was checked; None for plain http and where nobody answered."""
    byte_count: int | None = None
    sha256: str | None = None
    data: bytes | None = None
    """The body, decompressed, where the outcome is `ok`; `byte_count` and `sha256` are of these bytes."""
    seconds: float = 0.0
    """For which the site was kept busy, over all tries; without waits for its turn and between tries."""


def failed_by_fault(result: FetchResult, error: Exception) -> FetchResult:
    """What becomes of an answer where our own work on it stopped with `error`: it failed, and is asked again."""
    why = f"{result.address}: completing the answer stopped with {type(error).__name__}: {error}."
    return replace(
        result,
        outcome="failed",
        reason="fault",
        message=f"{why} This is a fault of fazhi: report it with the address.",
        permanent=False,
        data=None,
        sha256=None,
        byte_count=None,
    )
