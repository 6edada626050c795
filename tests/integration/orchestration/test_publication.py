from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.publication import current_publication, publish
from warehouse.settings import Settings
from warehouse.workspace import UserError, Workspace

KEPT_VERSIONS = Settings.kept_versions.default

pytestmark = pytest.mark.integration

COUNTS = {"reports": 1, "figures": 2, "matched": 1, "findings": 0, "rejects": 0, "sample": False}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "data").prepare()


def build(workspace: Workspace, version: int) -> None:
    workspace.candidate.unlink(missing_ok=True)
    with duckdb.connect(workspace.candidate) as con:
        con.execute(f"create table version as select {version} as number")


def test_the_pointer_moves_to_the_new_version_and_its_description(workspace: Workspace) -> None:
    assert current_publication(workspace) is None
    for version in (1, 2):
        build(workspace, version)
        publish(workspace, f"print{version}", "run", COUNTS)
        with duckdb.connect(workspace.warehouse, read_only=True) as con:
            assert con.execute("select number from version").fetchone() == (version,)
        current = current_publication(workspace)
        assert current is not None and current.fingerprint == f"print{version}"
        assert current.file == workspace.warehouse.resolve().name


def test_who_has_the_old_version_open_keeps_it_while_the_pointer_moves(workspace: Workspace) -> None:
    build(workspace, 1)
    publish(workspace, "one", "run", COUNTS)
    with duckdb.connect(workspace.warehouse.resolve(), read_only=True) as reader:
        for version in range(2, KEPT_VERSIONS + 4):
            build(workspace, version)
            publish(workspace, f"print{version}", "run", COUNTS)
        assert reader.execute("select number from version").fetchone() == (1,)


def test_the_last_versions_stay_and_older_ones_go_with_their_descriptions(workspace: Workspace) -> None:
    for version in range(KEPT_VERSIONS + 3):
        build(workspace, version)
        publish(workspace, f"print{version}", "run", COUNTS)
    kept = sorted(path.suffix for path in workspace.published.iterdir())
    assert kept == [".duckdb"] * KEPT_VERSIONS + [".json"] * KEPT_VERSIONS


STEPS = {"open", "os.chmod", "os.rename", "os.remove", "os.symlink"}


def killed_before_step(workspace: Workspace, number: int) -> bool:
    """Whether a process that published `two` came to its step `number` on disk, where it was killed."""
    child = os.fork()
    if child == 0:
        left = number

        def watch(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal left
            if event in STEPS and str(arguments[0]).startswith(str(workspace.root)):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        publish(workspace, "two", "run", COUNTS)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_killed_before_any_of_its_steps_a_publication_leaves_a_whole_version_and_nothing_that_stays(
    tmp_path: Path,
) -> None:
    for number in count(1):
        workspace = Workspace(tmp_path / str(number)).prepare()
        build(workspace, 1)
        publish(workspace, "one", "run", COUNTS)
        build(workspace, 2)
        killed = killed_before_step(workspace, number)
        with duckdb.connect(workspace.warehouse.resolve(), read_only=True) as con:
            assert con.execute("select number from version").fetchone() in ([(2,)] if not killed else [(1,), (2,)])
        current = current_publication(workspace)
        if current is None or current.fingerprint == "one":  # as a refresh that is started again decides
            publish(workspace, "two", "run", COUNTS)
        told = sorted(path.name.rpartition("-")[2] for path in workspace.published.iterdir())
        assert told == ["one.duckdb", "one.json", "two.duckdb", "two.json"]
        if not killed:
            break
    assert number > 8, "there were steps to be killed before"


def test_a_second_writer_is_refused_until_the_first_has_ended(workspace: Workspace) -> None:
    with (
        workspace.writing(),
        pytest.raises(UserError, match="another refresh is writing"),
        workspace.writing(wait=0),
    ):
        pass
    with workspace.writing():
        pass
