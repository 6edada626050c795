"""A build that lost something, or is in error too often, is held back."""

from __future__ import annotations

import pandas as pd
import pytest

from expectations.audit import findings, run_suite
from expectations.build import build_frame, build_suite
from expectations.rules import rules

pytestmark = pytest.mark.integration

GOOD = {
    "report_count": 20,
    "figure_count": 400,
    "documents_in": 25,
    "documents_out": 20,
    "documents_rejected": 5,
    "figures_in_error": 20,
}


@pytest.mark.parametrize(
    ("rule", "counts"),
    [
        ("build_has_reports", {"report_count": 0}),
        ("build_has_figures", {"figure_count": 0, "figures_in_error": 0}),
        ("every_document_is_accounted_for", {"documents_rejected": 4}),
        ("every_document_is_accounted_for", {"documents_out": 21}),
        ("few_figures_are_in_error", {"figures_in_error": 21}),
    ],
)
def test_a_build_that_must_not_be_published_is_held_back(rule: str, counts: dict[str, int]) -> None:
    outcomes = run_suite(build_suite(), build_frame(**{**GOOD, **counts}))
    assert [outcome.name for outcome in outcomes if outcome.forbids_publishing] == [rule]


def test_a_good_build_may_be_published() -> None:
    assert all(outcome.success for outcome in run_suite(build_suite(), build_frame(**GOOD)))


def test_how_many_errors_are_borne_is_set_by_the_caller() -> None:
    frame = build_frame(**{**GOOD, "figures_in_error": 40})
    assert all(outcome.success for outcome in run_suite(build_suite(max_error_share=0.1), frame))
    strict = run_suite(build_suite(max_error_share=0.0), build_frame(**GOOD))
    assert [outcome.name for outcome in strict if not outcome.success] == ["few_figures_are_in_error"]


def test_every_rule_of_builds_is_in_the_suite_and_blocks() -> None:
    in_suite = {outcome.name for outcome in run_suite(build_suite(), pd.DataFrame())}
    assert in_suite == {name for name, rule in rules().items() if rule.suite == "build"}
    assert all(rules()[name].blocking for name in in_suite)


def test_a_finding_on_the_build_names_the_counts_and_no_figure() -> None:
    frame = build_frame(**{**GOOD, "figures_in_error": 21})
    row = findings(run_suite(build_suite(), frame), frame).iloc[0]
    assert (row["subject"], row["figure_id"], row["sha256"]) == ("build", None, None)
    assert row["message_zh"] == "400个数字中有21个有错误,超过5%的上限"
