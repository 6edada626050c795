"""What a step tries again, and what fails at once."""

from __future__ import annotations

import errno
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from orchestration.runs import retries
from orchestration.runs.retries import may_pass, retrying_transient_errors
from warehouse.workspace import UserError

pytestmark = pytest.mark.integration


def tries_of(error: BaseException, mended_after: int = 99) -> tuple[bool, int]:
    """Whether a run succeeds, and how often its step was tried, where the step meets `error` so many times."""
    tried: list[int] = []

    @dg.op
    def step() -> None:
        tried.append(1)
        with retrying_transient_errors():
            if len(tried) <= mended_after:
                raise error

    @dg.job(executor_def=dg.in_process_executor)
    def one_step() -> None:
        step()

    return one_step.execute_in_process(raise_on_error=False).success, len(tried)


@pytest.fixture(autouse=True)
def without_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retries, "WAIT", 0.01)


def test_what_passes_by_itself_is_tried_again_until_it_has_passed() -> None:
    assert tries_of(OSError(errno.EBUSY, "busy"), mended_after=1) == (True, 2)


def test_new_tries_are_bounded() -> None:
    assert tries_of(BrokenProcessPool("a worker died")) == (False, 1 + retries.TRIES)


@pytest.mark.parametrize(
    "error",
    [
        UserError("publishers.csv: a column is missing."),
        ValueError("a fault of ours"),
        OSError(errno.ENOSPC, "no space left"),
        PermissionError(errno.EACCES, "not yours"),
        duckdb.CatalogException("no such table"),
    ],
)
def test_what_does_not_pass_fails_at_once(error: Exception) -> None:
    assert tries_of(error) == (False, 1)


def test_a_database_that_another_process_has_open_may_pass(tmp_path: Path) -> None:
    error = duckdb.IOException(f'Could not set lock on file "{tmp_path}/x.duckdb": Conflicting lock is held')
    assert may_pass(error)
    assert not may_pass(duckdb.IOException("the file is no database"))
