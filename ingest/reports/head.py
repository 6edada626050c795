"""What a report says about itself: whose it is, of which year, published when, under which number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ingest.model import Level, ReadDocument, Region, ReportHead
from ingest.publishers.regions import RegionTable
from ingest.publishers.script import simplified
from ingest.readers.labels import Labelled, read_labels
from ingest.reports.dates import is_time_stamp, read_date
from ingest.reports.locate import NOWHERE, Place, choose, place_of, place_of_body, region_of_host
from ingest.reports.organs import is_organ, kind_of, split_issuers
from ingest.reports.titles import candidate_titles, choose_title, is_report_title, opening_lines, subject_of_title
from ingest.reports.years import year_of_body, year_of_title

_META_DATES = ("pubdate", "publishdate", "pubtime", "publish_time", "article:published_time", "dc.date.issued")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}\s?[〔\[【(（﹝]\s*(?:19|20)\d\d\s*[〕\]】)）﹞]\s*第?\s*\d{1,5}\s*号")
_INDEX = re.compile(r"^(?=(?:[^\d\n]*\d){4})[A-Za-z0-9\u4e00-\u9fff/〔〕\[\]()（）.\-_—]{5,60}$")
_BARE_INDEX = re.compile(r"^[•\s]*([0-9A-Z]{9,18}[-/](?:19|20)\d\d-\d{3,})$")
_DATED_TITLE = re.compile(r"[(（]\s*((?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})\s*[)）]\s*$")
_SALUTATION = re.compile(r"^([\u4e00-\u9fff、\s]{4,40}(?:人民政府|委员会|[省市州]委|常委会))[:：]$")
_OWN_DEPARTMENT = re.compile("我(?:局|厅|委|院|办|中心)(?!员)")
_AREA = re.compile("(镇|乡|街道|区|园|新城|林场)$")
_DATE_AT_END = re.compile(r"\s*(?:19|20|二)[\d〇○零一二三四五六七八九]{2,3}\s*年.{1,8}日\s*$")
_PRINTED = "visible"
_SIGNATURE_LINES = 12


def read_head(document: ReadDocument, address: str, regions: RegionTable) -> ReportHead:
    """The head of a report, from the page's declarations, its labels, its title and its text.

    `address` tells same-named regions apart where it is a province's own site. What the page does not say
    is None, and so is a name that several regions bear where nothing tells which.
    """
    text = simplified(document.text)
    meta = {name: simplified(value) for name, value in document.meta.items()}
    lines = meta.get(_PRINTED, "").split("\n") if meta.get(_PRINTED) else []
    lines += opening_lines(text)
    labels = read_labels(lines)
    titles = candidate_titles(meta, labels, lines)
    year = next((year for title in titles if (year := year_of_title(title))), None) or year_of_body(text)
    title = choose_title(titles)
    issuers = _issuers(title, labels, text, regions, year)
    region, level = _whose(title, issuers, labels, lines, text, meta, address, regions, year)
    published = _published(meta, labels, lines, titles)
    return ReportHead(
        title=title,
        issuer=";".join(issuers) or None,
        region_code=region.code if region else None,
        region_name=region.name if region else None,
        level=level,
        report_year=year,
        published_on=published if published and (year is None or published.year >= year) else None,
        document_number=_document_number(labels, lines),
        index_number=_index_number(labels, lines),
    )


def head_from_title(title: str, issuer: str | None, address: str, regions: RegionTable) -> ReportHead:
    """The head as far as a title, an issuer and an address tell it, without the page."""
    title, issuer = simplified(title), simplified(issuer or "")
    year = year_of_title(title)
    named, _ = subject_of_title(title)
    issuers = split_issuers(issuer) or split_issuers(named)
    region, level = _whose(title, issuers, [], [], title, {}, address, regions, year)
    return ReportHead(
        title=title,
        issuer=";".join(issuers) or None,
        region_code=region.code if region else None,
        region_name=region.name if region else None,
        level=level,
        report_year=year,
    )


def _issuers(title: str | None, labels: list[Labelled], text: str, regions: RegionTable, year: int | None) -> list[str]:
    """The issuers that the title names, else those who signed, else those that a label names."""
    subject = ""
    if title:
        named, subject = subject_of_title(title)
        for words in (named, subject):
            organs = [one for one in split_issuers(words) if _is_named_organ(one, regions, year)]
            if organs:
                return organs
    signed = signature(text, regions, year)
    if signed and _may_issue(signed, subject, "signature", regions, year):
        return signed
    for field in ("issuer", "publisher"):
        for label in labels:
            organs = [one for one in split_issuers(label.value) if _is_named_organ(one, regions, year)]
            if label.field == field and organs and _may_issue(organs, subject, field, regions, year):
                return organs
    return []


def _is_named_organ(name: str, regions: RegionTable, year: int | None) -> bool:
    """Whether the words name an organ and not only the area that it governs."""
    place = place_of(name, regions, year)
    return bool(place.tail) and kind_of(place.tail, name) is not None and not _AREA.search(place.tail)


def _may_issue(organs: list[str], subject: str, field: str, regions: RegionTable, year: int | None) -> bool:
    """A justice bureau that puts the government's report on its page is the publisher, not the issuer: where the
    title is about a whole region, only a government or committee counts."""
    about = place_of(subject, regions, year)
    if field == "issuer" or not about.candidates or about.tail:
        return True
    kinds = {kind_of(place_of(one, regions, year).tail, one) for one in organs}
    return kinds <= {"government", "party"}


def signature(text: str, regions: RegionTable, year: int | None) -> list[str]:
    """The organs that stand on lines of their own at the end of the text."""
    found: list[str] = []
    for line in [line for line in text[-1500:].split("\n") if line.strip()][-_SIGNATURE_LINES:]:
        bare = re.sub(r"[\s\u3000\xa0\u2000-\u200a]+", "", _DATE_AT_END.sub("", line.strip()))
        if not is_organ(bare) or not place_of(bare, regions, year).candidates:
            continue
        found += [one for one in split_issuers(bare) if one not in found]
    return found


def _whose(
    title: str | None,
    issuers: list[str],
    labels: list[Labelled],
    lines: list[str],
    text: str,
    meta: dict[str, str],
    address: str,
    regions: RegionTable,
    year: int | None,
) -> tuple[Region | None, Level | None]:
    """The region that the report speaks of, and on which level its issuer stands."""
    published_by = [label.value for label in labels if label.field in ("issuer", "publisher")]
    hints = list(_hints(published_by, lines, meta, address, regions, year))
    named, subject = subject_of_title(title) if title else ("", "")
    for name in (*issuers, named, subject):
        kind = kind_of(place_of(name, regions, year).tail, name) if name else None
        if kind == "ministry" or kind == "nation":  # mypy narrows only this form
            return regions.by_code("100000"), kind
    places = [(name, place_of(name, regions, year)) for name in (*issuers, named, subject) if name]
    places += [(name, place_of(name, regions, year)) for name in published_by]
    region = next(
        (found for _, place in places if (found := choose(place.candidates, hints, text, regions, year))), None
    )
    if region is None and not any(place.candidates for _, place in places):
        region = choose(_body(text, regions, year).candidates, hints, text, regions, year)
    return region, _level(region, issuers or [one for one in (named, subject) if one], places, text)


def _body(text: str, regions: RegionTable, year: int | None) -> Place:
    return place_of_body(text, regions, year) if text else NOWHERE


def _level(region: Region | None, issuers: list[str], places: list[tuple[str, Place]], text: str) -> Level | None:
    tails = dict(places)
    kinds = [kind_of(tails[name].tail, name) for name in issuers if name in tails]
    for level in ("township", "department"):
        if kinds and all(kind in (level, None) for kind in kinds) and level in kinds:
            return "township" if level == "township" else "department"
    if region is None:
        return None
    if not issuers and _OWN_DEPARTMENT.search(text[:800]):
        return "department"
    return region.level


def _hints(
    published_by: list[str],
    lines: list[str],
    meta: dict[str, str],
    address: str,
    regions: RegionTable,
    year: int | None,
) -> Iterator[Region]:
    """Regions that are certain and tell same-named ones apart: publisher, addressee, site, province's host."""
    addressed = [match[1] for line in lines if (match := _SALUTATION.match(line))]
    sites = [value for name, value in meta.items() if name.lower() in ("sitename", "title", "columnname")]
    for name in (*published_by, *addressed, *sites):
        candidates = place_of(name, regions, year).candidates
        if len(candidates) == 1:
            yield candidates[0]
    host = region_of_host(address, regions)
    if host:
        yield host


