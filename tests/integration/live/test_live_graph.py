"""The live refresh inside of Dagster: the launchpad's fields, and what the schedule asks for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FAZHI_PUBLISHERS", str(tmp_path))
    monkeypatch.setenv("FAZHI_ALLOW_LOOPBACK", "1")
    monkeypatch.setenv("FAZHI_WAIT_SCALE", "0.01")


def materialise(config: dict[str, object]) -> dg.ExecuteInProcessResult:
    from orchestration.assets.collected import archived_documents, fetches, listings
    from orchestration.resources import PublishersResource, WorkspaceResource

    return dg.materialize(
        [listings, fetches, archived_documents],
        resources={"workspace": WorkspaceResource(), "publishers": PublishersResource.configure_at_launch()},
        run_config={"resources": {"publishers": {"config": config}}},
        raise_on_error=False,
    )


def metadata(result: dg.ExecuteInProcessResult, asset: str) -> dict[str, Any]:
    """What the run tells of an asset, as plain values."""
    [event] = result.asset_materializations_for_node(asset)
    return {name: value.value for name, value in event.metadata.items()}


def write_publishers(folder: Path, listing: str) -> None:
    columns = "publisher_id,name,region_code,level,listing,listing_kind,link_selector,title_pattern"
    head = f"{columns},interval_hours,tls_verify,note\n"
    row = f"990121-政府,雾棠县人民政府,990121,county,{listing}\n"
    (folder / "publishers.csv").write_text(head + row, encoding="utf-8")
    (folder / "known_addresses.csv").write_text("address,publisher_id,report_year,published_on\n", encoding="utf-8")


def test_the_launchpad_asks_publishers_and_the_run_tells_what_they_brought(sites: Any, tmp_path: Path) -> None:
    links = {f"雾棠县{year}年法治政府建设情况报告": f"{year}.html" for year in (2022, 2023)}
    write_publishers(tmp_path, sites.put_listing("127.0.0.1", "/fz/", links))
    for year in (2022, 2023):
        sites.put("127.0.0.1", f"/fz/{year}.html", (SAMPLES / f"wutang-{year}.html").read_bytes())
    result = materialise({"live": True, "region": "990100", "year": 2023})
    assert result.success
    looks, answers = metadata(result, "listings"), metadata(result, "fetches")
    assert (looks["looked at"], looks["read"], looks["failed"], looks["new links"]) == (1, 1, 0, 2)
    assert (answers["asked"], answers["new or changed"], answers["addresses known"]) == (1, 1, 1)
    assert "/fz/2023.html" in answers["answers"]
    assert metadata(result, "archived_documents")["dagster/row_count"] == 1


def test_robots_txt_is_asked_once_for_listings_and_reports_of_a_run(sites: Any, tmp_path: Path) -> None:
    write_publishers(
        tmp_path, sites.put_listing("127.0.0.1", "/fz/", {"雾棠县2023年法治政府建设情况报告": "2023.html"})
    )
    sites.put("127.0.0.1", "/fz/2023.html", (SAMPLES / "wutang-2023.html").read_bytes())
    assert materialise({"live": True}).success
    assert [path for _, path, _, _ in sites.visits] == ["/robots.txt", "/fz/", "/fz/2023.html"]


def test_without_the_field_nobody_is_asked(sites: Any, tmp_path: Path) -> None:
    write_publishers(tmp_path, sites.put_listing("127.0.0.1", "/fz/", {}))
    result = materialise({})
    assert result.success
    assert sites.visits == []
    assert metadata(result, "listings")["asked"] == "nobody: the run is not live"


@pytest.mark.parametrize("config", [{"live": True, "publisher": "nobody"}, {"live": True}])
def test_a_run_that_can_bring_nothing_fails_with_one_sentence(
    sites: Any, tmp_path: Path, config: dict[str, object]
) -> None:
    write_publishers(tmp_path, sites.url("127.0.0.1", "/nothing/"))
    result = materialise(config)
    [failure] = result.get_step_failure_events()[:1]
    description = failure.step_failure_data.user_failure_data.description
    assert "there is no such publisher" in description or "no report could be fetched" in description


@pytest.mark.parametrize(("named", "live"), [("1", True), ("", False)])
def test_scheduled_runs_are_live_where_the_environment_says_so(
    monkeypatch: pytest.MonkeyPatch, named: str, live: bool
) -> None:
    from orchestration.definitions import defs

    monkeypatch.setenv("FAZHI_LIVE", named)
    context = dg.build_schedule_context(scheduled_execution_time=datetime(2026, 3, 1, 6))  # noqa: DTZ001
    tick = defs.resolve_schedule_def("daily_refresh").evaluate_tick(context)
    [request] = tick.run_requests or []
    assert request.run_config == {"resources": {"publishers": {"config": {"live": live}}}}
