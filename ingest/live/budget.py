"""What one publisher may cost in one refresh: time, bytes, addresses."""

from __future__ import annotations

from ingest.fetch.records import FetchRequest, FetchResult
from ingest.listings.bounded import PageReader
from ingest.listings.links import ListingOverBounds
from ingest.publishers.catalogue import Publisher

SECONDS = 300.0
"""For the answers to one look or one search, and for reading them; waits for a turn do not count."""
BYTES = 64 * 2**20
"""Of all pages of one look or one search."""
SECONDS_A_PAGE = 60.0
BYTES_A_PAGE = 16 * 2**20
"""The largest page of a listing seen has 400 kB; what a sitemap may unpack to is bounded by itself."""
ADDRESSES = 1_000
"""Reports of one publisher that one refresh asks for; the others come with the next ones."""


class Budget:
    """Of one look at a listing, or of one search for it."""

    def __init__(self, name: str, reader: PageReader) -> None:
        """`name` is whose budget it is, as the message says it."""
        self._name, self._seconds, self._bytes = name, 0.0, 0
        self.reader = reader.share()
        """Reads the pages; the time that this takes counts."""

    def spend(self, result: FetchResult) -> None:
        """Counts an answer."""
        self._seconds += result.seconds
        self._bytes += result.byte_count or 0

    def is_spent(self) -> bool:
        """Whether one of the bounds is reached."""
        return self._seconds + self.reader.spent > SECONDS or self._bytes > BYTES

    def require_rest(self) -> None:
        """Raises ListingOverBounds where one of the bounds is reached."""
        if self.is_spent():
            raise ListingOverBounds(
                f"{self._name}: its pages take more than {SECONDS:.0f} s or {BYTES // 2**20} MB: the look was ended. "
                "Look at it in a browser and name a smaller listing."
            )


def page_request(address: str, publisher: Publisher) -> FetchRequest:
    """The request for a page that is to be looked through for links: smaller and quicker than documents may be."""
    return FetchRequest(address, verify_tls=publisher.tls_verify, most_bytes=BYTES_A_PAGE, most_seconds=SECONDS_A_PAGE)
