"""A year of three governments through the sensor and the schedule on a real Dagster instance."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
COUNTY, DISTRICT, CITY = "wutang.test", "yanyao.test", "heting.test"
ACCEPTED = "受理行政复议案件78件"
COLUMNS = "publisher_id,name,region_code,level,listing,listing_kind,link_selector,title_pattern,interval_hours"
ROWS = (
    ("990121-政府", "雾棠县人民政府", "990121", "county", COUNTY),
    ("990103-政府", "砚垚区人民政府", "990103", "county", DISTRICT),
    ("990100-政府", "鹤汀市人民政府", "990100", "prefecture", CITY),
)


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


class Year:
    """The daemon's part: it looks at the clock, evaluates the sensor and the schedule, and starts what they ask for."""

    def __init__(self, sites: Any, instance: dg.DagsterInstance, data: Path) -> None:
        from orchestration.definitions import defs

        self.sites, self.instance, self.data = sites, instance, data
        self.job = defs.resolve_job_def("refresh")
        self.sensor = defs.resolve_sensor_def("publishers_sensor")
        self.schedule = defs.resolve_schedule_def("daily_refresh")
        self.cursor: str | None = None
        self.runs: list[tuple[str, bool]] = []
        """Who asked for it, whether it succeeded."""

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self.sites.clock.now().isoformat())

    def until(self, month: int, day: int) -> None:
        """Lets the days pass, with a tick of the sensor on every fifth."""
        while self.now < datetime(2026, month, day, tzinfo=UTC):
            self.tick()
            self.sites.clock.turn(days=5)

    def tick(self) -> None:
        context = dg.build_sensor_context(instance=self.instance, cursor=self.cursor)
        seen = self.sensor.evaluate_tick(context)
        self.cursor = seen.cursor or self.cursor
        for request in seen.run_requests or []:
            asked = dg.RunsFilter(tags={"dagster/run_key": request.run_key or ""})
            assert not self.instance.get_runs(asked), "the same news made a second run"
            self._run("sensor", request, {"dagster/run_key": request.run_key or ""})

    def scheduled(self) -> None:
        context = dg.build_schedule_context(instance=self.instance, scheduled_execution_time=self.now)
        [request] = self.schedule.evaluate_tick(context).run_requests or []
        self._run("schedule", request, {})

    def _run(self, by: str, request: dg.RunRequest, tags: dict[str, str]) -> None:
        done = self.job.execute_in_process(
            instance=self.instance, run_config=request.run_config, tags={**request.tags, **tags}, raise_on_error=False
        )
        self.runs.append((by, done.success))
        self.last = done

    def broken(self) -> dg.AssetCheckEvaluation:
        """The standing check of the last run."""
        return next(one for one in self.last.get_asset_check_evaluations() if one.check_name == "no_lasting_failures")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect((self.data / "fazhi.duckdb").resolve(), read_only=True) as con:
            return con.execute(query).fetchall()


