"""Two who want to write: the second waits and says for whom, a killed one is told apart from one that goes on."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from orchestration.runs.crashes import find_crashed
from warehouse.locks import WRITING, Holder, read_holder
from warehouse.settings import settings
from warehouse.workspace import UserError, Workspace

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]
HOLDS = """
import sys
from pathlib import Path
from warehouse.locks import Holder
from warehouse.workspace import Workspace
with Workspace(Path(sys.argv[1])).writing(Holder.here('fazhi refresh', sys.argv[2] or None)):
    print('held', flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path / "data"))
    return Workspace.from_environment().prepare()


class Other:
    """A process of its own that writes until it is told to end, or killed."""

    def __init__(self, workspace: Workspace, run_id: str = "") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDS, str(workspace.root), run_id],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None and self.process.stdout.readline() == "held\n"

    def end(self) -> None:
        self.process.communicate("\n", timeout=20)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=20)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@dg.op
def nothing(workspace: dg.ResourceParam[object]) -> None:
    """A step that writes."""


@dg.job
def writes() -> None:
    nothing()


def run(instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    from orchestration.resources import WorkspaceResource

    return writes.execute_in_process(
        instance=instance, resources={"workspace": WorkspaceResource()}, raise_on_error=False
    )


def test_the_second_waits_until_the_first_has_ended_and_says_for_whom(workspace: Workspace) -> None:
    first, told = Other(workspace), list[str]()

    def tell(sentence: str) -> None:
        told.append(sentence)
        threading.Thread(target=first.end).start()

    with workspace.writing(wait=60, told=tell) as crashed:
        assert first.process.wait(20) == 0
        assert crashed is None
    [sentence] = told
    assert f"waiting for fazhi refresh (process {first.process.pid}, since 20" in sentence
    assert "up to 60 s" in sentence


def test_a_dagster_run_waits_for_the_command_and_tells_it_in_its_log(
    workspace: Workspace, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_LOCK_WAIT", "60")
    first = Other(workspace)
    ending = threading.Timer(0.5, first.end)
    ending.start()
    result = run(instance)
    ending.join()
    assert result.success
    events = [record.message for record in instance.all_logs(result.run_id)]
    assert any("waiting for fazhi refresh" in message for message in events)


def test_a_dagster_run_that_waits_in_vain_fails_with_one_sentence_and_is_not_retried(
    workspace: Workspace, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_LOCK_WAIT", "0.3")
    first = Other(workspace)
    result = run(instance)
    first.end()
    assert not result.success
    failed = instance.get_run_by_id(result.run_id)
    assert failed is not None and failed.tags["dagster/max_retries"] == "0"
    told = " ".join(record.message for record in instance.all_logs(result.run_id))
    errors = " ".join(str(event.event_specific_data) for event in result.all_events)
    assert "another refresh is writing here: fazhi refresh" in told + errors
    assert run(instance).success, "and when the first has ended nothing is in the way"


def test_a_run_whose_process_was_killed_is_told_to_dagster_by_the_next_writer(
    workspace: Workspace, instance: dg.DagsterInstance
) -> None:
    ids = []
    for _ in range(2):
        started = instance.create_run_for_job(writes, status=dg.DagsterRunStatus.STARTED)
        ids.append(started.run_id)
        Other(workspace, started.run_id).kill()
        if len(ids) == 1:
            assert find_crashed(instance, workspace)
            assert not find_crashed(instance, workspace), "once is enough"
    assert run(instance).success
    states = [instance.get_run_by_id(one) for one in ids]
    assert [one.status for one in states if one] == [dg.DagsterRunStatus.FAILURE] * 2
    assert read_holder(workspace.root, WRITING) is None


def test_a_killed_run_is_told_also_where_commands_that_know_nothing_of_dagster_wrote_since(
    workspace: Workspace, instance: dg.DagsterInstance
) -> None:
    started = instance.create_run_for_job(writes, status=dg.DagsterRunStatus.STARTED)
    Other(workspace, started.run_id).kill()
    for _ in range(2):
        with workspace.writing(wait=0) as crashed:
            assert crashed is not None and crashed.run_id == started.run_id
    assert run(instance).success
    found = instance.get_run_by_id(started.run_id)
    assert found is not None and found.status == dg.DagsterRunStatus.FAILURE
    assert read_holder(workspace.root, WRITING) is None


def test_a_run_that_goes_on_is_not_taken_for_a_crashed_one(workspace: Workspace, instance: dg.DagsterInstance) -> None:
    started = instance.create_run_for_job(writes, status=dg.DagsterRunStatus.STARTED)
    first = Other(workspace, started.run_id)
    assert not find_crashed(instance, workspace)
    first.end()
    assert not find_crashed(instance, workspace), "it ended as it should"
    found = instance.get_run_by_id(started.run_id)
    assert found is not None and found.status == dg.DagsterRunStatus.STARTED


@pytest.mark.parametrize("named", ["ten", "-1", "nan", "inf", "1e9"])
def test_a_wait_that_is_no_number_of_seconds_is_said(
    named: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_LOCK_WAIT", named)
    with pytest.raises(UserError, match="FAZHI_LOCK_WAIT"), workspace.writing():
        pass


def test_the_usual_wait_is_half_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAZHI_LOCK_WAIT", raising=False)
    assert settings.lock_wait == 1800


@pytest.mark.parametrize("left_behind", ["", "{", '{"name": "x"}', "[1]"])
def test_a_damaged_name_at_the_lock_is_nobody(workspace: Workspace, left_behind: str) -> None:
    (workspace.root / "refresh.holder.json").write_text(left_behind, encoding="utf-8")
    with workspace.writing(Holder.here("fazhi diff"), wait=0) as crashed:
        assert crashed is None
        assert (found := read_holder(workspace.root, WRITING)) and found.name == "fazhi diff"
