"""Tenths with a digit behind them: 九成九."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures import find_figures

pytestmark = pytest.mark.unit

DIGITS = "一二三四五六七八九"


@pytest.mark.parametrize(
    ("sentence", "raw", "value"),
    [
        ("群众满意率九成九。", "九成九", 99),
        ("涉企案件占比一成五。", "一成五", 15),
        ("办结率达九成九以上", "九成九", 99),
        ("近八成半的工单当日办结", "八成半", 85),
        ("超九成五群众表示满意", "九成五", 95),
        ("约两成三的案件调解结案", "两成三", 23),
        ("9成5以上的纠纷在村里化解", "9成5", 95),
        ("七成二左右为网上申请", "七成二", 72),
        ("支持率：六成八；", "六成八", 68),
        ("（占比三成一）", "三成一", 31),
    ],
)
def test_the_digit_behind_tenths_is_hundredths(sentence: str, raw: str, value: int) -> None:
    (figure,) = find_figures(sentence)
    assert (figure.raw, figure.value, figure.precision, figure.unit) == (raw, value, Decimal("0.5"), "%")


@pytest.mark.parametrize(
    ("sentence", "raws"),
    [
        ("近三成一审案件调解结案", ["三成"]),
        ("近六成五个以上单位参与", ["六成", "五个"]),
        ("超五成二级以上单位达标", ["五成"]),
        ("约七成四年内完成", ["七成"]),
        ("近五成1,083件", ["五成", "1,083件"]),
        ("超八成半数单位", ["八成"]),
    ],
)
def test_a_digit_of_the_next_words_is_none_of_the_tenths(sentence: str, raws: list[str]) -> None:
    assert [figure.raw for figure in find_figures(sentence)][: len(raws)] == raws


@given(st.integers(1, 9), st.integers(1, 9))
def test_all_tenths_and_hundredths_are_read(tenths: int, hundredths: int) -> None:
    printed = f"{DIGITS[tenths - 1]}成{DIGITS[hundredths - 1]}"
    (figure,) = find_figures(f"满意率为{printed}。")
    assert (figure.raw, figure.value, figure.measure) == (printed, 10 * tenths + hundredths, "level")