@pytest.fixture
def year(sites: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Year]:
    from ingest.fetch.client import Fetcher
    from ingest.fetch.settings import FetchSettings
    from orchestration.runs.event_log import open_instance
    from orchestration.runs.instance import prepare_instance
    from warehouse.inputs import live
    from warehouse.workspace import Workspace

    settings = FetchSettings(allow_loopback=True)
    monkeypatch.setattr(live, "live_clock", lambda: sites.clock)
    monkeypatch.setattr(live, "new_fetcher", lambda clock: Fetcher(settings, clock=clock, resolver=sites))
    for name, value in (("DATA", tmp_path / "data"), ("PUBLISHERS", tmp_path), ("LIVE", "1"), ("LOCK_WAIT", "0")):
        monkeypatch.setenv(f"FAZHI_{name}", str(value))
    sites.clock.time = datetime(2026, 1, 5, tzinfo=UTC)
    lines = [COLUMNS + ",tls_verify,note"]
    for one in ROWS:
        address = sites.put_listing(one[-1], "/list/", {"关于开展普法宣传活动的通知": "/n/1.html"})
        lines.append(",".join([*one[:-1], address]))
    (tmp_path / "publishers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "known_addresses.csv").write_text("address,publisher_id,report_year,published_on\n", encoding="utf-8")
    workspace = Workspace.from_environment().prepare()
    monkeypatch.setenv("DAGSTER_HOME", str(workspace.dagster_home))
    with open_instance(prepare_instance(workspace)) as instance:
        yield Year(sites, instance, workspace.root)


def publish(sites: Any, host: str, reports: dict[str, bytes], listed: dict[str, str]) -> None:
    """Shows reports (path → page) and a listing (title → path)."""
    for path, page in reports.items():
        sites.put(host, path, page)
    sites.put_listing(host, "/list/", listed)


def test_a_year_ends_with_each_report_once_and_its_correction_and_no_site_was_pressed(year: Year) -> None:
    sites = year.sites
    year.until(3, 12)
    assert year.runs == [("sensor", False)], "one first look at all, which brought no report"
    failure = year.last.get_step_failure_events()[0].step_failure_data.user_failure_data
    assert failure is not None and "no report could be fetched" in str(failure.description)

    publish(
        sites,
        COUNTY,
        {"/2022.html": sample("wutang-2022.html"), "/2023.html": sample("wutang-2023.html")},
        {f"雾棠县{one}年法治政府建设情况报告": f"/{one}.html" for one in (2023, 2022)},
    )
    publish(sites, DISTRICT, {"/r.html": sample("yanyao-2022.html")}, {"砚垚区2022年法治政府建设情况报告": "/r.html"})
    year.until(4, 20)
    assert year.runs[1:] == [("sensor", True)], "three reports of two governments are one run"
    first = year.rows("select address, region_name, report_year from raw.documents order by all")
    assert {(name, on) for _, name, on in first} == {("雾棠县", 2022), ("雾棠县", 2023), ("砚垚区", 2022)}

    corrected = sample("wutang-2023.html").replace(ACCEPTED.encode(), ACCEPTED.replace("78", "79").encode())
    sites.put(COUNTY, "/2023.html", corrected)
    sites.down.add(DISTRICT)
    year.until(5, 4)
    assert len(year.runs) == 2, "changed bytes and a site that is down are no news of a listing"
    year.scheduled()
    assert year.runs[2:] == [("schedule", True)], "one site that is down holds up no correction of another"
    broken = year.broken()
    table = broken.metadata["publishers that fail"].value
    assert not broken.passed
    assert [record.data["publisher_id"] for record in table.records] == ["990103-政府"]
    assert year.rows("select is_current from raw.documents where region_name = '砚垚区'") == [(True,)]

    sites.down.clear()
    publish(
        sites,
        DISTRICT,
        {"/r2023.html": sample("yanyao-2023.html")},
        {"砚垚区2023年法治政府建设情况报告": "/r2023.html", "砚垚区2022年法治政府建设情况报告": "/r.html"},
    )
    year.until(12, 31)
    assert year.runs[3:] == [("sensor", True)]
    assert year.broken().passed
    expect_the_rows_of_the_year(year)
    expect_that_no_site_was_pressed(sites)


def expect_the_rows_of_the_year(year: Year) -> None:
    documents = year.rows("select region_name, report_year, is_current from raw.documents order by all")
    county = [("雾棠县", 2022, True), ("雾棠县", 2023, False), ("雾棠县", 2023, True)]
    assert documents == [("砚垚区", 2022, True), ("砚垚区", 2023, True), *county]
    bytes_by_address = "select count(distinct sha256) from raw.fetches where sha256 is not null group by address"
    assert sorted(year.rows(bytes_by_address)) == [(1,), (1,), (1,), (2,)]
    for table, key in (("fct_figure", "figure_id"), ("fct_indicator", "publisher_key || indicator_code || year")):
        [(count, distinct)] = year.rows(f"select count(*), count(distinct {key}) from marts.{table}")
        assert count == distinct > 10
    value = (
        "select region_name, value, prior_value from marts.indicator_yoy where year = 2023 "
        "and indicator_code = 'reconsideration.accepted' order by all"
    )
    accepted = {name: (number, prior) for name, number, prior in year.rows(value)}
    assert accepted["雾棠县"][0] == 79, "as corrected"
    assert accepted.keys() == {"雾棠县", "砚垚区"} and None not in accepted["砚垚区"]
    assert json.loads(year.cursor or "{}")["left"] == {}


def expect_that_no_site_was_pressed(sites: Any) -> None:
    for host in (COUNTY, DISTRICT, CITY):
        times = [at for asked, _, _, at in sites.visits if asked == host]
        assert len(times) > 50
        assert all(later - earlier >= timedelta(seconds=1) for earlier, later in pairwise(times))
    full = [(host, path) for host, path, status, _ in sites.visits if status == 200 and path.startswith(("/2", "/r"))]
    reports = [one for one in full if one[1] != "/robots.txt"]
    assert len(reports) == 5 == len(set(reports)) + 1, "the corrected page alone was sent two times"
