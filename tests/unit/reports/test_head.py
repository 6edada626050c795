"""Whose report it is, of which year, and when it was published."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from ingest.model import ReadDocument, ReportHead
from ingest.publishers.regions import RegionTable, load_regions
from ingest.readers import read_document
from ingest.reports.head import head_from_title, read_head

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def regions() -> RegionTable:
    return load_regions()


def head_of(text: str, regions: RegionTable, meta: dict[str, str] | None = None, address: str = "") -> ReportHead:
    return read_head(ReadDocument(text, "text/plain", "utf-8", meta or {}), address, regions)


@pytest.mark.parametrize(
    ("text", "code", "level", "issuer"),
    [
        ("桐庐县2014年法治政府建设情况报告\n2014年，推进。", "330122", "county", None),
        (
            "桐庐县人民政府\n关于2014年度法治政府建设情况的报告\n杭州市人民政府：\n2014年，推进。\n桐庐县人民政府",
            "330122",
            "county",
            "桐庐县人民政府",
        ),
        (
            "中共桐庐县委\n桐庐县人民政府\n关于2014年度法治政府建设情况的报告\n2014年，推进。",
            "330122",
            "county",
            "中共桐庐县委;桐庐县人民政府",
        ),
        (
            "中共桐庐县委桐庐县人民政府关于2014年度法治政府建设情况的报告\n推进。",
            "330122",
            "county",
            "中共桐庐县委;桐庐县人民政府",
        ),
        (
            "2014年度法治政府建设工作报告\n2014年，我局推进。\n桐庐县农业农村局\n2015年1月5日",
            "330122",
            "department",
            "桐庐县农业农村局",
        ),
        ("桐庐县2014年法治政府建设情况报告\n2014年，推进。\n桐庐县司法局\n2015年1月5日", "330122", "county", None),
        ("桐庐县分水镇2014年法治政府建设情况报告\n推进。", "330122", "township", None),
        (
            "中共分水镇委员会 分水镇人民政府\n关于2014年法治政府建设情况的报告\n桐庐县人民政府：\n2014年，推进。",
            "330122",
            "township",
            "中共分水镇委员会;分水镇人民政府",
        ),
        (
            "分水镇人民政府2014年法治政府建设情况报告\n2014年，在桐庐县委、县政府的坚强领导下，分水镇扎实工作。",
            "330122",
            "township",
            "分水镇人民政府",
        ),
        (
            "市水务局2014年法治政府建设情况报告\n2015-01-20 17:01 | 杭州市水务局\n2014年，我局扎实工作。",
            "330100",
            "department",
            "市水务局",
        ),
        ("桐庐县分水镇人民政府关于2014年法治政府建设情况的报告\n推进。", "330122", "township", "桐庐县分水镇人民政府"),
        ("西湖区2014年法治政府建设情况报告\n2014年，西湖区推进。", None, None, None),
        ("西湖区2014年法治政府建设情况报告\n2014年，接受南昌市检查。", "360103", "county", None),
        ("西湖区2014年法治政府建设情况报告\n杭州市人民政府:\n2014年，西湖区推进。", "330106", "county", None),
        ("恩施州2014年法治政府建设情况报告\n推进。", "422800", "prefecture", None),
        ("司法部2014年法治政府建设年度报告\n推进。", "100000", "ministry", "司法部"),
        (
            "国家税务总局桐庐县税务局2014年法治政府建设情况报告\n推进。",
            "330122",
            "department",
            "国家税务总局桐庐县税务局",
        ),
        ("桐庐县人民政府办公室2014年法治政府建设情况报告\n推进。", "330122", "department", "桐庐县人民政府办公室"),
        ("桐庐县公安局2014年度依法行政工作总结\n推进。", "330122", "department", "桐庐县公安局"),
        ("杭州市公安局西湖区分局2014年法治政府建设情况报告\n推进。", "330106", "department", "杭州市公安局西湖区分局"),
        ("黄山市生态环境局歙县分局2014年法治政府建设报告\n推进。", "341021", "department", "黄山市生态环境局歙县分局"),
        ("韶关市生态环境局翁源分局2014年法治政府建设报告\n推进。", "440229", "department", "韶关市生态环境局翁源分局"),
        ("苏州工业园区2014年法治政府建设情况报告\n推进。", "320500", "department", None),
        ("阳泉市城区2014年法治政府建设情况报告\n推进。", "140302", "county", None),
        ("湖南省湘潭市雨湖区2014年度法治政府建设情况报告\n推进。", "430302", "county", None),
        ("杭州市下城区人民政府2019年法治政府建设情况报告\n推进。", "330103", "county", "杭州市下城区人民政府"),
        ("重慶市長壽區人民政府2014年法治政府建設情況報告\n推進。", "500115", "county", "重庆市长寿区人民政府"),
        ("2014年,桐庐县推进法治政府建设。", "330122", "county", None),
        ("2014年，我县推进法治政府建设。", None, None, None),
    ],
)
def test_region_level_and_issuer(
    regions: RegionTable, text: str, code: str | None, level: str | None, issuer: str | None
) -> None:
    head = head_of(text, regions)
    assert (head.region_code, head.level, head.issuer) == (code, level, issuer)


def test_the_province_of_an_official_host_tells_same_named_districts_apart(regions: RegionTable) -> None:
    title = "朝阳区2014年法治政府建设情况报告"
    assert head_from_title(title, None, "http://www.beijing.gov.cn/a.html", regions).region_code == "110105"
    assert head_from_title(title, None, "http://www.notbeijing.gov.cn/a.html", regions).region_code is None
    assert head_from_title(title, "长春市朝阳区人民政府", "", regions).region_code == "220104"


def test_issuers_that_signed_are_taken_where_the_title_names_none(regions: RegionTable) -> None:
    text = "关于2014年桐庐县法治政府建设的报告\n2014年，推进。\n中国共产党桐庐县委员会\n桐庐县人民政府\n  2015年2月8日\n扫一扫"
    assert head_of(text, regions).issuer == "中国共产党桐庐县委员会;桐庐县人民政府"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("发布时间：2015-02-01 09:30", date(2015, 2, 1)),
        ("发布日期: 2015年2月1日 来源：县司法局", date(2015, 2, 1)),
        ("时间 : 2015/02/01 09:30:00 来源 : 本网", date(2015, 2, 1)),
        ("时间: 2015- 02- 01  09: 30", date(2015, 2, 1)),
        ("2015-02-01 09:30 来源:县司法局", date(2015, 2, 1)),
        ("01.02.2015  09:30", date(2015, 2, 1)),
        ("更新时间：2015-02-01", date(2015, 2, 1)),
        ("生成日期 2015-01-08\n发布时间:2015-01-09", date(2015, 1, 9)),
        ("成文日期：2015-01-31", None),
        ("今天是：2015年3月5日 星期二", None),
        ("桐庐县人民政府 2019年10月31日星期四", None),
        ("发布时间：2010-10-31", None),
        ("发布时间：2015-13-45", None),
    ],
)
def test_the_day_of_publication_is_the_articles(regions: RegionTable, lines: str, day: date | None) -> None:
    text = f"{lines}\n桐庐县2014年法治政府建设情况报告\n2014年，推进。\n桐庐县人民政府\n2015年1月5日"
    assert head_of(text, regions).published_on == day


def test_a_declared_date_and_title_come_before_printed_ones(regions: RegionTable) -> None:
    meta = {
        "PubDate": "2015-02-02 10:00",
        "ArticleTitle": "桐庐县2013年法治政府建设情况报告",
        "visible": "发布时间：2015-02-03",
    }
    head = head_of("桐庐县2014年法治政府建设报告\n推进。", regions, meta)
    assert (head.published_on, head.report_year, head.title) == (
        date(2015, 2, 2),
        2013,
        "桐庐县2013年法治政府建设情况报告",
    )


@pytest.mark.parametrize(
    ("line", "number", "index"),
    [
        ("索 引 号 TL0100-2300-2015-00001 文号 桐政综〔2015〕2号", "桐政综〔2015〕2号", "TL0100-2300-2015-00001"),
        ("桐政〔2015〕12号", "桐政〔2015〕12号", None),
        ("发文字号： 桐政函[2015]2号", "桐政函[2015]2号", None),
        ("• 11330122002501234X/2015-00001", None, "11330122002501234X/2015-00001"),
        ("索引号: 文号: 时效:", None, None),
        ("文号: 无", None, None),
    ],
)
def test_numbers_come_from_the_head_and_not_from_the_body(
    regions: RegionTable, line: str, number: str | None, index: str | None
) -> None:
    text = f"{line}\n桐庐县2014年法治政府建设情况报告\n2014年，印发《通知》（桐政办〔2014〕9号）。"
    head = head_of(text, regions)
    assert (head.document_number, head.index_number) == (number, index)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("首页 > 政务公开\n桐庐县2014年法治政府建设情况报告", "桐庐县2014年法治政府建设情况报告"),
        ("桐庐县人民政府\n关于2014年法治政府建设情况的报告", "桐庐县人民政府关于2014年法治政府建设情况的报告"),
        ("桐庐县2014年度法治政府建设\n工作情况报告", "桐庐县2014年度法治政府建设工作情况报告"),
        ("标题：桐庐县2014年法治政府建设情况报告", "桐庐县2014年法治政府建设情况报告"),
        ("首页 > 法治政府建设情况报告 > 依法行政", None),
        ("现将法治政府建设情况报告如下：", None),
        ("一、2014年法治政府建设情况", None),
    ],
)
def test_the_title_is_what_is_printed_as_one(regions: RegionTable, lines: str, title: str | None) -> None:
    assert head_of(f"{lines}\n2014年，桐庐县推进。", regions).title == title


def test_the_heads_of_the_real_reports(shared: Path, regions: RegionTable) -> None:
    with (shared / "catalog" / "report_heads.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    for row in rows:
        name = row["report"]
        document = read_document((shared / "reports" / f"{name}.txt").read_bytes(), name)
        head = read_head(document, name, regions)
        found = {column: "" if (value := getattr(head, column)) is None else str(value) for column in _columns(row)}
        assert found == {column: row[column] for column in _columns(row)}


def _columns(row: dict[str, str]) -> list[str]:
    return [column for column in row if column not in ("report", "note")]


def test_title_issuer_and_address_tell_region_level_and_year_of_known_reports(
    shared: Path, regions: RegionTable
) -> None:
    """A zone that GB/T 2260 does not know counts as right with the code of the province that it lies in."""
    with (shared / "catalog" / "known_reports.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if "title=shown" in row["notes"]]
    assert len(rows) >= 100
    wrong = []
    for row in rows:
        year = int(row["report_year"]) if row["report_year"].isdigit() else None
        province = regions.find(row["province"], year)
        region = regions.find(row["region_name"], year, province) if province else None
        head = head_from_title(row["title"], row["issuer"], row["url"], regions)
        expected = ((region or province).code, row["region_level"], year)  # type: ignore[union-attr]
        if (head.region_code, head.level, head.report_year) != expected:
            wrong.append((row["url"], expected, head))
    assert len(wrong) <= 0.03 * len(rows), wrong
