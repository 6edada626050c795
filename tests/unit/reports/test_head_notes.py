"""Where each part of a head was found, and why one is missing or doubtful."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.model import ReadDocument, ReportHead
from ingest.publishers.regions import load_regions
from ingest.reports.head import read_head

pytestmark = pytest.mark.unit

TITLE = "桐庐县2023年法治政府建设情况报告"


def head_of(text: str, meta: dict[str, str] | None = None, address: str = "") -> ReportHead:
    return read_head(ReadDocument(text, "text/html", "utf-8", meta or {}), address, load_regions())


def words_at(text: str, source: str) -> str:
    start, _, end = source.removeprefix("text:").partition("-")
    return text[int(start) : int(end)]


def test_a_value_of_the_text_has_its_offsets() -> None:
    text = f"\n  桐政〔2024〕5号\n\n　{TITLE}\n发布时间：2024-03-01\n2023年，推进。\n桐 庐 县 人 民 政 府\n2024年2月3日"
    head = head_of(text)
    assert {name: words_at(text, source) for name, source in head.sources.items()} == {
        "title": TITLE,
        "issuer": "桐 庐 县 人 民 政 府",
        "region_code": "桐 庐 县 人 民 政 府",
        "level": "桐 庐 县 人 民 政 府",
        "report_year": TITLE,
        "published_on": "发布时间：2024-03-01",
        "document_number": "桐政〔2024〕5号",
    }
    assert head.notes == {"index_number": "not_printed"}


def test_a_value_from_outside_of_the_text_names_the_declaration_or_the_line() -> None:
    meta = {"ArticleTitle": TITLE, "PubDate": "2024-03-01", "visible": "索引号：11330122002501234X/2024-00012"}
    sources = head_of("2023年，推进。", meta).sources
    assert sources["title"] == sources["region_code"] == sources["report_year"] == "meta:ArticleTitle"
    assert sources["published_on"] == "meta:PubDate"
    assert sources["index_number"] == "page:索引号：11330122002501234X/2024-00012"


def test_a_title_over_several_lines_reaches_from_the_first_to_the_last() -> None:
    text = "中共桐庐县委\n桐庐县人民政府\n关于2023年度法治政府建设\n工作情况的报告\n2023年，推进。"
    assert words_at(text, head_of(text).sources["title"]) == text.removesuffix("\n2023年，推进。")


def test_what_told_same_named_regions_apart_is_said() -> None:
    text = "西湖区2023年法治政府建设情况报告\n2023年，接受南昌市检查。"
    assert words_at(text, head_of(text).sources["region_told_apart_by"]) == "南昌市"
    alone = "西湖区2023年法治政府建设情况报告\n2023年，推进。"
    assert head_of(alone, address="https://www.hangzhou.gov.cn/a.html").sources["region_told_apart_by"] == "address"
    assert head_of(alone, address="https://www.hangzhou.gov.cn/a.html").region_code == "330106"
    assert head_of(alone).notes["region_code"] == "several:330106,360103"
    assert head_of(alone).notes["level"] == "no_region"


@pytest.mark.parametrize(
    ("text", "part", "value", "note"),
    [
        ("2023年，推进。", "title", None, "not_printed"),
        ("2023年，推进。", "region_code", None, "not_named"),
        (f"{TITLE}\n推进。", "issuer", None, "not_named"),
        (f"{TITLE}\n推进。", "published_on", None, "not_printed"),
        (f"发布时间：2019-10-31\n{TITLE}\n推进。", "published_on", None, "before_the_year:2019-10-31"),
        ("桐庐县法治政府建设情况报告\n推进。", "report_year", None, "not_said"),
        ("桐庐县2015-2020年法治政府建设情况报告\n推进。", "report_year", None, "several_years"),
        ("发布时间：2024-03-01\n桐庐县2024年法治政府建设情况报告\n2023年，桐庐县推进。", "report_year", 2023, "title_says:2024"),
        ("桐庐县2024年法治政府建设情况报告\n2023年，推进。\n桐庐县人民政府\n2024年2月1日", "report_year", 2023, "title_says:2024"),
        ("发布时间：2023-07-01\n桐庐县2023年法治政府建设情况报告\n2023年，推进。", "report_year", 2023, "published_before_its_end"),
        ("桐庐县2022年法治政府建设情况报告\n2023年，桐庐县推进。", "report_year", 2022, "body_says:2023"),
        ("桐庐县2022年法治政府建设情况报告\n2023年，推进。\n桐庐县人民政府\n2024年3月1日", "report_year", 2023, "title_says:2022"),
        ("桐庐县2022年法治政府建设情况报告\n2023年，推进。\n三、2024年工作打算\n推进。", "report_year", 2023, "title_says:2022"),
        ("发布时间：2023-03-01\n桐庐县2022年法治政府建设情况报告\n2023年，推进。", "report_year", 2022, "body_says:2023"),
        ("发布时间：2023-12-20\n桐庐县2023年法治政府建设情况报告\n2023年，推进。", "report_year", 2023, None),
        ("发布时间：2025-09-05\n桐庐县2023年法治政府建设情况报告\n2023年，推进。", "report_year", 2023, None),
    ],
)  # fmt: skip
def test_what_is_missing_or_doubtful_has_its_reason(text: str, part: str, value: object, note: str | None) -> None:
    head = head_of(text)
    assert (getattr(head, part), head.notes.get(part)) == (value, note)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("[2024-03-11] 来源：市政府办", date(2024, 3, 11)),
        ("【2024-03-11】", date(2024, 3, 11)),
        ("桐庐县人民政府办公室 2024-03-11 09:30", date(2024, 3, 11)),
        ("• 2024年03月11日 09时30分", date(2024, 3, 11)),
        ("2026-11-22 10:20:30 星期日", None),
        ("现在时间 2026-11-22 10:20", None),
    ],
)
def test_dates_without_a_label_are_told_from_clocks(line: str, day: date | None) -> None:
    assert head_of(f"{line}\n{TITLE}\n2023年，推进。").published_on == day


def test_a_page_that_says_our_county_is_that_of_its_site() -> None:
    title = {"title": "2023年度法治政府建设情况报告_泗县人民政府门户网站"}
    assert head_of("2023年，我县推进。", title).region_code == "341324"
    assert head_of("2023年，我省推进。", title).region_code is None
    assert head_of("2023年，推进。", title).region_code is None


@pytest.mark.parametrize(
    ("title", "level", "issuer"),
    [
        ("2023年度桐庐县住房和城乡建设局法治政府建设工作总结", "department", "桐庐县住房和城乡建设局"),
        ("桐庐县城乡建设局推进法治政府建设2023年工作总结", "department", "桐庐县城乡建设局"),
        ("桐庐县统筹推进法治政府建设2023年工作总结", "county", None),
        ("桐庐县司法局关于2023年推进法治政府建设情况的报告", "department", "桐庐县司法局"),
        ("桐庐县司法局关于桐庐县2023年法治政府建设情况的报告", "county", "桐庐县司法局"),
        ("中共桐庐县委、县政府关于2023年度推进法治政府建设情况的报告", "county", "中共桐庐县委;县政府"),
        (
            "中共桐庐县委全面依法治县委员会办公室2023年度法治政府建设工作报告",
            "department",
            "中共桐庐县委全面依法治县委员会办公室",
        ),
        ("2023年桐庐县法治政府建设工作要点落实情况的报告", "county", None),
        ("县委 县政府关于桐庐县2023年度法治政府建设情况的报告", "county", None),
        ("新疆生产建设兵团第八师2023年法治政府建设情况报告", "department", "新疆生产建设兵团第八师"),
        ("中华人民共和国南京海关2023年法治政府建设情况报告", "department", "中华人民共和国南京海关"),
        ("２０２３年桐庐县法治政府建设情况报告", "county", None),
        ("桐庐县2 0 2 3年法治政府建设情况报告", "county", None),
        ("关于公布《2023年桐庐县法治政府建设情况报告》的公告", "county", None),
    ],
)
def test_the_organ_is_read_out_of_a_title(title: str, level: str, issuer: str | None) -> None:
    head = head_of(f"{title}\n推进。")
    assert (head.level, head.issuer, head.report_year) == (level, issuer, 2023)


@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_card_without_labels_gives_index_number_and_publication(between: str) -> None:
    card = between.join(
        ["• 11330122002501234X/2024-00012", "• 其他", "• 报告", "• 桐庐县司法局", "• 2024-03-01", "• 2024-03-22"]
    )
    head = head_of(f"{card}\n{TITLE}\n2023年，推进。")
    assert (head.index_number, head.published_on) == ("11330122002501234X/2024-00012", date(2024, 3, 22))


def test_the_office_that_printed_a_document_did_not_issue_it() -> None:
    end = "桐庐县人民政府\n2024年1月5日\n抄送：县人大常委会。\n桐庐县人民政府办公室\n2024年1月6日印发"
    assert head_of(f"{TITLE}\n推进。\n{end}").issuer == "桐庐县人民政府"
