"""What holds for any text and any number."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures import find_figures
from ingest.figures.folding import fold
from ingest.figures.numerals import read

pytestmark = pytest.mark.unit

PIECES = [
    "受理案件", "同比", "增长", "下降", "占", "占比", "近", "超", "余", "以上", "左右", "由", "至", "到", "较", "上年", "2022年",
    "二〇二三年", "12", "3.5", "1,234", "４５", "%", "％", "件", "人次", "个百分点", "万", "亿元", "两", "三十", "百", "十分之一", "成",
    "“", "”", "《", "》", "（", "）", "(", ")", "，", "。", "、", ";", "\n", " ", "\u3000", "\u00a0", "第", "—", "-", "+", "分别",
    "每", "一", "日", "月", "年", "倍", "翻", "番", "|", "件）", "（件）", "\r\n", "條", "𠀀", "\x00",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


@given(TEXTS, st.sampled_from([None, 2023]))
def test_offsets_hold_and_nothing_raises(text: str, report_year: int | None) -> None:
    last = -1
    for figure in find_figures(text, report_year):
        assert text[figure.start : figure.end] == figure.raw
        assert "\n" not in figure.raw
        assert figure.start >= last
        assert figure.sentence_start <= figure.start < figure.end <= figure.sentence_end
        assert figure.precision >= 0
        assert figure.value.is_finite()
        last = figure.end


@given(TEXTS, TEXTS)
def test_two_texts_on_two_lines_give_the_figures_of_both(first: str, second: str) -> None:
    def found(text: str, shift: int = 0) -> list[tuple[int, str, str, str, int | None]]:
        return [(f.start + shift, str(f.value), f.bound, f.measure, f.year) for f in find_figures(text, 2023)]

    both = found(f"{first}\n{second}")
    assert both == found(first) + found(second, len(first) + 1)


@given(TEXTS)
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.integers(min_value=3, max_value=9_999_999))
def test_a_chinese_numeral_reads_as_cn2an_reads_it(number: int) -> None:
    printed = cn2an.an2cn(number)
    numeral = read(printed)
    assert numeral is not None
    assert numeral.value == number == cn2an.cn2an(printed, "strict")


def forms(number: int) -> list[str]:
    digits = str(number)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in digits)
    printed = [digits, wide, f"{number:,}", f"{number:,}".replace(",", " "), cn2an.an2cn(number)]
    if number % 1000 == 0:
        printed.append(f"{Decimal(number) / 10_000:f}万")
    return printed


@given(st.integers(min_value=3, max_value=9_999_999), st.sampled_from(["件", "人次", "份", "个工作日"]))
def test_a_number_in_any_form_reads_back_the_same(number: int, unit: str) -> None:
    for printed in forms(number):
        (figure,) = find_figures(f"全年共计{printed}{unit}。")
        assert (figure.value, figure.unit, figure.raw) == (number, unit, printed + unit)


@given(st.decimals(min_value=Decimal("0.01"), max_value=100, places=2))
def test_a_percentage_reads_back_the_same(share: Decimal) -> None:
    (figure,) = find_figures(f"办结率为{share}%。")
    assert (figure.value, figure.unit, figure.precision) == (share, "%", Decimal("0.005"))


def test_long_texts_without_figures_give_none() -> None:
    assert find_figures("坚持依法行政。" * 1000) == []
    assert find_figures("") == []
