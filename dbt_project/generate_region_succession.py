"""Makes `seeds/region_succession.csv`: which region code went on as which other one.

    python dbt_project/generate_region_succession.py

A code that ends where one of the same name without 省/市/区/县 begins, in the same province, goes on in it: `renamed`
where only the code is new, `upgraded` where a county became a city or a district. What names alone do not show
stands in `region_unions.csv`, by hand: mergers, splits and new names.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from ingest.publishers.names import stem
from ingest.publishers.regions import Region, RegionTable, load_regions

HERE = Path(__file__).parent
COLUMNS = ("old_code", "new_code", "year", "kind", "current_code")
FIRST_YEAR = 2015
"""When the duty to report began: what went on as what before then touches no series."""
SAME_PLACE = ("renamed", "upgraded")

Succession = tuple[str, str, int, str]


def against_the_register(table: RegionTable, rows: list[dict[str, str]]) -> list[str]:
    """What rows of `region_unions.csv` say that the register does not: names, and the years in which codes existed."""
    wrong = []
    for row in rows:
        year, kind = int(row["year"]), row["kind"]
        before = [region.name for region in table.regions if _was(region, row["old_code"], year - 1)]
        after = [region for region in table.regions if _was(region, row["new_code"], year)]
        ended = not any(_was(region, row["old_code"], year) for region in table.regions)
        holds = (
            row["old_name"] in before
            and bool(after)
            and (ended or kind in ("split", "boundary"))
            and (kind in ("merged", "boundary") or after[0].valid_from == year)
        )
        if not holds:
            wrong.append(f"{row['old_name']} {row['old_code']} → {row['new_code']} {kind} {year}")
    return wrong


def _was(region: Region, code: str, year: int) -> bool:
    return region.code == code and region.valid_from <= year <= (region.valid_to or year)


def by_names(table: RegionTable, known: set[str]) -> list[Succession]:
    """Successions that the register shows by names and years, but for the old codes that are `known`."""
    first, last = {}, {}
    for region in table.regions:
        if region.code not in first or region.valid_from < first[region.code].valid_from:
            first[region.code] = region
        if region.code not in last or region.valid_from > last[region.code].valid_from:
            last[region.code] = region
    begun = defaultdict(list)
    for region in first.values():
        begun[region.code[:2], region.level, stem(region.name)].append(region)
    found: list[Succession] = []
    for region in last.values():
        if region.valid_to is None or region.valid_to < FIRST_YEAR - 1 or region.code in known:
            continue
        year = region.valid_to + 1
        heirs = [
            heir
            for heir in begun[region.code[:2], region.level, stem(region.name)]
            if heir.code != region.code and abs(heir.valid_from - year) <= 1
        ]
        if len(heirs) == 1:
            kind = "renamed" if heirs[0].name == region.name else "upgraded"
            found.append((region.code, heirs[0].code, heirs[0].valid_from, kind))
    return found


def current(code: str, heirs: dict[str, str]) -> str:
    """The code that the same place has now: over several successions, if need be."""
    seen = {code}
    while code in heirs and heirs[code] not in seen:
        code = heirs[code]
        seen.add(code)
    return code


def successions(table: RegionTable) -> list[tuple[str, str, int, str, str | None]]:
    """All rows of the seed; `current_code` is empty where the place did not go on as one."""
    with (HERE / "region_unions.csv").open(encoding="utf-8", newline="") as rows:
        by_hand = list(csv.DictReader(rows))
    if wrong := against_the_register(table, by_hand):
        raise ValueError(f"region_unions.csv and the register disagree on {'; '.join(wrong)}")
    told = [(row["old_code"], row["new_code"], int(row["year"]), row["kind"]) for row in by_hand]
    found = sorted(told + by_names(table, {row[0] for row in told}), key=lambda row: (row[0], row[2], row[1]))
    heirs = {old: new for old, new, _, kind in found if kind in SAME_PLACE}
    return [(*row, current(row[0], heirs) if row[3] in SAME_PLACE else None) for row in found]


def main() -> None:
    """Write the seed."""
    with (HERE / "seeds" / "region_succession.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(successions(load_regions()))


if __name__ == "__main__":
    main()
