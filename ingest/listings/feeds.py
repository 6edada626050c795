"""Listings in XML: RSS 0.9–2.0, Atom, sitemaps and their indexes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from ingest.listings.choosing import choose
from ingest.listings.days import day_of_value
from ingest.listings.links import Entry, Link, Listing, ListingUnreadable, require_bearable
from ingest.listings.rows import clean_title, title_without_tags
from ingest.publishers.addresses import day_in, normalise, page_key
from ingest.publishers.catalogue import Publisher

_DECLARATION = re.compile(r"^[\ufeff\s]*<\?xml[^>]*\?>\s*|^[\ufeff\s]+")
_DATES = ("pubDate", "published", "date", "issued", "updated", "lastmod")
_MOST_SITEMAPS = 200


def read_feed(text: str, publisher: Publisher, address: str) -> Listing:
    """The reports in an RSS or Atom feed; `link_selector` is a pattern that an address must hold.

    Raises ListingUnreadable where the text is no XML, or hold a document type with entities.
    """
    root = _parsed(text, address)
    entries = [_item(node) for node in root.iter("{*}item", "{*}entry")]
    require_bearable(len(entries), address)
    wanted = [
        one for one in entries if not publisher.link_selector or re.search(publisher.link_selector, one.reference)
    ]
    links, _ = choose(wanted, publisher, address)
    following = [normalise(node.get("href", ""), address) for node in root.iterfind("{*}link[@rel='next']")]
    return Listing(tuple(links), tuple(one for one in following if one), len(entries))


def read_sitemap(text: str, publisher: Publisher, address: str) -> Listing:
    """The reports in a sitemap, and the sitemaps of an index.

    A sitemap has no titles but in its news extension. An address without one is taken where it fits
    `link_selector` (a pattern; without it, names such as columns of these reports have) and carries or is
    given a day. Raises ListingUnreadable as `read_feed` does.
    """
    root = _parsed(text, address)
    entries = [_site(node) for node in root.iter("{*}url")]
    require_bearable(len(entries), address)
    titled, _ = choose([one for one in entries if one.title], publisher, address)
    fits = re.compile(publisher.link_selector) if publisher.link_selector else _usual_names()
    untitled = [link for one in entries if not one.title and (link := _untitled(one, fits, address))]
    links = {page_key(link.address): link for link in [*titled, *untitled]}
    indexed = [normalise(_text(node, ("loc",)), address) for node in root.iter("{*}sitemap")]
    following = tuple(dict.fromkeys(one for one in indexed if one))[:_MOST_SITEMAPS]
    return Listing(tuple(links.values()), following, len(entries))


def _parsed(text: str, address: str) -> etree._Element:
    """The root element. Nothing outside of the document is loaded and no entity of its own is put in its place."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(_DECLARATION.sub("", text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        root, fault = None, str(error)
    else:
        fault = "nothing in it is an element"
    if root is None:
        raise ListingUnreadable(f"{address} is no XML: {fault}. Correct listing or listing_kind.")
    if root.getroottree().docinfo.internalDTD is not None and "<!ENTITY" in text:
        raise ListingUnreadable(f"{address} declares entities of its own, which no feed needs: it is not read.")
    return root


def _item(node: etree._Element) -> Entry:
    link = _text(node, ("link",))
    for one in node.iterfind("{*}link[@href]"):
        if not link or one.get("rel", "alternate") == "alternate":
            link = one.get("href")
    day = next((day for name in _DATES if (day := day_of_value(_text(node, (name,))))), None)
    return Entry(link or _text(node, ("guid", "id")), title_without_tags(_text(node, ("title",))), day)


def _site(node: etree._Element) -> Entry:
    title = next((one.text or "" for one in node.iterfind(".//{*}title")), "")
    day = next((day_of_value((one.text or "").strip()) for one in node.iterfind(".//{*}publication_date")), None)
    return Entry(_text(node, ("loc",)), clean_title(title), day or day_of_value(_text(node, ("lastmod",))))


def _text(node: etree._Element, names: tuple[str, ...]) -> str:
    for name in names:
        for child in node.iterfind(f"{{*}}{name}"):
            written = "".join(child.itertext()).strip()
            if written:
                return written
    return ""


@cache
def _usual_names() -> re.Pattern[str]:
    lines = Path(__file__).with_name("column_names.txt").read_text(encoding="utf-8").split()
    return re.compile("|".join(lines), re.I)


def _untitled(entry: Entry, fits: re.Pattern[str], address: str) -> Link | None:
    found = normalise(entry.reference, address)
    if found is None or not fits.search(found):
        return None
    day = day_in(found) or entry.date
    return Link(found, "", day, None) if day else None
