"""What a live refresh brought."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ingest.archive import Fetch
from ingest.archive.reception import Reception
from ingest.listings.links import Link
from ingest.listings.searches import Search


@dataclass(slots=True)
class Collected:
    """The outcome of one live refresh. Every answer is in the archive's records, every look in the log of looks."""

    listings_checked: int = 0
    """Listings that were read."""
    listings_failed: dict[str, str] = field(default_factory=dict)
    """Publishers whose listing could not be read → why."""
    searches: list[Search] = field(default_factory=list)
    """Searches for listings of publishers that had none."""
    new_links: list[Link] = field(default_factory=list)
    """Reports on the listings that nobody knew of."""
    vanished_links: list[Link] = field(default_factory=list)
    """Reports that their listings showed before and show no more. What was fetched from them stays."""
    news: list[Fetch] = field(default_factory=list)
    """Answers that became current: first bytes of an address, or changed ones."""
    unchanged: int = 0
    """Addresses that answered with what is current, most of them without sending it again."""
    held_back: list[Fetch] = field(default_factory=list)
    """Answers too implausible to replace what is current."""
    failed: list[Fetch] = field(default_factory=list)
    """Addresses that could not be had."""

    left: Counter[str] = field(default_factory=Counter)
    """What the refresh left to the next one, as its time was over: `searches`, `listings` or `addresses` → how many.
    Addresses beyond what one refresh asks of one publisher count, too."""

    def add(self, reception: Reception) -> None:
        """Counts one answer."""
        if reception.news:
            self.news.append(reception.fetch)
        elif reception.fetch.outcome == "held_back":
            self.held_back.append(reception.fetch)
        elif reception.fetch.outcome == "failed":
            self.failed.append(reception.fetch)
        else:
            self.unchanged += 1

    @property
    def asked(self) -> int:
        """How many addresses of reports were asked."""
        return len(self.news) + self.unchanged + len(self.held_back) + len(self.failed)

    @property
    def anybody_asked(self) -> bool:
        """Whether any site was asked for anything."""
        return bool(self.searches or self.listings_checked or self.listings_failed or self.asked)
