"""What is wrong in the publishers' tables, told by file, line and field, with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast, get_args

from ingest.model import Level
from ingest.publishers.addresses import normalise, page_key
from ingest.publishers.catalogue import (
    KNOWN_ADDRESSES,
    KNOWN_COLUMNS,
    LISTING_KINDS,
    PUBLISHER_COLUMNS,
    PUBLISHERS,
    ListingKind,
    read_rows,
)
from ingest.publishers.regions import RegionTable, load_regions
from ingest.publishers.selectors import selector_fault

_ID = re.compile(r"[\w.-]{3,60}")
_LEVELS = get_args(Level)
_OF_A_REGION = ("province", "prefecture", "county")
SHORTEST_INTERVAL, LONGEST_INTERVAL = 1, 8760
"""Hours: an hour, a year."""
_EARLIEST_YEAR = 1999
Row = dict[str, str]
Fault = tuple[str, str]
"""Field, and a sentence that says what is wrong with it and what to do."""


class Problem(NamedTuple):
    """One thing that is wrong."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.field}: {self.message}"


def check_publishers(
    publishers: Path = PUBLISHERS, known_addresses: Path = KNOWN_ADDRESSES, regions: RegionTable | None = None
) -> list[Problem]:
    """Everything that is wrong in the two files, in the order of their lines; an empty list where nothing is."""
    table = regions or load_regions()
    problems: list[Problem] = []
    rows = _rows(publishers, PUBLISHER_COLUMNS, problems)
    known = _rows(known_addresses, KNOWN_COLUMNS, problems)
    ids = {row["publisher_id"] for _, row in rows}
    problems += _checked(publishers, rows, lambda row: _publisher_faults(row, table))
    problems += _repeated(publishers, rows, "publisher_id", str)
    problems += _checked(known_addresses, known, lambda row: _known_faults(row, ids))
    problems += _repeated(known_addresses, known, "address", page_key)
    return sorted(problems, key=lambda problem: (problem.file != publishers.name, problem.line))


def _rows(path: Path, columns: tuple[str, ...], problems: list[Problem]) -> list[tuple[int, Row]]:
    try:
        return list(read_rows(path, columns))
    except (ValueError, OSError) as error:
        problems.append(Problem(path.name, 1, "file", f"It cannot be read: {error} Restore it, or its header."))
        return []


def _checked(path: Path, rows: list[tuple[int, Row]], faults: Callable[[Row], Iterator[Fault]]) -> list[Problem]:
    return [Problem(path.name, line, *fault) for line, row in rows for fault in faults(row)]


def _repeated(path: Path, rows: list[tuple[int, Row]], field: str, key: Callable[[str], str]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for line, row in rows:
        value = row[field]
        if value and first.setdefault(key(value), line) != line:
            told = f"{value} stands in line {first[key(value)]} already. Keep one of the two lines."
            problems.append(Problem(path.name, line, field, told))
    return problems


def _publisher_faults(row: Row, regions: RegionTable) -> Iterator[Fault]:
    if not _ID.fullmatch(row["publisher_id"]):
        yield "publisher_id", f"{row['publisher_id']!r} is not a valid id. Use letters, digits, - and _: `500112-政府`."
    if not row["name"]:
        yield "name", "It is empty. Write the issuer as its reports name it."
    yield from _region_faults(row, regions)
    yield from _listing_faults(row)
    hours = row["interval_hours"]
    if hours and not _whole(hours, SHORTEST_INTERVAL, LONGEST_INTERVAL):
        yield "interval_hours", f"{hours!r} is not a number of hours from {SHORTEST_INTERVAL} to {LONGEST_INTERVAL}."
    if row["tls_verify"] not in ("", "true", "false"):
        yield "tls_verify", f"{row['tls_verify']!r} is neither true nor false. Write false only for a broken chain."


def _region_faults(row: Row, regions: RegionTable) -> Iterator[Fault]:
    code, level = row["region_code"], row["level"]
    region = regions.by_code(code)
    if region is None:
        yield "region_code", f"{code!r} is not a code of regions.csv (GB/T 2260). Look the name up there."
    if level not in _LEVELS:
        yield "level", f"{level!r} is not a level. Use one of {', '.join(_LEVELS)}."
    elif region is not None and not _fits(level, region.level):
        yield "level", f"{level} does not fit {code}, which is {region.name}: a {region.level}. Change one of the two."


def _fits(level: str, of_region: str) -> bool:
    """Governments stand on the level of their region; departments and townships lie in a region."""
    if level in _OF_A_REGION or of_region == "nation":
        return level == of_region or (of_region == "nation" and level == "ministry")
    return level in ("department", "township")


def _listing_faults(row: Row) -> Iterator[Fault]:
    listing, kind = row["listing"], row["listing_kind"]
    if listing:
        yield from (("listing", told) for told in _address_faults(listing))
    if kind and kind not in LISTING_KINDS:
        yield "listing_kind", f"{kind!r} is not a kind of listing. Use one of {', '.join(LISTING_KINDS)}."
    if kind and not listing:
        yield "listing_kind", "A kind without a listing says nothing. Fill in the listing, or empty this field."
    selector = row["link_selector"]
    if selector and not listing:
        yield "link_selector", "Nothing is selected without a listing. Fill in the listing, or empty this field."
    known = kind in ("", *LISTING_KINDS)
    fault = selector_fault(cast(ListingKind, kind or "html"), selector) if selector and known else None
    if fault:
        yield "link_selector", f"{fault}. Correct it, or leave it empty for the default."
    try:
        re.compile(row["title_pattern"])
    except re.error as error:
        yield "title_pattern", f"{row['title_pattern']!r} is not a regular expression: {error}. Correct it."


def _known_faults(row: Row, ids: set[str]) -> Iterator[Fault]:
    yield from (("address", told) for told in _address_faults(row["address"]))
    if row["publisher_id"] not in ids:
        yield "publisher_id", f"{row['publisher_id']!r} is not a known publisher. Add a line for it to publishers.csv."
    year = row["report_year"]
    if year and not _whole(year, _EARLIEST_YEAR, date.today().year):  # noqa: DTZ011 - the year of this machine
        yield "report_year", f"{year!r} is not a year that a report can cover. Correct it, or leave it empty."
    if row["published_on"] and not _is_day(row["published_on"]):
        yield "published_on", f"{row['published_on']!r} is not a date. Write it as 2024-03-28, or leave it empty."


def _address_faults(address: str) -> Iterator[str]:
    normal = normalise(address)
    if normal is None:
        yield f"{address!r} is not an http(s) address. Copy it from the browser."
    elif normal != address:
        yield f"{address} is written in another way everywhere else. Write {normal}."


def _whole(written: str, least: int, most: int) -> bool:
    return written.isascii() and written.isdigit() and least <= int(written) <= most


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False
