"""An archive that has lost bytes gets them back from the sites that still show them."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.publishers.catalogue import Publisher

pytestmark = pytest.mark.integration

HOST = "wutang.test"
TITLE = "雾棠县2014年法治政府建设情况报告"
TEXT = "全县各级行政机关认真履行职责，办理行政复议案件112件，开展执法培训13次，群众满意率持续提高。" * 9


@pytest.fixture
def county(bureau: Any) -> Any:
    """A government whose listing shows two reports; both are in the archive."""
    links = {TITLE: "1.html", TITLE.replace("2014", "2015"): "2.html"}
    listing = bureau.sites.put_listing(HOST, "/fz/", links)
    for title, path in links.items():
        bureau.sites.put(HOST, f"/fz/{path}", f"<meta charset=utf-8><h1>{title}</h1><p>{TEXT}</p>")
    bureau.publishers = [Publisher("990121-政府", "雾棠县人民政府", "990121", "county", listing, "html")]
    assert len(bureau.collect().news) == 2
    bureau.sites.clock.turn(days=2)
    return bureau


def lose(county: Any, path: str) -> str:
    sha256 = str(county.archive.current()[county.sites.url(HOST, path)].sha256)
    (county.root / "objects" / sha256[:2] / sha256).unlink()
    return sha256


def test_lost_bytes_are_asked_for_anew_and_no_other_address_suffers(county: Any) -> None:
    sha256 = lose(county, "/fz/1.html")
    collected = county.collect()
    assert (collected.failed, collected.held_back, collected.unchanged) == ([], [], 1)
    assert county.archive.holds(sha256)
    assert county.archive.verify() == []
    assert [status for _, path, status, _ in county.sites.visits if path == "/fz/1.html"] == [200, 200]


def test_where_the_site_shows_others_by_now_these_are_taken(county: Any) -> None:
    lose(county, "/fz/1.html")
    county.sites.put(HOST, "/fz/1.html", f"<meta charset=utf-8><h1>{TITLE}</h1><p>{TEXT.replace('112', '113')}</p>")
    collected = county.collect()
    assert [fetch.address for fetch in collected.news] == [county.sites.url(HOST, "/fz/1.html")]
    assert not collected.failed
