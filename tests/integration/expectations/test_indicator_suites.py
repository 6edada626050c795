"""The suites of indicators and of pairs, run for real on frames of our own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from expectations.audit import findings, run_suite
from expectations.indicators import indicator_suite, pair_frame, pair_suite
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
    "restated_prior_value": None,
    "yoy_pct": Decimal(20),
    "reported_yoy_pct": Decimal(20),
    "consistent": True,
}
CLOSED = ACCEPTED | {"indicator_code": "reconsideration.closed", "indicator_name_zh": "审结数"}
CLOSED |= {"figure_id": "closed", "value": Decimal(110), "consistent": None, "prior_value": None}
RATE = ACCEPTED | {"indicator_code": "reconsideration.on_time_rate", "figure_id": "rate", "unit": "%"}
RATE |= {"value": Decimal(98), "prior_value": Decimal(5)}
DEPARTMENT = ACCEPTED | {"publisher_key": "990101/department", "figure_id": "department"}

GOOD = [ACCEPTED, CLOSED, RATE, DEPARTMENT]
NEXT = ACCEPTED | {"year": 2024, "figure_id": "next"}


def broken_by(*rows: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    outcomes = run_suite(indicator_suite(), pd.DataFrame(rows))
    return {outcome.name: outcome.positions for outcome in outcomes if not outcome.success}


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("figure_is_named", NEXT | {"figure_id": None}),
        ("published_rate_lies_within_0_100", RATE | {"year": 2024, "value": Decimal("100.4")}),
        ("published_rate_lies_within_0_100", RATE | {"year": 2024, "value": Decimal(-1)}),
        ("published_count_is_not_negative", NEXT | {"value": Decimal(-1)}),
        ("stated_change_agrees", NEXT | {"consistent": False}),
        ("restated_prior_equals_first_printed", NEXT | {"restated_prior_value": Decimal(104)}),
        ("count_keeps_its_order_of_magnitude", NEXT | {"value": Decimal(1000)}),
        ("count_keeps_its_order_of_magnitude", NEXT | {"value": Decimal(10)}),
        ("count_keeps_its_order_of_magnitude", NEXT | {"value": Decimal(0)}),
    ],
)
def test_a_rule_finds_the_row_that_breaks_it_and_no_other(rule: str, row: dict[str, Any]) -> None:
    if rule == "published_count_is_not_negative":
        row = row | {"prior_value": None}
    assert broken_by(*GOOD, row) == {rule: (len(GOOD),)}


def test_both_rows_of_a_doubled_key_are_found() -> None:
    assert broken_by(*GOOD, ACCEPTED | {"figure_id": "again"}) == {"key_is_unique": (0, len(GOOD))}


def test_good_indicators_break_nothing() -> None:
    assert broken_by(*GOOD) == {}


@pytest.mark.parametrize(
    "row",
    [
        NEXT | {"value": Decimal(999)},
        NEXT | {"value": Decimal(11)},
        NEXT | {"value": Decimal(9), "prior_value": Decimal(0)},
        NEXT | {"value": Decimal(10), "prior_value": Decimal(1)},
        NEXT | {"restated_prior_value": Decimal("100.0")},
        NEXT | {"restated_prior_value": Decimal(90), "prior_value": None},
    ],
)
def test_indicators_at_the_edge_of_what_may_be_are_not_found(row: dict[str, Any]) -> None:
    assert broken_by(*GOOD, row) == {}


def test_every_rule_of_indicators_and_pairs_is_in_its_suite() -> None:
    for suite in (indicator_suite(), pair_suite()):
        in_suite = {outcome.name for outcome in run_suite(suite, pd.DataFrame())}
        assert in_suite == {name for name, rule in rules().items() if rule.suite == suite.name}


def test_a_finding_on_a_change_names_both_years() -> None:
    frame = pd.DataFrame([NEXT | {"consistent": False, "reported_yoy_pct": Decimal("34.48")}])
    row = findings(run_suite(indicator_suite(), frame), frame).iloc[0]
    assert (row["figure_id"], row["related_figure_id"]) == ("next", "accepted-2022")
    assert row["message_zh"] == "受理数由上年的100件变为2024年的120件,算得变化+20%,而报告称+34.48%"


def more_closed_than_accepted(closed: dict[str, Any], accepted: dict[str, Any]) -> bool:
    frame = pair_frame(pd.DataFrame([ACCEPTED | accepted, CLOSED | closed, RATE]))
    assert len(frame) == 1
    return not run_suite(pair_suite(), frame)[0].success


@pytest.mark.parametrize(
    ("closed", "accepted", "is_broken"),
    [
        ({"value": 121}, {"value": 120}, True),
        ({"value": 120}, {"value": 120}, False),
        ({"value": 120, "bound": "at_least"}, {"value": 119}, True),
        ({"value": 130, "bound": "at_most"}, {"value": 120}, False),
        ({"value": 130, "bound": "about"}, {"value": 120}, False),
        ({"value": 130}, {"value": 120, "bound": "at_least"}, False),
        ({"value": 130}, {"value": 120, "bound": "about"}, False),
        ({"value": 130}, {"value": 120, "bound": "at_most"}, True),
        ({"value": 12400, "precision": 50}, {"value": 12360, "precision": 0.5}, False),
        ({"value": 12400, "precision": 50}, {"value": 12340, "precision": 0.5}, True),
        ({"value": 12440, "precision": 0.5}, {"value": 12400, "precision": 50}, False),
        ({"value": 121, "precision": 0.5}, {"value": 120, "precision": 0.5}, True),
    ],
)
def test_a_part_above_its_whole_is_found_where_the_printed_words_leave_no_doubt(
    closed: dict[str, Any], accepted: dict[str, Any], is_broken: bool
) -> None:
    assert more_closed_than_accepted(closed, accepted) is is_broken


def test_pairs_are_made_within_one_publisher_and_year() -> None:
    others = [CLOSED | {"year": 2022}, CLOSED | {"publisher_key": "990101/department"}]
    assert pair_frame(pd.DataFrame([ACCEPTED, *others])).empty


def test_pairs_of_no_indicators_are_a_frame_without_rows() -> None:
    frame = pair_frame(pd.DataFrame([ACCEPTED]).iloc[:0])
    assert frame.empty
    assert run_suite(pair_suite(), frame)[0].success


def test_a_finding_on_a_pair_names_both_values() -> None:
    frame = pair_frame(pd.DataFrame([ACCEPTED, CLOSED | {"value": Decimal(131)}]))
    row = findings(run_suite(pair_suite(), frame), frame).iloc[0]
    assert (row["figure_id"], row["related_figure_id"]) == ("closed", "accepted")
    assert (row["region_code"], row["year"], row["sha256"]) == ("990101", 2023, "d0")
    assert row["message_zh"] == "审结数131件多于受理数120件"
