"""The official sites of governments from county level up, and how many regions have one that is known."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ingest.publishers.regions import RegionTable

_SITES = Path(__file__).with_name("government_sites.csv")
_WITHOUT_REPORTS = ("71", "81", "82")
"""Taiwan, Hong Kong, Macao: no government there is asked for these reports."""


class Site(NamedTuple):
    """The site of one government."""

    region_code: str
    home_page: str
    doubt: str
    """Why the host may not be this government's; empty where nothing speaks against it."""


class Coverage(NamedTuple):
    """How many of a province's governments, itself among them, have a known site."""

    province_code: str
    province: str
    governments: int
    sites: int
    doubtful: int


@cache
def load_sites() -> dict[str, Site]:
    """The sites by region code (GB/T 2260). None of them has been asked from here; `NOTICE.md` names the source."""
    with _SITES.open(encoding="utf-8", newline="") as stream:
        return {row["region_code"]: Site(**row) for row in csv.DictReader(stream)}


def coverage(regions: RegionTable) -> list[Coverage]:
    """Of each province, in the order of their codes: present regions from county level up, and those with a site."""
    sites = load_sites()
    present = [
        one
        for one in regions.regions
        if one.valid_to is None
        and not one.invented
        and one.level in ("province", "prefecture", "county")
        and not one.code.startswith(_WITHOUT_REPORTS)
    ]
    counted = []
    for province in sorted((one for one in present if one.level == "province"), key=lambda one: one.code):
        inside = [one for one in present if one.code[:2] == province.code[:2]]
        known = [sites[one.code] for one in inside if one.code in sites]
        doubtful = sum(bool(site.doubt) for site in known)
        counted.append(Coverage(province.code, province.name, len(inside), len(known), doubtful))
    return counted
