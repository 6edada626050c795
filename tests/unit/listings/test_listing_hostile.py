"""Listings made to keep a reader busy, or that hold what nobody set: they are read like any other, or refused."""

from __future__ import annotations

import gzip
import json
from datetime import date

import pytest

from ingest.listings.days import day_of_row, day_of_value
from ingest.listings.finding import find_links
from ingest.listings.links import Listing, ListingUnreadable
from ingest.publishers.catalogue import Publisher

pytestmark = pytest.mark.unit

MANY = 200_000
"""So often that a pattern which looks at everything behind each place would take hours."""
TITLE = "鹤汀市2023年法治政府建设情况报告"


def read(kind: str, page: str | bytes, address: str = "http://a.cn/fz/") -> Listing:
    publisher = Publisher("990100-政府", "鹤汀市人民政府", "990100", "prefecture", address, kind)  # type: ignore[arg-type]
    return find_links(page.encode() if isinstance(page, str) else page, publisher, address)


@pytest.mark.parametrize("ahead", ["a(", "var list = ", "callback ("])
def test_jsonp_that_never_ends_is_refused_at_once(ahead: str) -> None:
    with pytest.raises(ListingUnreadable, match="is not JSON"):
        read("json", ahead + " " * MANY + "x")


@pytest.mark.parametrize(
    "wrapped", ["cb({});", "cb( {} ) ;\n", "/* of today */ cb({})", "var rows = {};", "let a.b={}"]
)
def test_jsonp_is_read_in_all_its_forms(wrapped: str) -> None:
    rows = json.dumps([{"title": TITLE, "url": "/1.html", "date": "2024-03-01"}], ensure_ascii=False)
    (link,) = read("json", wrapped.replace("{}", rows)).links
    assert (link.title, link.date) == (TITLE, date(2024, 3, 1))


def test_tags_that_are_never_closed_are_passed_through() -> None:
    rows = json.dumps([{"title": "<a" * MANY, "url": "/0.html"}, {"title": f"<b>{TITLE}</b>", "url": "/1.html"}])
    assert [link.title for link in read("json", rows).links] == [TITLE]


def test_records_in_a_script_that_never_end_are_passed_over() -> None:
    row = f'<a href="/1.html">{TITLE}</a>'
    for script in (f"<![CDATA[{row}]]>" + "<![CDATA[" * MANY, "<![CDATA[" * MANY + f"<![CDATA[{row}]]>"):
        assert [link.title for link in read("html", f"<script>{script}</script>").links] == [TITLE]


def test_a_row_of_blanks_has_no_day() -> None:
    assert day_of_row("1" + " " * MANY) is None
    assert day_of_row("18\n" + " " * MANY + "2024-03") == date(2024, 3, 18)


@pytest.mark.parametrize(
    "never_set", ["0001-01-01T00:00:00+08:00", "0001-01-01", "9999-12-31T23:59:59Z", "0" * 10, 0, "²" * 10]
)
def test_a_time_that_was_never_set_is_no_day_and_costs_no_report(never_set: str | int) -> None:
    assert day_of_value(never_set) is None
    rows = json.dumps([{"title": TITLE, "url": "/1.html", "date": never_set}])
    assert [(link.title, link.date) for link in read("json", rows).links] == [(TITLE, None)]


def test_a_page_number_that_is_no_decimal_is_none() -> None:
    rows = json.dumps({"rows": [{"title": TITLE, "url": "/1.html"}], "pageCount": "²"})
    assert len(read("json", rows, "http://a.cn/list?page=²").links) == 1


def test_a_packed_sitemap_that_is_cut_off_is_refused_and_one_of_two_parts_is_read_whole() -> None:
    site = "<url><loc>http://a.cn/fz/fzzfjs/2024/0301/c1_{}.html</loc><lastmod>2024-03-01</lastmod></url>"
    parts = ["<urlset>" + site.format(1) * 500, site.format(2) + "</urlset>"]
    packed = [gzip.compress(part.encode()) for part in parts]
    whole = read("sitemap", b"".join(packed))
    assert whole.seen == 501
    with pytest.raises(ListingUnreadable, match="broken gzip"):
        read("sitemap", packed[0][:-12])
