"""The record of one fetch, and its line in `fetches.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from sys import intern
from typing import Any, Literal

from ingest.state_files import known_fields

Source = Literal["samples", "files", "publishers"]
Outcome = Literal["ok", "not_modified", "held_back", "failed", "decided", "dropped", "restored"]
DECISIONS: frozenset[Outcome] = frozenset({"decided", "dropped", "restored"})
"""What people said, not the source."""
TELLS_CURRENT: frozenset[Outcome] = frozenset({"ok", "not_modified", "decided"})
"""Outcomes after which the address is known to have the bytes of the record as its current ones."""


_SAID_AGAIN = frozenset(
    {"address", "source", "outcome", "sha256", "message", "final_address", "media_type", "charset", "etag"}
    | {"last_modified", "reason", "decided_by"}
)


@dataclass(frozen=True, slots=True)
class Fetch:
    """One attempt to get the bytes at an address, or one decision on which of them are current.

    Of samples and files only those are recorded that brought news; of publishers every one. What only the web
    knows is None for the others.
    """

    address: str
    source: Source
    fetched_at: str
    """UTC, ISO 8601."""
    outcome: Outcome
    """`ok`: these bytes are current; `not_modified`: those of before still are; `held_back`: the bytes are kept,
    but are too implausible to replace those of before; `failed`: there are none; `decided`: a person made these bytes,
    which were held back or current once, the current ones (see `decisions`);
    `dropped`: a person took the address out of what warehouses are made of; `restored`: and put it back."""
    sha256: str | None
    """Of the bytes that the address answered with; of the current ones for `not_modified`; None for `failed`."""
    byte_count: int | None
    message: str | None
    """What, where, why and what to do, where the fetch failed or was held back; why a person decided so."""
    final_address: str | None = None
    redirects: tuple[str, ...] = ()
    """Addresses that the site sent us to, in order; the last one is `final_address`."""
    status: int | None = None
    media_type: str | None = None
    charset: str | None = None
    """As declared, like `media_type`; often wrong."""
    etag: str | None = None
    last_modified: str | None = None
    tls_verified: bool | None = None
    """False where the certificate was not checked, by a publisher's exception; None for plain http."""
    attempts: int | None = None
    permanent: bool | None = None
    """For failures: whether trying again, unchanged, is pointless."""
    reason: str | None = None
    """A stable code for why it failed or was held back; of a decision `accepted` or `undone`."""
    decided_by: str | None = None
    """Who decided."""

    def line(self) -> str:
        """The record as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False) + "\n"

    @classmethod
    def of_record(cls, record: dict[str, Any]) -> Fetch:
        """The fetch that a line holds; lines of older code lack fields, lines of newer code may have more.

        Raises TypeError or AttributeError where it is no record of a fetch.
        """
        known = known_fields(cls, record)
        # An address that is asked every day says nearly the same every day: its words are kept once.
        for name in _SAID_AGAIN & known.keys():
            if type(known[name]) is str:
                known[name] = intern(known[name])
        known["redirects"] = tuple(record.get("redirects", ()))
        return cls(**known)


def dropped_of(fetches: Iterable[Fetch]) -> set[str]:
    """The addresses whose last decision on whether they are taken was to drop them."""
    told = {fetch.address: fetch.outcome for fetch in fetches if fetch.outcome in ("dropped", "restored")}
    return {address for address, outcome in told.items() if outcome == "dropped"}
