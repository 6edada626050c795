"""Published pages in 108 forms, each in the markup of four kinds of site: the article comes out, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import pytest

from ingest.publishers.regions import load_regions
from ingest.readers import read_document
from ingest.reports.head import read_head

pytestmark = pytest.mark.unit

HERE = Path(__file__).parent
TITLE = "青禾县人民政府关于2014年法治政府建设情况的报告"
SOURCE = "青禾县司法局"
BEFORE_ARTICLE = ("around", "links", "crumb", "label", "table", "bullet")
Part = tuple[str, str]


@dataclass
class Form:
    """One form of page: its parts in order, the article last, and what its head says."""

    name: str
    parts: list[Part] = field(default_factory=list)
    head: dict[str, str] = field(default_factory=dict)

    @property
    def titles(self) -> set[str]:
        return {squeezed(text) for kind, text in self.parts if kind == "title" or (kind == "table" and "|" not in text)}

    @property
    def article(self) -> list[str]:
        return [text for kind, text in self.parts if kind in ("line", "body")]


def squeezed(text: str) -> str:
    return "".join(text.split())


def blocks(file: str) -> Iterator[list[str]]:
    """Blocks of lines, set apart by empty ones, without comments."""
    for block in (HERE / file).read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("# ") and line != "#"]
        if lines:
            yield [line for line in lines if not line.startswith("#")]


BODIES = {lines[0]: lines[1:] for lines in blocks("page_bodies.txt")}


def form_of(lines: list[str]) -> Form:
    form = Form(lines[0])
    for line in lines[1:]:
        kind, _, text = line.partition(" ")
        text = text.replace("{source}", SOURCE)
        if kind == "says":
            name, _, value = text.partition(" ")
            form.head[name] = value
        elif kind == "body":
            form.parts += [("body", paragraph) for paragraph in BODIES[text]]
        else:
            form.parts.append((kind, text or TITLE))
    return form


FORMS = [form_of(lines) for lines in blocks("page_forms.txt")]


def links(text: str, between: str = " ", wrap: str = "{}") -> str:
    parts = [part.strip() for part in text.split("|") if part.strip()]
    return between.join(wrap.format(f'<a href="/{n}/">{escape(part)}</a>') for n, part in enumerate(parts))


def crumb(text: str) -> str:
    said, colon, path = text.partition("：")
    if not colon:
        said, path = "", text
    shown = "".join(
        "<br>" if part == "//" else f"<a href='/{part}'>{escape(part)}</a>" if part not in "/|>" else escape(part)
        for part in path.replace(">", " > ").replace("/ //", "/ //").split()
    )
    return f"{said}{colon}{shown}"


def classed(form: Form) -> str:
    """A site with classes that say what they are, as publishing systems write them."""
    markup = {
        "around": '<div class="tools"><span>{}</span></div>',
        "label": '<div class="xxgk-info pages-date"><span>{}</span></div>',
        "title": "<h1>{}</h1>",
    }
    head = "".join(piece(form, markup, '<div class="crumbs">{}</div>', '<ul class="nav">{}</ul>'))
    body = "".join(f'<p style="text-indent: 2em;">{escape(text)}</p>\n' for text in form.article)
    return (
        '<div class="header"><ul class="menu"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>'
        f'<div class="main">{head}<div class="TRS_Editor" id="zoom">{body}</div>'
        '<div class="share">分享到：<a>微信</a><a>微博</a></div><div class="ewm"><img src="q.png"><p>扫一扫在手机打开当前页</p></div></div>'
        '<div class="xgxx"><h3>相关文章</h3><ul><li><a href="/1">青禾县召开法治政府建设推进会，部署了12项任务。</a><span>2015-01-03</span></li></ul></div>'
        '<div class="footer"><p>主办：青禾县人民政府办公室 承办：青禾县数据局，未经授权不得转载本站内容。</p><p>京ICP备00000001号-1</p></div>'
    )


def in_tables(form: Form) -> str:
    """A site of twenty years ago: one table in another, fonts, breaks between paragraphs."""
    markup = {
        "around": "<table width=90%><tr><td align=right><font size=2>{}</font></td></tr></table>",
        "label": "<table width=90%><tr><td align=center>{}</td></tr></table>",
        "title": "<table width=90%><tr><td align=center><font size=5><b>{}</b></font></td></tr></table>",
    }
    head = "".join(piece(form, markup, "<table><tr><td>{}</td></tr></table>", "<table><tr>{}</tr></table>"))
    body = "<br>\r\n<br>".join(
        f"&nbsp;&nbsp;&nbsp;&nbsp;<font face=仿宋>{escape(text)}</font>" for text in form.article
    )
    return (
        "<table width=1000><tr><td><table><tr><td><a href=/>首页</a></td><td><a href=/xw>新闻中心</a></td><td><a href=/zw>政务公开</a></td></tr></table></td></tr>"
        f"<tr><td>{head}<table width=90%><tr><td class=bt_content>{body}</td></tr></table></td></tr>"
        "<tr><td><table><tr><td>【<a href=#>打印本页</a>】</td><td>【<a href=#>关闭窗口</a>】</td></tr></table></td></tr>"
        "<tr><td>上一篇：<a href=/2>关于做好防汛工作的通知</a><br>下一篇：<a href=/3>关于春节放假的通知</a></td></tr>"
        "<tr><td align=center>版权所有：青禾县人民政府<br>地址：青禾县城关镇人民路1号 邮编：000000<br>建议使用1024×768分辨率浏览本站，获得最佳效果。</td></tr></table>"
    )


def anonymous(form: Form) -> str:
    """A site whose classes mean nothing, one div a line, its columns beside the article."""
    markup = {
        "around": '<div class="a1">{}</div>',
        "label": '<div class="a2">{}</div>',
        "title": '<div class="a3">{}</div>',
    }
    head = "".join(piece(form, markup, '<div class="a4">{}</div>', '<div class="a5">{}</div>'))
    body = "".join(f"<div><span>　　</span><span>{escape(text)}</span></div>" for text in form.article)
    return (
        '<div class="b1"><span><a href="/">首页</a></span><span><a href="/a">走进青禾</a></span><span>欢迎访问本站，今天也是美好的一天！</span></div>'
        f'<div class="b2"><div class="b3">{head}<div class="b4">{body}</div></div>'
        '<div class="b5"><div>热门推荐</div>'
        + "".join(
            f'<div><a href="/n{n}">青禾县第{n}次县长办公会议召开，研究了{n}个议题。</a></div>' for n in range(3, 9)
        )
        + '</div></div><div class="b6"><div>网站标识码：0000000001</div><div>您的访问对我们很重要，如有意见请拨打010-00000000反映。</div></div>'
    )


def pasted(form: Form) -> str:
    """A text pasted from a word processor, its characters in spans, on a site that draws its widgets by script."""
    markup = {
        "around": "<section><em>{}</em></section>",
        "label": "<section><i>{}</i></section>",
        "title": "<p align=center><b style='mso-bidi-font-weight:normal'><span>{}</span></b></p>",
    }
    head = "".join(piece(form, markup, "<nav>{}</nav>", "<nav>{}</nav>"))
    body = "".join(
        "<p class=MsoNormal style='text-indent:32.0pt'>"
        + "".join(
            f"<span lang=EN-US style='font-size:16.0pt'>{escape(text[at : at + 3])}</span>"
            for at in range(0, len(text), 3)
        )
        + "<span><o:p></o:p></span></p>\n"
        for text in form.article
    )
    return (
        "<!--[if lt IE 9]><p>您的浏览器版本过低，请升级您的浏览器。</p><![endif]--><noscript><p>请开启脚本，否则无法浏览本站。</p></noscript>"
        f"<header><nav><a href='/'>首页</a></nav></header><article>{head}<ucapcontent>{body}<style>p {{ margin: 0 }}</style></ucapcontent></article>"
        "<script>document.write('<p>本页由脚本写出，共有3个栏目。</p>')</script><aside><a href='/q'>你好，有什么可以帮助您？</a></aside>"
        "<div style='display:none'><p>2014年，只供检索的隐藏文字，共有9个。</p></div><footer>青禾县人民政府主办，欢迎监督。</footer>"
    )


def piece(form: Form, markup: dict[str, str], crumb_markup: str, links_markup: str) -> Iterator[str]:
    for kind, text in form.parts:
        if kind in ("around", "label", "title"):
            yield markup[kind].format(escape(text).replace("  ", "&nbsp; "))
        elif kind == "links":
            yield links_markup.format(links(text, wrap="<td>{}</td>" if "<tr>" in links_markup else "<li>{}</li>"))
        elif kind == "crumb":
            yield crumb_markup.format(crumb(text))
        elif kind == "bullet":
            yield f"<ul><li>{escape(text)}</li></ul>"
        elif kind == "table":
            yield f"<table><tr>{''.join(f'<td>{escape(cell)}</td>' for cell in text.split('|'))}</tr></table>"


SITES: dict[str, Callable[[Form], str]] = {one.__name__: one for one in (classed, in_tables, anonymous, pasted)}


def page(form: Form, site: str) -> bytes:
    head = "<meta charset='utf-8'><title>青禾县人民政府门户网站</title>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{SITES[site](form)}</body></html>".encode()


def test_there_is_a_form_for_each_of_the_pages_that_were_looked_at() -> None:
    assert len(FORMS) == len({form.name for form in FORMS}) == 108


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_article_comes_out_whole_and_alone(form: Form, site: str) -> None:
    lines = read_document(page(form, site)).text.split("\n")
    while lines and squeezed(lines[0]) in form.titles:
        lines.pop(0)
    assert lines == form.article


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("form", [form for form in FORMS if form.head], ids=lambda form: form.name)
def test_what_the_page_says_about_itself_comes_out(form: Form, site: str) -> None:
    head = read_head(read_document(page(form, site)), "", load_regions())
    said = {
        "published": head.published_on and head.published_on.isoformat(),
        "number": head.document_number,
        "index": head.index_number,
    }
    assert {name: said[name] for name in form.head} == form.head
