"""Sentences name the numbers as a reader writes them."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.messages import is_nothing, show, tell
from expectations.rules import rules

pytestmark = pytest.mark.unit

WITHIN = {"min_value": 0, "max_value": 100}


def test_a_rate_out_of_range_is_told_with_its_name_and_number() -> None:
    row = {"indicator_name_zh": "办结率", "indicator_name_en": "Completion rate", "value": 109.5, "unit": "%"}
    told = tell(rules()["rate_lies_within_0_100"], row, WITHIN)
    assert told["message_zh"] == "办结率109.5%超出0–100%的范围"
    assert told["message_en"] == "Completion rate is 109.5%, outside the range of 0–100%."
    assert told["observed"] == "109.5%"


def test_without_a_name_the_code_is_told() -> None:
    row = {"indicator_code": "services.rate", "value": 109.5, "unit": "%"}
    told = tell(rules()["rate_lies_within_0_100"], row, WITHIN)
    assert told["message_en"].startswith("services.rate is 109.5%")


def test_a_figure_of_no_indicator_is_told_as_such() -> None:
    row = {"indicator_code": None, "indicator_name_zh": float("nan"), "value": -3.0, "unit": "件"}
    told = tell(rules()["count_is_not_negative"], row, {})
    assert told["message_zh"] == "该数字-3件为负数"
    assert told["message_en"] == "The figure is -3件, but a count is never negative."


def test_a_stated_change_is_told_in_the_terms_of_the_report() -> None:
    row = {"indicator_name_zh": "胜诉率", "year": 2023, "value": 96.0, "unit": "%", "prior_value": 95.5}
    row |= {"yoy_pct": float("nan"), "yoy_points": 0.5, "reported_yoy_pct": None, "reported_points": 2.0}
    told = tell(rules()["stated_change_agrees"], row, {})
    assert told["message_zh"] == "胜诉率由上年的95.5%变为2023年的96%,算得变化+0.5个百分点,而报告称+2个百分点"
    assert "a change of +0.5 percentage points, but the report states +2 percentage points" in told["message_en"]


def test_a_decrease_in_percent_and_in_cases_is_told_with_both() -> None:
    row = {"indicator_name_zh": "审结数", "year": 2022, "value": 60, "unit": "件", "prior_value": 100}
    row |= {"yoy_pct": -41.8182, "reported_yoy_pct": -61.255, "reported_change": -30}
    told = tell(rules()["stated_change_agrees"], row, {})
    assert told["message_zh"].endswith("算得变化-41.82%,而报告称-61.255%、-30件")


def test_a_change_that_the_marts_do_not_give_in_percent_is_told_in_cases() -> None:
    row = {"indicator_name_zh": "审结数", "year": 2022, "value": 7.0, "unit": "件", "prior_value": 79.0}
    told = tell(rules()["stated_change_agrees"], row | {"yoy_pct": None, "reported_yoy_pct": 35.4}, {})
    assert told["message_zh"].endswith("算得变化-72件,而报告称+35.4%")


def test_what_a_publication_lost_is_named_in_both_languages() -> None:
    told = tell(rules()["build_covers_what_was_published"], {"what": "reports", "before": 9, "after": 5}, WITHIN)
    assert told["message_zh"].startswith("报告由上次公布的9降至5")
    assert told["message_en"].startswith("reports fell from 9")


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (179200.0, "179200"),
        (Decimal("95.090000"), "95.09"),
        (1 / 3, "0.3333"),
        (2.23e8, "223000000"),
        (Decimal("1E+2"), "100"),
        (0, "0"),
        (-0.5, "-0.5"),
        (True, "True"),
        ("余件", "余件"),
        (float("inf"), "∞"),
        (float("-inf"), "-∞"),
        (None, "(空)"),
        (float("nan"), "(空)"),
        (pd.NA, "(空)"),
        (pd.NaT, "(空)"),
    ],
)
def test_a_value_reads_as_it_would_be_written(value: object, read: str) -> None:
    assert show(value) == read


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=4))
def test_a_shown_value_is_the_value(value: Decimal) -> None:
    assert Decimal(show(value)) == value


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_whole_number_reads_the_same_as_float_decimal_and_integer(value: int) -> None:
    assert show(value) == show(float(value)) == show(Decimal(value)) == str(value)


@given(st.one_of(st.text(), st.integers(), st.booleans(), st.floats(allow_nan=False)))
def test_what_is_there_is_not_nothing(value: object) -> None:
    assert not is_nothing(value)
