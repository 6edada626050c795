"""The same report at several addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reports.copies import copy_mark, text_hash

pytestmark = pytest.mark.unit

BODY = [
    "2023年，桐庐县深入推进法治政府建设，现将有关情况报告如下。",
    "一、主要工作",
    "全年办理行政复议案件17件，办结率100%。",
    "二、不足",
    "执法力量仍然不足，需要在今后的工作中加以改进。",
]
TEXT = "\n".join(BODY)


@given(
    st.lists(st.sampled_from(["首页 > 政务公开", "打印", "发布时间：2024-03-01", "", "桐庐县人民政府"]), max_size=5),
    st.lists(st.sampled_from(["分享到", "上一篇", "桐庐县人民政府", "2024年2月3日", "  "]), max_size=5),
    st.sampled_from(["\n", "\r\n", "\n\n", "\n　　"]),
)
def test_what_stands_around_a_report_does_not_change_it(above: list[str], below: list[str], newline: str) -> None:
    assert text_hash(newline.join([*above, *BODY, *below])) == text_hash(TEXT)


@pytest.mark.parametrize(
    "same",
    [
        TEXT.replace("，", ","),
        TEXT.replace("17件", " 17 件"),
        TEXT.replace("办结率", "\n办结率"),
        TEXT.replace("报告", "報告").replace("执法", "執法"),
    ],
)
def test_punctuation_white_space_and_script_do_not_change_it(same: str) -> None:
    assert text_hash(same) == text_hash(TEXT)


@given(st.integers(0, 10**6).filter(lambda number: number != 17))
def test_another_number_is_another_report(number: int) -> None:
    assert text_hash(TEXT.replace("17件", f"{number}件")) != text_hash(TEXT)


@pytest.mark.parametrize("text", ["", "一、主要工作", "\ud800", "无句号的文字" * 9])
def test_texts_without_a_sentence_have_a_hash_too(text: str) -> None:
    assert len(text_hash(text)) == 32
    assert copy_mark(text) is None
