"""A run of the graph in the process of a command, which Dagster's pages show among all the others."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextvars import ContextVar
from functools import partial
from getpass import getuser
from pathlib import Path
from typing import Any

import dagster as dg
from dagster._core.remote_origin import RegisteredCodeLocationOrigin, RemoteJobOrigin, RemoteRepositoryOrigin

from orchestration.runs.event_log import open_instance

_RUNNING: ContextVar[bool] = ContextVar("run of a command", default=False)

CODE_LOCATION = "fazhi"
"""As `orchestration/workspace.yaml` calls it."""


def run_job(
    job: dg.JobDefinition, home: Path, run_config: Mapping[str, Any], command: str, *, raise_on_error: bool
) -> dg.ExecuteInProcessResult:
    """Runs `job` in the instance folder `home`. Its tags name the command and who gave it; no daemon tries it again.

    The timeline and the job's history show only runs that say of which code location they are.
    """
    repository = RemoteRepositoryOrigin(RegisteredCodeLocationOrigin(CODE_LOCATION), "__repository__")
    origin = RemoteJobOrigin(repository, job.name)
    tags = {"fazhi/command": command, "fazhi/user": _user(), "dagster/max_retries": "0"}
    with open_instance(home) as instance:
        # `execute_in_process` has no parameter for the origin.
        create = partial(instance.create_run_for_job, remote_job_origin=origin)
        instance.create_run_for_job = create  # type: ignore[method-assign]
        given = _RUNNING.set(True)
        try:
            return job.execute_in_process(
                instance=instance, run_config=dict(run_config), tags=tags, raise_on_error=raise_on_error
            )
        finally:
            _RUNNING.reset(given)


def is_by_command() -> bool:
    """Whether a command gave the run of this process. A tag says so too, but whoever starts runs may set one."""
    return _RUNNING.get()


def _user() -> str:
    try:
        return getuser()
    except (KeyError, OSError):  # a container may have a user without a name
        return str(os.getuid())
