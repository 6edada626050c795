"""Under which publisher a report is filed: by its own head, whoever lists it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ingest.model import ReportHead
from ingest.publishers.catalogue import Publisher
from ingest.publishers.regions import RegionTable
from ingest.publishers.script import simplified
from ingest.publishers.sites import GOVERNMENTS, SEEN
from ingest.reports.head import head_from_title
from ingest.reports.locate import place_of
from ingest.reports.organs import kind_of
from ingest.reports.titles import subject_of_title

_GOVERNMENT = ("government", "party", "nation")


def publisher_id(head: ReportHead, regions: RegionTable) -> str:
    """Region code and body without the region's name; a government alone or with its party committee: `政府`."""
    issuers = (head.issuer or "").split(";")
    body = place_of(issuers[-1], regions, head.report_year).tail
    if kind_of(body, issuers[-1]) in _GOVERNMENT:
        return f"{head.region_code}-政府"
    return f"{head.region_code}-{body.removeprefix('人民政府')}"


def publisher_of(head: ReportHead, regions: RegionTable) -> Publisher | None:
    """The publisher that a head names, as one that was only seen; None where it names no issuer or no region."""
    if not head.issuer or head.region_code is None or head.level is None:
        return None
    return Publisher(publisher_id(head, regions), head.issuer, head.region_code, head.level, note=SEEN)


@lru_cache(maxsize=20_000)
def publisher_of_title(title: str, address: str, regions: RegionTable) -> Publisher | None:
    """The publisher that the title of a link names, be it by its region alone (`灵丘县2025年…`); None where it names
    none, or one that several regions have."""
    head = head_from_title(title, None, address, regions)
    named = next((words for words in subject_of_title(simplified(title)) if words), "")
    if head.issuer is None and named:
        of_region = head.level in GOVERNMENTS and not place_of(named, regions, head.report_year).tail
        head = replace(head, issuer=f"{head.region_name}人民政府" if of_region else named)
    return publisher_of(head, regions)


def is_of_another(named: Publisher, host: Publisher) -> bool:
    """Whether a report that names `named` is another's than that of the publisher whose listing shows it.

    Of two bodies of one region that are both no governments it is not said: their names vary (市场监管局,
    市场监督管理局; 高新区).
    """
    if named.publisher_id == host.publisher_id:
        return False
    both_bodies = named.level not in GOVERNMENTS and host.level not in GOVERNMENTS
    return named.region_code != host.region_code or not both_bodies
