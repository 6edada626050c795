"""HTML → the text of the article, with what the page says about it."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from ingest.model import ReadDocument
from ingest.readers.blocks import BlockWalk, Line
from ingest.readers.carried import carried_markup
from ingest.readers.charset import DAMAGED, decode_page
from ingest.readers.hidden_days import hidden_days
from ingest.readers.joined import FURTHER_PAGES
from ingest.readers.labels import is_label_line
from ingest.readers.leads import find_leads
from ingest.readers.main_text import split_page
from ingest.readers.markup import clean
from ingest.readers.no_article import nothing_printed, why_no_article
from ingest.readers.rejection import unreadable
from ingest.readers.wrapping import unbroken

_DAMAGE = (
    "The article has bytes that are neither of {charset} nor of another charset, at character {place}: they are "
    "damaged. Get the page again, or save its text as UTF-8 and import that."
)
_VISIBLE_LINES = 60
_LONGEST_META = 500


def read_html(data: bytes, declared_charset: str | None) -> ReadDocument:
    """The article of a page: one paragraph, heading, list item or table row a line, cells set apart by ` | `.

    `meta` has `title` (of the window), `h1`, every `<meta name content>` under its own name, and `visible`:
    the lines printed above the article, labels such as 发布时间 among them; days that stand elsewhere are as of
    `hidden_days`. Raises DocumentRejected (`charset_unknown`, `no_text`, `drawn_by_script`, `attachment_only`,
    `frame_only`, `list_page`, `search_page`).
    """
    markup, charset = decode_page(data, declared_charset)
    tree = parse(markup)
    inside, before, walk = _article(tree)
    opening, body = _part_labels(inside)
    leads = find_leads(tree)
    rejected = why_no_article(tree, walk, body, leads)
    if rejected:
        raise rejected
    text = "\n".join(unbroken([line.text for line in body], [line.after_break for line in body]))
    if not text:
        raise nothing_printed(tree)
    if DAMAGED in text and DAMAGED.encode() not in data:
        raise unreadable("charset_unknown", _DAMAGE.format(place=text.index(DAMAGED), charset=charset))
    meta = declared_in_page(tree, [*before, *opening]) | hidden_days(tree, walk.lines, body[-1])
    if leads.further_pages:
        meta[FURTHER_PAGES] = "yes"
    return ReadDocument(text, "text/html", charset, meta)


def read_around(data: bytes, declared_charset: str | None) -> ReadDocument:
    """Only `meta`, as of `read_html`: of a page whose article is another document. The text is empty."""
    markup, charset = decode_page(data, declared_charset)
    tree = parse(markup)
    inside, before, _ = _article(tree)
    return ReadDocument("", "text/html", charset, declared_in_page(tree, [*before, *inside]))


def parse(markup: str) -> LexborHTMLParser:
    """The tree of a page, without the NUL characters at which parsers stop."""
    return LexborHTMLParser(markup.replace("\0", ""))


def _article(tree: LexborHTMLParser) -> tuple[list[Line], list[Line], BlockWalk]:
    """The article and the lines above it; of a page that shows none, of the one that it carries."""
    walk = BlockWalk(tree)
    inside, before = split_page(walk)
    if any(line.score for line in inside):
        return inside, before, walk
    carried = carried_markup(tree)
    if carried is None:
        return inside, before, walk
    within = BlockWalk(parse(carried))
    article, above = split_page(within)
    return (article, [*before, *inside, *above], within) if article else (inside, before, walk)


def _part_labels(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Takes the lines of labels that stand above the first sentence out of the article's text."""
    first = next((number for number, line in enumerate(lines) if line.score), 0)
    labels = [line for line in lines[:first] if is_label_line(line.text)]
    kept = [line for number, line in enumerate(lines) if number >= first or line not in labels]
    return labels, kept


def declared_in_page(tree: LexborHTMLParser, above: list[Line]) -> dict[str, str]:
    """What the page says about itself; `above` are the lines printed above its article."""
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
    visible = [line.text for line in above][-_VISIBLE_LINES:]
    if visible:
        meta["visible"] = "\n".join(visible)
    return meta
