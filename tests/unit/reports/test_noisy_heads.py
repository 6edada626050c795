"""Heads of pages that print lists, announcements and other reports beside the report."""

from __future__ import annotations

from datetime import date
from html import escape

import pytest

from ingest.extraction import extract_document
from ingest.model import DocumentRejected, ReportHead
from ingest.publishers.regions import load_regions
from ingest.reports.recognition import check_report

pytestmark = pytest.mark.unit

PROSE = "".join(f"<p>全县各部门依法履职，全年办结第{n}类案件{n + 30}件，工作平稳有序。</p>" for n in range(9))


def head(above: str, window: str = "", signed: str = "") -> ReportHead:
    page = f"<html><head><title>{window}</title></head><body>{above}<div id=c>{PROSE}{signed}</div></body></html>"
    return extract_document(page.encode(), "page.html", load_regions(), "utf-8").head


def test_a_list_of_other_years_above_the_article_is_not_its_title() -> None:
    listed = "<div>永春县2019年法治政府建设情况报告2020-01-15</div><div>永春县2018年法治政府建设情况报告2019-1-5</div>"
    found = head(listed + "<div>永春县2022年法治政府建设情况报告</div>", "永春县政府网")
    assert (found.title, found.report_year) == ("永春县2022年法治政府建设情况报告", 2022)


def test_the_title_that_the_window_repeats_goes_before_another_one_above_it() -> None:
    above = "<div>永春县2019年法治政府建设情况报告</div><div>永春县2022年法治政府建设情况报告</div>"
    assert head(above, "永春县2022年法治政府建设情况报告--永春县").report_year == 2022


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("永春县人民政府办公室关于公布2022年度法治政府建设情况报告的公告", "county"),
        ("永春县人民政府办公室关于印发永春县2022年法治政府建设情况报告的通知", "county"),
        ("永春县人民政府办公室2022年法治政府建设情况报告", "department"),
        ("永春县教育局关于公布2022年度法治政府建设情况报告的公告", "department"),
    ],
)
def test_the_office_that_announces_the_governments_report_speaks_for_it(title: str, level: str) -> None:
    assert head(f"<h1>{title}</h1>").level == level


@pytest.mark.parametrize(
    ("title", "taken"),
    [
        ("永春县2023年普法依法治理工作总结", False),
        ("永春县2023年普法工作情况报告", False),
        ("永春县2023年法治政府建设暨普法工作情况报告", True),
    ],
)
def test_reports_on_legal_education_alone_are_other_reports(title: str, taken: bool) -> None:
    body = f"<p>2023年，永春县推进法治政府建设，现将有关情况报告如下。</p>{PROSE * 3}"
    page = f"<html><body><h1>{title}</h1><div>{body}</div></body></html>"
    extraction = extract_document(page.encode(), "page.html", load_regions(), "utf-8")
    if taken:
        check_report(extraction.document, extraction.head)
        return
    with pytest.raises(DocumentRejected) as rejected:
        check_report(extraction.document, extraction.head)
    assert rejected.value.reject.reason == "other_report"


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ("<div>县司法局 | 2024-02-02 | 浏览 45</div>", date(2024, 2, 2)),
        ("<div><p>2024年2月2日</p></div>", date(2024, 2, 2)),
        ("<div>县司法局 | 2024-02-02</div><div>县财政局 | 2024-02-05</div>", None),
        ("<div>生成日期：</div><div>2024-02-02</div>", None),
        ("<div>今天是2024年2月2日</div>", None),
    ],
)
def test_one_bare_day_above_the_article_is_that_of_publication(above: str, day: date | None) -> None:
    title = "<h2>永春县2023年法治政府建设情况报告</h2>"
    assert head(title + above, signed="<p>永春县人民政府</p><p>2024年1月9日</p>").published_on == day


def test_an_article_in_a_frame_that_holds_its_page_is_read() -> None:
    frame = f'<iframe srcdoc="{escape(f"<body>{PROSE}</body>")}"></iframe>'
    page = f"<html><body><h1>永春县2023年法治政府建设情况报告</h1>{frame}</body></html>"
    extraction = extract_document(page.encode(), "page.html", load_regions(), "utf-8")
    assert "全年办结第8类案件38件" in extraction.document.text
    assert extraction.head.report_year == 2023
