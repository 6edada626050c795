"""The suite of figures, run for real on frames of our own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from expectations.audit import run_suite
from expectations.figures import figure_suite
from expectations.findings import findings
from expectations.rules import rules

pytestmark = pytest.mark.integration

COUNT = {
    "figure_id": "count",
    "sha256": "d0",
    "raw": "124件",
    "printed": "124件",
    "value": Decimal("124.000000"),
    "unit": "件",
    "bound": "exact",
    "measure": "level",
    "scope": "total",
    "indicator_code": "a.closed",
    "indicator_name_zh": "审结数",
    "kind": "count",
    "indicator_unit": "件",
    "year": 2023,
    "report_year": 2023,
    "region_code": "990101",
    "start": 40,
    "end": 44,
    "text_length": 900,
    "is_plan": False,
    "level": "county",
    "spelled_value": None,
    "longer_number": None,
    "value_size": Decimal(124),
    "largest_count": 80000,
    "largest_people": 8000000,
}
RATE = COUNT | {"figure_id": "rate", "raw": "95.09%", "printed": "95.09%", "value": Decimal("95.090000")}
RATE |= {"unit": "%", "kind": "rate", "indicator_unit": "%", "indicator_code": "a.rate", "end": 46}
NEITHER = {"indicator_code": None, "indicator_name_zh": None, "kind": None, "indicator_unit": None}
OTHER = COUNT | NEITHER | {"figure_id": "other", "raw": "3.5公里", "printed": "3.5公里", "unit": "公里"}
OTHER |= {"value": Decimal("3.500000"), "end": 45}
PERCENT = RATE | NEITHER | {"figure_id": "percent"}
SHARE = PERCENT | {"figure_id": "share", "measure": "share", "value": Decimal(60), "bound": "at_least"}
CHANGE = RATE | {"figure_id": "change", "measure": "change", "value": Decimal("-61")}
POINTS = RATE | {"figure_id": "points", "measure": "point_change", "unit": "百分点", "value": Decimal("-2.5")}
PLAN = COUNT | {"figure_id": "plan", "is_plan": True, "year": 2035}

GOOD = [COUNT, RATE, OTHER, PERCENT, SHARE, CHANGE, POINTS, PLAN]


def broken_by(*rows: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    """Rules that the rows break, with the positions of the rows that break them."""
    outcomes = run_suite(figure_suite(), pd.DataFrame(rows))
    return {outcome.name: outcome.positions for outcome in outcomes if not outcome.success}


BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("raw_stands_at_its_place", COUNT | {"printed": "24件,"}),
    ("raw_stands_at_its_place", COUNT | {"printed": None}),
    ("raw_stands_at_its_place", COUNT | {"printed": "１２４件"}),
    ("start_is_not_before_text", COUNT | {"start": -1}),
    ("end_is_after_start", COUNT | {"end": 40}),
    ("end_is_after_start", COUNT | {"end": 30}),
    ("end_is_within_text", COUNT | {"text_length": 43}),
    ("value_is_given", COUNT | {"value": None}),
    ("value_is_finite", OTHER | {"value": float("inf"), "largest_count": None}),
    ("value_is_finite", CHANGE | {"measure": "point_change", "value": float("-inf")}),
    ("value_is_finite", OTHER | {"value": 1e22, "largest_count": None}),
    ("value_follows_from_its_digits", COUNT | {"spelled_value": 1240.0}),
    ("number_is_not_cut", RATE | {"longer_number": "95,09%"}),
    ("unit_is_given", OTHER | {"unit": ""}),
    ("count_suits_its_population", COUNT | {"value": Decimal(80001)}),
    ("measure_is_a_known_word", COUNT | {"measure": "ratio"}),
    ("bound_is_a_known_word", COUNT | {"bound": "circa"}),
    ("scope_is_a_known_word", COUNT | {"scope": "whole"}),
    ("rate_lies_within_0_100", RATE | {"value": Decimal("109.5")}),
    ("rate_lies_within_0_100", RATE | {"value": Decimal("-0.1")}),
    ("rate_lies_within_0_100", SHARE | {"value": Decimal("100.01")}),
    ("rate_lies_within_0_100", SHARE | {"indicator_code": "a.closed", "kind": "count", "value": 160}),
    ("other_percentage_lies_within_0_100", PERCENT | {"value": Decimal("171.04")}),
    ("decrease_is_at_most_100_percent", CHANGE | {"value": Decimal("-100.5")}),
    ("decrease_is_at_most_100_percent", CHANGE | NEITHER | {"value": Decimal("-340")}),
    ("count_is_not_negative", COUNT | {"value": Decimal("-3")}),
    ("count_is_not_negative", OTHER | {"value": Decimal("-3.5")}),
    ("count_is_whole", COUNT | {"value": Decimal("0.5")}),
    ("count_is_whole", COUNT | {"unit": "起", "value": Decimal("1.792")}),
    ("year_is_from_2000", COUNT | {"year": 1999}),
    ("year_is_not_far_after_report", COUNT | {"year": 2025}),
    ("year_is_not_far_after_report", PLAN | {"year": 2039}),
    ("rate_is_in_percent", RATE | {"unit": "件"}),
    ("count_is_in_a_counting_unit", COUNT | {"unit": "%"}),
    ("count_is_in_a_counting_unit", COUNT | {"unit": "万元"}),
    ("count_is_in_a_counting_unit", COUNT | {"unit": "个工作日"}),
    ("things_are_not_told_as_people", COUNT | {"unit": "名"}),
]


@pytest.fixture(scope="module")
def rules_by_row() -> dict[int, set[str]]:
    """The rules that each row breaks, of one frame of good rows followed by the broken ones."""
    broken = broken_by(*GOOD, *(row for _, row in BROKEN))
    found: dict[int, set[str]] = {}
    for rule, positions in broken.items():
        for position in positions:
            found.setdefault(position, set()).add(rule)
    return found


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=[f"{n}-{rule}" for n, (rule, _) in enumerate(BROKEN)])
def test_a_row_is_found_by_the_rule_that_it_breaks_and_by_no_other(
    rules_by_row: dict[int, set[str]], number: int
) -> None:
    assert rules_by_row[len(GOOD) + number] == {BROKEN[number][0]}


def test_every_rule_of_figures_is_broken_by_some_row_of_ours() -> None:
    assert {rule for rule, _ in BROKEN} == {name for name, rule in rules().items() if rule.suite == "figures"}


def test_good_rows_are_not_found_beside_broken_ones(rules_by_row: dict[int, set[str]]) -> None:
    assert set(rules_by_row) == set(range(len(GOOD), len(GOOD) + len(BROKEN)))


def test_good_figures_break_nothing() -> None:
    assert broken_by(*GOOD) == {}


def test_figures_at_the_edge_of_what_may_be_are_not_found() -> None:
    edges = [
        RATE | {"value": Decimal(0)},
        RATE | {"value": Decimal(100)},
        CHANGE | {"value": Decimal("-100")},
        CHANGE | {"value": Decimal("412.6")},
        COUNT | {"value": Decimal(0)},
        COUNT | {"value": Decimal(25000), "raw": "2.5万件", "printed": "2.5万件"},
        COUNT | {"unit": "宗"},
        COUNT | {"unit": "人次"},
        COUNT | {"indicator_unit": "人", "unit": "名"},
        COUNT | {"indicator_unit": "人次", "unit": "人"},
        COUNT | {"measure": "change", "value": Decimal("-30")},
        COUNT | {"spelled_value": 124.0},
        COUNT | {"value": Decimal(80000)},
        COUNT | {"value": Decimal(90000), "largest_count": None},
        COUNT | {"year": 2024},
        COUNT | {"year": 2000},
        COUNT | {"year": None},
        COUNT | {"report_year": None},
        COUNT | {"start": 0, "end": 4, "text_length": 4},
        OTHER | {"unit": "亿元", "value": Decimal("2.23")},
    ]
    assert broken_by(*edges) == {}


def test_every_rule_of_figures_is_in_the_suite() -> None:
    in_suite = [outcome.name for outcome in run_suite(figure_suite(), pd.DataFrame())]
    assert sorted(in_suite) == sorted(name for name, rule in rules().items() if rule.suite == "figures")


def test_figures_of_no_indicator_alone_are_judged_too() -> None:
    assert broken_by(OTHER, PERCENT, PERCENT | {"value": Decimal(114)}) == {"other_percentage_lies_within_0_100": (2,)}


def test_one_figure_may_break_several_rules_and_each_is_told() -> None:
    row = COUNT | {"value": Decimal("-0.5"), "year": 1954}
    frame = pd.DataFrame([COUNT, row])
    table = findings(run_suite(figure_suite(), frame), frame)
    assert set(table["rule"]) == {"count_is_not_negative", "count_is_whole", "year_is_from_2000"}
    assert set(table["figure_id"]) == {"count"}
    assert "审结数-0.5件为负数" in set(table["message_zh"])
    assert "“124件”所属年份1954早于2000年" in set(table["message_zh"])
