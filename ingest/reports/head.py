"""What a report says about itself: whose it is, of which year, published when, under which number."""

from __future__ import annotations

from datetime import date
from typing import Any

from ingest.model import ReadDocument, ReportHead
from ingest.publishers.regions import RegionTable
from ingest.publishers.script import simplified
from ingest.readers.labels import read_labels
from ingest.reports.issuers import find_issuers
from ingest.reports.lines import Found, head_lines
from ingest.reports.organs import split_issuers
from ingest.reports.publication import find_document_number, find_index_number, find_publication
from ingest.reports.titles import candidate_titles, choose_title, subject_of_title
from ingest.reports.whose import Evidence, Whose, find_whose
from ingest.reports.years import find_year, year_of_title


def read_head(document: ReadDocument, address: str, regions: RegionTable) -> ReportHead:
    """The head of a report, from the page's declarations, its labels, its title and its text.

    `address` tells same-named regions apart where its host is that of a province or city. What the page does not
    say is None, and so is a name that several regions bear where nothing tells which. `sources` says where each
    value was found, `notes` why one is missing or what is doubtful about it (see `docs/reports.md`).
    """
    text = simplified(document.text)
    meta = {name: simplified(value) for name, value in document.meta.items()}
    lines = head_lines(meta, text)
    labels = read_labels([line.words for line in lines])
    titles = candidate_titles(meta, labels, lines)
    title = choose_title(titles)
    published = find_publication(meta, labels, lines, titles)
    year = find_year(titles, text, published.value)
    issuers = find_issuers(title, labels, lines, text, regions, year.value)
    whose = find_whose(Evidence(title, issuers, labels, lines, text, meta, address), regions, year.value)
    found: dict[str, Found[Any]] = {
        "title": title,
        "issuer": Found(";".join(issuers.value) or None, issuers.source, issuers.note),
        "report_year": year,
        "published_on": _plausible(published, year.value),
        "document_number": find_document_number(labels, lines),
        "index_number": find_index_number(labels, lines),
    }
    return _head(found, whose)


def head_from_title(title: str, issuer: str | None, address: str, regions: RegionTable) -> ReportHead:
    """The head as far as a title, an issuer and an address tell it, without the page."""
    title, issuer = simplified(title), simplified(issuer or "")
    year = year_of_title(title)
    issuers = split_issuers(issuer) or split_issuers(subject_of_title(title)[0])
    whose = find_whose(Evidence(Found(title), Found(issuers), [], [], title, {}, address), regions, year)
    return _head({"title": Found(title), "issuer": Found(";".join(issuers) or None), "report_year": Found(year)}, whose)


def _head(found: dict[str, Found[Any]], whose: Whose) -> ReportHead:
    region = whose.region.value
    parts = found | {
        "region_code": Found(region.code if region else None, whose.region.source, whose.region.note),
        "level": whose.level,
    }
    sources = {name: part.source for name, part in parts.items() if part.source and part.value is not None}
    if whose.told_apart_by:
        sources["region_told_apart_by"] = whose.told_apart_by
    return ReportHead(
        **{name: part.value for name, part in parts.items()},
        region_name=region.name if region else None,
        sources=sources,
        notes={name: part.note for name, part in parts.items() if part.note},
    )


def _plausible(published: Found[date | None], year: int | None) -> Found[date | None]:
    """A report is not published before its year has begun: such a date is another one."""
    if published.value and year is not None and published.value.year < year:
        return Found(None, note=f"before_the_year:{published.value}")
    return published
