"""Makes `publishers.csv` and `known_addresses.csv` from a CSV of published reports.

    python -m ingest.publishers.generate_publishers known_reports.csv

Columns: url, title, issuer, region_name, province, region_level, report_year, published_date, notes. A row whose
notes say `copy=yes` is a copy on another site: neither its site nor its address enters. A body that issues
reports is a publisher. Its listing is left empty: a live refresh derives it from the known addresses and checks it.

Lines that are there already stay as they are, also those that were added by hand: to have one made anew, take it
out first.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ingest.model import ReportHead
from ingest.publishers.addresses import normalise, page_key
from ingest.publishers.catalogue import KNOWN_ADDRESSES, KNOWN_COLUMNS, PUBLISHER_COLUMNS, PUBLISHERS, read_rows
from ingest.publishers.regions import RegionTable, load_regions
from ingest.reports.filing import publisher_id
from ingest.reports.head import head_from_title

_INTERVAL_HOURS = 24
Line = dict[str, str]


class KnownReport(NamedTuple):
    """One row of the source, placed."""

    address: str
    head: ReportHead
    report_year: int | None
    published_on: str


def read_reports(path: Path, regions: RegionTable) -> list[KnownReport]:
    """The rows that are no copies. Raises ValueError where a row's publisher cannot be placed in a region."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if "copy=yes" not in row["notes"]]
    return [_report(row, regions) for row in rows]


def _report(row: dict[str, str], regions: RegionTable) -> KnownReport:
    address = normalise(row["url"])
    head = head_from_title(row["title"], row["issuer"], row["url"], regions)
    if head.region_code is None:
        placed = regions.find(row["region_name"], parent=row["province"]) or regions.find(row["province"])
        named = ReportHead(issuer=head.issuer, region_code=placed.code if placed else None, level=head.level)
        head = named
    if address is None or head.region_code is None or head.level is None:
        raise ValueError(f"{row['issuer']} at {row['url']} lies in no known region.")
    year, day = row["report_year"], row["published_date"]
    return KnownReport(
        address,
        head,
        int(year) if year.isdigit() else None,
        day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) and date.fromisoformat(day) else "",
    )


def publisher_row(reports: Iterable[KnownReport], name_id: str) -> Line:
    """The line of one publisher, named as in its latest report."""
    head = max(reports, key=lambda report: (report.report_year or 0, report.published_on)).head
    return {
        "publisher_id": name_id,
        "name": head.issuer or "",
        "region_code": head.region_code or "",
        "level": head.level or "",
        "listing": "",
        "listing_kind": "",
        "link_selector": "",
        "title_pattern": "",
        "interval_hours": str(_INTERVAL_HOURS),
        "tls_verify": "true",
        "note": "",
    }


def tables(reports: Iterable[KnownReport], regions: RegionTable) -> tuple[list[Line], list[Line]]:
    """(lines of publishers, lines of known addresses), each in a stable order."""
    by_publisher: dict[str, list[KnownReport]] = defaultdict(list)
    known: dict[str, tuple[str, KnownReport]] = {}
    for report in reports:
        name_id = publisher_id(report.head, regions)
        by_publisher[name_id].append(report)
        known.setdefault(page_key(report.address), (name_id, report))
    publishers = [publisher_row(by_publisher[name_id], name_id) for name_id in sorted(by_publisher)]
    ordered = sorted(known.values(), key=lambda one: (one[0], one[1].report_year or 0, one[1].address))
    return publishers, [known_row(report, name_id) for name_id, report in ordered]


def known_row(report: KnownReport, name_id: str) -> Line:
    """The line of one known address."""
    values = (report.address, name_id, str(report.report_year or ""), report.published_on)
    return dict(zip(KNOWN_COLUMNS, values, strict=True))


def merged(path: Path, columns: tuple[str, ...], key: str, made: list[Line]) -> list[Line]:
    """The lines of the file as they are, and behind them those of `made` whose key it does not have."""
    kept = [row for _, row in read_rows(path, columns)] if path.exists() else []
    there = {page_key(row[key]) for row in kept}
    return [*kept, *(row for row in made if page_key(row[key]) not in there)]


def write(path: Path, columns: tuple[str, ...], key: str, made: list[Line]) -> None:
    """Writes the file anew with the lines that it has and those that it lacks."""
    rows = merged(path, columns, key, made)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def main(source: str) -> None:
    """Add what is missing to both files beside this one."""
    regions = load_regions()
    publishers, known = tables(read_reports(Path(source), regions), regions)
    write(PUBLISHERS, PUBLISHER_COLUMNS, "publisher_id", publishers)
    write(KNOWN_ADDRESSES, KNOWN_COLUMNS, "address", known)


if __name__ == "__main__":
    main(sys.argv[1])
