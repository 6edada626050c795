"""Where a site's content management system keeps the list of a column, told by the address of an article in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from ingest.publishers.addresses import page_key
from ingest.publishers.catalogue import Publisher
from ingest.publishers.sites import Sites

_OF_ONE_YEAR = re.compile(r"(?<=/)[^/]*(?<!\d)20[0-3]\d/$")
"""The end of a folder that holds one year only (`…/ndbg/ndbg2023/`): the one above it lists the years."""


_SECTION = 2
"""Slashes of a path such as `/zwgk/`: a section of the site, whose page lists what is in its columns only in parts."""


class _System(NamedTuple):
    name: str
    article_path: re.Pattern[str]
    listing_paths: tuple[str, ...]
    """The likeliest first."""


class DerivedListing(NamedTuple):
    """Where an article's siblings are listed, if the site keeps to its system. It has not been asked."""

    system: str
    address: str


@cache
def _systems() -> tuple[_System, ...]:
    with Path(__file__).with_name("site_systems.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            _System(row["system"], re.compile(row["article_path"]), tuple(row["listing_path"].split())) for row in rows
        )


def derive_listings(article: str) -> list[DerivedListing]:
    """Where an article may be listed by the rules of `site_systems.tsv`, the likeliest first; empty where its address
    is of no known system."""
    parts = urlsplit(article)
    for system in _systems():
        match = system.article_path.fullmatch(parts.path)
        if match:
            paths = (_all_years(path.format(**match.groupdict())) for path in system.listing_paths)
            return [DerivedListing(system.name, f"{parts.scheme}://{parts.netloc}{path}") for path in paths]
    return []


def listings_of(publisher: Publisher, articles: Iterable[str], sites: Sites) -> list[DerivedListing]:
    """Where a publisher's reports may be listed, by the addresses of those that are known (the latest last).

    What stands on another body's site says nothing: its columns list that body's articles.
    """
    own = [one for one in articles if sites.is_own(one, publisher)]
    derived = {page_key(one.address): one for article in reversed(own) for one in derive_listings(article)}
    return list(derived.values())


def _all_years(path: str) -> str:
    """The folder above one that holds a single year, as long as that is a column and not the site or its section."""
    above = _OF_ONE_YEAR.sub("", path)
    return above if above.count("/") > _SECTION else path
