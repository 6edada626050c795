"""A build that lost something, or is in error too often, is held back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from expectations.audit import run_suite
from expectations.build import build_frame, build_suite, coverage_suite
from expectations.findings import findings
from expectations.rules import rules

pytestmark = pytest.mark.integration

NOW = datetime(2025, 9, 1, tzinfo=UTC)

GOOD: dict[str, Any] = {
    "newest_year": 2024,
    "last_asked_at": NOW - timedelta(days=2),
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
def test_a_build_that_must_not_be_published_is_held_back(rule: str, counts: dict[str, Any]) -> None:
    outcomes = run_suite(build_suite(), build_frame({**GOOD, **counts}, now=NOW))
    assert [outcome.name for outcome in outcomes if outcome.forbids_publishing] == [rule]


def test_a_good_build_may_be_published() -> None:
    assert all(outcome.success for outcome in run_suite(build_suite(), build_frame(GOOD, now=NOW)))


def test_how_many_errors_are_borne_is_set_by_the_caller() -> None:
    frame = build_frame({**GOOD, "figures_in_error": 40}, now=NOW)
    assert all(outcome.success for outcome in run_suite(build_suite(max_error_share=0.1), frame))
    strict = run_suite(build_suite(max_error_share=0.0), build_frame(GOOD, now=NOW))
    assert [outcome.name for outcome in strict if not outcome.success] == ["few_figures_are_in_error"]


def test_every_rule_of_builds_is_in_the_suite() -> None:
    in_suite = {outcome.name for outcome in run_suite(build_suite(), pd.DataFrame())}
    assert in_suite == {name for name, rule in rules().items() if rule.suite == "build"}


@pytest.mark.parametrize(
    ("counts", "rule"),
    [
        ({"newest_year": 2023}, "newest_report_is_recent"),
        ({"last_asked_at": NOW - timedelta(days=46)}, "publishers_were_asked_lately"),
    ],
)
def test_a_build_that_grew_old_is_told_and_published(counts: dict[str, Any], rule: str) -> None:
    outcomes = run_suite(build_suite(), build_frame({**GOOD, **counts}, now=NOW))
    assert [outcome.name for outcome in outcomes if not outcome.success] == [rule]
    assert not any(outcome.forbids_publishing for outcome in outcomes)


def test_reports_on_the_last_year_are_not_missed_before_the_end_of_june() -> None:
    in_june = datetime(2025, 6, 30, tzinfo=UTC)
    frame = build_frame({**GOOD, "newest_year": 2023, "last_asked_at": None}, now=in_june)
    assert all(outcome.success for outcome in run_suite(build_suite(), frame))


def test_a_corpus_of_files_is_not_said_to_be_unasked() -> None:
    frame = build_frame({**GOOD, "newest_year": None, "last_asked_at": pd.NaT}, now=NOW)
    assert all(outcome.success for outcome in run_suite(build_suite(), frame))


def test_what_covers_less_than_the_last_publication_is_told_with_both_counts() -> None:
    frame = pd.DataFrame({"what": ["reports", "figures"], "before": [100, 1000], "after": [79, 950]})
    outcomes = run_suite(coverage_suite(0.2), frame)
    assert [outcome.positions for outcome in outcomes] == [(0,)]
    told = findings(outcomes, frame)["message_en"][0]
    assert told == "reports fell from 100 in the last publication to 79, by more than 20%."
    assert all(outcome.success for outcome in run_suite(coverage_suite(0.5), frame))


def test_a_finding_on_the_build_names_the_counts_and_no_figure() -> None:
    frame = build_frame({**GOOD, "figures_in_error": 21}, now=NOW)
    row = findings(run_suite(build_suite(), frame), frame).iloc[0]
    assert (row["subject"], row["figure_id"], row["sha256"]) == ("build", None, None)
    assert row["message_zh"] == "400个数字中有21个有错误,超过5%的上限"
