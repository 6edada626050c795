"""Which links of a page lead towards the column in which a site lists its yearly reports."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from ingest.listings.choosing import announces_report
from ingest.listings.rows import clean_title, references
from ingest.publishers.addresses import normalise
from ingest.publishers.script import simplified
from ingest.readers.charset import decode

_HERE = Path(__file__).parent
_LONGEST_NAME = 24
"""Characters of a column's name; what is longer is an article's title."""
_LONGEST_TRAIL = 200
ITSELF = 2
"""Columns up to this rank are looked at as listings; the others only lead to them."""
ENTRANCE = 4
"""The rank of 政务公开 and the like."""
_TRAIL = re.compile("(?:当前|所在|您的|现在)(?:的)?位置")


class Column(NamedTuple):
    """A link that leads to the column, or towards it."""

    rank: int
    """1: the column by its name; higher: what it lies below."""
    address: str
    name: str


@cache
def _words() -> tuple[tuple[int, re.Pattern[str]], ...]:
    with (_HERE / "column_words.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple((int(row["rank"]), re.compile(row["words"])) for row in rows)


@cache
def usual_paths() -> tuple[str, ...]:
    """Paths at which sites usually keep the column, the likeliest first.

    Those without a slash ahead lie below the entrance to what is published, `/zwgk_241/` in Chongqing.
    """
    return tuple((_HERE / "usual_paths.txt").read_text(encoding="utf-8").split())


def columns_on(page: bytes, address: str, declared_charset: str | None = None) -> list[Column]:
    """The columns that a page links to, the likeliest first, each address once.

    Raises DocumentRejected where the bytes are no text.
    """
    tree = LexborHTMLParser(decode(page, declared_charset)[0].replace("\0", ""))
    found: dict[str, Column] = {}
    for anchor in tree.css("a, area"):
        name = clean_title(simplified(anchor.text() or anchor.attributes.get("title") or ""))
        rank = _rank(name)
        for reference in references(anchor.attributes) if rank else ():
            absolute = normalise(reference, address)
            if absolute and absolute != address:
                known = found.get(absolute)
                found[absolute] = min(known, Column(rank, absolute, name)) if known else Column(rank, absolute, name)
    return sorted(found.values(), key=lambda column: column.rank)


def column_of_article(page: bytes, address: str, declared_charset: str | None = None) -> Column | None:
    """The column that an article says it lies in: the last link of `当前位置：首页 > 政务公开 > 法治政府建设`.

    Raises DocumentRejected where the bytes are no text.
    """
    tree = LexborHTMLParser(decode(page, declared_charset)[0].replace("\0", ""))
    for node in tree.css("div, p, td, span, ul, nav, section"):
        text = node.text(deep=True, separator=" ")
        if len(text) < _LONGEST_TRAIL and _TRAIL.search(text):
            links = [(one.text().strip(), one.attributes.get("href") or "") for one in node.css("a[href]")]
            places = [(name, found) for name, link in links if name and (found := normalise(link, address))]
            if len(places) > 1 and places[-1][1] != address:
                return Column(ITSELF, places[-1][1], places[-1][0])
    return None


def _rank(name: str) -> int:
    if not name or len(name) > _LONGEST_NAME or (announces_report(name) and re.search(r"20\d\d", name)):
        return 0
    return next((rank for rank, words in _words() if words.search(name)), 0)
