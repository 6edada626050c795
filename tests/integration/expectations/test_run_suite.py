"""How a suite is run: nothing broken in silence, nothing written, nothing sent."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from expectations.audit import ExpectationBroken, run_suite
from expectations.build import build_frame, build_suite
from expectations.findings import findings
from expectations.gx import configurations_made_once, expectations_of_gx
from expectations.indicators import indicator_suite
from expectations.outcomes import SHOWN_EXAMPLES
from expectations.rules import terms

pytestmark = pytest.mark.integration


@pytest.fixture
def rows() -> pd.DataFrame:
    keys = {"publisher_key": "990101", "indicator_code": "a.closed", "unit": "件", "figure_id": "f"}
    years = pd.DataFrame({"year": range(2000, 2030), "value": -1.0})
    return years.assign(
        **keys,
        prior_value=None,
        consistent=None,
        years_z=None,
        peers_z=None,
        explained_findings=0,
    )


def test_statistics_are_loaded_when_somebody_uses_them_and_not_before() -> None:
    code = """
import sys
from expectations.gx import expectations_of_gx
expectations_of_gx()
print("scipy.stats._stats_py" in sys.modules)
from scipy import stats
print(float(stats.norm.cdf(0)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["False", "0.5"], done.stderr


def test_a_missing_column_is_a_broken_expectation_and_not_a_failed_one(rows: pd.DataFrame) -> None:
    with pytest.raises(ExpectationBroken, match=r"published_rate_lies_within_0_100 could not be judged.*unit"):
        run_suite(indicator_suite(), rows.drop(columns="unit"))


def test_a_column_missing_from_a_computed_one_is_a_broken_expectation(rows: pd.DataFrame) -> None:
    with pytest.raises(ExpectationBroken, match=r"times_prior = value / prior_value.*prior_value"):
        run_suite(indicator_suite(), rows.drop(columns="prior_value"))


def test_a_column_of_words_where_numbers_are_meant_is_a_broken_expectation(rows: pd.DataFrame) -> None:
    with pytest.raises(ExpectationBroken):
        run_suite(indicator_suite(), rows.assign(value="many"))


def test_a_failure_without_rows_is_a_broken_expectation(rows: pd.DataFrame) -> None:
    gx, gxe, _ = expectations_of_gx()
    whole_table = gxe.ExpectTableRowCountToEqual(value=7, **terms("build_has_reports"))
    with pytest.raises(ExpectationBroken, match="without naming a row"):
        run_suite(gx.ExpectationSuite(name="table", expectations=[whole_table]), rows)


def test_configurations_are_made_once_while_a_suite_is_judged_and_anew_after_that() -> None:
    from great_expectations.expectations.expectation import Expectation

    before, expectation = Expectation.configuration, indicator_suite().expectations[0]
    with configurations_made_once():
        assert expectation.configuration is expectation.configuration
        made = expectation.configuration.to_json_dict()
    assert Expectation.configuration is before
    assert expectation.configuration is not expectation.configuration
    assert expectation.configuration.to_json_dict() == made


def test_a_frame_without_rows_breaks_nothing(rows: pd.DataFrame) -> None:
    for empty in (rows.iloc[:0], pd.DataFrame()):
        outcomes = run_suite(indicator_suite(), empty)
        assert len(outcomes) == len(indicator_suite().expectations)
        assert all(outcome.success and outcome.element_count == 0 for outcome in outcomes)
        assert findings(outcomes, empty).empty


def test_all_broken_rows_are_placed_and_the_first_are_shown(rows: pd.DataFrame) -> None:
    labelled = rows.set_index(pd.Index(["same"] * len(rows)))
    (outcome,) = [outcome for outcome in run_suite(indicator_suite(), labelled) if not outcome.success]
    assert outcome.name == "published_count_is_not_negative"
    assert outcome.positions == tuple(range(len(rows)))
    assert outcome.unexpected_count == outcome.element_count == len(rows)
    assert len(outcome.examples) == SHOWN_EXAMPLES
    assert outcome.examples[0]["year"] == 2000
    assert outcome.observed == "30 of 30 rows; first: -1件"
    assert outcome.forbids_publishing


def test_outcomes_come_in_the_order_of_the_suite(rows: pd.DataFrame) -> None:
    suite = indicator_suite()
    in_suite = [(expectation.meta or {})["rule"] for expectation in suite.expectations]
    assert [outcome.name for outcome in run_suite(suite, rows)] == in_suite


def test_the_frame_is_left_as_it_is(rows: pd.DataFrame) -> None:
    before = rows.copy(deep=True)
    run_suite(indicator_suite(), rows)
    pd.testing.assert_frame_equal(rows, before)


def test_the_same_frame_gives_the_same_outcomes(rows: pd.DataFrame) -> None:
    assert run_suite(indicator_suite(), rows) == run_suite(indicator_suite(), rows)


@pytest.fixture
def empty_folder(tmp_path: Path) -> Iterator[Path]:
    before = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)


def test_nothing_is_written_and_no_progress_is_drawn(
    rows: pd.DataFrame, empty_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run_suite(indicator_suite(), rows)
    assert list(empty_folder.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_telemetry_is_off_once_the_package_is_asked_for() -> None:
    expectations_of_gx()
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"


def test_an_outcome_says_what_the_rule_is_for() -> None:
    names = ("report_count", "figure_count", "documents_in", "documents_out")
    counts = dict.fromkeys(names, 1) | {"documents_rejected": 0, "figures_in_error": 0}
    frame = build_frame({**counts, "newest_year": None, "last_asked_at": None}, now=datetime(2025, 9, 1, tzinfo=UTC))
    first = run_suite(build_suite(), frame)[0]
    assert first.description.startswith("build_has_reports: ")
    assert (first.severity, first.blocking, first.success) == ("error", True, True)
    assert first.observed == "0 of 1 rows"
