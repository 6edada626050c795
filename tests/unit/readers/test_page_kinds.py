"""Pages without an article say what they are; an article that a page carries but does not show is read."""

from __future__ import annotations

import json
from html import escape

import pytest

from ingest.model import DocumentRejected
from ingest.readers.html import read_html

pytestmark = pytest.mark.unit

ARTICLE = "".join(
    f"<p>2014年，青禾县推进第{n}类法治工作，办理行政复议案件{n + 10}件，综合纠错率达到一成以上，群众较为满意。</p>"
    for n in range(8)
)
LINES = ARTICLE.removeprefix("<p>").removesuffix("</p>").split("</p><p>")
MENU = "<div><a href=/>首页</a><a href=/b>政务公开</a></div>"
ROWS = "".join(f"<li><a href=/{n}>青禾县第{n}次会议研究法治工作</a><span>2015-01-0{n}</span></li>" for n in range(1, 9))
TITLE = "青禾县2014年法治政府建设报告"


def read(markup: str) -> str:
    return read_html(f'<html><meta charset="utf-8">{markup}</html>'.encode(), None).text


CARRIED = {
    "a text box": f"<textarea style='display:none'>{escape(ARTICLE)}</textarea>",
    "a string": f"<script>var content = {json.dumps(ARTICLE)};</script>",
    "a string in Chinese": f"<script>var content = '{ARTICLE}';</script>",
    "a state": '<script>window.__STATE__={a:1,body:"' + ARTICLE.replace("<", "\\u003c") + '"}</script>',
    "a template string": f"<script>render(`{ARTICLE}`)</script>",
    "escaped markup": f'<script>var c="{escape(ARTICLE)}";</script>',
    "records": f"<script type='text/xml'><record><![CDATA[{ARTICLE}]]></record></script>",
    "a template": f"<script type='text/html'>{ARTICLE}</script>",
    "a template element": f"<template>{ARTICLE}</template>",
}


@pytest.mark.parametrize("where", CARRIED)
def test_an_article_is_read_where_the_page_carries_it(where: str) -> None:
    assert read(f"<body>{MENU}{CARRIED[where]}</body>").split("\n") == LINES


@pytest.mark.parametrize("where", CARRIED)
def test_what_is_shown_goes_before_what_is_carried(where: str) -> None:
    shown = "<div><p>本县推进法治政府建设，办理案件三百零五件，均已审结。</p></div>" * 9
    text = read(f"<body>{MENU}{shown}{CARRIED[where]}</body>")
    assert LINES[0] not in text and "三百零五件" in text


