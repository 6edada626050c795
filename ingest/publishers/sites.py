"""The official sites of governments from county level up, and how many regions have one that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from ingest.model import Region
from ingest.publishers.catalogue import Publisher, read_rows
from ingest.publishers.names import stem
from ingest.publishers.regions import RegionTable

GOVERNMENT_SITES = Path(__file__).with_name("government_sites.csv")
SEEN = "seen"
"""The note of publishers that are in no catalogue: their site was searched, or a report of theirs was read."""
GOVERNMENTS = ("province", "prefecture", "county")
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


class Sites:
    """The official sites of governments, and who publishes on which."""

    def __init__(self, sites: Iterable[Site], regions: RegionTable) -> None:
        self._sites = {site.region_code: site for site in sites}
        self._regions = regions

    def __iter__(self) -> Iterator[Site]:
        return iter(self._sites.values())

    def home_page(self, publisher: Publisher) -> str | None:
        """The home page of a government; None of departments, which publish on several sites."""
        site = self._sites.get(publisher.region_code) if publisher.level in GOVERNMENTS else None
        return site.home_page if site else None

    def government(self, region_code: str) -> Publisher | None:
        """The government of a region with a site, as a publisher without a listing; None where it has no site."""
        region = self._regions.by_code(region_code)
        if region is None or region_code not in self._sites:
            return None
        above = self._regions.ancestors(region)
        city = above[0].name if region.name.endswith("区") and region.level == "county" and above else ""
        body = "行政公署" if region.level == "prefecture" and region.name.endswith(("地区", "盟")) else "人民政府"
        return Publisher(f"{region_code}-政府", f"{city}{region.name}{body}", region_code, region.level, note=SEEN)

    def is_own(self, address: str, publisher: Publisher) -> bool:
        """Whether a publisher may have put up what stands there: a government on its own site, its departments', or
        one of a government above it; a department on any government's."""
        host = urlsplit(address).hostname or ""
        if publisher.level not in GOVERNMENTS:
            return host.endswith(".gov.cn")
        return any(host == domain or host.endswith(f".{domain}") for domain in self._domains(publisher.region_code))

    def is_another_body(self, publisher: Publisher, title: str, page: str) -> bool:
        """Whether a doubtful home page, by its title and all that stands on it, is not that of the government.

        Two counties may bear one name, so that of the region above has to stand on the page. Nothing is said of sites
        without a doubt: many have a title that names no region.
        """
        region, site = self._regions.by_code(publisher.region_code), self._sites.get(publisher.region_code)
        if region is None or site is None or not site.doubt:
            return False
        above = [stem(one.name) for one in self._regions.ancestors(region)]
        return stem(region.name) not in title or not any(name in page for name in above or [""])

    def _domains(self, region_code: str) -> Iterator[str]:
        region = self._regions.by_code(region_code)
        for code in [region_code, *(one.code for one in self._regions.ancestors(region))] if region else []:
            if code in self._sites:
                yield (urlsplit(self._sites[code].home_page).hostname or "").removeprefix("www.")

    def coverage(self) -> list[Coverage]:
        """Of each province, by code: present regions from county level up, and those with a site."""
        present = [one for one in self._regions.regions if _is_asked_for_reports(one)]
        counted = []
        for province in sorted((one for one in present if one.level == "province"), key=lambda one: one.code):
            inside = [one for one in present if one.code[:2] == province.code[:2]]
            known = [self._sites[one.code] for one in inside if one.code in self._sites]
            doubtful = sum(bool(site.doubt) for site in known)
            counted.append(Coverage(province.code, province.name, len(inside), len(known), doubtful))
        return counted


def _is_asked_for_reports(region: Region) -> bool:
    is_present = region.valid_to is None and not region.invented
    return is_present and region.level in GOVERNMENTS and not region.code.startswith(_WITHOUT_REPORTS)


def load_sites(regions: RegionTable, path: Path = GOVERNMENT_SITES) -> Sites:
    """The sites by region (GB/T 2260). None of them has been asked from here; `NOTICE.md` names the source.

    Raises OSError where the file is missing, ValueError where a column of it is.
    """
    return Sites((Site(**row) for _, row in read_rows(path, Site._fields)), regions)
