"""Tables of pages: a row is a line, and each value stands in the column of its head."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures import find_figures
from ingest.readers.html import read_html

pytestmark = pytest.mark.unit

SENTENCE = "2014年，青禾县扎实推进法治政府建设，办理行政复议案件17件。"


def rows(table: str) -> list[str]:
    page = f"<meta charset=utf-8><div><p>{SENTENCE}</p>{table}<p>{SENTENCE}</p></div>"
    return read_html(page.encode(), None).text.split("\n")[1:-1]


def test_a_head_over_several_columns_stands_above_each_of_them() -> None:
    table = (
        "<table><tr><th rowspan=2>项目</th><th colspan=2>2013年</th><th colspan=2>2014年</th></tr>"
        "<tr><th>受理</th><th>审结</th><th>受理</th><th>审结</th></tr>"
        "<tr><td>行政复议</td><td>11件</td><td>9件</td><td>17件</td><td>15件</td></tr></table>"
    )
    assert rows(table) == [
        "项目 | 2013年 | 2013年 | 2014年 | 2014年",
        "项目 | 受理 | 审结 | 受理 | 审结",
        "行政复议 | 11件 | 9件 | 17件 | 15件",
    ]


def test_figures_below_a_head_of_years_are_of_these_years() -> None:
    table = "<table><tr><td>项目</td><td>2013年</td><td>2014年</td></tr><tr><td>复议</td><td>11件</td><td>17件</td></tr></table>"
    text = "\n".join(rows(table))
    assert [(str(one.value), one.year) for one in find_figures(text, 2014)] == [("11", 2013), ("17", 2014)]


def test_a_head_over_several_rows_stands_in_each_and_a_number_only_once() -> None:
    table = (
        "<table><tr><td>类别</td><td>事项</td><td>数量</td><td>合计</td></tr>"
        "<tr><td rowspan=2>行政复议</td><td>受理</td><td>17件</td><td rowspan=2>32件</td></tr>"
        "<tr><td>审结</td><td>15件</td></tr></table>"
    )
    assert rows(table)[1:] == ["行政复议 | 受理 | 17件 | 32件", "行政复议 | 审结 | 15件"]


def test_empty_cells_keep_their_column() -> None:
    table = (
        "<table><tr><td></td><td>受理</td><td>审结</td></tr><tr><td>复议</td><td>&nbsp;</td><td>15件</td></tr></table>"
    )
    assert rows(table) == ["| 受理 | 审结", "复议 |  | 15件"]


def test_a_value_over_several_columns_is_printed_once() -> None:
    table = "<table><tr><td>名称</td><td>第3号文件</td></tr><tr><td>摘要</td><td colspan=3>共9条</td></tr></table>"
    assert rows(table) == ["名称 | 第3号文件", "摘要 | 共9条"]


def test_a_caption_stands_above_its_table() -> None:
    table = "<table><caption>表1 案件情况</caption><tr><td>受理</td><td>17件</td></tr></table>"
    assert rows(table) == ["表1 案件情况", "受理 | 17件"]


def test_pieces_of_a_figure_in_a_cell_are_joined_and_paragraphs_are_not() -> None:
    table = "<table><tr><td><p>行政</p><p>复议</p></td><td><span>1</span><b>7</b><o:p>件</o:p></td></tr></table>"
    assert rows(table) == ["行政 复议 | 17件"]


def test_a_bar_in_a_cell_makes_no_column() -> None:
    assert rows("<table><tr><td>甲|乙</td><td>3件</td></tr></table>") == ["甲｜乙 | 3件"]


def test_a_table_that_lays_out_the_page_gives_paragraphs() -> None:
    inner = "<table><tr><td>受理</td><td>17件</td></tr></table>"
    assert rows(f"<table><tr><td><p>一、概况</p></td></tr><tr><td>{inner}</td></tr></table>") == [
        "一、概况",
        "受理 | 17件",
    ]


def test_spans_beyond_all_measure_are_read_in_bounded_memory() -> None:
    table = "<table>" + "<tr><td rowspan=65535 colspan=99999>甲</td><td rowspan=0>乙</td></tr>" * 50 + "</table>"
    assert len(rows(table)) <= 50


CELLS = st.lists(
    st.tuples(st.sampled_from(["受理", "审结", "17件", "3.5%", ""]), st.integers(1, 3), st.integers(1, 3)),
    min_size=1,
    max_size=4,
)


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_no_number_is_lost_or_doubled(grid: list[list[tuple[str, int, int]]]) -> None:
    table = "".join(
        "<tr>" + "".join(f"<td colspan={across} rowspan={down}>{text}</td>" for text, across, down in row) + "</tr>"
        for row in grid
    )
    text = "\n".join(rows(f"<table>{table}</table>"))
    for number in ("17件", "3.5%"):
        assert text.count(number) == sum(cell[0] == number for row in grid for cell in row)
