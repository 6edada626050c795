"""Addresses are written in one way, whatever the page wrote, and never break the reading."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.publishers.addresses import day_in, folder_of, is_folder, normalise, page_key

pytestmark = pytest.mark.unit

BASE = "http://www.heting.gov.cn/zwgk/fzzf/index.html"


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("./202403/t1.html", "http://www.heting.gov.cn/zwgk/fzzf/202403/t1.html"),
        ("../a.html#x", "http://www.heting.gov.cn/zwgk/a.html"),
        ("/a/./b/../c.html", "http://www.heting.gov.cn/a/c.html"),
        ("../../../../a.html", "http://www.heting.gov.cn/a.html"),
        ("//sfj.heting.gov.cn:80/a", "http://sfj.heting.gov.cn/a"),
        ("HTTPS://SFJ.Heting.gov.cn:443/A", "https://sfj.heting.gov.cn/A"),
        ("https://a.cn:8443/x", "https://a.cn:8443/x"),
        ("http://a.cn", "http://a.cn/"),
        ("http://a.cn?x=1", "http://a.cn/?x=1"),
        ("?page=2", "http://www.heting.gov.cn/zwgk/fzzf/index.html?page=2"),
        ("#top", "http://www.heting.gov.cn/zwgk/fzzf/index.html"),
        (" \n a b.html\t", "http://www.heting.gov.cn/zwgk/fzzf/a%20b.html"),
        ("\\x\\y.html", "http://www.heting.gov.cn/x/y.html"),
        ("/法治.html", "http://www.heting.gov.cn/%E6%B3%95%E6%B2%BB.html"),
        ("/%e6%b3%95.html", "http://www.heting.gov.cn/%E6%B3%95.html"),
        ("http://政务.cn/", "http://xn--zfr164b.cn/"),
        ("/s;jsessionid=9A.n1?id=1", "http://www.heting.gov.cn/s?id=1"),
        ("javascript:void(0)", None),
        ("mailto:a@b.cn", None),
        ("tel:12345", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("http://user:secret@a.cn/", None),
        ("http://a.cn:99999/", None),
        ("http://[::1", None),
        ("http://", None),
        ("", None),
    ],
)
def test_a_reference_becomes(reference: str, address: str | None) -> None:
    assert normalise(reference, BASE) == address


@given(st.text(max_size=60) | st.text(alphabet="htps:/.#?%&=;[]@\\ab12中 \t", max_size=60))
def test_normalising_never_raises_and_is_done_once(reference: str) -> None:
    address = normalise(reference, BASE)
    if address is not None:
        assert normalise(address) == address
        parts = urlsplit(address)
        assert parts.scheme in ("http", "https")
        assert parts.hostname == parts.hostname.lower() if parts.hostname else False
        assert parts.fragment == ""


_words = st.text(alphabet="abz019-_", min_size=1, max_size=8)


@given(
    st.lists(_words, min_size=1, max_size=4),
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["", "#a", "#"]),
    st.sampled_from(["", "www."]),
    st.sampled_from(["", ":80", ":443"]),
)
def test_one_page_has_one_key_however_its_address_is_written(
    path: list[str], scheme: str, fragment: str, www: str, port: str
) -> None:
    if (scheme.lower(), port) in (("http", ":443"), ("https", ":80")):
        port = ""
    written = normalise(f"{scheme}://{www}heting.gov.cn{port}/{'/'.join(path)}{fragment}")
    assert written is not None
    assert page_key(written) == "heting.gov.cn/" + "/".join(path)


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("http://a.cn/zw/202403/t20240318_77.html", date(2024, 3, 18)),
        ("http://a.cn/art/2024/3/8/art_1_2.html", date(2024, 3, 8)),
        ("http://a.cn/2024/03-18/1.html", date(2024, 3, 18)),
        ("http://a.cn/html/1/2024-03-18/content-2.html", date(2024, 3, 18)),
        ("http://a.cn/2024-03/18/content_1.htm", date(2024, 3, 18)),
        ("http://a.cn/c/202403/18/0a.html", date(2024, 3, 18)),
        ("http://a.cn/nw1/20240318/0a.html", date(2024, 3, 18)),
        ("http://a.cn/c/202111/t20211111_3.html", date(2021, 11, 11)),
        ("http://a.cn/c/202403/0a.html", None),
        ("http://a.cn/info/1044/20240.htm", None),
        ("http://a.cn/content/post_20243399.html", None),
        ("http://a.cn/1777633269802180610.html", None),
    ],
)
def test_the_day_in(address: str, day: date | None) -> None:
    assert day_in(address) == day


def test_columns_and_articles_are_told_apart() -> None:
    assert (
        is_folder("http://a.cn/x/") and is_folder("http://a.cn/x/index.shtml") and is_folder("http://a.cn/x/list.html")
    )
    assert not is_folder("http://a.cn/x/t1.html") and not is_folder("http://a.cn/x?id=1/")
    assert folder_of("http://a.cn/x/t1.html?y=/z") == "http://a.cn/x/"
