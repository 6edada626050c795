"""Listings in HTML: lists, tables and blocks of links, also those that a page carries inside its scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.listings.choosing import choose
from ingest.listings.links import Listing, require_bearable
from ingest.listings.paging import next_pages
from ingest.listings.rows import Rows, columns_of_bodies
from ingest.listings.scripted import scripted_pages
from ingest.publishers.addresses import normalise
from ingest.publishers.catalogue import Publisher

_HAS_LINK = re.compile(r"<a\s", re.I)
_BEFORE_LINK = re.compile(r"^[^<]*")


def read_page(markup: str, publisher: Publisher, address: str) -> Listing:
    """The reports on a listing in HTML and the pages on which it goes on.

    `link_selector` is CSS for the links, or for what holds them. Where no report is found on the page itself,
    its frames and an immediate redirect of the page count as pages on which it goes on, and so does what its script
    would ask for.
    """
    tree = LexborHTMLParser(_unwrapped(markup.replace("\0", "")))
    base = _base(tree, address)
    carried = [LexborHTMLParser(fragment) for fragment in _carried_fragments(tree)]
    anchors = [anchor for one in (tree, *carried) for anchor in _anchors(one, publisher.link_selector)]
    require_bearable(len(anchors), address)
    rows = Rows(publisher)
    entries = [entry for anchor in anchors if (entry := rows.entry(anchor)) is not None]
    links, columns = choose(entries, publisher, address, base)
    following = [*next_pages([tree, *carried], address, base), *columns, *scripted_pages(markup, address)]
    if not links:
        following += _frames(tree, base)
    following = list(dict.fromkeys(one for one in following if one != address))
    return Listing(tuple(links), tuple(following), len(anchors), tuple(columns_of_bodies(anchors, address, base)))


def _unwrapped(markup: str) -> str:
    """The records of an answer that is a `<datastore>` and no page; read as HTML, `<![CDATA[` would hide them."""
    if not markup.lstrip().startswith(("<?xml", "<datastore")):
        return markup
    return markup.replace("<![CDATA[", "").replace("]]>", "")


def _base(tree: LexborHTMLParser, address: str) -> str:
    node = tree.css_first("base[href]")
    return (normalise(node.attributes.get("href") or "", address) if node else None) or address


def _anchors(tree: LexborHTMLParser, selector: str | None) -> list[LexborNode]:
    if not selector:
        return tree.css("a[href]")
    found: dict[int, LexborNode] = {}
    for node in tree.css(selector):
        for anchor in [node] if node.tag == "a" else node.css("a[href]"):
            found[anchor.mem_id] = anchor
    return [anchor for anchor in found.values() if anchor.attributes.get("href")]


def _carried_fragments(tree: LexborHTMLParser) -> Iterator[str]:
    """Markup that scripts carry: records in CDATA, rows in strings that a script would write."""
    for script in tree.css("script, textarea, template"):
        text = script.text() if script.tag == "script" else script.html or ""
        if script.tag == "template" or not _HAS_LINK.search(text):
            continue
        carried = (part.partition("]]>") for part in text.split("<![CDATA[")[1:])
        records = [record for record, end, _ in carried if end]
        fragment = "\n".join(records) if records else text
        yield _BEFORE_LINK.sub("", fragment.replace('\\"', '"').replace("\\'", "'").replace("\\/", "/"))


def _frames(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    written = [node.attributes.get("src") or "" for node in tree.css("iframe[src], frame[src]")]
    for node in tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            written.append((node.attributes.get("content") or "").partition("=")[2].strip("'\" "))
    for reference in written:
        found = normalise(reference, base)
        if found:
            yield found
