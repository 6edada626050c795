"""The graph inside Dagster: definitions, the sensor, the real web server and daemon."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg
import pytest
from dagster._utils.schedules import schedule_execution_time_iterator

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]
SAMPLES = REPOSITORY / "samples"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def defs(data: Path) -> dg.Definitions:
    from orchestration.definitions import defs

    return defs


def test_the_definitions_load_with_every_room_in_them(defs: dg.Definitions) -> None:
    dg.Definitions.validate_loadable(defs)
    graph = defs.resolve_asset_graph()
    groups = {graph.get(key).group_name for key in graph.get_all_asset_keys()}
    rooms = [
        "archive",
        "extraction",
        "raw",
        "audit_of_figures",
        "staging",
        "intermediate",
        "marts",
        "audit_of_marts",
        "publication",
    ]
    assert set(rooms) <= groups
    undescribed = [key for key in graph.materializable_asset_keys if not graph.get(key).description]
    assert undescribed == []
    unjudged = [key for key in graph.materializable_asset_keys if graph.get(key).freshness_policy is None]
    assert unjudged == [], "every asset says how old it may be"
    schedule = defs.resolve_schedule_def("daily_refresh")
    assert schedule.execution_timezone == "Asia/Shanghai"


def test_the_schedule_is_denser_from_january_to_april(defs: dg.Definitions) -> None:
    schedule = defs.resolve_schedule_def("daily_refresh")

    def ticks(month: int) -> int:
        begin = datetime(2027, month, 10, 12, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
        times = schedule_execution_time_iterator(begin.timestamp(), list(schedule.cron_schedule), "Asia/Shanghai")
        return sum(1 for _ in takewhile(lambda time: time <= begin + timedelta(days=1), times))

    assert [ticks(month) for month in range(1, 13)] == [4] * 4 + [1] * 8


def test_every_step_that_writes_stands_in_the_pool_of_one(defs: dg.Definitions, data: Path) -> None:
    from orchestration.runs.instance import prepare_instance
    from warehouse.workspace import Workspace

    job = defs.resolve_job_def("refresh")
    pools = {node.name: getattr(node.definition, "pool", None) for node in job.nodes}
    assert {name for name, pool in pools.items() if pool != "warehouse"} == set()
    home = prepare_instance(Workspace.from_environment())
    with dg.DagsterInstance.from_config(str(home)) as instance:
        pool = instance.get_concurrency_config().pool_config
        assert (pool.default_pool_limit, str(pool.pool_granularity)) == (1, "PoolGranularity.RUN")
        assert instance.run_retries_enabled and not instance.run_retries_retry_on_asset_or_op_failure


def test_publishing_depends_on_every_mart_and_on_the_audit(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    before = graph.get_ancestor_asset_keys(dg.AssetKey("published_warehouse"))
    assert dg.AssetKey(["audit", "findings"]) in before
    missing = {
        key
        for key in graph.materializable_asset_keys
        if key not in before and key != dg.AssetKey("published_warehouse")
    }
    assert missing == set()


def test_the_sensor_asks_once_for_files_that_lie_still_in_the_inbox(defs: dg.Definitions, data: Path) -> None:
    from warehouse.workspace import Workspace

    workspace = Workspace.from_environment().prepare()
    sensor = defs.resolve_sensor_def("inbox_sensor")

    def look(cursor: str | None) -> Any:
        with dg.DagsterInstance.ephemeral() as instance:
            return sensor.evaluate_tick(dg.build_sensor_context(instance=instance, cursor=cursor))

    assert look(None).run_requests == []
    shutil.copy(SAMPLES / "heting-2023.txt", workspace.inbox)
    assert look(None).run_requests == [], "the file is still being written"
    long_ago = time.time() - 60
    os.utime(workspace.inbox / "heting-2023.txt", (long_ago, long_ago))
    asked = look(None)
    assert len(asked.run_requests) == 1
    assert look(asked.cursor).run_requests == []
    shutil.copy(SAMPLES / "heting-2022.txt", workspace.inbox)
    os.utime(workspace.inbox / "heting-2022.txt", (long_ago, long_ago))
    again = look(asked.cursor)
    assert [request.run_key for request in again.run_requests] not in ([], [asked.run_requests[0].run_key])


class Dagster:
    """The web server and the daemon as `nohup fazhi ui … &` starts them, and the GraphQL that the UI speaks."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.data, self.log = folder / "data", folder / "dagster.log"
        fazhi = Path(sys.executable).with_name("fazhi")
        script = f'nohup "{fazhi}" ui --port {self.port} > "{self.log}" 2>&1 & echo $!'
        started = subprocess.run(
            ["sh", "-c", script],
            env={**os.environ, "FAZHI_DATA": str(self.data)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        )
        self.pid = int(started.stdout)

    def processes(self) -> list[int]:
        """Those that have its data folder in their environment."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                environment = (folder / "environ").read_bytes()  # empty once it has ended
            except OSError:
                continue
            if f"FAZHI_DATA={self.data}".encode() in environment.split(b"\0"):
                found.append(int(folder.name))
        return found

    def status(self, path: str, **headers: str) -> int:
        """That of an answer."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/graphql",
            json.dumps({"query": query, "variables": variables}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return dict(json.load(answer)["data"])

    def wait_until(self, what: str, done: Any, seconds: float) -> Any:
        deadline = time.monotonic() + seconds
        last: object = None
        while time.monotonic() < deadline:
            assert self.pid in self.processes(), self.log.read_text()
            try:
                if last := done():
                    return last
            except OSError as error:
                last = error
            time.sleep(1)
        raise AssertionError(f"{what} did not come within {seconds} s; last: {last}\n{self.log.read_text()[-3000:]}")

    def end(self) -> list[int]:
        """Ends it; the processes that it leaves behind."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        deadline = time.monotonic() + 120
        while (left := self.processes()) and time.monotonic() < deadline:
            time.sleep(0.1)
        for process in left:
            os.kill(process, signal.SIGKILL)
        return left


@pytest.fixture(scope="module")
def dagster_ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dagster]:
    """Leaves nothing behind."""
    server = Dagster(tmp_path_factory.mktemp("ui"))
    try:
        yield server
    finally:
        left = server.end()
    assert left == []


JOBS = """{ repositoriesOrError { ... on RepositoryConnection { nodes {
    name location { name } jobs { name }
    schedules { name scheduleState { status } } sensors { name sensorState { status } } } } } }"""
LAUNCH = """mutation ($parameters: ExecutionParams!) { launchRun(executionParams: $parameters) {
    __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } } }"""
RUN = "query ($id: ID!) { runOrError(runId: $id) { ... on Run { status startTime endTime } } }"
EVENTS = """query ($id: ID!) { logsForRun(runId: $id) { ... on EventConnection {
    events { ... on MessageEvent { message } } } } }"""


HOLDS = """
import sys
from warehouse.workspace import Workspace
with Workspace.from_environment().writing():
    print('held', flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def writer(dagster_ui: Dagster) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the writer's lock until it reads a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS],
        cwd=REPOSITORY,
        env={**os.environ, "FAZHI_DATA": str(dagster_ui.data)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def launch(dagster_ui: Dagster, repository: dict[str, Any]) -> str:
    """Launches the job as the launchpad does; returns the run's id."""
    location = repository["location"]["name"]
    job = {"repositoryLocationName": location, "repositoryName": repository["name"], "jobName": "refresh"}
    answer = dagster_ui.ask(LAUNCH, parameters={"selector": job, "mode": "default", "runConfigData": "{}"})["launchRun"]
    assert answer["__typename"] == "LaunchRunSuccess", answer
    return str(answer["run"]["runId"])


def test_started_under_nohup_it_says_when_it_answers_and_answers_this_machine_alone(dagster_ui: Dagster) -> None:
    def told() -> bool:
        return f"127.0.0.1:{dagster_ui.port} answers" in dagster_ui.log.read_text(encoding="utf-8")

    dagster_ui.wait_until("the line that says so", told, 500)
    assert len(dagster_ui.processes()) > 3
    assert dagster_ui.status("/server_info") == 200
    assert dagster_ui.status("/server_info", Host="evil.example") == 403
    assert dagster_ui.status("/graphql?query=mutation%7Bx%7D") == 405


def test_of_two_runs_launched_from_the_ui_one_writes_at_a_time_and_none_beside_the_command(
    dagster_ui: Dagster, writer: subprocess.Popen[str]
) -> None:
    data = dagster_ui.data

    def repository() -> dict[str, Any] | None:
        nodes = dagster_ui.ask(JOBS)["repositoriesOrError"].get("nodes")
        return dict(nodes[0]) if nodes else None

    found = dagster_ui.wait_until("the code location", repository, 120)
    assert "refresh" in {job["name"] for job in found["jobs"]}
    assert [s["scheduleState"]["status"] for s in found["schedules"]] == ["RUNNING"]
    sensors = {sensor["name"]: sensor["sensorState"]["status"] for sensor in found["sensors"]}
    assert sensors["inbox_sensor"] == "RUNNING"
    assert sensors["publishers_sensor"] == "STOPPED", "nobody is asked without FAZHI_LIVE=1"
    assert writer.stdout is not None and writer.stdout.readline() == "held\n"
    ids = [launch(dagster_ui, found) for _ in range(2)]

    def runs() -> list[dict[str, Any]]:
        return [dict(dagster_ui.ask(RUN, id=one)["runOrError"]) for one in ids]

    def waits_for_the_command() -> bool:
        events = dagster_ui.ask(EVENTS, id=ids[0])["logsForRun"]["events"]
        return any(f"(process {writer.pid}, since" in event["message"] for event in events)

    dagster_ui.wait_until("the first run's wait for the command", waits_for_the_command, 120)
    assert [run["status"] for run in runs()] in (["STARTING", "QUEUED"], ["STARTED", "QUEUED"])
    assert not (data / "fazhi.duckdb").exists()
    writer.communicate("\n", timeout=20)

    def ended() -> list[dict[str, Any]] | None:
        states = runs()
        assert {"FAILURE", "CANCELED"}.isdisjoint(run["status"] for run in states), dagster_ui.log.read_text()[-3000:]
        return states if all(run["status"] == "SUCCESS" for run in states) else None

    first, second = dagster_ui.wait_until("the end of both runs", ended, 600)
    assert first["endTime"] <= second["startTime"]
    assert len(list((data / "published").glob("*.duckdb"))) == 1, "the second brought nothing new"
    assert (data / "fazhi.duckdb").exists()
