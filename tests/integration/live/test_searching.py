"""The search for listings, on loopback servers that behave as the systems of such sites do."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from ingest.listings import scripted
from ingest.listings.columns import usual_paths
from ingest.listings.searches import SearchLog
from ingest.live.searching import MOST_REQUESTS
from ingest.publishers import systems
from ingest.publishers.catalogue import KnownAddress, Publisher

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
HOST = "www.lingqiu.gov.cn"
PUBLISHER = Publisher("140224-政府", "灵丘县人民政府", "140224", "county")
TITLE = "雾棠县{year}年法治政府建设情况报告"
REPORT = {year: (SAMPLES / f"wutang-{year}.html").read_bytes() for year in (2022, 2023)}
HEX = "0123456789abcdef0123456789abcde"
MENU = '<a href="/">首页</a><a href="/xw/">新闻</a>'


@pytest.fixture
def county(bureau: Any) -> Any:
    """A county of which nothing is known but its home page."""
    bureau.publishers = [PUBLISHER]
    bureau.home_pages = {"140224": bureau.sites.url(HOST, "/")}
    return bureau


def know(bureau: Any, path: str) -> None:
    """Has one report known, by its address."""
    address = bureau.sites.put(HOST, path, REPORT[2022])
    bureau.known = [KnownAddress(address, PUBLISHER.publisher_id, 2022, None)]


def row(path: str, year: int, day: str = "") -> str:
    return f'<li><a href="{path}">{TITLE.format(year=year)}</a><span>{day or f"{year + 1}-03-20"}</span></li>'


def page(*rows: str, more: str = "") -> str:
    return f'<html><meta charset="utf-8"><body>{MENU}<ul>{"".join(rows)}</ul>{more}</body></html>'


def found(bureau: Any) -> tuple[str | None, str | None, list[str]]:
    """(listing without its host, what found it, new paths that were archived) of one refresh."""
    collected = bureau.collect()
    [search] = collected.searches
    listing = search.listing and "/" + search.listing.split("/", 3)[3]
    return listing, search.found_by, sorted("/" + one.address.split("/", 3)[3] for one in collected.news)


def trs(sites: Any) -> tuple[str, str, str]:
    """A column as a folder; its pager is the call of a script."""
    pager = '<script>createPageHTML(2, 0, "index", "html");</script>'
    sites.put(HOST, "/zwgk/fzzfjs/", page(row("./202303/t20230320_1.html", 2022), more=pager))
    sites.put(HOST, "/zwgk/fzzfjs/index_1.html", page(row("./202403/t20240320_2.html", 2023)))
    return "/zwgk/fzzfjs/202303/t20230320_1.html", "/zwgk/fzzfjs/", "/zwgk/fzzfjs/202403/t20240320_2.html"


def hanweb(sites: Any) -> tuple[str, str, str]:
    """A column by its number; records in a script, and the block behind them at an address of its own."""
    shown = "<record><![CDATA[" + row("/art/2023/3/20/art_12_1.html", 2022) + "]]></record>"
    behind = "<record><![CDATA[" + row("/art/2024/3/20/art_12_2.html", 2023) + "]]></record>"
    more = (
        '<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&webid=1&columnid=12"></a>]]></nextgroup>'
    )
    block = f'<script type="text/xml"><datastore>{more}<recordset>{shown}</recordset></datastore></script>'
    sites.put(HOST, "/col/col12/index.html", page(more=block))
    answer = f'<?xml version="1.0" encoding="utf-8"?><datastore><recordset>{behind}</recordset></datastore>'
    sites.put(HOST, "/module/web/jpage/dataproxy.jsp", answer)
    return "/art/2023/3/20/art_12_1.html", "/col/col12/index.html", "/art/2024/3/20/art_12_2.html"


def jpaas(sites: Any) -> tuple[str, str, str]:
    """A page without a list; the endpoint that its script names answers with markup in JSON, page by page."""
    query = "{'parseType':'bulidstatic','webId':'w1','tagId':'当前栏目_list','pageId':'p1'}"
    unit = f'<script url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{query}"></script>'
    sites.put(HOST, "/zwgk/fzzfjs/index.html", page(more=unit))
    articles = {year: f"/zwgk/fzzfjs/art/{year + 1}/art_{HEX}{year % 10}.html" for year in (2022, 2023)}

    async def unit_of(request: web.Request) -> web.StreamResponse:
        number = json.loads(request.query["paramJson"])["pageNo"]
        rows = {1: row(articles[2022], 2022), 2: row(articles[2023], 2023)}.get(number, "")
        assert request.query["pageId"] == "p1"
        return web.json_response({"success": True, "data": {"html": f"<ul>{rows}</ul>"}})

    sites.plays[HOST, "/api-gateway/jpaas-publish-server/front/page/build/unit"] = unit_of
    return articles[2022], "/zwgk/fzzfjs/index.html", articles[2023]


def siteserver(sites: Any) -> tuple[str, str, str]:
    """Columns and articles in folders of their own, further pages by number."""
    sites.put(HOST, "/channels/12.html", page(row("/contents/12/34.html", 2022), more='<a href="12_2.html">下一页</a>'))
    sites.put(HOST, "/channels/12_2.html", page(row("/contents/12/35.html", 2023)))
    return "/contents/12/34.html", "/channels/12.html", "/contents/12/35.html"


def ucap(sites: Any) -> tuple[str, str, str]:
    """The list's page has one of several names; days are written by a script."""
    day = '<script>document.write("2024-03-20")</script>'
    rows = [row(f"/lq/c12/202303/{HEX}1.shtml", 2022), row(f"/lq/c12/202403/{HEX}2.shtml", 2023, day)]
    sites.put(HOST, "/lq/c12/list.shtml", page(*rows))
    return f"/lq/c12/202303/{HEX}1.shtml", "/lq/c12/list.shtml", f"/lq/c12/202403/{HEX}2.shtml"


