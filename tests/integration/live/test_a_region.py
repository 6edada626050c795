"""A region of which nothing is known but its governments' home pages: who reports there joins the catalogue."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.listings.searches import SearchLog
from ingest.live import Selection
from ingest.live.searching import search_listing
from warehouse.inputs.live import LiveRefresh, outcomes, publishers_in_force
from warehouse.inputs.polling import Cursor, poll
from warehouse.workspace import Workspace

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
TITLE = "雾棠县2023年法治政府建设情况报告"
COUNTIES = {"140224": "www.lingqiu.gov.cn", "140225": "www.hunyuan.gov.cn"}


class Killed(BaseException):
    """What nobody catches."""


@pytest.fixture
def workspace(sites: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """One county lists a report, one lists nothing; a city and a county elsewhere have sites, too."""
    from ingest.fetch.client import Fetcher
    from ingest.fetch.settings import FetchSettings
    from warehouse.inputs import live

    settings = FetchSettings(allow_loopback=True)
    monkeypatch.setattr(live, "live_clock", lambda: sites.clock)
    monkeypatch.setattr(live, "new_fetcher", lambda clock: Fetcher(settings, clock=clock, resolver=sites))
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FAZHI_PUBLISHERS", str(tmp_path))
    header = "publisher_id,name,region_code,level,listing,listing_kind,link_selector,title_pattern,interval_hours"
    (tmp_path / "publishers.csv").write_text(f"{header},tls_verify,note\n", encoding="utf-8")
    (tmp_path / "known_addresses.csv").write_text("address,publisher_id,report_year,published_on\n", encoding="utf-8")
    hosts = COUNTIES | {"140200": "www.dt.gov.cn", "110101": "www.bjdch.gov.cn"}
    lines = [f"{code},{sites.url(name, '/')}," for code, name in hosts.items()]
    (tmp_path / "government_sites.csv").write_text("\n".join(["region_code,home_page,doubt", *lines]), encoding="utf-8")
    for name in hosts.values():
        sites.put(name, "/", '<a href="/">首页</a><a href="/fz/">法治政府建设</a>')
    sites.put_listing(COUNTIES["140224"], "/fz/", {TITLE: "2023.html"})
    sites.put(COUNTIES["140224"], "/fz/2023.html", (SAMPLES / "wutang-2023.html").read_bytes())
    return Workspace.from_environment().prepare()


def refresh(workspace: Workspace, region: str | None) -> Any:
    with LiveRefresh(workspace, Selection(region=region)) as asked:
        asked.look_at_listings()
        return asked.ask_addresses()


def test_governments_of_the_region_are_searched_and_what_is_found_stays(sites: Any, workspace: Workspace) -> None:
    assert publishers_in_force(workspace)[0] == []
    collected = refresh(workspace, "140200")
    assert {one.publisher_id: bool(one.listing) for one in collected.searches} == {
        "140200-政府": False,
        "140224-政府": True,
        "140225-政府": False,
    }
    assert [fetch.address for fetch in collected.news] == [sites.url(COUNTIES["140224"], "/fz/2023.html")]
    assert sites.paths("www.bjdch.gov.cn") == []
    seen = {one.publisher_id: one for one in publishers_in_force(workspace)[0]}
    assert list(seen) == ["140200-政府", "140224-政府", "140225-政府"]
    assert seen["140224-政府"].listing == sites.url(COUNTIES["140224"], "/fz/")
    assert {one.note for one in seen.values()} == {"seen"}
    assert seen["140200-政府"].name == "大同市人民政府"


def test_an_interrupted_search_of_a_region_goes_on_where_it_stopped(
    sites: Any, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def interrupted(*arguments: Any, **more: Any) -> Any:
        if arguments[2].publisher_id == "140225-政府":
            while len(SearchLog(workspace.archive).last()) < 2:
                await asyncio.sleep(0.01)
            raise Killed
        return await search_listing(*arguments, **more)

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr("ingest.live.collecting.search_listing", interrupted)
        refresh(workspace, "140200")
    states = {one.publisher_id: one.state for one in outcomes(workspace, "140200")}
    assert states == {"140200-政府": "not_found", "140224-政府": "not_found", "140225-政府": "not_asked"}
    collected = refresh(workspace, "140200")
    assert [one.publisher_id for one in collected.searches] == ["140225-政府"]
    assert len(collected.news) == 1
    assert {one.publisher_id: one.state for one in outcomes(workspace, "140200")} == {
        "140200-政府": "not_found",
        "140224-政府": "found",
        "140225-政府": "not_found",
    }


def test_of_each_government_it_is_told_what_came_of_asking_it(sites: Any, workspace: Workspace) -> None:
    sites.down.add("www.dt.gov.cn")
    assert {one.state for one in outcomes(workspace, "140200")} == {"not_asked"}
    refresh(workspace, "140224")
    refresh(workspace, "140200")
    told = {one.publisher_id: (one.state, one.reports, one.detail) for one in outcomes(workspace, "140200")}
    assert told == {
        "140200-政府": ("obstacle", 0, "host_unknown"),
        "140224-政府": ("found", 1, sites.url(COUNTIES["140224"], "/fz/")),
        "140225-政府": ("not_found", 0, ""),
    }


def test_the_command_ends_with_a_line_for_each_government(
    sites: Any, tmp_path: Path, fazhi: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    sites.put("127.0.0.1", "/", '<a href="/">首页</a><a href="/xw/">新闻</a>')
    header = "publisher_id,name,region_code,level,listing,listing_kind,link_selector,title_pattern,interval_hours"
    (tmp_path / "publishers.csv").write_text(f"{header},tls_verify,note\n", encoding="utf-8")
    (tmp_path / "known_addresses.csv").write_text("address,publisher_id,report_year,published_on\n", encoding="utf-8")
    home = sites.url("127.0.0.1", "/")
    (tmp_path / "government_sites.csv").write_text(f"region_code,home_page,doubt\n140224,{home},\n", encoding="utf-8")
    loopback = {"FAZHI_ALLOW_LOOPBACK": "1", "FAZHI_WAIT_SCALE": "0.01", "FAZHI_PUBLISHERS": str(tmp_path)}
    done = fazhi("refresh", "--live", "--region", "140224", "--json", data=tmp_path / "data", **loopback)
    assert done.returncode == 3, done.stderr  # there is no report to build from
    told = json.loads(done.stdout)
    assert [(row["publisher_id"], row["state"]) for row in told["region"]] == [("140224-政府", "not_found")]
    assert (told["publishers"]["searched"], told["publishers"]["found"]) == (1, 0)
    again = fazhi("refresh", "--live", "--region", "140224", data=tmp_path / "data", **loopback)
    assert "灵丘县人民政府 (140224-政府)" in again.stdout and "not_found: 1" in again.stdout


def test_a_found_listing_is_polled_as_any_other_and_a_refresh_of_all_goes_on_with_it(
    sites: Any, workspace: Workspace
) -> None:
    refresh(workspace, "140224")
    sites.clock.turn(days=1)
    assert poll(workspace, Cursor()).looked == 1
    sites.clock.turn(days=1)
    collected = refresh(workspace, None)
    assert (collected.searches, collected.listings_checked, collected.unchanged) == ([], 1, 1)


def test_the_code_of_the_nation_takes_every_government_that_has_a_site(workspace: Workspace) -> None:
    assert len(publishers_in_force(workspace, "100000")[0]) == 4


def test_a_government_that_was_found_stays_also_where_the_table_has_a_department_of_its_region(
    workspace: Workspace, tmp_path: Path
) -> None:
    refresh(workspace, "140224")
    with (tmp_path / "publishers.csv").open("a", encoding="utf-8") as table:
        table.write("140224-司法局,灵丘县司法局,140224,department\n")
    seen = [one.publisher_id for one in publishers_in_force(workspace)[0]]
    assert seen == ["140224-司法局", "140224-政府"]
