"""Copies of a data folder: taken while others write, used elsewhere."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pytest

import cli.backup
from warehouse.backup import back_up
from warehouse.locks import Holder
from warehouse.workspace import UserError, Workspace

pytestmark = pytest.mark.integration


@pytest.fixture
def workspace(sample_data: Path, tmp_path: Path) -> Workspace:
    """A data folder of our own, as a refresh left it."""
    shutil.copytree(sample_data, tmp_path / "data", symlinks=True)
    return Workspace(tmp_path / "data")


def _status(fazhi: Any, data: Path) -> dict[str, Any]:
    told = fazhi("status", "--json", data=data)
    assert told.returncode == 0, told.stderr
    status: dict[str, Any] = json.loads(told.stdout)
    assert status.pop("warehouse").startswith(str(data))
    return status


def test_a_copy_says_the_same_on_another_machine_and_a_refresh_finds_nothing_new(
    workspace: Workspace, tmp_path: Path, fazhi: Any
) -> None:
    done = fazhi("backup", tmp_path / "copies", "--json", data=workspace.root)
    assert done.returncode == 0, done.stderr
    shutil.copytree(json.loads(done.stdout)["path"], tmp_path / "elsewhere", symlinks=True)
    before = _status(fazhi, workspace.root)
    shutil.rmtree(workspace.root)
    assert _status(fazhi, tmp_path / "elsewhere") == before
    again = fazhi("refresh", data=tmp_path / "elsewhere")
    assert again.returncode == 0 and "Nothing new" in again.stdout


def test_a_copy_waits_for_who_writes_and_has_what_was_written(workspace: Workspace, tmp_path: Path) -> None:
    taken: list[Path] = []
    copying = threading.Thread(target=lambda: taken.append(back_up(workspace, tmp_path / "copies").path))
    with workspace.writing(Holder.here("a refresh")):
        copying.start()
        copying.join(1)
        assert copying.is_alive() and taken == []
        assert not list((tmp_path / "copies").glob("fazhi-*Z")), "a copy that is not whole says so by its name"
        (workspace.published / "late.duckdb").write_bytes(b"published while the bulk was copied")
        for path in workspace.published.glob("fazhi-*"):
            path.unlink()
    copying.join(60)
    (copy,) = taken
    assert [path.name for path in (copy / "published").iterdir()] == ["late.duckdb"]


def test_a_copy_beside_a_full_refresh_in_another_process_is_whole_and_the_refresh_gives_equal_tables(
    workspace: Workspace, tmp_path: Path, fazhi: Any
) -> None:
    """Whichever comes first: the copy holds the version of before or the one after, and its documents are sound."""
    before = workspace.warehouse.readlink()
    with ThreadPoolExecutor(1) as beside:
        refresh = beside.submit(fazhi, "refresh", "--full", data=workspace.root)
        copies = [back_up(workspace, tmp_path / "copies").path for _ in range(2)]
    done = refresh.result()
    assert done.returncode == 0, done.stderr
    assert "reports read" in done.stdout and "12" in done.stdout and "fazhi sql" in done.stdout
    assert workspace.warehouse.readlink() != before
    assert tables(workspace.warehouse) == tables(workspace.root / before)
    for copy in [*copies, back_up(workspace, tmp_path / "copies").path]:
        assert (copy / "fazhi.duckdb").resolve().parent == copy / "published"
        assert fazhi("archive", "verify", data=copy).returncode == 0
        assert _status(fazhi, copy)["published"]["reports"] == 12


def tables(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(warehouse.resolve(), read_only=True) as con:
        names = con.execute(
            "select table_schema || '.' || table_name from information_schema.tables where table_type = 'BASE TABLE'"
        ).fetchall()
        return {name: con.execute(f"select * from {name} order by all").fetchall() for (name,) in names}


def test_what_has_not_changed_is_stored_once_and_what_may_change_is_not_shared(
    workspace: Workspace, tmp_path: Path
) -> None:
    first, second = (back_up(workspace, tmp_path / "copies") for _ in range(2))
    assert second.copied < first.copied and second.copied_bytes < first.copied_bytes / 10

    def inode(copy: Path, name: str) -> int:
        return next(copy.glob(name)).stat().st_ino

    for name in ("archive/objects/*/*", "published/*.duckdb"):
        assert inode(first.path, name) == inode(second.path, name) != inode(workspace.root, name)
    log = "archive/fetches.jsonl"
    assert len({inode(root, log) for root in (first.path, second.path, workspace.root)}) == 3


def test_an_older_copy_is_removed_and_the_newer_ones_stay_whole(workspace: Workspace, tmp_path: Path) -> None:
    taken = [back_up(workspace, tmp_path / "copies", keep=2) for _ in range(3)]
    assert taken[-1].removed == (taken[0].path.name,)
    assert [copy.path.is_dir() for copy in taken] == [False, True, True]
    for kept in taken[1:]:
        assert next((kept.path / "archive" / "objects").glob("*/*")).read_bytes()


def test_dagster_s_history_is_copied_as_a_database_while_it_is_written(workspace: Workspace, tmp_path: Path) -> None:
    runs = workspace.dagster_home / "history" / "runs.db"
    with sqlite3.connect(runs) as writing:
        writing.execute("create table notes (note text)")
        writing.commit()
        writing.execute("begin immediate")
        writing.execute("insert into notes values ('not yet')")
        copy = back_up(workspace, tmp_path / "copies").path
    with sqlite3.connect(copy / "dagster" / "history" / "runs.db") as copied:
        assert copied.execute("pragma integrity_check").fetchone() == ("ok",)
        assert copied.execute("select count(*) from notes").fetchone() == (0,)
        assert copied.execute("select distinct status from runs").fetchall() == [("SUCCESS",)]


def test_what_people_wrote_elsewhere_is_taken_along(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.yml").write_text("[]\n", encoding="utf-8")
    (tmp_path / "towns").mkdir()
    (tmp_path / "towns" / "publishers.csv").write_text("publisher_id\n", encoding="utf-8")
    monkeypatch.setenv("FAZHI_CORRECTIONS", str(tmp_path / "mine.yml"))
    monkeypatch.setenv("FAZHI_PUBLISHERS", str(tmp_path / "towns"))
    copy = back_up(workspace, tmp_path / "copies").path
    assert (copy / "by-hand" / "corrections.yml").read_text(encoding="utf-8") == "[]\n"
    assert (copy / "by-hand" / "publishers" / "publishers.csv").exists()


def test_a_run_that_crashed_is_told_to_dagster_by_the_backup_that_finds_it(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dagster as dg

    @dg.job
    def lost() -> None: ...

    with dg.DagsterInstance.from_config(str(workspace.dagster_home)) as instance:
        run = instance.create_run_for_job(lost, status=dg.DagsterRunStatus.STARTED)
        holder = {"name": "run", "pid": 1, "since": "2025-01-01T00:00:00+00:00", "run_id": run.run_id}
        (workspace.root / "refresh.holder.json").write_text(json.dumps(holder), encoding="utf-8")
        monkeypatch.setenv("FAZHI_DATA", str(workspace.root))
        cli.backup.run(tmp_path / "copies", None, as_json=True)
        ended = instance.get_run_by_id(run.run_id)
    assert ended is not None and ended.status == dg.DagsterRunStatus.FAILURE


def test_left_overs_of_an_interrupted_copy_are_removed_and_two_at_once_are_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    from filelock import FileLock

    folder = tmp_path / "copies"
    (folder / "fazhi-20250101T000000Z.partial" / "archive").mkdir(parents=True)
    with FileLock(folder / ".lock"), pytest.raises(UserError, match="another backup"):
        back_up(workspace, folder)
    back_up(workspace, folder)
    assert not list(folder.glob("*.partial"))


@pytest.mark.parametrize("below", ["", "copies", "archive/copies"])
def test_a_backup_within_the_data_folder_is_refused(workspace: Workspace, below: str) -> None:
    with pytest.raises(UserError, match="lost with it"):
        back_up(workspace, workspace.root / below)


def test_an_empty_folder_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nothing to back up"):
        back_up(Workspace(tmp_path / "data"), tmp_path / "copies")
    assert not (tmp_path / "copies").exists()
