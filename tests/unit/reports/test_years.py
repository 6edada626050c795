"""The year that a report speaks of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reports.years import year_of_body, year_of_title

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("关于桐庐县2014年度法治政府建设情况的报告", 2014),
        ("桐庐县二〇一四年法治政府建设工作报告", 2014),
        ("桐庐县二○一三年度依法行政工作总结", 2013),
        ("桐庐县二零一二年法治政府建设报告", 2012),
        ("桐庐县人民政府2013年法治政府建设工作情况及2014年工作计划", 2013),
        ("桐庐县人民政府关于2011年度法治政府建设情况和2012年度工作安排的报告", 2011),
        ("桐庐县贯彻落实《法治政府建设实施纲要（2012-2025年）》2014年度情况报告", 2014),
        ("《桐庐县2014年法治政府建设情况报告》", 2014),
        ("桐庐县2014法治政府建设年度报告", 2014),
        ("桐庐县法治政府建设年度报告（2014年）", 2014),
        ("桐庐县法治政府建设年度报告（2014）", 2014),
        ("桐庐县 2014 年法治政府建设情况报告", 2014),
        ("桐庐县2014年法治政府建设情况报告 (2015-02-26)", 2014),
        ("桐庐县法治政府建设情况的报告（桐政〔2015〕5号）", None),
        ("2012-2025年法治政府建设情况报告", None),
        ("桐庐县2011年至2013年法治政府建设情况报告", None),
        ("桐庐县（20122025年）法治政府建设规划", None),
        ("2015年法治政府建设工作计划", None),
        ("桐庐县法治政府建设情况报告", None),
    ],
)
def test_the_year_of_a_title(title: str, year: int | None) -> None:
    assert year_of_title(title) == year


@pytest.mark.parametrize(
    ("body", "year"),
    [
        ("2014年,某区坚持以人民为中心。", 2014),
        ("2014年以来，我县深化改革。", 2014),
        ("2014年度，全县上下扎实工作，现将有关情况报告如下：", 2014),
        ("二〇一四年，我镇依法行政。", 2014),
        ("现将2014年度法治政府建设工作情况报告如下：\n2015年1月，开展检查。", 2014),
        ("按照要求，现将我局2014年度推进法治政府建设情况公示如下。", 2014),
        ("根据2015年全市工作会议的要求，现将2014年度有关情况报告如下", 2014),
        ("根据《法治政府建设实施纲要（2012—2025年）》，现将我县2013年法治政府建设情况报告如下：", 2013),
        ("2012年8月，有关纲要印发。2014年，我县认真落实。现将全年情况报告如下", 2014),
        ("过去的2014年，我县成效明显。", 2014),
        ("今年以来，我县坚持。\n一、2014年工作开展情况\n二、2015年工作安排\n", 2014),
        ("一年来，我县推进。\n一、主要做法\n三、2016年工作打算\n", 2015),
        ("我县推进。\n下步打算\n一、做法\n（三）2016年重点工作\n", 2015),
        ("依据国办发〔2019〕5号文件，我县推进。2014年，共办理12件。2014年，调解5件。2014年全年检查7次。", 2014),
        ("截至2014年12月底，全县共有33人。", None),
        ("我县深入贯彻。", None),
        ("", None),
    ],
)
def test_the_year_of_a_body(body: str, year: int | None) -> None:
    assert year_of_body(body) == year


@given(
    st.integers(2005, 2040),
    st.sampled_from(["年", "年度", ""]),
    st.sampled_from(["关于{}推进", "{}桐庐县", "桐庐县{}"]),
)
def test_any_year_is_found_wherever_it_stands(year: int, mark: str, place: str) -> None:
    assert year_of_title(place.format(f"{year}{mark}") + "法治政府建设情况的报告") == year


@given(st.text(max_size=200))
def test_any_text_is_searched_without_error(text: str) -> None:
    assert year_of_body(text) is None or 1999 <= year_of_body(text) <= 2099  # type: ignore[operator]
    assert year_of_title(text) is None or 1999 <= year_of_title(text) <= 2099  # type: ignore[operator]
