"""HTML → the text of the article, with what the page says about it."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from ingest.model import ReadDocument
from ingest.readers.blocks import BlockWalk, Line, clean
from ingest.readers.charset import decode
from ingest.readers.labels import is_label_line
from ingest.readers.main_text import split_page
from ingest.readers.rejection import unreadable

_VISIBLE_LINES = 60
_LONGEST_META = 500


def read_html(data: bytes, declared_charset: str | None) -> ReadDocument:
    """The article of a page: one paragraph, heading, list item or table row a line, cells set apart by ` | `.

    `meta` has `title` (of the window), `h1`, every `<meta name content>` under its own name, and `visible`:
    the lines printed above the article, labels such as 发布时间 among them. Raises DocumentRejected
    (`charset_unknown`, `no_text`).
    """
    markup, charset = decode(data, declared_charset)
    tree = LexborHTMLParser(markup.replace("\0", ""))
    inside, before = split_page(BlockWalk(tree))
    opening, body = _part_labels(inside)
    text = "\n".join(line.text for line in body)
    if not text:
        raise unreadable(
            "no_text", "The page holds no text outside of menus and links: it may be drawn by a script or be a picture."
        )
    meta = _declared(tree)
    visible = [line.text for line in [*before, *opening]][-_VISIBLE_LINES:]
    if visible:
        meta["visible"] = "\n".join(visible)
    return ReadDocument(text, "text/html", charset, meta)


def _part_labels(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Takes the lines of labels that stand above the first sentence out of the article's text."""
    first = next((number for number, line in enumerate(lines) if line.score), 0)
    labels = [line for line in lines[:first] if is_label_line(line.text)]
    kept = [line for number, line in enumerate(lines) if number >= first or line not in labels]
    return labels, kept


def _declared(tree: LexborHTMLParser) -> dict[str, str]:
    meta: dict[str, str] = {}
    for node in tree.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property")
        content = node.attributes.get("content")
        if name and content and len(content) <= _LONGEST_META:
            meta.setdefault(name, clean(content))
    for tag in ("title", "h1"):
        found = [clean(node.text()) for node in tree.css(tag)]
        longest = max(found, key=len, default="")
        if longest:
            meta[tag] = longest
    return meta