def jeecms(sites: Any) -> tuple[str, str, str]:
    """Links that are calls of a script."""
    click = (
        f"""<li><a href="javascript:void(0)" onclick="window.open('/fz/2.jhtml')">{TITLE.format(year=2023)}</a></li>"""
    )
    sites.put(HOST, "/fz/", page(row("/fz/1.jhtml", 2022), click))
    return "/fz/1.jhtml", "/fz/", "/fz/2.jhtml"


def framed(sites: Any) -> tuple[str, str, str]:
    """The list in a frame of the column's page."""
    sites.put(HOST, "/columns/4bc809b5-2280-4aca-bf79-3796a2d6f737/", page(more='<iframe src="/list.do?c=7"></iframe>'))
    article = "/columns/4bc809b5-2280-4aca-bf79-3796a2d6f737/{}/4bc809b5-2280-4aca-bf79-3796a2d6f738.html"
    rows = [row(article.format(f"{year + 1}03/20"), year) for year in (2022, 2023)]
    sites.put(HOST, "/list.do", page(*rows))
    first = article.format("202303/20")
    return first, "/columns/4bc809b5-2280-4aca-bf79-3796a2d6f737/", article.format("202403/20")


def gkmlpt(sites: Any) -> tuple[str, str, str]:
    """Links by a script's address, days beside them."""
    articles = [f"/zwgk/fzzf/content/post_{number}.html" for number in (1, 2)]
    rows = [f"""<li><a href="javascript:open('{articles[1]}')">{TITLE.format(year=2023)}</a> 2024-03-20</li>"""]
    sites.put(HOST, "/zwgk/fzzfjs/", page())
    sites.put(HOST, "/zwgk/fzzf/", page(row(articles[0], 2022), *rows))
    return articles[0], "/zwgk/fzzf/", articles[1]


