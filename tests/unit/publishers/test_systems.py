"""From the address of an article to the page that lists it, and the table of official sites."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ingest.publishers import systems
from ingest.publishers.catalogue import Publisher, load_known_addresses, load_publishers
from ingest.publishers.regions import load_regions
from ingest.publishers.sites import load_sites
from ingest.publishers.systems import derive_listings, listings_of

pytestmark = pytest.mark.unit

SITES = load_sites(load_regions())
HEX = "0123456789abcdef0123456789abcdef"
UUID = "4bc809b5-2280-4aca-bf79-3796a2d6f737"
ARTICLES = {
    "/zw/bg/202403/t20240318_1.html": ("trs", "/zw/bg/"),
    "/zw/bg/ndbg2023/202403/t20240318_1.html": ("trs", "/zw/bg/"),
    # The folder above is a section of the site.
    "/zw/ndbg2023/202403/t20240318_1.html": ("trs", "/zw/ndbg2023/"),
    "/zw/bg2105/202403/t20240318_1.html": ("trs", "/zw/bg2105/"),
    "/bm/fz/t_13035087.html": ("trs_flat", "/bm/fz/"),
    "/zwgk/fzzf/content/post_123.html": ("gkmlpt", "/zwgk/fzzf/"),
    "/art/2024/3/18/art_12_34.html": ("hanweb", "/col/col12/index.html"),
    f"/x/fzzf/art/2025/art_{HEX}.html": ("jpaas", "/x/fzzf/index.html"),
    "/gxq/contents/10867/281297.html": ("siteserver", "/gxq/channels/10867.html"),
    f"/ycx/c109190/202504/{HEX}.shtml": ("ucap", "/ycx/c109190/zfxxgk_list.shtml"),
    "/sft/c103808/202203/c00_30777887.shtml": ("ucap", "/sft/c103808/zfxxgk_list.shtml"),
    f"/dtszf/fzzf/202602/{HEX}.shtml": ("ucap_named", "/dtszf/fzzf/"),
    f"/nw12/20240318/{HEX}.html": ("shanghai", "/nw12/"),
    "/p1/zfwj/20240301/239079.html": ("day_folder", "/p1/zfwj.html"),
    f"/10462/fzzfjs/2023/3/30/{HEX}.shtml": ("day_folders", "/10462/fzzfjs/"),
    "/html/1737/2024-03-08/content-138562.html": ("numbered_column", "/html/1737/"),
    "/ztzl/fzzfjs/1746825376128634882.html": ("xian", "/ztzl/fzzfjs/"),
    f"/affair/fz/{HEX}.html": ("chaoyang", "/affair/fz/"),
    f"/columns/{UUID}/202601/27/{UUID}.html": ("columns", f"/columns/{UUID}/"),
    "/fz/12.jhtml": ("jeecms", "/fz/"),
    "/zt/fzzf/2026040/index.html": ("index_page", "/zt/fzzf/"),
}


@pytest.mark.parametrize("article", ARTICLES)
def test_an_address_shows_the_listing_that_its_system_keeps(article: str) -> None:
    system, listing = ARTICLES[article]
    first = derive_listings(f"http://a.gov.cn{article}")[0]
    assert (first.system, first.address) == (system, f"http://a.gov.cn{listing}")


def test_every_rule_is_tried_here() -> None:
    with Path(systems.__file__).with_name("site_systems.tsv").open(encoding="utf-8", newline="") as stream:
        named = {row["system"] for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)}
    assert named == {system for system, _ in ARTICLES.values()}


@pytest.mark.parametrize(
    "article",
    ["/info/1044/9.htm", "/2024/03-18/1.html", "/public/content/9", "/XxgkContent/show/2779135.html", "/", ""],
)
def test_where_an_address_does_not_name_its_column_nothing_is_derived(article: str) -> None:
    assert derive_listings(f"http://a.gov.cn{article}") == []


@pytest.mark.parametrize(
    ("level", "region", "article", "derived"),
    [
        ("county", "140224", "https://dt.gov.cn/dtszf/fzzf/202602/t20260201_1.html", True),
        ("county", "140224", "http://www.lingqiu.gov.cn/fzzf/202602/t20260201_1.html", True),
        ("county", "140224", "http://www.hunyuan.gov.cn/fzzf/202602/t20260201_1.html", False),
        ("province", "650000", "http://shache.gov.cn/fzzf/202602/t20260201_1.html", False),
        ("department", "650000", "http://shache.gov.cn/fzzf/202602/t20260201_1.html", True),
        ("county", "140224", "http://www.lingqiu.gov.cn.example.com/fzzf/202602/t20260201_1.html", False),
    ],
)
def test_what_stands_on_a_site_of_others_says_nothing(level: str, region: str, article: str, derived: bool) -> None:
    publisher = Publisher("x", "x", region, level)  # type: ignore[arg-type]
    assert bool(listings_of(publisher, [article], SITES)) is derived


def test_the_latest_known_article_comes_first() -> None:
    publisher = Publisher("x", "x", "110101", "county")
    articles = [f"https://www.bjdch.gov.cn/{column}/202303/t20230301_1.html" for column in ("old/bg", "new/bg")]
    found = [one.address for one in listings_of(publisher, articles, SITES)]
    assert found == ["https://www.bjdch.gov.cn/new/bg/", "https://www.bjdch.gov.cn/old/bg/"]


def test_a_listing_is_derived_for_most_of_the_catalogue() -> None:
    articles: dict[str, list[str]] = defaultdict(list)
    for one in load_known_addresses():
        articles[one.publisher_id].append(one.address)
    publishers = load_publishers()
    derived = [one for one in publishers if listings_of(one, articles[one.publisher_id], SITES)]
    assert len(derived) / len(publishers) >= 0.8


def test_nearly_every_government_has_a_known_site_and_no_host_is_claimed_twice_without_a_doubt() -> None:
    counted = SITES.coverage()
    assert len(counted) == 31
    assert sum(one.sites for one in counted) / sum(one.governments for one in counted) > 0.99
    hosts = Counter(urlsplit(site.home_page).hostname for site in SITES)
    for site in SITES:
        host = urlsplit(site.home_page).hostname or ""
        assert host.endswith(".gov.cn") and (hosts[host] == 1 or site.doubt), site


def test_known_reports_stand_on_the_sites_that_the_table_names() -> None:
    """Reports and sites come from different sources; districts of Beijing and Datong report on their city's site."""
    hosts = defaultdict(set)
    for one in load_known_addresses():
        hosts[one.publisher_id].add((urlsplit(one.address).hostname or "").removeprefix("www."))
    compared = 0
    for publisher in load_publishers():
        home_page = SITES.home_page(publisher)
        if home_page is None or publisher.level == "province":
            continue
        domain = (urlsplit(home_page).hostname or "").removeprefix("www.")
        compared += any(host == domain or host.endswith(f".{domain}") for host in hosts[publisher.publisher_id])
    assert compared >= 40
