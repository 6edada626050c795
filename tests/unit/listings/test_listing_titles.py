"""Which titles in a listing are those of yearly reports."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.listings.choosing import announces_report, choose, of_years
from ingest.listings.links import Entry, Link
from ingest.publishers.catalogue import Publisher

pytestmark = pytest.mark.unit

REPORTS = [
    "禾汀县2023年法治政府建设情况报告",
    "禾汀县人民政府关于2023年度法治政府建设情况的报告",
    "2023年度禾汀县法治政府建设年度报告",
    "禾汀县司法局2023年法治政府建设工作总结",
    "中共禾汀县委 禾汀县人民政府关于2022年法治政府建设工作情况的报告",
    "禾汀县推进依法行政工作2015年情况报告",
    "关于2023年法治政府建设情况及2024年工作打算的报告",
    "禾汀县水利局2023年度法治政府建设工作总结和2024年工作计划",
    "2023年法治政府建设情况报告及2024年重点工作安排",
    "禾汀县人民政府关于公布2023年法治政府建设情况报告的公告",
    "关于印发《禾汀县2023年法治政府建设情况报告》的通知",
    "关于报送2023年度法治政府建设情况报告的函",
    "禾汀县2023年度法治政府建设情况",
    "禾汀縣人民政府2023年法治政府建設情況報告",
    "禾汀县2023年法治政府建设…",
    "禾汀镇2023年法治政府建设年报",
    "禾汀县法治政府建设白皮书(2023)",
    "二〇二三年法治政府建设情况报告",
    "禾汀县2023年法治政府建设情况报告(公示)",
    "关于禾汀县2023年法治政府建设情况暨党政主要负责人履行推进法治建设第一责任人职责情况的报告",
    "禾汀市2022年依法治市工作情况报告",
    "关于开展2023年法治政府建设情况的报告",
]
OTHERS = [
    "一图读懂禾汀县2023年法治政府建设情况报告",
    "《禾汀县2023年法治政府建设情况报告》解读",
    "图解:禾汀县2023年法治政府建设报告",
    "关于公开征求《禾汀县法治政府建设实施方案》意见的公告",
    "禾汀县2024年法治政府建设工作要点",
    "2024年法治政府建设工作计划",
    "关于做好2023年法治政府建设年度报告工作的通知",
    "关于报送2023年法治政府建设情况报告的通知",
    "禾汀县召开2023年法治政府建设情况汇报会",
    "县人大常委会听取2023年法治政府建设情况的报告",
    "全国法治政府建设示范县创建情况公示",
    "禾汀县法治政府建设督察情况报告",
    "县长履行推进法治建设第一责任人职责情况报告",
    "局长2023年度述法报告(依法行政)",
    "禾汀县2023年政府信息公开工作年度报告",
    "禾汀县2023年国民经济和社会发展统计公报",
    "法治政府建设实施纲要",
    "2023年度法治政府建设工作先进单位名单",
    "2023年法治政府建设情况问卷",
    "禾汀县依法行政培训班情况",
    "首页",
    "",
]


@pytest.mark.parametrize("title", REPORTS)
def test_this_announces_a_report(title: str) -> None:
    assert announces_report(title)


@pytest.mark.parametrize("title", OTHERS)
def test_this_announces_something_else(title: str) -> None:
    assert not announces_report(title)


def publisher(pattern: str | None = None) -> Publisher:
    return Publisher("990101-政府", "禾汀县人民政府", "990101", "county", title_pattern=pattern)


def test_a_pattern_of_the_publisher_stands_in_the_place_of_the_rule() -> None:
    entries = [Entry("/1.html", "2023年度法治年报"), Entry("/2.html", "2023年法治政府建设情况报告")]
    links, _ = choose(entries, publisher("法治年报$"), "http://a.gov.cn/l/")
    assert [link.title for link in links] == ["2023年度法治年报"]


def test_what_is_published_before_its_year_is_no_report() -> None:
    entries = [
        Entry("/1.html", "2023年法治政府建设情况报告", date(2022, 12, 30)),
        Entry("/2.html", "2023年法治政府建设情况报告", date(2023, 12, 30)),
    ]
    links, _ = choose(entries, publisher(), "http://a.gov.cn/l/")
    assert [link.address for link in links] == ["http://a.gov.cn/2.html"]


def test_links_are_chosen_by_year_from_the_title_or_from_the_day() -> None:
    links = [
        Link("http://a.cn/1", "2022年报告", date(2024, 5, 1), 2022),
        Link("http://a.cn/2", "报告", date(2024, 2, 1), None),
        Link("http://a.cn/3", "报告", None, None),
    ]
    assert [link.address for link in of_years(links, [2023])] == ["http://a.cn/2"]
    assert [link.address for link in of_years(links, [2022, 2023])] == ["http://a.cn/1", "http://a.cn/2"]
