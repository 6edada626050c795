"""The frame of reports: what its SQL reads out of texts and names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import pytest

from warehouse.building.audit import _MACROS, _frame, _pieces

pytestmark = pytest.mark.integration

TABLES = """
create schema raw;
create table raw.documents (
    sha256 varchar, address varchar, title varchar, issuer varchar, region_code varchar, region_name varchar,
    level varchar, report_year integer, published_on date, fetched_at timestamp, text varchar, is_current boolean,
    head_notes map (varchar, varchar)
);
create table raw.corrected_figures (
    sha256 varchar, indicator_code varchar, value double, measure varchar, year integer, correction varchar
);
create table raw.sections (sha256 varchar, heading varchar, is_plan boolean);
create table raw.regions (
    code varchar, name varchar, level varchar, parent_code varchar, valid_from integer, valid_to integer
);
insert into raw.regions values
    ('9901', '临沚市', 'prefecture', '99', 2000, null), ('9902', '广阜市', 'prefecture', '99', 2000, null),
    ('990101', '鼓台区', 'county', '9901', 2000, null), ('990102', '云岭县', 'county', '9901', 2000, null),
    ('990201', '鼓台区', 'county', '9902', 2000, null);
"""
DISTRICT = {"region_code": "990101", "region_name": "鼓台区", "title": "鼓台区2023年报告"}
COUNTY = {"region_code": "990102", "region_name": "云岭县", "title": "云岭县2023年报告"}

Frame = Callable[..., "pd.Series[Any]"]


@pytest.fixture
def frame() -> Frame:
    """The row of one report with these words."""

    def run(text: str, **report: str) -> pd.Series[Any]:
        row = DISTRICT | report | {"text": text}
        with duckdb.connect() as con:
            con.execute(TABLES)
            con.execute(_MACROS)
            con.execute(
                "insert into raw.documents by name select 'd' as sha256, 'file:d' as address, 'county' as level, "
                "2023 as report_year, timestamp '2024-03-01' as fetched_at, true as is_current, "
                "? as region_code, ? as region_name, ? as title, ? as text",
                [row["region_code"], row["region_name"], row["title"], row["text"]],
            )
            with _frame(con, "reports"):
                [made] = _pieces(con, "frame")
        return made.iloc[0]

    return run


def test_whose_whole_a_text_speaks_of_is_counted_by_kind(frame: Frame) -> None:
    text = "全区推进。我区落实。区委、区政府及区人民政府部门。全市首个,市委市政府肯定。全区域覆盖,社区委员参与。"
    row = frame(text)
    assert (row.own_kind, row.own_kind_mentions, row.other_kind, row.other_kind_mentions) == ("区", 5, "市", 3)


def test_a_text_in_the_words_of_another_kind_has_none_of_its_own(frame: Frame) -> None:
    row = frame("全市推进。市委、市政府部署。", **COUNTY)
    assert (row.own_kind_mentions, row.other_kind, row.other_kind_mentions) == (0, "市", 3)


def test_the_city_of_a_namesake_is_counted_beside_the_own_one(frame: Frame) -> None:
    row = frame("中共广阜市委、广阜市人民政府:广阜第一。")
    assert (row.own_parent, row.own_parent_mentions) == ("临沚市", 0)
    assert (row.namesake_parent, row.namesake_parent_mentions) == ("广阜市", 3)
    assert pd.isna(frame("广阜市", **COUNTY).namesake_parent), "no other region has this name"


def test_a_year_that_only_the_title_says_is_told() -> None:
    with duckdb.connect() as con:
        con.execute(TABLES)
        con.execute(_MACROS)
        con.execute(
            "insert into raw.documents by name select 'd' as sha256, 'x' as text, 2023 as report_year, true as is_current, "
            "map {'report_year': 'title_says:2022'} as head_notes"
        )
        with _frame(con, "reports"):
            [made] = _pieces(con, "frame")
    assert made.iloc[0].title_year == 2022


def test_a_title_of_a_neighbour_is_told_and_one_with_the_own_name_is_not(frame: Frame) -> None:
    assert frame("x", title="云岭县2023年报告").title_neighbour == "云岭县"
    assert pd.isna(frame("x", title="鼓台区与云岭县2023年报告").title_neighbour)
    assert pd.isna(frame("x", title="2023年法治政府建设报告").title_neighbour)


@pytest.mark.parametrize("words", ["受理XX件", "受理××件", "受理1O7件", "受理l07件", "参加??人", "办结□□%"])
def test_a_number_that_cannot_be_read_is_told_with_its_words(frame: Frame, words: str) -> None:
    assert frame(f"全年{words}。").illegible_words == f"全年{words}"


@pytest.mark.parametrize("words", ["5G基站3个", "O2O平台1个", "A100件", "XX局受理7件", "CT室3个", "审结X1件"])
def test_letters_beside_numbers_are_no_illegible_ones(frame: Frame, words: str) -> None:
    assert pd.isna(frame(f"全年{words}。").illegible_words)


def test_a_long_paragraph_that_stands_twice_is_counted_once(frame: Frame) -> None:
    long = "推动法治建设落到实处。" * 6
    row = frame("\n".join([long, "短的一句。", long, "短的一句。", long]))
    assert (row.repeated_paragraphs, row.repeated_words) == (1, long[:20])
    assert frame(f"{long}\n{long}又。").repeated_paragraphs == 0


CUT = "推动旁听庭审、电话回访、卷宗抽检等方式检验服务效果并且"


def test_a_last_line_without_an_end_was_cut(frame: Frame) -> None:
    assert frame(f"第一句。\n{CUT}").cut_words == CUT[-20:]
    assert frame(f"○ 抓收尾。\n○ {CUT}").cut_words == CUT[-20:]


def test_the_last_item_of_a_list_without_marks_was_not_cut(frame: Frame) -> None:
    assert pd.isna(frame(f"安排:\n○ 抓专项行动收尾\n○ {CUT}").cut_words)
