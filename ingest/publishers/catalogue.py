"""Publishers and the addresses of reports that are known: two CSV files, read as records.

`publishers.csv` has one line a publisher, `known_addresses.csv` one line a report. What may stand in them is
checked by `checking.py`; here a line that is not of that form is an error.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, cast, get_args

from ingest.model import Level

_HERE = Path(__file__).parent
PUBLISHERS = _HERE / "publishers.csv"
KNOWN_ADDRESSES = _HERE / "known_addresses.csv"

ListingKind = Literal["html", "json", "rss", "sitemap"]
LISTING_KINDS: tuple[str, ...] = get_args(ListingKind)
PUBLISHER_COLUMNS = (
    "publisher_id",
    "name",
    "region_code",
    "level",
    "listing",
    "listing_kind",
    "link_selector",
    "title_pattern",
    "interval_hours",
    "tls_verify",
    "note",
)
KNOWN_COLUMNS = ("address", "publisher_id", "report_year", "published_on")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes reports, and where they are listed."""

    publisher_id: str
    """Region code and body, e.g. `500112-政府`: stays when a name or an address changes."""
    name: str
    """The issuer as reports name it; several are joined by `;`."""
    region_code: str
    level: Level
    listing: str | None = None
    """The page, feed or endpoint that lists the reports; None where it is not known."""
    listing_kind: ListingKind | None = None
    link_selector: str | None = None
    """html: CSS of the links or of what holds them; json: path to the array; sitemap, rss: pattern of addresses."""
    title_pattern: str | None = None
    """A regular expression that a report's title fits, in the place of the rule for all publishers."""
    interval_hours: int = 24
    tls_verify: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """A report that is known without having been found on a listing."""

    address: str
    publisher_id: str
    report_year: int | None
    published_on: date | None


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, fields without surrounding blanks) of each line, missing fields empty.

    Lines that are blank or begin with `#` are passed over. Raises ValueError where the header lacks a column.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.reader(stream)
        header = [name.strip() for name in next(rows, [])]
        missing = [name for name in columns if name not in header]
        if missing:
            raise ValueError(f"{path.name}, line 1: the columns {', '.join(missing)} are missing.")
        for row in rows:
            if any(cell.strip() for cell in row) and not row[0].startswith("#"):
                filled = [*row, *[""] * (len(header) - len(row))]
                yield rows.line_num, {name: cell.strip() for name, cell in zip(header, filled, strict=False)}


def load_publishers(path: Path = PUBLISHERS) -> list[Publisher]:
    """The publishers in the order of the file.

    Raises ValueError where a line cannot be read as a publisher: `check_publishers` tells all that is wrong.
    """
    found = []
    for number, row in read_rows(path, PUBLISHER_COLUMNS):
        try:
            found.append(_publisher(row))
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}. `fazhi publishers check` says more.") from error
    return found


def _publisher(row: dict[str, str]) -> Publisher:
    if row["tls_verify"].lower() not in ("", "true", "false"):
        raise ValueError(f"tls_verify is {row['tls_verify']!r}, not true or false")
    if row["listing_kind"] not in ("", *LISTING_KINDS):
        raise ValueError(f"listing_kind is {row['listing_kind']!r}, not one of {', '.join(LISTING_KINDS)}")
    return Publisher(
        publisher_id=row["publisher_id"],
        name=row["name"],
        region_code=row["region_code"],
        level=cast(Level, row["level"]),
        listing=row["listing"] or None,
        listing_kind=cast(ListingKind, row["listing_kind"] or "html") if row["listing"] else None,
        link_selector=row["link_selector"] or None,
        title_pattern=row["title_pattern"] or None,
        interval_hours=int(row["interval_hours"] or 24),
        tls_verify=row["tls_verify"].lower() != "false",
        note=row["note"],
    )


def load_known_addresses(path: Path = KNOWN_ADDRESSES) -> list[KnownAddress]:
    """The known addresses in the order of the file. Raises ValueError where a line is not of that form."""
    found = []
    for number, row in read_rows(path, KNOWN_COLUMNS):
        try:
            year = int(row["report_year"]) if row["report_year"] else None
            day = date.fromisoformat(row["published_on"]) if row["published_on"] else None
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}. `fazhi publishers check` says more.") from error
        found.append(KnownAddress(row["address"], row["publisher_id"], year, day))
    return found
