"""The article of a page: all of it, and nothing around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers import read_document

pytestmark = pytest.mark.unit

TITLE = "青禾县人民政府关于2014年法治政府建设情况的报告"
FIRST = "2014年，青禾县扎实推进法治政府建设，办理行政复议案件17件。"
SECOND = "全年开展执法培训6次，参训人员230人次；办结12345热线工单4800余件。"
NAV = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>'
FOOT = '<div class="footer">主办单位：青禾县人民政府办公室 联系电话：010-12345678 版权所有，未经许可不得转载。</div>'


def read(body: str, head: str = "") -> str:
    return read_document(f"<html><head>{head}</head><body>{body}</body></html>".encode()).text


LAYOUTS = {
    "paragraphs": f"{NAV}<div id=zoom><p>{FIRST}</p><p>一、主要做法</p><p>{SECOND}</p></div>{FOOT}",
    "breaks": f"{NAV}<div class=view>{FIRST}<br><br>一、主要做法<br/>{SECOND}</div>{FOOT}",
    "one div a line": f"{NAV}<div><div>{FIRST}</div><div>一、主要做法</div><div>{SECOND}</div></div>{FOOT}",
    "layout table": f"<table><tr><td>{NAV}</td></tr><tr><td><p>{FIRST}</p><p>一、主要做法</p><p>{SECOND}</p></td></tr></table>",
    "list": f"{NAV}<ul class=content><li>{FIRST}</li><li>一、主要做法</li><li>{SECOND}</li></ul>{FOOT}",
    "spans": "<div>"
    + "".join(f"<p>{''.join(f'<span>{c}</span>' for c in line)}</p>" for line in (FIRST, "一、主要做法", SECOND))
    + "</div>",
    "unclosed": f"<div id=zoom><p>{FIRST}<p>一、主要做法<p>{SECOND}",
    "named as noise": f"<div class='print share'><p>{FIRST}</p><p>一、主要做法</p><p>{SECOND}</p></div>{FOOT}",
    "two containers": f"<div class=a><p>{FIRST}</p></div><div class=b><p>一、主要做法</p><p>{SECOND}</p></div>{FOOT}",
    "unknown elements": f"<ucapcontent><o:p>{FIRST}</o:p><p>一、主要做法</p><my-text>{SECOND}</my-text></ucapcontent>",
    "pasted from a word processor": f"<div><p class=MsoNormal><font face=仿宋>{FIRST}</font></p><p><b>一、</b><b>主要做法</b></p>"
    f"<p>{SECOND}</p></div>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_one_block_a_line(layout: str) -> None:
    assert read(LAYOUTS[layout]).split("\n") == [FIRST, "一、主要做法", SECOND]


def test_widgets_and_links_within_the_article_are_left_out() -> None:
    around = (
        f"<div class=main><h1>{TITLE}</h1><div>发布时间：2015-02-01 09:30 来源：县司法局 浏览次数：1234次</div>"
        "<div>字号：[ 大 中 小 ]</div><div class=share>分享到：<a>微信</a></div>"
        f"<p>{FIRST}</p><p>{SECOND}</p><p>扫一扫在手机上看</p><p><a href=1>上一篇：县长会议，强调了法治；要求落实。</a></p>"
        "<div class=related><h3>相关链接</h3><p><a href=2>某县发布2013年的报告，共有12件。</a></p></div></div>"
    )
    assert read(NAV + around + FOOT).split("\n") == [TITLE, FIRST, SECOND]


def test_a_table_gives_one_row_a_line_and_a_cell_may_hold_paragraphs() -> None:
    table = (
        "<table><tr><th>项目</th><th><p>件数</p></th></tr><tr><td>行政复议</td><td><p>17</p></td></tr>"
        "<tr><td>行政诉讼</td><td>53</td></tr></table>"
    )
    text = read(f"<div><p>{FIRST}</p>{table}<p>{SECOND}</p></div>")
    assert text.split("\n") == [FIRST, "项目 | 件数", "行政复议 | 17", "行政诉讼 | 53", SECOND]


def test_spaces_of_all_kinds_become_one_and_a_wrapped_line_is_joined() -> None:
    text = read("<p>　　2014年&nbsp;&nbsp;青禾县\n   办理案件\u2003１７件，\n其中5\n件调解。\u200b</p>")
    assert text == "2014年 青禾县办理案件 １７件，其中5件调解。"


def test_a_figure_split_over_elements_is_joined() -> None:
    assert read("<p>办理案件<b>1</b><span>7</span><i>.9</i>2<u>万</u>件，同比增长<em>3</em>%。</p>") == (
        "办理案件17.92万件，同比增长3%。"
    )


def test_hidden_copies_are_not_read_twice() -> None:
    text = read(
        f'<div><p>{FIRST}</p><p>{SECOND}</p></div><div style="display: none"><p>只给打印用的一句话，共3件。</p></div>'
    )
    assert text.split("\n") == [FIRST, SECOND]


def test_what_the_page_says_about_itself_is_kept() -> None:
    head = f'<title>{TITLE}_青禾县</title><meta name="ArticleTitle" content="{TITLE}"><meta name=PubDate content="2015-02-01">'
    page = (
        f"<html><head>{head}</head><body><div class=crumbs>当前位置：首页</div><table><tr><td>索 引 号</td><td>0001/2015-00012</td>"
        f"<td>文号</td><td>青政〔2015〕3号</td></tr></table><h1>{TITLE}</h1><div>发布时间：2015-02-01</div>"
        f"<div><p>{FIRST}</p><p>{SECOND}</p></div></body></html>"
    )
    meta = read_document(page.encode()).meta
    assert meta["ArticleTitle"] == meta["h1"] == TITLE
    assert meta["PubDate"] == "2015-02-01"
    assert "索 引 号 | 0001/2015-00012 | 文号 | 青政〔2015〕3号" in meta["visible"]
    assert "发布时间：2015-02-01" in meta["visible"]


@pytest.mark.parametrize("tag", ["div", "span", "table><tr><td", "b", "ul><li"])
def test_ten_thousand_nested_elements_are_read(tag: str) -> None:
    assert read(f"<{tag}>" * 10_000 + FIRST) == FIRST


def test_a_page_cut_off_in_a_tag_gives_what_came() -> None:
    page = f"<html><body><div><p>{FIRST}</p><p>{SECOND}</p><p class='MsoN".encode()
    assert read_document(page).text.split("\n") == [FIRST, SECOND]


SENTENCES = st.lists(
    st.integers(1, 99999).map(lambda count: f"全县开展行政执法案卷评查工作，共评查案卷{count}份。"),
    min_size=1,
    max_size=12,
)


@given(SENTENCES, st.sampled_from(["p", "div", "li", "h3", "td", "section"]), st.booleans())
def test_no_sentence_of_an_article_is_lost(sentences: list[str], tag: str, wrapped: bool) -> None:
    rows = "".join(f"<{tag}>{one}</{tag}>" for one in sentences)
    rows = f"<table><tr>{rows}</tr></table>" if tag == "td" else rows
    text = read(NAV + (f"<div><div>{rows}</div></div>" if wrapped else rows) + FOOT)
    assert all(one in text for one in sentences)
    assert "首页" not in text