FOLDERS = {
    "trs_flat": ("/bm/fz/t_1.html", "/bm/fz/t_2.html", "/bm/fz/"),
    "ucap_named": (f"/zt/fzzf/202303/{HEX}1.shtml", f"/zt/fzzf/202403/{HEX}2.shtml", "/zt/fzzf/"),
    "shanghai": (f"/nw12/20230318/{HEX}1.html", f"/nw12/20240318/{HEX}2.html", "/nw12/"),
    "day_folder": ("/p1/zfwj/20230301/1.html", "/p1/zfwj/20240301/2.html", "/p1/zfwj.html"),
    "day_folders": (f"/10/fz/2023/3/30/{HEX}1.shtml", f"/10/fz/2024/3/30/{HEX}2.shtml", "/10/fz/"),
    "numbered_column": ("/html/17/2023-03-08/content-1.html", "/html/17/2024-03-08/content-2.html", "/html/17/"),
    "xian": ("/ztzl/fzzfjs/1746825376128634881.html", "/ztzl/fzzfjs/1746825376128634882.html", "/ztzl/fzzfjs/"),
    "chaoyang": (f"/affair/fz/{HEX}1.html", f"/affair/fz/{HEX}2.html", "/affair/fz/"),
    "index_page": ("/zt/fzzf/2023040/index.html", "/zt/fzzf/2024040/index.html", "/zt/fzzf/"),
    # Chongqing's sites are of TRS, each with a number of its own.
    "trs": ("/zwgk_229/fzzfjsndbg/202303/t20230320_1.html", "/zwgk_229/fzzfjsndbg/202403/t20240320_2.html",
            "/zwgk_229/fzzfjsndbg/"),
}  # fmt: skip


def folder(name: str) -> Callable[[Any], tuple[str, str, str]]:
    """A system whose articles lie where their column's page says, with a pager of one kind or another."""
    first, second, listing = FOLDERS[name]

    def played(sites: Any) -> tuple[str, str, str]:
        pager = {"xian": '<a href="?page=2" rel="next">2</a>', "chaoyang": '<a href="?page=2">下一页</a>'}.get(name)
        rows = {1: row(first, 2022), 2: row(second, 2023)}

        async def column(request: web.Request) -> web.StreamResponse:
            number = int(request.query.get("page", 1))
            shown = page(rows[number], more=pager) if pager else page(*rows.values())
            return web.Response(text=shown, content_type="text/html")

        sites.plays[HOST, listing] = column
        return first, listing, second

    played.__name__ = name
    return played


SYSTEMS = [trs, hanweb, jpaas, siteserver, ucap, jeecms, framed, gkmlpt, *map(folder, FOLDERS)]


def test_every_rule_has_a_server_that_behaves_so() -> None:
    names = {system.__name__ for system in SYSTEMS} | {"columns", "lonsun"}  # `framed`; the article's own column below
    for table in (systems, scripted):
        file = {systems: "site_systems.tsv", scripted: "script_lists.tsv"}[table]
        lines = Path(table.__file__ or "").with_name(file).read_text("utf-8").splitlines()[1:]
        assert {line.partition("\t")[0] for line in lines} <= names


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.__name__)
def test_one_known_report_leads_to_the_listing_and_to_the_other_reports(
    county: Any, system: Callable[[Any], tuple[str, str, str]]
) -> None:
    article, listing, other = system(county.sites)
    know(county, article)
    county.sites.put(HOST, other, REPORT[2023])
    where, found_by, news = found(county)
    assert (where, (found_by or "").partition(":")[0]) == (listing, "rule")
    assert news == sorted([article, other])
    county.sites.clock.turn(days=1)
    again = county.collect()
    assert (again.searches, again.listings_checked, again.new_links) == ([], 1, [])


def test_an_article_whose_address_says_nothing_names_its_column_itself(county: Any) -> None:
    trail = '<div>当前位置：<a href="/">首页</a> > <a href="/public/column/10?catId=9">通知公告</a></div>'
    know(county, "/public/content/7")
    county.sites.put(HOST, "/public/content/7", REPORT[2022].replace(b"<body>", b"<body>" + trail.encode(), 1))
    county.sites.put(HOST, "/public/content/8", REPORT[2023])
    pager = '<script>Ls.pagination("#page", {currPage: 1, pageCount: 2});</script>'

    async def column(request: web.Request) -> web.StreamResponse:
        shown = (
            row("/public/content/8", 2023) if request.query.get("pageIndex") == "2" else row("/public/content/7", 2022)
        )
        return web.Response(text=page(shown, more=pager), content_type="text/html")

    county.sites.plays[HOST, "/public/column/10"] = column
    assert found(county) == ("/public/column/10?catId=9", "article", ["/public/content/7", "/public/content/8"])


