"""The suite of indicators, run for real on frames of our own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from expectations.audit import run_suite
from expectations.findings import findings
from expectations.indicators import indicator_suite
from expectations.rules import rules

pytestmark = pytest.mark.integration

ACCEPTED = {
    "publisher_key": "990101",
    "region_code": "990101",
    "region_name": "示例区",
    "sha256": "d0",
    "indicator_code": "reconsideration.accepted",
    "indicator_name_zh": "受理数",
    "year": 2023,
    "value": Decimal(120),
    "unit": "件",
    "bound": "exact",
    "figure_id": "accepted",
    "prior_value": Decimal(100),
    "prior_figure_id": "accepted-2022",
    "yoy_pct": Decimal(20),
    "reported_yoy_pct": Decimal(20),
    "consistent": True,
    "explained_findings": 0,
    "years_z": Decimal("0.4"),
    "other_years": 3,
    "years_median": Decimal(110),
    "other_figure_ids": ["a", "b", "c"],
    "peers_z": None,
}
CLOSED = ACCEPTED | {"indicator_code": "reconsideration.closed", "indicator_name_zh": "审结数"}
CLOSED |= {"figure_id": "closed", "value": Decimal(110), "consistent": None, "prior_value": None}
RATE = ACCEPTED | {"indicator_code": "reconsideration.on_time_rate", "figure_id": "rate", "unit": "%"}
RATE |= {"value": Decimal(98), "prior_value": Decimal(48)}
DEPARTMENT = ACCEPTED | {"publisher_key": "990101/department", "figure_id": "department"}

GOOD = [ACCEPTED, CLOSED, RATE, DEPARTMENT]
NEXT = ACCEPTED | {"year": 2024, "figure_id": "next"}


def broken_by(*rows: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    outcomes = run_suite(indicator_suite(), pd.DataFrame(rows))
    return {outcome.name: outcome.positions for outcome in outcomes if not outcome.success}


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("value_fits_its_other_years", NEXT | {"years_z": Decimal("6.01")}),
        ("value_fits_its_other_years", NEXT | {"years_z": Decimal("-7")}),
        ("value_fits_its_peers", NEXT | {"peers_z": Decimal("-6.5")}),
        ("published_rate_lies_within_0_100", RATE | {"year": 2024, "value": Decimal("100.4"), "prior_value": None}),
        ("published_rate_lies_within_0_100", RATE | {"year": 2024, "value": Decimal(-1), "prior_value": None}),
        ("published_count_is_not_negative", NEXT | {"value": Decimal(-1)}),
        ("stated_change_agrees", NEXT | {"consistent": False}),
        ("rate_keeps_near_the_year_before", RATE | {"year": 2024, "value": Decimal("5.8"), "prior_value": Decimal(94)}),
        ("count_keeps_its_order_of_magnitude", NEXT | {"value": Decimal(1000)}),
        ("count_keeps_its_order_of_magnitude", NEXT | {"value": Decimal(10)}),
        ("count_keeps_its_order_of_magnitude", NEXT | {"value": Decimal(0)}),
    ],
)
def test_a_rule_finds_the_row_that_breaks_it_and_no_other(rule: str, row: dict[str, Any]) -> None:
    if rule == "published_count_is_not_negative":
        row = row | {"prior_value": None}
    assert broken_by(*GOOD, row) == {rule: (len(GOOD),)}


def test_good_indicators_break_nothing() -> None:
    assert broken_by(*GOOD) == {}


@pytest.mark.parametrize(
    "row",
    [
        NEXT | {"value": Decimal(999)},
        NEXT | {"value": Decimal(11)},
        NEXT | {"value": Decimal(9), "prior_value": Decimal(0)},
        NEXT | {"value": Decimal(10), "prior_value": Decimal(1)},
    ],
)
def test_indicators_at_the_edge_of_what_may_be_are_not_found(row: dict[str, Any]) -> None:
    assert broken_by(*GOOD, row) == {}


def test_every_rule_of_indicators_is_in_its_suite() -> None:
    in_suite = {outcome.name for outcome in run_suite(indicator_suite(), pd.DataFrame())}
    assert in_suite == {name for name, rule in rules().items() if rule.suite == "indicators"}


def test_a_value_far_from_its_other_years_names_them_as_evidence() -> None:
    frame = pd.DataFrame([NEXT | {"years_z": 9}])
    row = findings(run_suite(indicator_suite(), frame), frame).iloc[0]
    assert row["evidence"] == ["next", "a", "b", "c"]
    assert row["message_zh"] == "示例区的受理数2024年为120件,其余3个年份的中位数为110件"


def test_a_finding_on_a_change_names_both_years() -> None:
    frame = pd.DataFrame([NEXT | {"consistent": False, "reported_yoy_pct": Decimal("34.48")}])
    row = findings(run_suite(indicator_suite(), frame), frame).iloc[0]
    assert (row["figure_id"], row["related_figure_id"]) == ("next", "accepted-2022")
    assert row["message_zh"] == "受理数由上年的100件变为2024年的120件,算得变化+20%,而报告称+34.48%"
