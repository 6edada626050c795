"""When a report was published, and under which numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from ingest.readers.hidden_days import PUBLISHED_BELOW, PUBLISHED_IN_SCRIPT
from ingest.readers.labels import Labelled
from ingest.reports.dates import bracketed_date, is_time_stamp, read_date
from ingest.reports.lines import Found, Line
from ingest.reports.titles import is_report_title

_META_DATES = ("pubdate", "publishdate", "pubtime", "publish_time", "article:published_time", "dc.date.issued")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}\s?[〔\[【(（﹝]\s*(?:19|20)\d\d\s*[〕\]】)）﹞]\s*第?\s*\d{1,5}\s*号")
_SIGNED_BY = re.compile(r"\s*签发人\s?[:：].{0,12}$")
_INDEX = re.compile(r"^(?=(?:[^\d\n]*\d){4})[A-Za-z0-9\u4e00-\u9fff/〔〕\[\]()（）.\-_—]{5,60}$")
_BARE_INDEX = re.compile(r"^\s*([0-9A-Z]{9,18}[-/](?:19|20)\d\d(?:\d\d)?-\d{3,})\s*$")
_BETWEEN = re.compile("[•|]")
_ONLY_DATE = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?")
_CARD_CELLS = 16
_DATED_TITLE = re.compile(r"[(（]\s*((?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})\s*[)）]\s*$")


def find_publication(
    meta: Mapping[str, str], labels: list[Labelled], lines: list[Line], titles: list[Line]
) -> Found[date | None]:
    """The day of publication: declared, labelled, or stamped with a time of day; never when the document was
    made or signed, nor the day on which the page was looked at. Note `not_printed` where there is none."""
    for day, source in _days(meta, labels, lines, titles):
        if day:
            return Found(day, source)
    return Found(None, note="not_printed")


def _days(
    meta: Mapping[str, str], labels: list[Labelled], lines: list[Line], titles: list[Line]
) -> Iterator[tuple[date | None, str]]:
    declared = {name.lower(): (value, name) for name, value in meta.items()}
    for name in _META_DATES:
        if name in declared:
            yield read_date(declared[name][0]), f"meta:{declared[name][1]}"
    for field in ("published", "updated", "dated"):
        for label in labels:
            if label.field == field:
                yield read_date(label.value), lines[label.line].source
    for line in lines:
        yield is_time_stamp(line.words), line.source
    for line in lines:
        yield bracketed_date(line.words), line.source
    for name in (PUBLISHED_BELOW, PUBLISHED_IN_SCRIPT):
        if name in meta:
            yield read_date(meta[name]), f"meta:{name}"
    yield from _unlabelled(lines)
    yield from _alone_above(labels, lines)
    for title in titles:
        match = _DATED_TITLE.search(title.words)
        if match:
            yield read_date(match[1]), title.source


def _unlabelled(lines: list[Line]) -> Iterator[tuple[date | None, str]]:
    """Catalogue cards without labels (`• index number • theme • publisher • date • date`): the last date behind the
    index number is that of publication, one before it that of the document."""
    cells = [(cell.strip(), line.source) for line in lines for cell in _BETWEEN.split(line.words)]
    first = next((at for at, (cell, _) in enumerate(cells) if _BARE_INDEX.match(cell)), len(cells))
    dated = [(cell, source) for cell, source in cells[first : first + _CARD_CELLS] if _ONLY_DATE.fullmatch(cell)]
    for cell, source in reversed(dated):
        yield read_date(cell), source


def _alone_above(labels: list[Labelled], lines: list[Line]) -> Iterator[tuple[date | None, str]]:
    """The one day that stands, bare, in a line or between bars above the article; lists and calendars have several."""
    labelled = {label.line for label in labels if read_date(label.value)}
    found = [
        (read_date(cell.strip()), line.source)
        for number, line in enumerate(lines)
        if line.source.startswith("page:") and number not in labelled
        for cell in _BETWEEN.split(line.words)
        if _ONLY_DATE.fullmatch(cell.strip())
    ]
    if len({day for day, _ in found}) == 1:
        yield found[0]


def find_document_number(labels: list[Labelled], lines: list[Line]) -> Found[str | None]:
    """`X政〔2024〕12号`: labelled, on a line of its own, or in the title; never one that the body cites."""
    labelled = [Line(label.value, lines[label.line].source) for label in labels if label.field == "number"]
    alone = [line for line in lines if _NUMBER.fullmatch(_SIGNED_BY.sub("", line.words))]
    titles = [line for line in lines if is_report_title(line.words)]
    for line in (*labelled, *alone, *titles):
        match = _NUMBER.search(line.words)
        if match:
            return Found(re.sub(r"\s", "", match[0]), line.source)
    return Found(None, note="not_printed")


def find_index_number(labels: list[Labelled], lines: list[Line]) -> Found[str | None]:
    """The number under which the catalogue of open government information holds the report (索引号)."""
    found = [(label.value.split()[0], lines[label.line].source) for label in labels if _is_index(label)]
    for line in lines:
        found += [(cell[1], line.source) for part in _BETWEEN.split(line.words) if (cell := _BARE_INDEX.match(part))]
    for value, source in found:
        if _INDEX.match(value):
            return Found(value, source)
    return Found(None, note="not_printed")


def _is_index(label: Labelled) -> bool:
    return label.field == "index" and bool(label.value.split())