def test_from_the_home_page_the_search_follows_what_columns_are_called(county: Any) -> None:
    put = county.sites.put
    put(HOST, "/", f'{MENU}<a href="/zwgk/">政务公开</a><a href="/lyj/">林业局</a>')
    put(HOST, "/zwgk/", '<a href="/zwgk/fdzdgk/">法定主动公开内容</a><a href="/zwgk/zn/">信息公开指南</a>')
    put(
        HOST,
        "/zwgk/fdzdgk/",
        '<a href="/zwgk/fdzdgk/fz/">法治政府建设年度报告</a><a href="/zwgk/fdzdgk/ys/">财政预决算</a>',
    )
    put(HOST, "/zwgk/fdzdgk/fz/", page(row("/r/2023.html", 2023)))
    put(HOST, "/r/2023.html", REPORT[2023])
    assert found(county) == ("/zwgk/fdzdgk/fz/", "links", ["/r/2023.html"])
    assert not {"/lyj/", "/xw/", "/zwgk/fdzdgk/ys/"} & set(county.sites.paths(HOST))
    [search] = SearchLog(county.root).last().values()
    assert (search.because, search.requests) == (TITLE.format(year=2023), 4)


def test_a_report_in_the_news_leads_to_its_column(county: Any) -> None:
    county.sites.put(HOST, "/", page(row("/zw/bg/202403/t20240320_2.html", 2023)))
    county.sites.put(HOST, "/zw/bg/", page(row("/zw/bg/202403/t20240320_2.html", 2023)))
    county.sites.put(HOST, "/zw/bg/202403/t20240320_2.html", REPORT[2023])
    assert found(county) == ("/zw/bg/", "rule:trs", ["/zw/bg/202403/t20240320_2.html"])


def test_the_guangdong_catalogue_is_read_behind_its_script(county: Any) -> None:
    tree = json.dumps([{"id": 5, "name": "政策", "children": [{"id": 721, "parent_id": 5, "name": "法治政府建设"}]}])
    county.sites.put(HOST, "/", f'{MENU}<a href="/gkmlpt/index">法治政府建设</a>')
    county.sites.put(HOST, "/gkmlpt/index", f"<script>window._CONFIG = {{SID: '662021', TREE: {tree}}}</script>{MENU}")

    async def articles(request: web.Request) -> web.StreamResponse:
        assert request.query["sid"] == "662021"
        report = {"title": TITLE.format(year=2023), "url": county.sites.url(HOST, "/gkmlpt/content/4/post_2.html")}
        shown = [report | {"display_publish_time": 1710900000}] if request.query["page"] == "1" else []
        return web.json_response({"articles": shown, "total": 1})

    county.sites.plays[HOST, "/gkmlpt/api/all/721"] = articles
    county.sites.put(HOST, "/gkmlpt/content/4/post_2.html", REPORT[2023])
    assert found(county) == ("/gkmlpt/index", "links", ["/gkmlpt/content/4/post_2.html"])


@pytest.mark.parametrize("path", usual_paths())
def test_a_column_to_which_nothing_leads_is_asked_for_at_the_usual_paths(county: Any, path: str) -> None:
    column = path if path.startswith("/") else f"/zwgk_241/{path}"
    county.sites.put(HOST, "/", f'{MENU}<a href="/zwgk_241/">政务公开</a>')
    county.sites.put(HOST, column, page(row("/r/2023.html", 2023)))
    county.sites.put(HOST, "/r/2023.html", REPORT[2023])
    assert found(county) == (column, "path", ["/r/2023.html"])


def test_a_listing_that_leads_to_a_document_brings_the_document(county: Any) -> None:
    county.sites.put(HOST, "/", f'{MENU}<a href="/fz/">法治政府建设年度报告</a>')
    county.sites.put(HOST, "/fz/", page(row("/files/2023.docx", 2023)))
    document = (Path(__file__).parents[2] / "golden" / "cases" / "j1.docx").read_bytes()
    county.sites.put(HOST, "/files/2023.docx", document)
    assert found(county) == ("/fz/", "links", ["/files/2023.docx"])


def test_a_column_without_a_report_is_taken_by_its_name_and_its_first_report_is_noticed(county: Any) -> None:
    county.sites.put(HOST, "/", f'{MENU}<a href="/fz/">法治政府建设年度报告</a><a href="/fzzf/">法治政府建设</a>')
    county.sites.put(HOST, "/fz/", page())
    county.sites.put(HOST, "/fzzf/", page())
    assert found(county) == ("/fz/", "links", [])
    [search] = SearchLog(county.root).last().values()
    assert search.because == "法治政府建设年度报告"
    county.sites.put(HOST, "/fz/", page(row("/r/2023.html", 2023)))
    county.sites.put(HOST, "/r/2023.html", REPORT[2023])
    county.sites.clock.turn(days=1)
    assert len(county.collect().news) == 1


