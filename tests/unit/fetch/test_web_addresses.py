from __future__ import annotations

from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from ingest.fetch.failures import Failure
from ingest.fetch.settings import FetchSettings
from ingest.fetch.web_addresses import parse_address, redirect_target

pytestmark = pytest.mark.unit
BASE = URL("http://a.test/dir/page.html?x=1")


@given(st.text())
def test_any_text_is_an_address_or_a_failure_that_is_permanent(text: str) -> None:
    try:
        url = parse_address(text)
    except Failure as failure:
        assert failure.reason.permanent
    else:
        assert url.scheme in ("http", "https") and url.host


@given(st.binary(max_size=60))
def test_any_bytes_of_a_redirect_are_an_address_or_a_failure(raw: bytes) -> None:
    location = raw.decode("utf-8", "surrogateescape")
    try:
        assert redirect_target(BASE, location).host
    except Failure as failure:
        assert failure.reason.permanent


@given(st.text(alphabet="法治政府报告年 é", min_size=1, max_size=10), st.sampled_from(["utf-8", "gb18030"]))
def test_the_bytes_of_a_redirect_stay_what_they_are(name: str, charset: str) -> None:
    raw = ("/x" + name + "y").encode(charset)
    target = redirect_target(BASE, raw.decode("utf-8", "surrogateescape"))
    assert unquote_to_bytes(target.raw_path) == raw


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("next.html", "http://a.test/dir/next.html"),
        ("/top", "http://a.test/top"),
        ("//b.test/x", "http://b.test/x"),
        ("?page=2", "http://a.test/dir/page.html?page=2"),
        ("https://b.test/a%2Fb?q=%E6%B3%95#part", "https://b.test/a%2Fb?q=%E6%B3%95"),
        (" /blank ", "http://a.test/blank"),
    ],
)
def test_redirects_are_read_from_where_they_stand(location: str, target: str) -> None:
    assert redirect_target(BASE, location) == URL(target)


def test_the_user_agent_names_the_contact_where_there_is_one() -> None:
    assert "example.org" in FetchSettings(contact="https://example.org/about").user_agent
    assert FetchSettings().user_agent.startswith("fazhi/")
