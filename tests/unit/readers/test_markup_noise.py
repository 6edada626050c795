"""Whatever stands around and between the words of an article, the words come out the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers.html import read_html
from ingest.readers.pictures import PICTURE

pytestmark = pytest.mark.unit

TITLE = "青禾县人民政府关于2014年法治政府建设情况的报告"
SENTENCES = [
    "2014年，青禾县扎实推进法治政府建设，办理行政复议案件17件，审结15件。",
    "一、主要做法和成效",
    "（一）依法全面履行政府职能",
    "全年开展执法培训6次，参训人员2300人次；办结热线工单4.8万件，同比增长3.5%。",
    "二、存在的问题",
    "个别部门运用法治思维的能力还不够强，执法监督方式较为单一。",
    "三、下一步打算",
    "2015年，我县将新增法治宣传栏40个，继续开展行政执法案卷评查。",
]
INLINE = ["<span>", "<b>", "<font face=仿宋 size=4>", "<span style='color:red' lang=EN-US>", "<i class=x>", "<o:p>"]
INVISIBLE = [
    "<span style='display:none'>转载请注明</span>",
    '<font style="FONT-SIZE: 0px; color:#fff">青禾99件</font>',
    "<i hidden>隐藏</i>",
    "<b style='visibility: hidden'>共88件</b>",
    "<!-- 注 -->",
    "<span></span>",
    "\u200b",
    "&#8203;",
    "<a name=_top></a>",
    "<script>var a='1';</script>",
    "<img src=a.png>",
    "&shy;",
]
WIDGETS = [
    '<div class="nav"><a href="/">首页</a> | <a href="/z">政务公开</a></div>',
    "<div>分享到：<a>微信</a><a>微博</a></div>",
    "<div>字号：[大 中 小]</div>",
    "<p>扫一扫在手机打开当前页</p>",
    "<div class=crumbs>您当前的位置：<a href=/>首页</a> &gt; <a href=/a>政务公开</a></div>",
    "<div>浏览次数：123</div>",
    "<ul><li><a href=/1>青禾县召开会议，研究了5项工作。</a></li><li><a href=/2>青禾县开展培训，共有30人参加。</a></li></ul>",
    "<script>document.write('共有9件。')</script><style>p{margin:0}</style>",
    "<div style='display: none'>2014年，隐藏的文字共有99个。</div>",
    "<noscript>请开启脚本以便浏览本页。</noscript>",
]
FOOTERS = [
    "<div class=footer>主办：青禾县人民政府办公室，未经授权不得转载。</div>",
    "<div><p>版权所有 青禾县人民政府</p><p>京ICP备00000001号</p></div>",
    "<p>上一篇：<a href=/3>关于放假的通知</a></p><p>下一篇：<a href=/4>关于防汛的通知</a></p>",
    "<div>责任编辑：张三</div><div>【打印】【关闭】</div>",
]
BLOCKS = ["p", "div", "P", "h3", "section", "li"]


@st.composite
def dressed(draw: st.DrawFn, words: str) -> str:
    """The words with inline elements, comments and invisible characters between any two of them."""
    pieces: list[str] = []
    at = 0
    while at < len(words):
        size = draw(st.integers(1, 12))
        part = words[at : at + size].replace("<", "&lt;")
        tag = draw(st.sampled_from([None, None, *INLINE]))
        pieces.append(f"{tag}{part}</{tag[1:].split()[0].rstrip('>')}>" if tag else part)
        if draw(st.integers(0, 5)) == 0:
            pieces.append(draw(st.sampled_from(INVISIBLE)))
        at += size
    return "".join(pieces)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """The article, dressed, in a page with any widgets before and any footers behind."""
    block = draw(st.sampled_from(BLOCKS))
    indent = draw(st.sampled_from(["", "&nbsp;&nbsp;", "　　", "\n    ", "&emsp;&emsp;"]))
    attributes = draw(st.sampled_from(["", " class=MsoNormal", " STYLE='text-indent:2em'", " align=left data-x='1>0'"]))
    between = draw(st.sampled_from(["", "\n", "\r\n\t", "<!-- 段 -->"]))
    body = between.join(f"<{block}{attributes}>{indent}{draw(dressed(one))}</{block}>" for one in SENTENCES)
    before = "".join(draw(st.lists(st.sampled_from(WIDGETS), max_size=4)))
    behind = "".join(draw(st.lists(st.sampled_from(FOOTERS), max_size=3)))
    shell = draw(
        st.sampled_from(
            ["{}", "<div>{}</div>", "<table><tr><td>{}</td></tr></table>", "<article><div>{}</div></article>"]
        )
    )
    article = f"<h1>{TITLE}</h1>" + shell.format(f"<div>{body}</div>")
    return f"<html><head><meta charset=utf-8></head><body>{before}{article}{behind}</body></html>"


@settings(max_examples=150)
@given(pages())
def test_markup_and_widgets_change_no_word_of_the_article(page: str) -> None:
    # A picture beside a digit is told, as it may be one.
    lines = read_html(page.encode(), None).text.replace(PICTURE, "").split("\n")
    assert [line for line in lines if line != TITLE] == SENTENCES


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("办理案件1<br>7件，审结<br/>15件。", ["办理案件17件，审结", "15件。"]),
        ("办理案件17<br>件，其中，<br>\n调解5件。", ["办理案件17件，其中，调解5件。"]),
        ("第一句话共有3件。<br>第二句话共有5件。", ["第一句话共有3件。", "第二句话共有5件。"]),
        ("主要做法，<br>一、加强领导", ["主要做法，", "一、加强领导"]),
    ],
)
def test_a_line_break_within_a_clause_is_the_editors(written: str, read: list[str]) -> None:
    page = f"<meta charset=utf-8><div><p>{SENTENCES[0]}</p><p>{written}</p><p>{SENTENCES[-1]}</p></div>"
    assert read_html(page.encode(), None).text.split("\n")[1:-1] == read