def _published(meta: dict[str, str], labels: list[Labelled], lines: list[str], titles: list[str]) -> date | None:
    """The day of publication: declared, labelled, or stamped with a time of day; never when the document was
    made or signed, nor the day on which the page was looked at."""
    declared = {name.lower(): value for name, value in meta.items()}
    found = [read_date(declared[name]) for name in _META_DATES if name in declared]
    for field in ("published", "updated", "dated"):
        found += [read_date(label.value) for label in labels if label.field == field]
    found += [is_time_stamp(line) for line in lines]
    found += [read_date(match[1]) for title in titles if (match := _DATED_TITLE.search(title))]
    return next((day for day in found if day), None)


def _document_number(labels: list[Labelled], lines: list[str]) -> str | None:
    labelled = [label.value for label in labels if label.field == "number"]
    alone = [line for line in lines if _NUMBER.fullmatch(line)]
    bracketed = [line for line in lines if is_report_title(line)]
    for value in (*labelled, *alone, *bracketed):
        match = _NUMBER.search(value)
        if match:
            return re.sub(r"\s", "", match[0])
    return None


def _index_number(labels: list[Labelled], lines: list[str]) -> str | None:
    labelled = (label.value.split()[0] for label in labels if label.field == "index" and label.value.split())
    alone = (match[1] for line in lines if (match := _BARE_INDEX.match(line)))
    return next((value for value in (*labelled, *alone) if _INDEX.match(value)), None)