def test_a_search_ends_at_its_bounds_and_is_not_repeated_before_its_time(county: Any) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        rows = "".join(f'<a href="{request.path}{n}/">信息公开目录</a>' for n in range(9))
        return web.Response(text=f"{MENU}{rows}", content_type="text/html")

    for depth in ("/", *(f"/{a}/" for a in range(9)), *(f"/{a}/{b}/" for a in range(9) for b in range(9))):
        county.sites.plays[HOST, depth] = endless
    collected = county.collect()
    assert [(one.listing, one.requests, one.failure) for one in collected.searches] == [(None, MOST_REQUESTS, None)]
    for days, searches in ((1, 0), (88, 0), (2, 1)):
        county.sites.clock.turn(days=days)
        assert len(county.collect().searches) == searches


def test_what_robots_forbids_is_not_searched_and_that_is_told(county: Any) -> None:
    county.sites.put(HOST, "/robots.txt", "User-agent: *\nDisallow: /\n")
    county.sites.put(HOST, "/", f'{MENU}<a href="/fz/">法治政府建设年度报告</a>')
    [search] = county.collect().searches
    assert (search.listing, search.failure) == (None, "robots")
    assert county.sites.paths(HOST) == []


def test_a_challenge_is_told_and_ends_the_search(county: Any) -> None:
    async def shield(_: web.Request) -> web.StreamResponse:
        response = web.Response(status=412, text="<script>$_ts=window['$_ts']</script>", content_type="text/html")
        response.set_cookie("fSjs9dO", "1")
        return response

    county.sites.plays[HOST, "/"] = shield
    [search] = county.collect().searches
    assert (search.listing, search.failure, search.requests) == (None, "script_challenge", 1)
    assert county.sites.paths(HOST) == ["/"]


@pytest.mark.parametrize(
    ("doubt", "title", "shown", "failure"),
    [
        ("shared_host", "灵丘县人民政府", "山西省大同市灵丘县", None),
        ("shared_host", "大同市人民政府", "灵丘县 大同市", "another_body"),
        ("shared_host", "灵丘县人民政府", "河北省张家口市", "another_body"),
        ("shared_host", "首页", "", "another_body"),
        ("", "首页", "", None),
    ],
)
def test_a_doubtful_site_is_searched_where_it_says_whose_it_is(
    county: Any, doubt: str, title: str, shown: str, failure: str | None
) -> None:
    county.doubt = doubt
    links = f'{MENU}<a href="/fz/">法治政府建设年度报告</a>'
    county.sites.put(HOST, "/", f'<meta charset="utf-8"><title>{title}</title>{links}<p>{shown}</p>')
    county.sites.put(HOST, "/fz/", page(row("/fz/2023.html", 2023)))
    [search] = county.collect().searches
    assert (search.failure, search.listing is None) == (failure, bool(failure))


def test_without_a_table_of_sites_nothing_is_searched(bureau: Any) -> None:
    bureau.publishers = [PUBLISHER]
    assert bureau.collect().searches == []
    assert bureau.sites.visits == []


def test_a_found_listing_that_moves_is_found_anew_and_one_that_is_down_is_kept(county: Any) -> None:
    sites = county.sites
    sites.put(HOST, "/", page(more='<a href="/old/">法治政府建设年度报告</a>'))
    sites.put(HOST, "/old/", page(row("2022.html", 2022)))
    sites.put(HOST, "/old/2022.html", REPORT[2022])
    assert found(county)[0] == "/old/"
    del sites.pages[HOST, "/old/"], sites.pages[HOST, "/"]
    for day in range(5):
        sites.clock.turn(days=1)
        searched = county.collect().searches
        assert bool(searched) == (day == 1), "a day after the first failure, and not every day from then on"
    assert SearchLog(county.root).last()[PUBLISHER.publisher_id].listing == sites.url(HOST, "/old/")
    sites.put(HOST, "/", page(more='<a href="/new/">法治政府建设年度报告</a>'))
    sites.put(HOST, "/new/", page(row("2023.html", 2023)))
    sites.put(HOST, "/new/2023.html", REPORT[2023])
    sites.clock.turn(days=90)
    assert found(county) == ("/new/", "links", ["/new/2023.html"])
    sites.clock.turn(days=1)
    collected = county.collect()
    assert (collected.searches, collected.listings_checked, county.log.failing()) == ([], 1, {})


