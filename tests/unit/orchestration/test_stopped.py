"""What a step says that ends a run on purpose."""

from __future__ import annotations

import dagster as dg
import pytest

from orchestration.runs.stopped import Stopped

pytestmark = pytest.mark.unit


def test_the_sentence_is_the_first_that_is_read_of_a_failed_run() -> None:
    @dg.op
    def reads() -> None:
        try:
            raise ValueError("/srv/c.yml: no report has this hash. Take the entry out.")
        except ValueError as error:
            raise Stopped(error) from error

    @dg.job
    def refresh() -> None:
        reads()

    run = refresh.execute_in_process(raise_on_error=False)
    (failed,) = [event for event in run.all_events if event.is_step_failure]
    failure = failed.step_failure_data
    assert failure.error is not None and failure.user_failure_data is not None
    sentence = "/srv/c.yml: no report has this hash. Take the entry out."
    assert failure.error.message.strip() == f"fazhi: {sentence}"
    assert failure.user_failure_data.description == sentence
    # What became of it is reported by the class of the cause: the command's exit code.
    assert failure.error.cause is not None and failure.error.cause.cls_name == "ValueError"
