"""What a fetch may cost the sites and us."""

from __future__ import annotations

from dataclasses import dataclass

PRODUCT = "fazhi"
"""The name under which robots.txt speaks to us."""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Limits of fetching; the defaults are for public sites. Times are seconds, sizes bytes."""

    contact: str | None = None
    """An address (mail or web) under which a site's people reach whoever runs this; part of the User-Agent."""
    seconds_between_requests: float = 1.0
    """Between the end of one request to a host and the start of the next; robots.txt and redirects count."""
    concurrency: int = 16
    """Requests under way at once, over all hosts. One host never gets two at once."""
    attempts: int = 4
    """Tries of one address before it is given up for now."""
    first_backoff: float = 2.0
    """Wait after the first failed try; doubled each time, plus up to as much again by chance."""
    longest_wait: float = 120.0
    """A site that asks for more patience than this is left alone, and its addresses fail for now."""
    host_rest: float = 300.0
    """How long a host that could not be reached at all is left alone."""
    connect_timeout: float = 20.0
    read_timeout: float = 30.0
    """Longest silence within an answer."""
    total_timeout: float = 300.0
    """Longest time for one request with its answer."""
    largest_body: int = 64 * 2**20
    """As sent and as decompressed: what readers take at most."""
    most_redirects: int = 5
    robots_kept: float = 24 * 3600.0
    """RFC 9309, 2.4: a robots.txt is not used for longer than a day."""
    robots_closed: float = 3600.0
    """How long a site is left alone whose robots.txt could not be read in all tries."""
    allow_loopback: bool = False
    """For servers of our own in tests. Other private ranges stay forbidden."""

    @property
    def user_agent(self) -> str:
        """Says who asks, what for, and where to complain."""
        purpose = "reads published reports on law-based government"
        return f"{PRODUCT}/0.1 ({purpose}{'; +' + self.contact if self.contact else ''})"
