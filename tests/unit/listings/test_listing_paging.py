"""Where a listing goes on: pagers in links, in scripts, in choices; never anywhere else."""

from __future__ import annotations

import pytest

from ingest.listings.finding import find_links
from ingest.publishers.catalogue import Publisher

pytestmark = pytest.mark.unit

COLUMN = "http://www.wutang.gov.cn/zwgk/fzzf/"
PUBLISHER = Publisher("990102-政府", "雾棠县人民政府", "990102", "county", COLUMN, "html")
ROW = '<li><a href="/a/1.html">雾棠县2023年法治政府建设情况报告</a><span>2024-03-01</span></li>'


def pages(markup: str, address: str = COLUMN) -> list[str]:
    return list(find_links(f"<html><body>{ROW}{markup}</body></html>".encode(), PUBLISHER, address).next_pages)


def below(*names: str) -> list[str]:
    return [COLUMN + name for name in names]


CALLS = {
    'createPageHTML(4, 0, "index", "html");': below("index_1.html", "index_2.html", "index_3.html"),
    "createPageHTML(3,0,'index','shtml');": below("index_1.shtml", "index_2.shtml"),
    "createPageHTML('page_div',3, 1,'list','shtml',42);": below("list_2.shtml", "list_3.shtml"),
    'createPage(3, 0, "index", "htm")': below("index_1.htm", "index_2.htm"),
    'var pages = 3; createPageHTML(pages, 0, "index", "html");': below("index_1.html", "index_2.html"),
    "var countPage = 3 //共多少页\nvar currentPage = 0; //所在页\n": below("index_1.html", "index_2.html"),
    'createPageHTML(1, 0, "index", "html");': [],
    'createPageHTML(0, 0, "index", "html");': [],
    'createPageHTML(broken, "index";': [],
    'function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt) { return "" }': [],
}


@pytest.mark.parametrize("script", CALLS)
def test_a_call_in_a_script_tells_the_pages(script: str) -> None:
    assert pages(f"<script>{script}</script>") == CALLS[script]


def test_a_call_on_a_later_page_tells_those_behind_it() -> None:
    script = '<script>createPageHTML(5, 2, "index", "html")</script>'
    assert pages(script, COLUMN + "index_2.html") == below("index_3.html", "index_4.html")


LINKS = {
    '<a href="index_2.html">下一页</a>': below("index_2.html"),
    '<a href="?page=2">下页</a>': below("?page=2"),
    '<a href="?page=2">&gt;</a>': below("?page=2"),
    '<a class="n" href="/zwgk/fzzf/?pageNo=2">Next »</a>': below("?pageNo=2"),
    '<a rel="next" href="list-2.html"><i></i></a>': below("list-2.html"),
    '<link rel="next" href="page/2/">': below("page/2/"),
    '<a href="index.html">1</a><a href="index_2.html">2</a><a href="index_3.html">3</a>': below(
        "index.html", "index_2.html", "index_3.html"
    ),
    '<select><option value="index.html">第1页</option><option value="index_2.html">第2页</option></select>': below(
        "index.html", "index_2.html"
    ),
    '<a href="javascript:void(0)" onclick="location.href=\'index_2.html\'">下一页</a>': below("index_2.html"),
    "<a href=\"javascript:goto('index_2.html')\">下一页</a>": below("index_2.html"),
    '<a tagname="/zwgk/fzzf/index_2.html" href="javascript:;">下一页</a>': below("index_2.html"),
    '<select><option value="1">第1页</option><option value="2">第2页</option></select>': [],
    '<a href="javascript:next()">下一页</a>': [],
    '<a href="#">下一页</a>': [],
    '<a href="/zwgk/other/2024.html">2024</a>': [],
    '<a href="/news/3.html">3</a>': [],
    '<a href="/zwgk/jump.html">下一站幸福的活动报名</a>': [],
}


@pytest.mark.parametrize("markup", LINKS)
def test_a_pager_tells_the_pages(markup: str) -> None:
    assert pages(markup) == LINKS[markup]


def test_the_page_itself_is_never_one_on_which_it_goes_on() -> None:
    assert pages('<a href="">1</a><a href="./">首页</a><a href="index_1.html">2</a>') == below("index_1.html")


def test_no_listing_goes_on_for_ever() -> None:
    assert len(pages('<script>createPageHTML(90000, 0, "index", "html")</script>')) == 200
