"""Where a page leads for the rest of its article: its further pages, its attachments, its frames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from ingest.readers.markup import clean

_ENDINGS = "(?:pdf|docx?|wps|ofd|rtf|odt|xlsx?|et|csv|pptx?|zip|rar|7z|gz|tar)"
"""Also of what is not read: a page that leads to nothing else says so by the name of that."""
_DOCUMENT = re.compile(rf"\.{_ENDINGS}\s*$", re.I)
_MAY_BE_DOCUMENT = re.compile(rf"(?:\.|%2e){_ENDINGS}", re.I)
_NEXT = re.compile(r"^\W*(?:下一?[页頁]|后一页|余下全文)\W*$")
_PAGER = re.compile(r"(?<![\w.])create\w*page\w*\s*\(\s*[\"']?(\d{1,3})", re.I)
_TARGET = re.compile(r"法治|依法|报告|報告|总结|年度|全文|正文|情况")
_VIEWER = ("file", "url", "src", "path", "furl")
"""Names under which the address of a viewer carries that of the document that it shows."""


class Attachment(NamedTuple):
    """A document that a page links to or shows in a frame; `reference` as written, `name` as shown."""

    reference: str
    name: str

    @property
    def is_likely(self) -> bool:
        """Whether its name says that it may be the report."""
        return bool(_TARGET.search(self.name) or _TARGET.search(unquote(self.reference)))


class Leads(NamedTuple):
    """References as written in the page."""

    further_pages: bool
    """Whether the article goes on on other pages."""
    attachments: tuple[Attachment, ...]
    frames: tuple[str, ...]
    """Pages that it shows in frames, or forwards to."""


def find_leads(tree: LexborHTMLParser) -> Leads:
    """What the page leads to; an attachment that is linked twice counts once."""
    attachments = {one.reference: one for one in _attachments(tree)}
    return Leads(_goes_on(tree), tuple(attachments.values()), (*_frames(tree, set(attachments)), *_forwards(tree)))


def _attachments(tree: LexborHTMLParser) -> Iterator[Attachment]:
    for node in tree.css("a[href], iframe[src], embed[src], object[data]"):
        given = node.attributes
        reference = (given.get("href") or given.get("src") or given.get("data") or "").strip()
        name = clean(node.text() or "") or clean(given.get("title") or "")
        shown = _shown(reference)
        named = _DOCUMENT.search(name) and not reference.lower().startswith(("javascript", "#"))
        if shown or named:
            yield Attachment(shown or reference, name)


def _shown(reference: str) -> str | None:
    """The document that a reference leads to, directly or through a viewer's page."""
    if not _MAY_BE_DOCUMENT.search(reference):
        return None
    try:
        parts = urlsplit(reference)
        queried = parse_qs(parts.query)
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https"):
        return None
    if _DOCUMENT.search(parts.path):
        return reference
    for name in _VIEWER:
        for value in queried.get(name, ()):
            if _DOCUMENT.search(urlsplit(value).path):
                return value
    last = next(iter(queried.get("filename", queried.get("name", []))), "")
    return reference if _DOCUMENT.search(last) else None


def _frames(tree: LexborHTMLParser, attached: set[str]) -> Iterator[str]:
    for node in tree.css("frame[src], iframe[src]"):
        reference = (node.attributes.get("src") or "").strip()
        hidden = (node.attributes.get("height") or "") in ("0", "1")
        is_address = bool(reference) and not reference.lower().startswith(("javascript", "about:", "data:"))
        if is_address and not hidden and _shown(reference) not in attached:
            yield reference


def _forwards(tree: LexborHTMLParser) -> Iterator[str]:
    """Where a page sends its readers at once by itself."""
    for node in tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            wait, _, target = (node.attributes.get("content") or "").partition(";")
            reference = target.partition("=")[2].strip(" '\"")
            if reference and wait.strip() in ("", "0", "1"):
                yield reference


def _goes_on(tree: LexborHTMLParser) -> bool:
    """Whether the page has a pager with another page behind it."""
    for script in tree.css("script"):
        match = _PAGER.search(script.text() or "")
        if match and int(match[1]) > 1:
            return True
    for anchor in tree.css("a[href]"):
        reference = (anchor.attributes.get("href") or "").strip()
        if _NEXT.match(anchor.text() or "") and reference and not reference.startswith("#"):
            return not reference.lower().startswith("javascript")
    return False
