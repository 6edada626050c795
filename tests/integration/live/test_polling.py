"""Polls of listings: bounded, remembered, and news told once. Sites are served on loopback, time is turned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from warehouse.inputs.polling import Cursor, Poll, poll
from warehouse.workspace import UserError, Workspace

pytestmark = pytest.mark.integration

COLUMNS = "publisher_id,name,region_code,level,listing,listing_kind,link_selector,title_pattern,interval_hours"

Polled = Callable[[], Poll]


@pytest.fixture(autouse=True)
def environment(sites: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest.fetch.client import Fetcher
    from ingest.fetch.settings import FetchSettings
    from warehouse.inputs import live

    settings = FetchSettings(allow_loopback=True)
    monkeypatch.setattr(live, "live_clock", lambda: sites.clock)
    monkeypatch.setattr(live, "new_fetcher", lambda clock: Fetcher(settings, clock=clock, resolver=sites))
    for name, value in (("DATA", tmp_path / "data"), ("PUBLISHERS", tmp_path), ("LIVE", "1")):
        monkeypatch.setenv(f"FAZHI_{name}", str(value))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.from_environment().prepare()


def host(number: int) -> str:
    return f"county{number}.test"


def write_publishers(sites: Any, folder: Path, count: int) -> None:
    lines = [COLUMNS + ",tls_verify,note"]
    for number in range(count):
        sites.put_listing(host(number), "/", {"关于组织学习的通知": "/n/1.html"})
        lines.append(
            f"{990100 + number}-政府,第{number}县人民政府,{990100 + number},county,{sites.url(host(number), '/')}"
        )
    (folder / "publishers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "known_addresses.csv").write_text("address,publisher_id,report_year,published_on\n", encoding="utf-8")


def list_report(sites: Any, number: int, year: int = 2023) -> None:
    sites.put_listing(host(number), "/", {f"某县{year}年法治政府建设情况报告": f"/{year}.html"})


def look_at_all(workspace: Workspace) -> None:
    """What a live run does first: every listing is looked at to its end."""
    from warehouse.inputs.live import LiveRefresh

    with LiveRefresh(workspace) as refresh:
        refresh.look_at_listings()


def test_publishers_that_nobody_ever_looked_at_are_left_to_one_run(
    sites: Any, workspace: Workspace, tmp_path: Path
) -> None:
    write_publishers(sites, tmp_path, 3)
    first = poll(workspace, Cursor())
    assert (first.looked, len(first.news)) == (0, 3) and first.key
    again = poll(workspace, first.cursor)
    assert again.key is None, "the run was asked for already"
    look_at_all(workspace)
    after = poll(workspace, again.cursor)
    assert (after.looked, after.news, after.key) == (0, (), None)


def test_ten_news_at_once_are_one_run_and_are_not_fetched_by_the_poll(
    sites: Any, workspace: Workspace, tmp_path: Path
) -> None:
    write_publishers(sites, tmp_path, 10)
    look_at_all(workspace)
    for number in range(10):
        list_report(sites, number)
    sites.clock.turn(days=1, minutes=1)
    seen = poll(workspace, Cursor())
    assert (seen.looked, len(seen.news)) == (10, 10) and seen.key
    assert not any(path.endswith("2023.html") for _, path, _, _ in sites.visits)
    looks = len(sites.visits)
    assert poll(workspace, seen.cursor).key is None
    look_at_all(workspace)
    assert len(sites.visits) == looks, "what the poll saw is not looked at again"


def test_a_poll_is_bounded_and_the_news_wait_for_the_listings_that_are_still_due(
    sites: Any, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.inputs.polling.LISTINGS_A_POLL", 2)
    write_publishers(sites, tmp_path, 5)
    look_at_all(workspace)
    for number in range(5):
        list_report(sites, number)
    sites.clock.turn(days=1, minutes=1)
    cursor, looks, keys = Cursor(), [], []
    for _ in range(4):
        seen = poll(workspace, cursor)
        cursor = Cursor.of(str(seen.cursor))
        looks.append(seen.looked)
        keys.append(seen.key)
        sites.clock.turn(minutes=1)
    assert looks == [2, 2, 1, 0]
    assert keys[:2] == [None, None] and keys[2] and keys[3] is None


def test_news_do_not_wait_for_ever_for_listings_that_are_still_due(
    sites: Any, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.inputs.polling.LISTINGS_A_POLL", 1)
    write_publishers(sites, tmp_path, 5)
    look_at_all(workspace)
    for number in range(5):
        list_report(sites, number)
    sites.clock.turn(days=1, minutes=1)
    first = poll(workspace, Cursor())
    sites.clock.turn(minutes=31)
    second = poll(workspace, first.cursor)
    assert first.key is None and second.key


def test_a_listing_too_slow_for_a_poll_is_left_to_a_run_and_not_asked_by_every_poll(
    sites: Any, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    from ingest.live import looking

    write_publishers(sites, tmp_path, 2)
    look_at_all(workspace)
    list_report(sites, 0)
    list_report(sites, 1)
    read = looking._read_page
    asked: list[str] = []

    async def slow(fetcher: Any, budget: Any, publisher: Any, address: str) -> Any:
        asked.append(publisher.publisher_id)
        if publisher.publisher_id.startswith("990100"):
            await asyncio.sleep(30)
        return await read(fetcher, budget, publisher, address)

    monkeypatch.setattr(looking, "_read_page", slow)
    monkeypatch.setattr("warehouse.inputs.polling.SECONDS_A_POLL", 3)
    sites.clock.turn(days=1, minutes=1)
    seen = poll(workspace, Cursor())
    assert (seen.looked, seen.failed) == (1, 0)
    assert list(seen.cursor.left) == ["990100-政府"]
    again = poll(workspace, seen.cursor)
    assert asked.count("990100-政府") == 1
    monkeypatch.setattr(looking, "_read_page", read)
    look_at_all(workspace)
    after = poll(workspace, again.cursor)
    assert after.cursor.left == {} and len(after.news) == 2 and after.key


def test_what_a_poll_saw_and_could_not_tell_is_told_by_the_next(
    sites: Any, workspace: Workspace, tmp_path: Path
) -> None:
    write_publishers(sites, tmp_path, 1)
    look_at_all(workspace)
    list_report(sites, 0)
    sites.clock.turn(days=1, minutes=1)
    lost = poll(workspace, Cursor())
    again = poll(workspace, Cursor())
    assert again.key == lost.key and again.looked == 0


def test_a_site_that_is_down_is_noted_and_no_news(sites: Any, workspace: Workspace, tmp_path: Path) -> None:
    write_publishers(sites, tmp_path, 2)
    look_at_all(workspace)
    sites.down.add(host(0))
    list_report(sites, 1)
    sites.clock.turn(days=1, minutes=1)
    seen = poll(workspace, Cursor())
    assert (seen.looked, seen.failed, len(seen.news)) == (1, 1, 1)


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"unknown": 1}', "7"])
def test_a_cursor_that_cannot_be_read_is_a_new_one(text: str | None) -> None:
    assert Cursor.of(text) == Cursor()


def test_a_sensor_that_is_not_to_ask_anybody_asks_nobody(
    sites: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from orchestration.automation.publishers import publishers_sensor

    write_publishers(sites, tmp_path, 1)
    monkeypatch.setenv("FAZHI_LIVE", "")
    with dg.DagsterInstance.ephemeral() as instance:
        seen = publishers_sensor(dg.build_sensor_context(instance=instance))
    assert isinstance(seen, dg.SkipReason) and "FAZHI_LIVE=1" in str(seen.skip_message)
    assert sites.visits == []


def test_a_poll_waits_for_nobody_who_asks_already(sites: Any, workspace: Workspace, tmp_path: Path) -> None:
    write_publishers(sites, tmp_path, 1)
    look_at_all(workspace)
    sites.clock.turn(days=1, minutes=1)
    with workspace.collecting(), pytest.raises(UserError, match="another process is asking the publishers"):
        poll(workspace, Cursor())


def test_a_host_is_left_alone_for_a_second_between_a_poll_and_the_run_that_follows(
    sites: Any, workspace: Workspace, tmp_path: Path
) -> None:
    from warehouse.inputs.live import collect_live

    write_publishers(sites, tmp_path, 1)
    look_at_all(workspace)
    list_report(sites, 0)
    sites.clock.turn(days=1, minutes=1)
    poll(workspace, Cursor())
    before = sites.visits[-1][-1]
    seen = len(sites.visits)
    collect_live(workspace)
    assert sites.visits[seen][-1] - before >= timedelta(seconds=1)