class Table:
    """A county whose listing the table of publishers names: `/old/`, which shows one report."""

    def __init__(self, county: Any) -> None:
        self.county, self.sites = county, county.sites
        self.listing = self.sites.put(HOST, "/old/", page(row("2022.html", 2022)))
        self.sites.put(HOST, "/old/2022.html", REPORT[2022])
        self.sites.put(HOST, "/", page(more='<a href="/new/">法治政府建设年度报告</a>'))
        self.sites.put(HOST, "/new/", page(row("2023.html", 2023)))
        self.sites.put(HOST, "/new/2023.html", REPORT[2023])
        self.names(self.listing)
        assert county.collect().searches == []

    def names(self, listing: str) -> None:
        """What the table says from now on."""
        self.county.publishers = [replace(PUBLISHER, listing=listing, listing_kind="html", link_selector="ul a")]

    def days_until_searched(self, most: int) -> int | None:
        """How many daily refreshes it takes until there is a search for the listing."""
        for day in range(1, most + 1):
            self.sites.clock.turn(days=1)
            if self.county.collect().searches:
                return day
        return None

    def asked(self) -> str | None:
        """The listing that is in force."""
        [publisher] = SearchLog(self.county.root).with_listings(self.county.publishers)
        return publisher.listing and "/" + publisher.listing.split("/", 3)[3]


@pytest.fixture
def table(county: Any) -> Table:
    return Table(county)


def _withdrawn(sites: Any) -> None:
    del sites.pages[HOST, "/old/"]


def _down(sites: Any) -> None:
    sites.broken.add("/old/")


def _led_home(sites: Any) -> None:
    async def home(_: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("/")

    sites.plays[HOST, "/old/"] = home


def _emptied(sites: Any) -> None:
    sites.put(HOST, "/old/", page('<li><a href="/old/1.html">关于公布规章目录的公告</a></li>'))


@pytest.mark.parametrize(
    ("moves", "days"), [(_withdrawn, 2), (_led_home, 2), (_down, 4), (_emptied, 31)], ids=lambda one: str(one)[:20]
)
def test_a_listing_of_the_table_that_moves_is_found_anew(table: Table, moves: Callable[[Any], None], days: int) -> None:
    moves(table.sites)
    assert (table.days_until_searched(days), table.asked()) == (days, "/new/")
    table.sites.clock.turn(days=1)
    collected = table.county.collect()
    assert (collected.searches, collected.listings_checked, table.county.log.failing()) == ([], 1, {})
    assert table.sites.url(HOST, "/new/2023.html") in table.county.archive.current()
    del table.sites.pages[HOST, "/new/"]
    table.sites.put(HOST, "/", page(more='<a href="/newer/">法治政府建设年度报告</a>'))
    table.sites.put(HOST, "/newer/", page(row("/new/2023.html", 2023)))
    assert (table.days_until_searched(95) is not None, table.asked()) == (True, "/newer/")


def test_who_corrects_the_table_goes_before_what_was_found(table: Table) -> None:
    _withdrawn(table.sites)
    assert (table.days_until_searched(2), table.asked()) == (2, "/new/")
    table.names(table.sites.put(HOST, "/right/", page(row("/new/2023.html", 2023))))
    assert (table.days_until_searched(3), table.asked()) == (None, "/right/")


def test_a_failure_of_the_listing_that_the_table_named_before_does_not_count(table: Table) -> None:
    _withdrawn(table.sites)
    table.days_until_searched(1)
    table.names(table.sites.put(HOST, "/right/", page(row("2022.html", 2022))))
    assert (table.days_until_searched(3), table.asked()) == (None, "/right/")


def test_an_empty_listing_gives_its_place_to_no_other_empty_one(table: Table) -> None:
    _emptied(table.sites)
    table.sites.put(HOST, "/new/", page())
    assert (table.days_until_searched(31), table.asked()) == (31, "/old/")
    assert table.days_until_searched(60) is None
