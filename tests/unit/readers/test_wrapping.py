"""Lines that were broken to a width are paragraphs again; paragraphs and headings stay apart."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.html import read_html
from ingest.readers.wrapping import unwrapped

pytestmark = pytest.mark.unit

PARAGRAPHS = [
    "2014年，青禾县扎实推进法治政府建设，全年办理行政复议案件17件，审结15件，综合纠错率达到11.8%，办理行政诉讼案件23件，负责人出庭应诉20件。",
    "一、主要做法和成效",
    "全年开展执法培训6次，参训人员2300人次；办结热线工单4.8万件，同比增长3.5%；评查行政执法案卷88份，发现问题37个，均已整改到位。",
    "二、存在的问题",
    "个别部门运用法治思维的能力还不够强，执法监督方式较为单一，基层执法力量较为薄弱，普法宣传的针对性和实效性有待提高。",
]


def broken(paragraph: str, width: int) -> list[str]:
    return textwrap.wrap(paragraph, width, break_on_hyphens=False)


@pytest.mark.parametrize("width", [20, 26, 33])
@pytest.mark.parametrize("between", ["<br>", "</p><p>", "</div><div>"])
def test_a_text_broken_to_a_width_is_put_together(width: int, between: str) -> None:
    lines = [line for paragraph in PARAGRAPHS for line in broken(paragraph, width)]
    page = f"<meta charset=utf-8><div><p>{between.join(lines)}</p></div>"
    assert read_html(page.encode(), None).text.split("\n") == PARAGRAPHS


def test_a_text_of_whole_paragraphs_stays_as_it_is() -> None:
    assert unwrapped(PARAGRAPHS) == PARAGRAPHS


@given(st.lists(st.text("办理案件，。、；0123456789一（）", max_size=70), max_size=30))
def test_no_character_is_lost(lines: list[str]) -> None:
    assert "".join(unwrapped(lines)) == "".join(lines)


def test_short_headings_and_names_are_not_run_together() -> None:
    names = [
        "青禾县人民政府办公室及其所属各单位",
        "青禾县司法局",
        "青禾县财政局",
        "青禾县公安局",
        "青禾县教育局",
        "青禾县民政局",
    ]
    assert unwrapped(names) == names
