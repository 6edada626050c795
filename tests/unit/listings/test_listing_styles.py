"""Listings as the systems of such sites write them: every report is found, with title, day and address."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.listings.finding import find_links
from ingest.listings.links import Listing
from ingest.publishers.catalogue import Publisher

pytestmark = pytest.mark.unit

HOST = "http://www.heting.gov.cn"
PUBLISHER = Publisher("990101-政府", "禾汀县人民政府", "990101", "county", f"{HOST}/zwgk/fzzf/", "html")


def listing(markup: str, address: str = f"{HOST}/zwgk/fzzf/", charset: str = "utf-8", selector: str = "") -> Listing:
    page = f"<html><head><meta charset={charset}></head><body>{markup}</body></html>"
    publisher = Publisher(*("990101-政府", "禾汀县人民政府", "990101", "county"), address, "html", selector or None)
    return find_links(page.encode(charset), publisher, address)


def found(result: Listing) -> list[tuple[str, str, date | None, int | None]]:
    return [(link.address, link.title, link.date, link.report_year) for link in result.links]


REPORT = "禾汀县人民政府2023年法治政府建设情况报告"
DAY = date(2024, 3, 18)
STYLES = {
    "TRS list: relative addresses below the column, day in a span": (
        f'<ul class="list"><li><a href="./202403/t20240318_881.html" title="{REPORT}">{REPORT}</a><span>2024-03-18</span></li>'
        '<li><a href="./202402/t20240201_800.html">禾汀县林长制工作推进会召开</a><span>2024-02-01</span></li></ul>',
        "/zwgk/fzzf/202403/t20240318_881.html",
    ),
    "shortened text, whole title in the attribute": (
        f'<li><span class="time">[2024-03-18]</span><a title="{REPORT}" href="/art/2024/3/18/art_77_1.html" target=_blank>禾汀县人民政府2023年法治政…</a></li>',
        "/art/2024/3/18/art_77_1.html",
    ),
    "attribute that carries title, day and clicks in lines": (
        f'<li><a href="/c1/a.shtml" title="标题:{REPORT}&#10;发布时间:2024-03-18&#10;点击数:12">{REPORT[:12]}...</a></li>',
        "/c1/a.shtml",
    ),
    "table of two cells": (
        f'<table><tr><td>·</td><td><a href="../../info/1044/9.htm">{REPORT}</a></td><td>2024/03/18</td></tr>'
        "<tr><td>·</td><td><a href='../../info/1044/8.htm'>关于做好防汛工作的通知</a></td><td>2024/03/11</td></tr></table>",
        "/info/1044/9.htm",
    ),
    "catalogue table with index number, title, body and day": (
        "<table><thead><tr><th>索引号</th><th>名称</th><th>发文机构</th><th>发布日期</th></tr></thead>"
        f"<tr><td>00998877X/2024-00031</td><td><a href='content_31.html'>{REPORT}</a></td><td>县司法局</td><td>2024年3月18日</td></tr></table>",
        "/zwgk/fzzf/content_31.html",
    ),
    "blocks with a calendar leaf: day large, year and month small": (
        f'<div class="item"><div class="leaf"><b>18</b><i>2024-03</i></div><div class="t"><a href="/content/post_55.html"><h3>{REPORT}</h3></a><p>摘要文字</p></div></div>',
        "/content/post_55.html",
    ),
    "day inside of the link, below the title": (
        f'<a class="row" href="//www.heting.gov.cn/x/5.shtml"><em>{REPORT}</em><span class="r">2024-03-18 09:30</span></a>',
        "/x/5.shtml",
    ),
    "definition list with dots": (
        f"<dl><dd>2024.03.18</dd><dt><a href='/p/2.jhtml'>◆ {REPORT}</a></dt></dl>",
        "/p/2.jhtml",
    ),
    "records in CDATA inside of a script": (
        '<div id="list"></div><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/m/dataproxy.jsp?page=2"></a>]]></nextgroup>'
        f'<recordset><record><![CDATA[<li><a href="/art/2024/3/18/art_12_9.html" title="{REPORT}">{REPORT}</a><b>2024-03-18</b></li>]]></record></recordset></datastore></script>',
        "/art/2024/3/18/art_12_9.html",
    ),
    "rows in a string that a script writes": (
        f"<script>document.write('<li><a href=\\\"/w/7.html\\\">{REPORT}</a><span>2024-03-18</span><\\/li>');</script>",
        "/w/7.html",
    ),
    "picture and title link to the same page": (
        f'<div><a href="/k/3.html"><img src="p.jpg" alt="2023年法治政府建设…"></a><h4><a href="/k/3.html">{REPORT}</a></h4><span>发布时间:2024-03-18</span></div>',
        "/k/3.html",
    ),
    "upper-case tags without closing ones": (
        f"<UL><LI><A HREF=202403/t20240318_5.htm>{REPORT}</A> (2024-03-18)<LI><A HREF=202403/t20240301_4.htm>人事任免</A> (2024-03-01)</UL>",
        "/zwgk/fzzf/202403/t20240318_5.htm",
    ),
    "address with backslashes and blanks": (
        f'<p><a href=" \\zwgk\\fzzf\\202403\\t20240318_6.html ">{REPORT}</a></p>',
        "/zwgk/fzzf/202403/t20240318_6.html",
    ),
    "link that holds title, summary and calendar leaf": (
        f'<a href="/s/1.html"><div class="d"><p>18</p><span>2024-03</span></div><div class="t"><h3>{REPORT}</h3><p>2023年,禾汀县深入推进法治政府建设各项工作,情况如下,现予公布,请社会各界监督。</p></div></a>',
        "/s/1.html",
    ),
    "title in the row, and a link that says no more than to look": (
        f"<table><tr><td>1</td><td>{REPORT}</td><td>2024-03-18</td><td><a href='/r/1.html'>查看</a></td></tr>"
        "<tr><td>2</td><td>禾汀县茶叶节公告</td><td>2024-03-01</td><td><a href='/r/2.html'>查看</a></td></tr></table>",
        "/r/1.html",
    ),
    "link that a click opens": (
        f"<li><a href=\"javascript:void(0)\" onclick=\"openPage('/o/1.html','_blank')\">{REPORT}</a><span>2024-03-18</span></li>",
        "/o/1.html",
    ),
    "address with a session": (
        f'<p><a href="/show;jsessionid=0A1B2C.node1?id=6">{REPORT}</a>2024-03-18</p>',
        "/show?id=6",
    ),
    "title broken by tags and blanks": (
        f'<li><a href="/v/1.html"><font color=red>{REPORT[:9]}</font>\n   {REPORT[9:]}</a><span>2024-03-18</span></li>',
        "/v/1.html",
    ),
}


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("style", STYLES)
def test_the_report_is_found_in_a(style: str, charset: str) -> None:
    markup, path = STYLES[style]
    assert found(listing(markup, charset=charset)) == [(HOST + path, REPORT, DAY, 2023)]


def test_references_are_resolved_against_the_base_that_the_page_names() -> None:
    page = f'<base href="http://static.heting.gov.cn/site/"><a href="a/1.html">{REPORT}</a>'
    assert [link.address for link in listing(page).links] == ["http://static.heting.gov.cn/site/a/1.html"]


def test_the_day_of_a_neighbouring_row_is_not_taken() -> None:
    rows = f'<div><a href="/q/1.html">{REPORT}</a></div><div><a href="/q/2.html">禾汀县春耕生产情况通报会</a><i>2021-01-01</i></div>'
    assert found(listing(f"<section>{rows}</section>")) == [(HOST + "/q/1.html", REPORT, None, 2023)]


def test_one_report_is_listed_once_with_the_fuller_title_and_the_day() -> None:
    page = f'<a href="/q/1.html">禾汀县人民政府2023年法治政府…</a><p>-</p><ul><li><a href="/q/1.html#top">{REPORT}</a><i>2024-03-18</i></li></ul>'
    assert found(listing(page)) == [(HOST + "/q/1.html", REPORT, DAY, 2023)]


def test_menus_that_name_the_column_are_no_reports() -> None:
    page = '<nav><a href="/zwgk/fzzf/">法治政府建设年度报告</a><a href="/other/">法治政府建设情况报告</a><a href="/b.html">法治政府建设情况报告</a></nav>'
    result = listing(page)
    assert (result.links, result.next_pages, result.seen) == ((), (), 3)


def test_a_column_for_each_year_below_the_listing_is_where_it_goes_on() -> None:
    page = '<ul><li><a href="./nd2023/">2023年法治政府建设年度报告</a></li><li><a href="./nd2022/">2022年法治政府建设年度报告</a></li><li><a href="/elsewhere/">2021年法治政府建设年度报告</a></li></ul>'
    result = listing(page)
    assert result.links == ()
    assert result.next_pages == (f"{HOST}/zwgk/fzzf/nd2023/", f"{HOST}/zwgk/fzzf/nd2022/")


@pytest.mark.parametrize("name", ["东城区", "市教育局", "云顶街道", "灵丘县人民政府", "發展和改革委員會"])
def test_a_column_for_each_body_below_the_listing_is_one_of_its_columns(name: str) -> None:
    links = ("./qzf/", name), ("/elsewhere/", name), ("./qzf/1.html", name), ("./zn/", "公开指南"), ("./", name)
    result = listing("<ul>" + "".join(f'<li><a href="{link}">{text}</a></li>' for link, text in links) + "</ul>")
    assert (result.links, result.next_pages, result.bodies) == ((), (), (f"{HOST}/zwgk/fzzf/qzf/",))


def test_an_article_that_is_a_folder_with_an_index_page_is_a_report_when_a_day_stands_beside_it() -> None:
    page = f'<ul><li><a href="2026040/index.html">{REPORT}</a><span>2024-03-18</span></li></ul>'
    assert found(listing(page)) == [(f"{HOST}/zwgk/fzzf/2026040/index.html", REPORT, DAY, 2023)]


def test_a_frame_is_where_an_empty_page_goes_on() -> None:
    result = listing('<iframe src="list_in.html"></iframe>')
    assert (result.links, result.next_pages) == ((), (f"{HOST}/zwgk/fzzf/list_in.html",))


def test_a_page_that_only_redirects_goes_on_there() -> None:
    assert listing('<meta http-equiv="Refresh" content="0; url=index.shtml">').next_pages == (
        f"{HOST}/zwgk/fzzf/index.shtml",
    )


@pytest.mark.parametrize("selector", ["div.main", "div.main a", "div.main li > a[title]"])
def test_a_selector_keeps_to_a_part_of_the_page(selector: str) -> None:
    page = f'<div class="side"><a href="/s/1.html">禾汀县2019年法治政府建设报告</a></div><div class="main"><ul><li><a title="{REPORT}" href="/m/1.html">{REPORT}</a></li></ul></div>'
    assert [link.address for link in listing(page, selector=selector).links] == [f"{HOST}/m/1.html"]


def test_a_page_drawn_by_a_script_has_no_link_at_all() -> None:
    assert listing("<div id=app></div><script src=/app.js></script>").seen == 0


def test_attachments_are_reports_too() -> None:
    page = f'<li><a href="/att/9.pdf">{REPORT}.pdf</a></li><li><a href="/att/8.docx">附件:2022年度法治政府建设工作总结</a></li>'
    assert [link.report_year for link in listing(page).links] == [2023, 2022]


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_character_cut_in_two_does_not_hide_the_other_titles(charset: str) -> None:
    cut = "禾汀县二〇二三年法治政府建".encode(charset)[:-1]
    page = (
        b"<li><a href='/q/0.html'>"
        + cut
        + f"</a></li><li><a href='/q/1.html'>{REPORT}</a><i>2024-03-18</i></li>".encode(charset)
    )
    assert (f"{HOST}/q/1.html", REPORT, DAY, 2023) in found(find_links(page, PUBLISHER, f"{HOST}/zwgk/fzzf/"))


_NOISE = st.lists(
    st.sampled_from(
        [
            "<div>",
            "</div>",
            "<li>",
            "<!-- ",
            "-->",
            "<a href=",
            "<a>",
            "</a>",
            "'",
            '"',
            "<table><tr>",
            "&#0;",
            "\0",
            "<script>",
            "</script>",
            "]]>",
            "法治政府",
            "2023年",
            "<base href=':'>",
        ]
    )
    | st.text(max_size=6),
    max_size=12,
)


@given(_NOISE, _NOISE)
def test_no_damage_to_a_page_breaks_the_reading(before: list[str], after: list[str]) -> None:
    page = "".join(before) + f'<li><a href="/q/1.html">{REPORT}</a><span>2024-03-18</span></li>' + "".join(after)
    for link in listing(page).links:
        assert link.address.startswith("http") and link.title


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>通知</p>",
                "<div class=x><ul><li>其他</li></ul></div>",
                "<br>",
                "<!-- x -->",
                "<table><tr><td>3</td></tr></table>",
                "<a href='/z.html'>禾汀县天气</a>",
            ]
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_what_stands_around_a_row_does_not_change_it(around: list[str], behind: bool) -> None:
    row = f'<ul><li><a href="/q/1.html">{REPORT}</a><span>2024-03-18</span></li></ul>'
    noise = "".join(around)
    assert found(listing(row + noise if behind else noise + row)) == [(HOST + "/q/1.html", REPORT, DAY, 2023)]


def test_the_work_grows_with_the_links_of_a_page_and_not_with_their_square() -> None:
    few, many = calls_to_read(500), calls_to_read(2000)
    assert many < 6 * few


def calls_to_read(links: int) -> int:
    """How many functions are called to read a page of so many links without days."""
    rows = "".join(f"<li><a href='/z/{number}.html'>{REPORT}{number}</a></li>" for number in range(links))
    called = Counter[str]()
    sys.setprofile(lambda frame, event, argument: called.update([event]))
    try:
        found = listing(f"<ul>{rows}</ul>").links
    finally:
        sys.setprofile(None)
    assert len(found) == links
    return called["call"] + called["c_call"]
