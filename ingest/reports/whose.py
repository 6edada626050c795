"""Whose report it is: the region that it speaks of, and on which level its issuer stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ingest.model import Level, Region
from ingest.publishers.regions import RegionTable
from ingest.readers.labels import Labelled
from ingest.reports.lines import Found, Line, text_source
from ingest.reports.locate import Hint, Place, choose, place_of, place_of_body, region_of_host
from ingest.reports.organs import is_organ, kind_of
from ingest.reports.titles import subject_of_title, without_title

_SALUTATION = re.compile(r"^([\u4e00-\u9fff、\s]{2,40}(?:人民政府|委员会|[省市州]委|常委会))[:：]$")
_OWN_DEPARTMENT = re.compile("我(?:局|厅|委|院|办|中心)(?!员)")
_OWN_REGION = re.compile("我([省市区县州旗盟])(?!委办|直)")
_ANNOUNCES = re.compile(r"关于(?:印发|公布|公开|发布|公示|转发).*报告.{0,3}(?:公告|通告|通知|公示)\s*$")
_OFFICE = re.compile(r"政府办公[室厅]$")
"""The office of a government announces the government's report; its own would bear its name alone."""
_SITE_NAMES = ("sitename", "title", "columnname")
_OPENING = 800
_CELL_ENDS = re.compile(r"[|\s]+")
_LEADERS = re.compile(r"在([\u4e00-\u9fff]{2,12}?[市区县旗])委[^。；]{0,24}(?:领导|指导|关心)")


class Named(NamedTuple):
    """A name that may say whose report it is, with the place that it means and where it stands."""

    name: str
    place: Place
    source: str


class Whose(NamedTuple):
    """Region and level, and what told same-named regions apart (empty where nothing had to)."""

    region: Found[Region | None]
    level: Found[Level | None]
    told_apart_by: str


class Evidence(NamedTuple):
    """What a page says that may tell whose report it is."""

    title: Found[str | None]
    issuers: Found[list[str]]
    labels: list[Labelled]
    lines: list[Line]
    text: str
    meta: Mapping[str, str]
    address: str


def find_whose(evidence: Evidence, regions: RegionTable, year: int | None) -> Whose:
    """The region is that of the issuer, else of the title, the publisher's label, the body.

    Notes of the region: `not_named`, or `several:…` with the codes of all regions of that name where nothing tells
    which; of the level: `no_region`.
    """
    title, issuers = evidence.title, evidence.issuers
    words = subject_of_title(title.value) if title.value else ("", "")
    said = [Named(name, place_of(name, regions, year), issuers.source) for name in issuers.value]
    told = [Named(name, place_of(name, regions, year), title.source) for name in words if name]
    for one in (*said, *told):
        kind = kind_of(one.place.tail, one.name)
        if kind == "ministry" or kind == "nation":  # mypy narrows only this form
            return Whose(Found(regions.by_code("100000"), one.source), Found(kind, one.source), "")
    published = [
        Named(label.value, place_of(label.value, regions, year), evidence.lines[label.line].source)
        for label in evidence.labels
        if label.field in ("issuer", "publisher")
    ]
    fuller = _fuller(evidence, regions, year)
    region, apart = _region([*said, *told, *published, *fuller], evidence, published, regions, year)
    announced = _ANNOUNCES.search(title.value or "") is not None
    level = _level(region, said or told, told if said else [], evidence.text, announced=announced)
    return Whose(region, level, apart)


def _region(
    names: list[Named], evidence: Evidence, published: list[Named], regions: RegionTable, year: int | None
) -> tuple[Found[Region | None], str]:
    hints = list(_hints(published, evidence, regions, year))
    if not any(one.place.candidates for one in names) and evidence.text:
        names = [
            *_superior(evidence, regions, year),
            Named("", *place_of_body(evidence.text, regions, year)),
            *_own(evidence, regions, year),
        ]
    several: tuple[Region, ...] = ()
    for one in names:
        chosen, apart = choose(one.place.candidates, hints, evidence.text, regions, year)
        if chosen:
            return Found(chosen, one.source), apart
        several = several or one.place.candidates
    note = "several:" + ",".join(region.code for region in several) if several else "not_named"
    return Found(None, note=note), ""


