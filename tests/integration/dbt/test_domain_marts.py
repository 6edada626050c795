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
