"""What a report says of itself: the suites of reports and of their series, run for real."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from expectations.audit import run_suite
from expectations.findings import findings
from expectations.reports import report_suite, series_suite
from expectations.rules import rules

pytestmark = pytest.mark.integration

GOOD: dict[str, Any] = {
    "sha256": "d0", "publisher_key": "990181/county", "region_code": "990181", "region_name": "云汀市", "year": 2023,
    "report_year": 2023, "title": "云汀市2023年报告", "published_on": pd.Timestamp("2024-03-01"), "fetched_year": 2024,
    "year_mentions": 4, "plan_year": 2024, "days_after_november": 121, "days_before_fetch": 30, "own_mentions": 5,
    "neighbour_name": None, "neighbour_mentions": 0, "own_repeated": 0, "own_repeated_year": None,
    "foreign_repeated": 0, "foreign_region_name": None, "foreign_year": None, "indicator_count": 60,
    "prior_indicator_count": 64, "share_of_prior": 60 / 64, "cut_words": None, "reports_of_year": 1,
    "region_first_year": 1996, "region_last_year": 9999, "title_neighbour": None, "title_year": None, "own_kind": "市",
    "own_kind_mentions": 9, "other_kind": "县", "other_kind_mentions": 2, "own_parent": None, "own_parent_mentions": None,
    "namesake_parent": None, "namesake_parent_mentions": None, "repeated_paragraphs": 0, "repeated_words": None,
    "illegible_words": None,
}  # fmt: skip


def broken_by(**changes: Any) -> list[str]:
    frame = pd.DataFrame([GOOD, GOOD | changes])
    outcomes = run_suite(report_suite(), frame)
    assert all(outcome.positions in ((), (1,)) for outcome in outcomes), "the good row breaks nothing"
    return [outcome.name for outcome in outcomes if not outcome.success]


BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("report_year_is_from_2000", {"report_year": 1999}),
    ("report_year_has_come", {"report_year": 2203, "plan_year": None}),
    ("report_names_its_year", {"year_mentions": 0}),
    ("title_names_its_year", {"title_year": 2022}),
    ("plan_is_for_the_next_year", {"plan_year": 2023}),
    ("report_is_published_after_its_year", {"days_after_november": -1}),
    ("report_is_published_before_it_is_fetched", {"days_before_fetch": -2}),
    ("region_is_known", {"region_code": None}),
    ("region_existed_by_then", {"region_first_year": 2024}),
    ("region_existed_still", {"region_last_year": 2022}),
    ("report_names_its_region", {"own_mentions": 0}),
    ("report_is_not_of_its_neighbour", {"own_mentions": 2, "neighbour_mentions": 3, "neighbour_name": "竹溪县"}),
    ("title_names_its_region", {"title_neighbour": "竹溪县"}),
    ("report_speaks_of_its_own_kind", {"own_kind_mentions": 1, "other_kind_mentions": 6}),
    ("report_speaks_of_its_own_kind", {"own_kind_mentions": 0, "other_kind_mentions": 30}),
    ("report_is_not_of_its_namesake", {"own_parent_mentions": 0, "namesake_parent_mentions": 3}),
    ("text_repeats_no_paragraph", {"repeated_paragraphs": 1, "repeated_words": "推动法治"}),
    ("numbers_are_legible", {"illegible_words": "受理XX件"}),
    ("report_repeats_no_earlier_year", {"own_repeated": 8, "own_repeated_year": 2022}),
    ("report_repeats_no_other_publisher", {"foreign_repeated": 8, "foreign_region_name": "竹溪县"}),
    ("publisher_has_one_report_a_year", {"reports_of_year": 2}),
    ("coverage_keeps_up_with_last_year", {"share_of_prior": 0.49}),
    ("text_ends_with_a_sentence", {"cut_words": "持续推进"}),
]


@pytest.mark.parametrize(("rule", "changes"), BROKEN)
def test_a_report_is_found_by_the_rule_that_it_breaks_and_by_no_other(rule: str, changes: dict[str, Any]) -> None:
    assert broken_by(**changes) == [rule]


@pytest.mark.parametrize(
    "changes",
    [
        {"report_year": None, "plan_year": None, "year_mentions": None, "region_first_year": None},
        {"published_on": None, "days_after_november": None, "days_before_fetch": None},
        {"plan_year": None},
        {"plan_year": 2025},
        {"days_before_fetch": 0},
        {"own_mentions": 9, "neighbour_mentions": 30},
        {"own_kind_mentions": 0, "other_kind_mentions": 5},
        {"own_kind_mentions": 4, "other_kind_mentions": 20},
        {"own_kind_mentions": None, "other_kind_mentions": None},
        {"own_parent_mentions": 1, "namesake_parent_mentions": 9},
        {"own_parent_mentions": 0, "namesake_parent_mentions": 2},
        {"own_repeated": 7},
        {"share_of_prior": None},
        {"share_of_prior": 0.5},
    ],
)
def test_reports_at_the_edge_of_what_may_be_are_not_found(changes: dict[str, Any]) -> None:
    assert broken_by(**changes) == []


def test_every_rule_of_reports_is_broken_by_some_row_of_ours() -> None:
    assert {rule for rule, _ in BROKEN} == {name for name, rule in rules().items() if rule.suite == "reports"}


def test_a_copied_report_is_told_with_what_it_copies() -> None:
    frame = pd.DataFrame([GOOD | {"own_repeated": 41, "own_repeated_year": 2022}])
    row = findings(run_suite(report_suite(), frame), frame).iloc[0]
    assert (row["severity"], row["subject"], row["sha256"]) == ("error", "report", "d0")
    assert row["message_zh"] == "云汀市2023年报告有41个指标数值与其2022年报告完全相同"


@pytest.mark.parametrize(
    ("compared", "broken", "is_told"), [(5, 3, True), (5, 2, False), (4, 4, False), (20, 10, False)]
)
def test_a_report_most_of_whose_changes_are_contradicted_is_told(compared: int, broken: int, is_told: bool) -> None:
    row = {"sha256": "d", "publisher_key": "p", "region_code": "990181", "region_name": "云汀市", "year": 2023}
    counts = {"compared_changes": compared, "broken_changes": broken, "broken_percent": 100 * broken / compared}
    [outcome] = run_suite(series_suite(), pd.DataFrame([row | counts]))
    assert outcome.success is not is_told
