"""Findings are made of outcomes alone: no suite has to run for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from expectations.findings import FINDING_COLUMNS, findings
from expectations.outcomes import Outcome
from expectations.rules import rules

pytestmark = pytest.mark.unit


def broken(name: str, *positions: int) -> Outcome:
    rule = rules()[name]
    return Outcome(
        name=name,
        success=not positions,
        severity=rule.severity,
        blocking=rule.blocking,
        description=rule.why,
        element_count=9,
        unexpected_count=len(positions),
        positions=positions,
        limits={"min_value": 0, "max_value": 100},
    )


@pytest.fixture
def figures() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "figure_id": ["f0", "f1", "f2"],
            "sha256": ["d0", "d0", "d1"],
            "region_code": ["990101", "990101", None],
            "year": [2021, 2022, None],
            "indicator_code": ["a.count", "a.rate", None],
            "value": [1.5, 109.5, 250.0],
            "unit": ["件", "%", "%"],
        }
    )


def test_a_finding_leads_back_to_its_figure(figures: pd.DataFrame) -> None:
    table = findings([broken("rate_lies_within_0_100", 1)], figures)
    assert list(table.columns) == list(FINDING_COLUMNS)
    row = table.iloc[0]
    assert (row["rule"], row["severity"], row["subject"]) == ("rate_lies_within_0_100", "error", "figure")
    assert (row["figure_id"], row["sha256"], row["region_code"]) == ("f1", "d0", "990101")
    assert (row["year"], row["indicator_code"], row["observed"]) == (2022, "a.rate", "109.5%")
    assert row["related_figure_id"] is None


def test_every_rule_and_subject_has_a_finding_of_its_own(figures: pd.DataFrame) -> None:
    table = findings([broken("count_is_whole", 0, 1), broken("count_is_not_negative", 0)], figures)
    assert list(zip(table["rule"], table["figure_id"], strict=True)) == [
        ("count_is_whole", "f0"),
        ("count_is_whole", "f1"),
        ("count_is_not_negative", "f0"),
    ]
    assert table["finding_id"].is_unique


def test_a_kept_rule_makes_no_finding(figures: pd.DataFrame) -> None:
    table = findings([broken("count_is_whole")], figures)
    assert table.empty
    assert list(table.columns) == list(FINDING_COLUMNS)


def test_an_id_hangs_on_rule_and_subject_alone(figures: pd.DataFrame) -> None:
    first = findings([broken("count_is_whole", 0)], figures)["finding_id"][0]
    turned = figures.iloc[::-1].assign(value=7.25)
    assert findings([broken("count_is_whole", 2)], turned)["finding_id"][0] == first
    assert findings([broken("count_is_not_negative", 0)], figures)["finding_id"][0] != first
    assert findings([broken("count_is_whole", 1)], figures)["finding_id"][0] != first


def test_an_id_does_not_hang_on_how_years_are_stored(figures: pd.DataFrame) -> None:
    whole = figures.iloc[:1].astype({"year": "int64"})
    assert figures["year"].dtype == "float64"
    ids = [findings([broken("count_is_whole", 0)], frame)["finding_id"][0] for frame in (whole, figures)]
    assert ids[0] == ids[1]


def test_a_year_that_is_not_known_stays_empty(figures: pd.DataFrame) -> None:
    table = findings([broken("other_percentage_lies_within_0_100", 2)], figures)
    assert pd.isna(table["year"][0])
    assert table["region_code"][0] is None
    assert table["message_en"][0] == ("The percentage 250% of no indicator lies outside the range of 0–100%.")


def test_rows_are_counted_by_position_not_by_index(figures: pd.DataFrame) -> None:
    labelled = figures.set_index(pd.Index([2, 0, 1]))
    assert findings([broken("count_is_whole", 0)], labelled)["figure_id"][0] == "f0"


def test_a_finding_on_a_pair_names_both_figures() -> None:
    pair = {"publisher_key": "990101", "region_code": "990101", "year": 2023, "sha256": "d0"}
    pair |= {"numerator_code": "a.closed", "numerator_name_zh": "审结数", "numerator_value": 12.0}
    pair |= {"denominator_code": "a.accepted", "denominator_name_zh": "受理数", "denominator_value": 10.0}
    pair |= {"numerator_unit": "件", "denominator_unit": "件"}
    pair |= {"numerator_figure_id": "f1", "denominator_figure_id": "f0"}
    row = findings([broken("part_is_not_above_whole", 0)], pd.DataFrame([pair])).iloc[0]
    assert (row["subject"], row["severity"]) == ("pair", "warn")
    assert (row["figure_id"], row["related_figure_id"], row["indicator_code"]) == ("f1", "f0", "a.closed")
    assert row["message_zh"] == "审结数12件多于受理数10件"


def test_two_publishers_of_one_region_have_findings_of_their_own() -> None:
    rows = [{"publisher_key": key, "region_code": "990101", "value": 3.0, "unit": "件"} for key in ("a", "b")]
    assert len(findings([broken("value_fits_its_other_years", 0, 1)], pd.DataFrame(rows))) == 2


def test_only_a_broken_blocking_rule_forbids_publishing() -> None:
    assert broken("build_has_reports", 0).forbids_publishing
    assert not broken("build_has_reports").forbids_publishing
    assert not broken("count_is_whole", 0).forbids_publishing


def test_the_room_is_imported_without_pandas_and_great_expectations() -> None:
    rooms = "expectations.audit, expectations.figures, expectations.reports, expectations.relations"
    rooms += ", expectations.indicators, expectations.build, expectations.exceptions, expectations.docs"
    heavy = "{'pandas', 'numpy', 'great_expectations'} & set(sys.modules)"
    script = f"import sys, {rooms}; sys.exit(repr({heavy}) if {heavy} else 0)"
    root = Path(__file__).parents[3]
    run = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