def _fuller(evidence: Evidence, regions: RegionTable, year: int | None) -> list[Named]:
    """Names above the article that are an issuer's with its region before them: `A市水务局` beside `市水务局`."""
    pieces = [(piece, line.source) for line in evidence.lines for piece in _CELL_ENDS.split(line.words)]
    return [
        Named(piece, place_of(piece, regions, year), source)
        for piece, source in pieces
        for issuer in evidence.issuers.value
        if piece != issuer and piece.endswith(issuer) and is_organ(piece)
    ]


def _superior(evidence: Evidence, regions: RegionTable, year: int | None) -> Iterator[Named]:
    """The county that a township reports to, or is led by: whom the report is addressed to, `在A县委…领导下`."""
    kinds = [kind_of(place_of(one, regions, year).tail, one) for one in evidence.issuers.value]
    if "township" not in kinds:
        return
    addressed = [(match[1], line.source) for line in evidence.lines if (match := _SALUTATION.match(line.words))]
    led = _LEADERS.search(evidence.text[:_OPENING])
    for words, source in [*addressed, *([(led[1], text_source(*led.span(1)))] if led else [])]:
        place = place_of(words, regions, year)
        counties = tuple(region for region in place.candidates if region.level == "county")
        if counties:
            yield Named(words, Place(counties, place.tail), source)


def _own(evidence: Evidence, regions: RegionTable, year: int | None) -> Iterator[Named]:
    """The regions of who put the page there, where the text says 我县 and that is a county: a site may show the report
    of the province that it lies in, but then the text does not speak of it so."""
    own = _OWN_REGION.search(evidence.text[:_OPENING])
    if not own:
        return
    told = [(label.value, evidence.lines[label.line].source) for label in evidence.labels if label.field == "source"]
    told += [(value, f"meta:{name}") for name, value in evidence.meta.items() if name.lower() in _SITE_NAMES]
    for words, source in told:
        place = place_of(without_title(words), regions, year)
        fitting = tuple(region for region in place.candidates if region.name.endswith(own[1]))
        if fitting:
            yield Named(words, Place(fitting, place.tail), source)


def _level(
    region: Found[Region | None], said: list[Named], about: list[Named], text: str, *, announced: bool
) -> Found[Level | None]:
    """The level of the issuer; that of the region where a department reports on all of it (`A县司法局关于A县…`)."""
    kinds = [kind_of(one.place.tail, one.name) for one in said]
    on_region = any(one.place.candidates and not one.place.tail for one in about)
    on_region = on_region or (announced and all(_OFFICE.search(one.name) for one in said))
    for level in ("township", "department"):
        if kinds and not on_region and all(kind in (level, None) for kind in kinds) and level in kinds:
            return Found("township" if level == "township" else "department", said[0].source)
    if region.value is None:
        return Found(None, note="no_region")
    if not said and (own := _OWN_DEPARTMENT.search(text[:_OPENING])):
        return Found("department", text_source(*own.span()))
    return Found(region.value.level, region.source)


def _hints(published: list[Named], evidence: Evidence, regions: RegionTable, year: int | None) -> Iterator[Hint]:
    """Regions that are certain and tell same-named ones apart: publisher, addressee, site, host of the address."""
    found = [(one.place.candidates, one.source) for one in published]
    for line in evidence.lines:
        match = _SALUTATION.match(line.words)
        if match:
            found.append((place_of(match[1], regions, year).candidates, line.source))
    for name, value in evidence.meta.items():
        if name.lower() in _SITE_NAMES:
            found.append((place_of(value, regions, year).candidates, f"meta:{name}"))
    for candidates, source in found:
        if len(candidates) == 1:
            yield Hint(candidates[0], source)
    host = region_of_host(evidence.address, regions)
    if host:
        yield Hint(host, "address")
