"""Listings in JSON: whatever the fields are called and however deep they lie."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.listings.finding import find_links
from ingest.listings.links import Listing, ListingUnreadable
from ingest.publishers.catalogue import Publisher

pytestmark = pytest.mark.unit

ENDPOINT = "https://www.yanyao.gov.cn/api/list?channel=77&page=1&size=20"
TITLE = "岩窑县2023年法治政府建设情况报告"
PAGE = "https://www.yanyao.gov.cn/zwgk/5.html"


def endpoint(answer: object, selector: str | None = None, address: str = ENDPOINT) -> Listing:
    publisher = Publisher("990103-政府", "岩窑县人民政府", "990103", "county", ENDPOINT, "json", selector)
    written = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return find_links(written.encode(), publisher, address)


OBJECTS = [
    {"title": TITLE, "url": "/zwgk/5.html", "date": "2024-03-18"},
    {"DOCTITLE": TITLE, "DOCPUBURL": PAGE, "DOCRELTIME": "2024-03-18 10:22:31"},
    {"docTitle": TITLE, "docPubUrl": "//www.yanyao.gov.cn/zwgk/5.html", "pubTime": "2024/03/18"},
    {"name": TITLE, "link": "../zwgk/5.html", "publish_time": 1710727200000},
    {"Title": f"<em>岩窑县</em>{TITLE[3:]}", "Href": "/zwgk/5.html", "publishedAt": 1710727200},
    {"headline": TITLE, "pageUrl": "/zwgk/5.html", "publishDate": "2024-03-17T18:00:00Z"},
    {"bt": f"{TITLE}&nbsp;", "urlPath": "/zwgk/5.html", "fbrq": "2024年3月18日"},
    {"title": TITLE, "url": "/zwgk/5.html", "extra": {"date": "1999-01-01"}, "createTime": "20240318"},
]


@pytest.mark.parametrize("one", OBJECTS, ids=[",".join(one) for one in OBJECTS])
@pytest.mark.parametrize("nesting", ["{}", "[]", "data", "deep", "jsonp", "assigned"])
def test_an_object_with_title_address_and_day_is_a_link(one: dict[str, object], nesting: str) -> None:
    rows = [one, {**one, **{name: "禾苗长势通报" for name, value in one.items() if "法治" in str(value)}}]
    whole = {"{}": one, "[]": rows, "data": {"data": rows}, "deep": {"code": 0, "result": {"page": {"rows": rows}}}}
    text = json.dumps(whole.get(nesting, rows), ensure_ascii=False)
    answer = {"jsonp": f"/**/jQuery112_17({text});", "assigned": f"var list = {text};"}.get(nesting, text)
    (link,) = endpoint(answer).links
    assert (link.address, link.title, link.date, link.report_year) == (PAGE, TITLE, date(2024, 3, 18), 2023)


def test_a_path_keeps_to_one_array() -> None:
    old = {"title": TITLE.replace("2023", "2020"), "url": "/old.html"}
    answer = {"hot": [old], "data": {"rows": [{"title": TITLE, "url": "/zwgk/5.html"}]}}
    assert len(endpoint(answer).links) == 2
    for path in ("data.rows", "$.data.rows[*]", "data.rows[]"):
        assert [link.address for link in endpoint(answer, path).links] == [PAGE]
    assert endpoint(answer, "data.nothing").links == ()


def test_markup_inside_of_json_is_read_as_a_page() -> None:
    answer = {"code": 200, "html": f'<ul><li><a href="/zwgk/5.html">{TITLE}</a><span>2024-03-18</span></li></ul>'}
    (link,) = endpoint(answer).links
    assert (link.address, link.date) == (PAGE, date(2024, 3, 18))


ROWS = [{"title": "别的消息", "url": "/1.html"}]


@pytest.mark.parametrize(
    ("answer", "address", "following"),
    [
        ({"rows": ROWS, "totalPage": 3}, ENDPOINT, [ENDPOINT.replace("page=1", "page=2")]),
        ({"rows": ROWS, "total_page": "1"}, ENDPOINT, []),
        ({"rows": ROWS}, ENDPOINT, [ENDPOINT.replace("page=1", "page=2")]),
        ({"rows": []}, ENDPOINT, []),
        ({"rows": ROWS, "pages": 9}, "https://a.cn/l?pageNo=8", ["https://a.cn/l?pageNo=9"]),
        ({"rows": ROWS, "pages": 9}, "https://a.cn/l?pageNo=9", []),
        ({"rows": ROWS}, "https://a.cn/l", []),
    ],
)
def test_the_next_page_is_one_number_higher(answer: object, address: str, following: list[str]) -> None:
    assert list(endpoint(answer, address=address).next_pages) == following


@pytest.mark.parametrize("answer", ["<html><body>登录</body></html>", "", "{", "系统维护", "[" * 100_000])
def test_what_is_no_json_says_so(answer: str) -> None:
    with pytest.raises(ListingUnreadable, match="not JSON"):
        endpoint(answer)


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["title", "url", "date", "totalPage", "data", "page"]) | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(_values)
def test_no_answer_in_json_breaks_the_reading(answer: object) -> None:
    assert endpoint(json.dumps(answer)).seen >= 0
