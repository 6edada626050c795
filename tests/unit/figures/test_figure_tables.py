"""Tables: bare numbers are figures where head, label or caption say their unit, and of the year that these say."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures

pytestmark = pytest.mark.unit


def cells(text: str) -> list[str]:
    """`raw=value unit year measure` of every figure of a report on 2023, the measure only where it is no level."""
    return [
        f"{f.raw}={f.value}{f.unit} {f.year}" + ("" if f.measure == "level" else f" {f.measure}")
        for f in find_figures(text, 2023)
    ]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        pytest.param(
            "指标 | 2021年 | 2022年 | 2023年\n受理行政复议案件（件） | 877 | 962 | 1,083",
            ["877=877件 2021", "962=962件 2022", "1,083=1083件 2023"],
            id="a year per column, the unit in the label",
        ),
        pytest.param(
            "指标 | 2023年目标 | 目标值 | 2023年完成\n培训人员（人次） | 2000 | 2100 | 2150",
            ["2000=2000人次 None", "2100=2100人次 None", "2150=2150人次 2023"],
            id="columns of targets have no year",
        ),
        pytest.param(
            "指标 | 一季度 | 上半年 | 1-11月 | 2016—2020年 | 2023年\n受理（件） | 100 | 520 | 990 | 4300 | 1083",
            ["100=100件 None", "520=520件 None", "990=990件 None", "4300=4300件 None", "1083=1083件 2023"],
            id="columns of several years, and of a part of one, have no year",
        ),
        pytest.param(
            "年份 | 受理行政复议案件 | 审结\n2022 | 962件 | 901件\n2023 | 1083件 | 996件",
            ["962件=962件 2022", "901件=901件 2022", "1083件=1083件 2023", "996件=996件 2023"],
            id="a bare year per row",
        ),
        pytest.param(
            "年份 | 受理（件） | 罚没款（万元）\n2022年度 | 962 | 12.5\n2023年度 | 1083 | 13",
            ["962=962件 2022", "12.5=125000元 2022", "1083=1083件 2023", "13=130000元 2023"],
            id="a year per row, units in the heads",
        ),
        pytest.param(
            "指标 | 2022年 | 2023年\n培训 | 80次 3000人 | 86次、3200人",
            ["80次=80次 2022", "3000人=3000人 2022", "86次=86次 2023", "3200人=3200人 2023"],
            id="two values in a cell",
        ),
        pytest.param(
            "表2 2022年行政复议情况\n（单位：件）\n项目 | 数量\n受理 | 962\n2021年受理 | 877\n全年受理1083件。",
            ["962=962件 2022", "877=877件 2021", "1083件=1083件 2023"],
            id="a year in the line above the table, and another one in a row",
        ),
        pytest.param(
            "2022年办理情况如下：\n项目    数量（件）\n受理    962\n审结    901",
            ["962=962件 2022", "901=901件 2022"],
            id="columns of plain text, set apart by blanks",
        ),
        pytest.param(
            "项目　　2022年　　2023年\n受理  962件    1083件\n全年受理  1083件， 办结  996件。",
            ["962件=962件 2022", "1083件=1083件 2023", "1083件=1083件 2023", "996件=996件 2023"],
            id="blanks in a sentence part no columns",
        ),
        pytest.param(
            "指标 | 2022年 | 2023年 | 增减（百分点）\n纠错率（%） | 13.5 | 12.3 | -1.2",
            ["13.5=13.5% 2022", "12.3=12.3% 2023", "1.2=-1.2百分点 2023 point_change"],
            id="points that were lost",
        ),
        pytest.param(
            "项目 | 2022 | 2023\n受理（件） | 962 | 2017",
            ["962=962件 2022", "2017=2017件 2023"],
            id="heads that are bare years, and a number that looks like one",
        ),
        pytest.param(
            "指标 | 单位 | 2022年 | 2023年 | 同比增长（%）\n受理 | 件 | 962 | 1083 | 12.6\n罚没 | 万元 | 120.5 | 98 | -18.7",
            [
                *("962=962件 2022", "1083=1083件 2023", "12.6=12.6% 2023 change"),
                *("120.5=1205000元 2022", "98=980000元 2023", "18.7=-18.7% 2023 change"),
            ],
            id="a column of units and one of changes",
        ),
        pytest.param(
            "表1 行政复议情况表（单位：件）\n指标 | 上年 | 本年 | 同比\n受理 | 962 | 1083 | 12.6%\n应诉 | 233 | 225 | ↓3.4%",
            [
                *("962=962件 2022", "1083=1083件 2023", "12.6%=12.6% 2023 change"),
                *("233=233件 2022", "225=225件 2023", "3.4%=-3.4% 2023 change"),
            ],
            id="the unit in the caption",
        ),
        pytest.param(
            "指标 | 2022年 | 2022年 | 2023年 | 2023年\n指标 | 件数 | 占比（%） | 件数 | 占比（%）\n处罚 | 120 | 38.5 | 130 | 41.2",
            ["120=120件 2022", "38.5=38.5% 2022 share", "130=130件 2023", "41.2=41.2% 2023 share"],
            id="a head of two rows",
        ),
        pytest.param(
            "指标 | 上年 | 本年 | 增减（件） | 增减率（%）\n应诉（件） | 264 | 233 | -31 | -11.7",
            ["264=264件 2022", "233=233件 2023", "31=-31件 2023 change", "11.7=-11.7% 2023 change"],
            id="changes in numbers and in percent",
        ),
        pytest.param(
            "指标 | 2023年 | 同比下降（%）\n投诉（件） | 1083 | 12.6",
            ["1083=1083件 2023", "12.6=-12.6% 2023 change"],
            id="a head that says the direction",
        ),
        pytest.param(
            "申请（件） | 1083 | 办结率 | 99.6\n罚款（万元） | 12 | 占比（%） | 3.5",
            ["1083=1083件 2023", "12=120000元 2023", "3.5=3.5% 2023 share"],
            id="labels beside their values",
        ),
        pytest.param(
            "指标\t2022年\t2023年\n受理行政复议案件（件）\t962\t1083",
            ["962=962件 2022", "1083=1083件 2023"],
            id="cells set apart by tabs",
        ),
        pytest.param(
            "指标 | 2022年 | 2023年\n受理（件） | 962 | 1083\n（续表）\n审结（件） | 901 | 996",
            ["962=962件 2022", "1083=1083件 2023", "901=901件 2022", "996=996件 2023"],
            id="a table that goes on",
        ),
        pytest.param(
            "指标 | 2022年 | 2023年\n截至2023年底执法人员（名） | 2098 | 2150",
            ["2098=2098名 2022", "2150=2150名 2023"],
            id="the column's year against one in the label",
        ),
    ],
)
def test_cells_have_the_unit_year_and_measure_that_the_table_says(table: str, found: list[str]) -> None:
    assert cells(table) == found


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("指标 | 2022年 | 2023年\n受理（件） | 962；901 | 1083；996", id="two numbers in a cell"),
        pytest.param("受理行政复议案件（件） | 962 901", id="two numbers beside each other"),
        pytest.param("受理行政复议案件（件） 962 901", id="two numbers beside each other without bars"),
        pytest.param("序号 | 单位名称\n1 | 公安局\n2 | 司法局", id="ordinals"),
        pytest.param("单位：件\n序号 | 案由\n1 | 治安\n2 | 土地", id="ordinals below a caption with a unit"),
        pytest.param("指标 | 数量（件）\n罚没款（万元） | 120", id="two units"),
        pytest.param("单位：万元、件\n指标 | 2022年 | 2023年\n受理 | 962 | 1083", id="a caption with two units"),
        pytest.param("指标 | 2023年 | 同比\n受理 | | 12.6", id="a change without a unit"),
        pytest.param("受理（件） | -31", id="a sign where nothing is compared"),
    ],
)
def test_a_number_whose_unit_is_not_certain_is_no_figure(table: str) -> None:
    assert cells(table) == []


def test_a_row_of_many_cells_is_read_cell_by_cell() -> None:
    assert len(cells("受理（件） | " + " | ".join(["17"] * 5000))) == 5000
