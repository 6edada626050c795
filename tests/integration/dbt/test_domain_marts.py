"""The wide marts are what the generator writes from the catalogue of indicators, and seeds name indicators of it."""

from __future__ import annotations

import csv
import runpy
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

PROJECT = Path(__file__).resolve().parents[3]
DBT_PROJECT = PROJECT / "dbt_project"
FOLDER = DBT_PROJECT / "models" / "marts" / "domains"


def catalogue() -> list[dict[str, str]]:
    with (PROJECT / "ingest" / "indicators" / "indicators.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_files_are_as_the_generator_writes_them():
    written = runpy.run_path(str(DBT_PROJECT / "generate_domain_marts.py"))["domain_marts"]()
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert kept == written, "run python dbt_project/generate_domain_marts.py"


def test_every_indicator_stands_in_the_mart_of_its_domain():
    for indicator in catalogue():
        contract = (FOLDER / f"{indicator['domain']}_yoy.yml").read_text(encoding="utf-8")
        assert f"indicator_code: {indicator['code']}, column: value" in contract


def test_derived_rates_are_made_of_indicators_of_the_catalogue():
    kinds = {indicator["code"]: indicator["kind"] for indicator in catalogue()}
    with (DBT_PROJECT / "seeds" / "derived_rates.csv").open(encoding="utf-8", newline="") as lines:
        rates = list(csv.DictReader(lines))
    for rate in rates:
        counted = [*rate["numerator_codes"].split(";"), rate["denominator_code"]]
        assert [kinds.get(code) for code in counted] == ["count"] * len(counted), rate["rate_code"]
        assert not rate["printed_code"] or kinds[rate["printed_code"]] == "rate", rate["rate_code"]


def test_complements_are_rates_of_the_catalogue():
    kinds = {indicator["code"]: indicator["kind"] for indicator in catalogue()}
    with (DBT_PROJECT / "seeds" / "complements.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert [kinds[code] for code in row.values()] == ["rate", "rate"]


def test_the_succession_of_regions_is_as_the_generator_writes_it_and_leads_to_codes_of_the_register():
    made = runpy.run_path(str(DBT_PROJECT / "generate_region_succession.py"))
    table = made["load_regions"]()
    with (DBT_PROJECT / "seeds" / "region_succession.csv").open(encoding="utf-8", newline="") as lines:
        kept = [tuple(row.values()) for row in csv.DictReader(lines)]
    written = [tuple("" if value is None else str(value) for value in row) for row in made["successions"](table)]
    assert kept == written, "run python dbt_project/generate_region_succession.py"
    codes = {region.code for region in table.regions}
    assert {code for old, new, *_ in kept for code in (old, new)} <= codes
    rows = {(old, new): (kind, current) for old, new, _, kind, current in kept}
    assert rows["510626", "510604"] == ("upgraded", "510604")
    assert rows["371203", "370117"] == ("renamed", "370117")
    assert rows["330104", "330102"] == ("merged", "")
    assert rows["542232", "540530"] == ("renamed", "540581")


def test_unions_are_checked_against_names_and_years_of_the_register():
    made = runpy.run_path(str(DBT_PROJECT / "generate_region_succession.py"))
    table = made["load_regions"]()
    true = {"old_name": "江干区", "old_code": "330104", "new_code": "330102", "year": "2021", "kind": "merged"}
    begun = {"old_name": "余杭区", "old_code": "330110", "new_code": "330113", "year": "2021", "kind": "split"}
    wrong = [
        true | {"old_name": "上城区"},
        true | {"year": "2020"},
        true | {"new_code": "330199"},
        begun | {"kind": "merged"},
        begun | {"year": "2022"},
    ]
    assert made["against_the_register"](table, [true, begun]) == []
    assert len(made["against_the_register"](table, wrong)) == len(wrong)


def test_no_code_ends_without_a_successor_since_reports_are_due():
    made = runpy.run_path(str(DBT_PROJECT / "generate_region_succession.py"))
    table = made["load_regions"]()
    alive = {region.code for region in table.regions if region.valid_to is None}
    ended = {region.code for region in table.regions if (region.valid_to or 0) >= made["FIRST_YEAR"] - 1} - alive
    assert ended and ended <= {old for old, *_ in made["successions"](table)}
