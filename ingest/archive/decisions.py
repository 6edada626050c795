"""Decisions of people on vintages that were held back: taken after all, and that undone.

A decision is a record like a fetch, in the same order of time: from there on its bytes are the current ones, with
all that the server said of them. Nothing is taken out of the records. The next answer of the site is judged against
what is current by then: accepted bytes are asked for again conditionally, and bytes held back before an acceptance
was undone are held back again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.archive.records import TELLS_CURRENT, Fetch
from ingest.archive.store import Archive
from ingest.publishers.addresses import page_key

_LEAST_DIGITS = 8
"""Of a hash: fewer are too likely to fit another one."""


class NothingToDecide(ValueError):
    """What was named is not held back, or was not accepted; the message says so and what to do."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, why, and when (aware)."""

    by: str
    why: str
    at: datetime


def accept(archive: Archive, named: str, decision: Decision) -> list[Fetch]:
    """Makes the held-back bytes current of an address, or of every address at which the bytes with a hash are held.

    `named` is an address, or the first eight or more digits of a hash. Returns the records that were added. Raises
    NothingToDecide where nothing of that name is held back, FileNotFoundError where the archive has lost the bytes.
    """
    held = _named(named, archive.held_back().values())
    if not held:
        raise NothingToDecide(f"{named}: nothing is held back there. `fazhi status` lists what is.")
    for fetch in held:
        archive.open(fetch.sha256 or "").close()
    return [_decide(archive, fetch, "accepted", decision) for fetch in held]


def undo(archive: Archive, named: str, decision: Decision) -> list[Fetch]:
    """Makes the bytes current again that were so before `accept`, as long as no others have become current since.

    Arguments, results and errors are those of `accept`.
    """
    before = _before_acceptance(archive.fetches())
    undone = _named(named, (accepted for accepted, _ in before.values()))
    if not undone:
        raise NothingToDecide(
            f"{named}: no acceptance can be undone there: none was made, or the site has brought other bytes since."
        )
    return [_decide(archive, before[fetch.address][1], "undone", decision) for fetch in undone]


def drop(archive: Archive, address: str, decision: Decision, *, undone: bool = False) -> Fetch:
    """Takes an address out of what warehouses are made of, or puts it back. Its bytes stay in the archive.

    Raises NothingToDecide where the archive has no such address, or it is so already.
    """
    known = next(iter(_named(address, archive.latest().values())), None)
    if known is None:
        raise NothingToDecide(f"{address}: the archive has no such address. `raw.fetches` lists those that it has.")
    if (known.address in archive.dropped()) is not undone:
        raise NothingToDecide(f"{address}: it is {'not dropped' if undone else 'dropped already'}.")
    return archive.record(
        Fetch(
            address=known.address,
            source=known.source,
            fetched_at=decision.at.isoformat(timespec="microseconds"),
            outcome="restored" if undone else "dropped",
            sha256=None,
            byte_count=None,
            message=decision.why,
            decided_by=decision.by,
        )
    )


def _decide(archive: Archive, fetch: Fetch, reason: str, decision: Decision) -> Fetch:
    return archive.record(
        replace(
            fetch,
            outcome="decided",
            reason=reason,
            message=decision.why,
            decided_by=decision.by,
            fetched_at=decision.at.isoformat(timespec="microseconds"),
            attempts=None,
        )
    )


def _before_acceptance(fetches: Iterable[Fetch]) -> dict[str, tuple[Fetch, Fetch]]:
    """Addresses whose accepted bytes are current → (the acceptance, the record that told those before)."""
    current: dict[str, Fetch] = {}
    accepted: dict[str, tuple[Fetch, Fetch]] = {}
    for fetch in fetches:
        if fetch.outcome not in TELLS_CURRENT:
            continue
        before = current.get(fetch.address)
        if fetch.outcome == "decided" and fetch.reason == "accepted" and before:
            accepted[fetch.address] = (fetch, before)
        elif before and before.sha256 != fetch.sha256:
            accepted.pop(fetch.address, None)
        current[fetch.address] = fetch
    return accepted


def _named(named: str, fetches: Iterable[Fetch]) -> list[Fetch]:
    name = named.strip()
    digits = name.lower()
    is_hash = len(digits) >= _LEAST_DIGITS and set(digits) <= set("0123456789abcdef")
    if is_hash:
        return [fetch for fetch in fetches if (fetch.sha256 or "").startswith(digits)]
    return [fetch for fetch in fetches if page_key(fetch.address) == page_key(name)]
