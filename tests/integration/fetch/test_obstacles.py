"""What stands in the way of a page is told apart, and nothing gets around it."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("status", [202, 412, 468, 521])
def test_a_shield_that_wants_a_script_to_be_run_is_told_and_asked_once(town: Any, status: int) -> None:
    cookie = "__jsluid_s=0a1b; max-age=31536000; path=/; HttpOnly"
    page = town.page(
        "a.test", "/1.html", "<script>document.cookie='x'</script>", status=status, **{"Set-Cookie": cookie}
    )
    result = town.fetch_one(page)
    assert (result.reason, result.permanent, result.attempts, result.status) == ("script_challenge", True, 1, status)
    assert town.paths() == ["/1.html"]


@pytest.mark.parametrize(
    ("status", "reason"), [(412, "refused"), (468, "unexpected_status"), (202, "unexpected_status")]
)
def test_without_a_cookie_it_is_a_refusal(town: Any, status: int, reason: str) -> None:
    assert town.fetch_one(town.page("a.test", "/1.html", "x", status=status)).reason == reason


def test_a_page_that_leads_to_the_home_page_of_another_site_has_moved(town: Any) -> None:
    home = town.page("new.test", "/", "<html>")
    result = town.fetch_one(town.page("old.test", "/fz/2023.html", status=301, Location=home))
    assert (result.reason, result.permanent, result.data) == ("moved_site", True, None)
    assert "new.test" in result.message


@pytest.mark.parametrize(
    ("host", "path", "to_host", "to"),
    [
        ("old.test", "/fz/2023.html", "new.test", "/fz/2023.html"),
        ("old.test", "/", "new.test", "/"),
        ("a.test", "/fz/", "www.a.test", "/"),
    ],
)
def test_other_redirects_are_followed(town: Any, host: str, path: str, to_host: str, to: str) -> None:
    end = town.page(to_host, to, "x")
    assert town.fetch_one(town.page(host, path, status=301, Location=end)).outcome == "ok"
