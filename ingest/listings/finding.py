"""The one way in: the bytes of a listing → the reports on it."""

from __future__ import annotations

import re

from ingest.fetch.decoding import decode_body
from ingest.fetch.failures import Failure
from ingest.listings.endpoints import read_endpoint
from ingest.listings.feeds import read_feed, read_sitemap
from ingest.listings.links import Listing, ListingUnreadable
from ingest.listings.pages import read_page
from ingest.model import DocumentRejected
from ingest.publishers.catalogue import Publisher
from ingest.readers.charset import decode

_GZIP = b"\x1f\x8b"
_TRIED = ("utf-8", "gb18030")
MOST_BYTES = 64 << 20
"""Of an unpacked sitemap. The protocol allows 50 MB; what unpacks to more is no sitemap."""
_ROBOTS_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.I | re.M)


def find_links(page: bytes, publisher: Publisher, address: str, declared_charset: str | None = None) -> Listing:
    """Links to reports on the page that `address` answered with, and the addresses on which the listing goes on.

    `address` is the one that answered last (behind redirects): references are resolved against it. The kind of
    the listing is the publisher's; a page may go on at an endpoint that answers with JSON. Raises ListingUnreadable
    where the bytes are not of that kind.
    """
    data = _unpacked(page, address)
    text = _text(data, declared_charset)
    if publisher.listing_kind == "json" or (publisher.listing_kind == "html" and _is_json(text)):
        return read_endpoint(text, publisher, address)
    if publisher.listing_kind not in ("rss", "sitemap"):
        return read_page(text, publisher, address)
    if not _is_xml(text):
        opening = " ".join(text[:40].split())
        raise ListingUnreadable(f"{address} answers with {opening!r}…, which is no XML. Correct listing_kind.")
    return (read_feed if publisher.listing_kind == "rss" else read_sitemap)(text, publisher, address)


def _text(data: bytes, declared_charset: str | None) -> str:
    """The page as characters. Unlike a report's, a listing's may be broken in places: systems that cut titles to
    a number of bytes cut characters in two, and the other titles are as good as ever."""
    try:
        return decode(data, declared_charset)[0]
    except DocumentRejected:
        return min((data.decode(charset, "replace") for charset in _TRIED), key=lambda text: text.count("\ufffd"))


def _unpacked(page: bytes, address: str) -> bytes:
    """Bytes without gzip around them: `sitemap.xml.gz` is a file, and no content encoding."""
    if not page.startswith(_GZIP):
        return page
    try:
        return decode_body(page, "gzip", MOST_BYTES)
    except Failure as failure:
        if failure.reason.reason == "too_large":
            why = f"{address} unpacks to more than {MOST_BYTES} bytes: no listing is that long."
        else:
            why = f"{address} is a broken gzip file ({failure.why}). It is looked at again later."
        raise ListingUnreadable(why) from failure


def _is_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def _is_xml(text: str) -> bool:
    head = text[:512].lstrip("\ufeff \t\r\n")
    return head.startswith("<") and not re.match("<(?:!doctype\\s+html|html)", head, re.I)


def sitemaps_of_robots(text: str) -> list[str]:
    """Addresses of sitemaps that a robots.txt names, in its order."""
    return list(dict.fromkeys(_ROBOTS_SITEMAP.findall(text)))
