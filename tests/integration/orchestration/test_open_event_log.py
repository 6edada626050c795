"""Dagster's history, written through files that stay open."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from orchestration.runs.event_log import OpenEventLog, open_instance

pytestmark = pytest.mark.integration

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dg.asset(check_specs=[dg.AssetCheckSpec("even", asset="numbers"), dg.AssetCheckSpec("small", asset="numbers")])
def numbers() -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    yield dg.MaterializeResult(metadata={"dagster/row_count": 2})
    yield dg.AssetCheckResult(check_name="even", passed=True)
    yield dg.AssetCheckResult(check_name="small", passed=False, severity=dg.AssetCheckSeverity.WARN)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    return tmp_path


def run(instance: dg.DagsterInstance) -> str:
    result = dg.materialize([numbers], instance=instance, run_config=QUIET)
    assert result.success
    return result.run_id


def events(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    return [str(entry.dagster_event.event_type_value) for entry in instance.all_logs(run_id) if entry.dagster_event]


def test_dagster_s_own_storage_reads_the_same_events_that_it_would_have_written(home: Path) -> None:
    with open_instance(home) as instance:
        assert isinstance(instance.event_log_storage, OpenEventLog)
        ours = run(instance)
    with dg.DagsterInstance.from_config(str(home)) as instance:
        assert not isinstance(instance.event_log_storage, OpenEventLog)
        theirs = run(instance)
        assert events(instance, ours) == events(instance, theirs)
        assert instance.get_latest_materialization_event(dg.AssetKey("numbers")).run_id == theirs  # type: ignore[union-attr]
    with open_instance(home) as instance:
        assert events(instance, theirs) == events(instance, ours)


def test_two_runs_whose_events_are_read_in_turns_keep_their_own(home: Path) -> None:
    with open_instance(home) as instance:
        first, second = run(instance), run(instance)
        for _ in range(2):
            for name in (first, second):
                assert {entry.run_id for entry in instance.all_logs(name)} == {name}


def test_events_that_several_threads_report_are_all_kept(home: Path) -> None:
    with open_instance(home) as instance:
        name = run(instance)
        before = len(instance.all_logs(name))
        told = [
            threading.Thread(
                target=lambda: [instance.report_engine_event("told", run_id=name, job_name="j") for _ in range(5)]
            )
            for _ in range(4)
        ]
        for thread in told:
            thread.start()
        for thread in told:
            thread.join()
        assert len(instance.all_logs(name)) == before + 20


def test_who_watches_a_run_of_another_process_hears_of_it_while_the_file_is_open(home: Path) -> None:
    heard = threading.Event()
    with open_instance(home) as writer, dg.DagsterInstance.from_config(str(home)) as watcher:
        name = run(writer)
        watcher.watch_event_logs(name, None, lambda entry, _: heard.set() if "news" in entry.message else None)
        writer.report_engine_event("news", run_id=name, job_name="j")
        assert heard.wait(20)


def test_events_that_are_wiped_are_gone_and_new_ones_are_kept(home: Path) -> None:
    with open_instance(home) as instance:
        old = run(instance)
        instance.event_log_storage.wipe()
        assert not (home / "history" / "runs" / f"{old}.db").exists()
        assert events(instance, run(instance))


def test_a_closed_instance_leaves_files_that_are_whole_without_a_journal(home: Path) -> None:
    with open_instance(home) as instance:
        name = run(instance)
    path = home / "history" / "runs" / f"{name}.db"
    assert not path.with_name(f"{path.name}-wal").exists()
    with sqlite3.connect(f"file:{path}?immutable=1", uri=True) as con:
        assert con.execute("select count(*) from event_logs").fetchone()[0] > 10
