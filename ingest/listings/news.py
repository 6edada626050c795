"""What a look at a listing brought: links that are new, known, or gone since the last look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.listings.links import Link
from ingest.publishers.addresses import page_key


@dataclass(frozen=True, slots=True)
class News:
    """The links of one listing, each in one of three lots."""

    publisher_id: str
    new: tuple[Link, ...]
    """Never fetched and not among the known addresses: to be fetched."""
    known: tuple[Link, ...]
    vanished: tuple[Link, ...]
    """There at the last look and not now. Noted only: what was fetched from them stays."""


def compare(
    publisher_id: str,
    found: Iterable[Link],
    known_addresses: Iterable[str],
    last_seen: Iterable[Link] = (),
    *,
    whole: bool = True,
) -> News:
    """Parts the links that a listing shows now.

    `known_addresses` are those of the catalogue and those that the archive has fetched; http or https, with or
    without `www.`, is one address. `whole` says that every page of the listing was read: else a link may only
    have moved to a page further back, and none has vanished.
    """
    keys = {page_key(address) for address in known_addresses}
    links = {page_key(link.address): link for link in found}
    last = {page_key(link.address): link for link in last_seen}
    gone = [link for key, link in last.items() if key not in links] if whole else []
    return News(
        publisher_id,
        tuple(link for key, link in links.items() if key not in keys),
        tuple(link for key, link in links.items() if key in keys),
        tuple(gone),
    )