KINDS = {
    "a frameset": ("<frameset cols='*'><frame src=a.html></frameset>", "frame_only"),
    "a frame": (f"<body>{MENU}<iframe src='/art/1.html'></iframe></body>", "frame_only"),
    "a link to a document": (
        f"<body>{MENU}<h1>{TITLE}</h1><p><a href='P1.pdf'>{TITLE}.pdf</a></p></body>",
        "attachment_only",
    ),
    "a sentence and a document": (
        f"<body>{MENU}<h1>{TITLE}</h1><p>现将本县上一年度的报告予以公布，欢迎社会各界监督。</p><a href='/d?id=3&filename=x.docx'>附件下载</a></body>",
        "attachment_only",
    ),
    "a viewer": (f"<body>{MENU}<iframe src='/pdf/viewer.html?file=%2Ff%2Fa.pdf'></iframe></body>", "attachment_only"),
    "an embedded document": (f"<body>{MENU}<embed src='/f/a.ofd'></body>", "attachment_only"),
    "a list": (f"<body>{MENU}<ul>{ROWS}</ul></body>", "list_page"),
    "a list with a footer": (
        f"<body>{MENU}<ul>{ROWS}</ul><p>主办：青禾县人民政府，欢迎您监督我们的工作。</p></body>",
        "list_page",
    ),
    "a search": (f"<title>站内搜索</title><body>{MENU}<form><input></form><ul>{ROWS}</ul></body>", "search_page"),
    "a page drawn by a script": ("<body><div id=app></div><script src=/a.js></script></body>", "drawn_by_script"),
    "a picture": (f"<body>{MENU}<img src=a.jpg></body>", "no_text"),
    "a page that forwards": ("<meta http-equiv=Refresh content='0; url=/art/1.html'><body></body>", "frame_only"),
    "a login without text": (
        "<title>某平台</title><form><input placeholder=用户名><input type=password></form>",
        "login_page",
    ),
    "a login by its title": ("<title>统一身份认证</title><body><img src=q.png></body>", "login_page"),
    "an error by its title": ("<title>页面不存在</title><body><img src=404.png></body>", "error_page"),
    "a wall against robots": (
        "<script>document.cookie='a=1';location.reload()</script><body></body>",
        "script_challenge",
    ),
    "a shield with a script of its own": (
        "<html><head><meta content=x><script>$_ts=window['$_ts'];$_ts.nsd=7</script></head><body></body></html>",
        "script_challenge",
    ),
    "an app": (f"<body>{MENU}<h1>{TITLE}</h1><p>请下载“青禾发布”APP查看全文。</p></body>", "app_only"),
    "a site that moved": (f"<body>{MENU}<p>因网站整合，本站已于2023年停止更新，敬请谅解。</p></body>", "moved_site"),
    "an empty page": ("<body></body>", "no_text"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_without_an_article_says_what_it_is(kind: str) -> None:
    markup, reason = KINDS[kind]
    with pytest.raises(DocumentRejected) as caught:
        read(markup)
    assert (caught.value.reject.stage, caught.value.reject.reason) == ("read", reason)
    assert caught.value.reject.message.endswith(".")


def test_the_message_names_the_document_that_a_page_leads_to() -> None:
    with pytest.raises(DocumentRejected, match=r"P1\.pdf"):
        read(KINDS["a link to a document"][0])


def test_an_article_with_attachments_and_lists_around_it_is_an_article() -> None:
    text = read(
        f"<body>{MENU}<div id=zoom>{ARTICLE}</div><p><a href=b.docx>{TITLE}.docx</a></p><ul>{ROWS * 3}</ul></body>"
    )
    assert text.split("\n") == LINES


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        ("<a href='t1_2.html'>下一页</a>", True),
        ("<script>createPageHTML(3,0,'t1','html');</script>", True),
        ("<script>createPageHTML(1,0,'t1','html');</script>", False),
        ("<a href='#'>下一页</a>", False),
        ("<a href='t2.html'>下一篇</a>", False),
    ],
)
def test_a_page_whose_article_goes_on_elsewhere_tells(behind: str, told: bool) -> None:
    document = read_html(f'<meta charset="utf-8"><body><div>{ARTICLE}</div>{behind}</body>'.encode(), None)
    assert ("further_pages" in document.meta) is told


@pytest.mark.parametrize("opened", ["<table><tr><td>", "<div>", "<table>", "<ul><li>", "<font><b>", "<p><span>"])
def test_elements_nested_twenty_thousand_deep_are_read(opened: str) -> None:
    assert read(opened * 20_000 + LINES[0]) == LINES[0]


def test_entities_that_grow_are_plain_characters() -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    text = read_html(f'{bomb}<meta charset="utf-8"><body>{ARTICLE}<p>&b;&b;</p></body>'.encode(), None).text
    assert text.split("\n")[: len(LINES)] == LINES and len(text) < 2 * len(ARTICLE)


def test_nul_bytes_are_not_text() -> None:
    page = f'<meta charset="utf-8"><body>{ARTICLE}</body>'.replace("审", "审\0").replace("<p>2014", "<p>\0002014")
    assert read_html(page.encode(), None).text.split("\n") == LINES
