"""Feeds and sitemaps, also compressed, damaged or hostile."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.listings.finding import find_links, sitemaps_of_robots
from ingest.listings.links import Listing, ListingUnreadable
from ingest.publishers.catalogue import ListingKind, Publisher

pytestmark = pytest.mark.unit

FEED = "https://www.heting.gov.cn/rss/fzzf.xml"
TITLE = "禾汀县2023年法治政府建设情况报告"
PAGE = "https://www.heting.gov.cn/a/1.html"


def read(data: bytes | str, kind: ListingKind, selector: str | None = None) -> Listing:
    publisher = Publisher("990101-政府", "禾汀县人民政府", "990101", "county", FEED, kind, selector)
    return find_links(data.encode() if isinstance(data, str) else data, publisher, FEED)


RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>法治政府建设</title><link>https://www.heting.gov.cn/</link>
<item><title><![CDATA[{TITLE}]]></title><link>{PAGE}</link><pubDate>Sun, 17 Mar 2024 18:00:00 GMT</pubDate></item>
<item><title>禾汀县灯会</title><link>https://www.heting.gov.cn/a/2.html</link></item></channel></rss>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<item rdf:about="x"><title>{TITLE}</title><link>/a/1.html</link><dc:date>2024-03-18T09:00:00+08:00</dc:date></item></rdf:RDF>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="?page=2"/><entry><title type="html">&lt;b&gt;{TITLE}&lt;/b&gt;</title>
<link rel="enclosure" href="/a/1.pdf"/><link href="/a/1.html"/><updated>2024-03-20T00:00:00Z</updated><published>2024-03-18T01:00:00Z</published></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, RDF, ATOM, RSS.replace("灯会", "灯会&nbsp;&copy;"), "\n\ufeff" + RSS])
def test_a_feed_lists_the_report(feed: str) -> None:
    (link,) = read(feed, "rss").links
    assert (link.address, link.title, link.date, link.report_year) == (PAGE, TITLE, date(2024, 3, 18), 2023)


def test_a_feed_in_a_national_charset_is_read() -> None:
    assert len(read(RSS.replace("utf-8", "gb2312").encode("gb18030"), "rss").links) == 1


def test_an_atom_feed_says_where_it_goes_on() -> None:
    assert read(ATOM, "rss").next_pages == (FEED + "?page=2",)


SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://www.heting.gov.cn/zwgk/fzzfjs/202403/t20240318_1.html</loc></url>
<url><loc>https://www.heting.gov.cn/zwgk/fzzfjsndbg/9.html</loc><lastmod>2024-03-18T20:00:00+00:00</lastmod></url>
<url><loc>https://www.heting.gov.cn/zwgk/fzzfjs/</loc></url>
<url><loc>https://www.heting.gov.cn/zwgk/czyjs/202403/t20240318_2.html</loc></url></urlset>"""


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_lists_addresses_of_columns_of_reports(pack) -> None:  # type: ignore[no-untyped-def]
    result = read(pack(SITEMAP.encode()), "sitemap")
    assert [(link.address.partition("/zwgk/")[2], link.date) for link in result.links] == [
        ("fzzfjs/202403/t20240318_1.html", date(2024, 3, 18)),
        ("fzzfjsndbg/9.html", date(2024, 3, 19)),
    ]
    assert result.seen == 4


def test_a_pattern_says_which_addresses_of_a_sitemap_are_taken() -> None:
    assert [link.address for link in read(SITEMAP, "sitemap", "/czyjs/").links] == [
        "https://www.heting.gov.cn/zwgk/czyjs/202403/t20240318_2.html"
    ]


def test_titles_in_a_news_sitemap_are_believed() -> None:
    page = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{PAGE}</loc>
<news:news><news:publication_date>2024-03-18</news:publication_date><news:title>{TITLE}</news:title></news:news></url></urlset>"""
    (link,) = read(page, "sitemap").links
    assert (link.address, link.title, link.date) == (PAGE, TITLE, date(2024, 3, 18))


def test_an_index_tells_its_sitemaps() -> None:
    page = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>/s1.xml.gz</loc></sitemap><sitemap><loc>https://www.heting.gov.cn/s2.xml</loc></sitemap></sitemapindex>"
    assert read(page, "sitemap").next_pages == (
        "https://www.heting.gov.cn/s1.xml.gz",
        "https://www.heting.gov.cn/s2.xml",
    )


def test_robots_name_their_sitemaps() -> None:
    assert sitemaps_of_robots("User-agent: *\nSitemap: https://a.cn/s.xml\nsitemap:https://a.cn/t.xml\n") == [
        "https://a.cn/s.xml",
        "https://a.cn/t.xml",
    ]


BOMB = (
    '<!DOCTYPE r [<!ENTITY a "哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize("kind", ["rss", "sitemap"])
def test_entities_of_a_documents_own_are_refused_before_they_are_put_in_place(kind: ListingKind) -> None:
    # Put in its place, the entity `i` would be 800 million characters.
    with pytest.raises(ListingUnreadable, match="entities"):
        read(BOMB + f"<rss><channel><item><title>{TITLE}&i;</title><link>{PAGE}</link></item></channel></rss>", kind)


def test_files_of_the_machine_are_not_put_into_a_feed(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "secret").write_text("秘密")
    page = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><rss><channel><item><title>{TITLE}&x;</title><link>{PAGE}</link></item></channel></rss>'
    with pytest.raises(ListingUnreadable, match="entities"):
        read(page, "rss")


@pytest.mark.parametrize("page", ["<!DOCTYPE html><html><body>404</body></html>", "系统维护", "", "{}"])
def test_what_is_no_xml_says_so(page: str) -> None:
    with pytest.raises(ListingUnreadable, match="no XML"):
        read(page, "rss")


def test_a_broken_or_endless_gzip_file_is_unreadable() -> None:
    with pytest.raises(ListingUnreadable, match="broken gzip"):
        read(b"\x1f\x8b\x08garbage", "sitemap")
    with pytest.raises(ListingUnreadable, match="unpacks to more"):
        read(gzip.compress(b" " * (65 << 20), 1), "sitemap")


@given(st.integers(0, len(RSS.encode())), st.binary(max_size=8))
def test_a_damaged_feed_is_read_or_refused_in_a_sentence(cut: int, noise: bytes) -> None:
    data = RSS.encode()
    try:
        result = read(data[:cut] + noise + data[cut:], "rss")
    except ListingUnreadable as error:
        assert FEED in str(error)
    else:
        assert result.seen <= 3
