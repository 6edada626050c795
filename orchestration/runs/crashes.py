"""Runs whose process ended without a word: killed, out of memory, or the machine went down.

Dagster waits for such a run as if it went on, and every later one waits behind it. The writer's lock knows better:
whoever gets it finds the name of the one that never gave it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.locks import WRITING, Holder, read_holder
from warehouse.workspace import UserError, Workspace

if TYPE_CHECKING:
    import dagster as dg


def report_crashed(instance: dg.DagsterInstance | None, crashed: Holder | None) -> bool:
    """Tells Dagster that the run of a writer that never ended has failed; whether there was such a run."""
    if instance is None or crashed is None or crashed.run_id is None:
        return False
    run = instance.get_run_by_id(crashed.run_id)
    if run is None or run.is_finished:
        return False
    instance.report_run_failed(run, f"{crashed} ended without a word: killed, out of memory, or the machine went down.")
    return True


def find_crashed_run(workspace: Workspace) -> bool:
    """Like `find_crashed`, for a process that has no instance of Dagster open; it is opened only where it is needed."""
    before = read_holder(workspace.root, WRITING)
    if before is None or before.run_id is None:
        return False
    import dagster as dg

    with dg.DagsterInstance.from_config(str(workspace.dagster_home)) as instance:
        return find_crashed(instance, workspace)


def find_crashed(instance: dg.DagsterInstance, workspace: Workspace) -> bool:
    """Looks for a crashed run without waiting for anybody; costs one look at a file where there is none."""
    before = read_holder(workspace.root, WRITING)
    if before is None or before.run_id is None:
        return False
    try:
        # In its name: should this process be killed as well, the next one finds the same run.
        with workspace.writing(Holder.here("the search for crashed runs", before.run_id), wait=0) as crashed:
            return report_crashed(instance, crashed)
    except UserError:
        return False  # someone writes: nobody crashed
