"""The sensor of the inbox: files placed there are picked up."""

import hashlib
import time

import dagster as dg

from ingest.fetch.files import documents_in
from orchestration.automation.jobs import refresh
from orchestration.runs.crashes import find_crashed
from warehouse.workspace import Workspace

SETTLED_AFTER = 5.0
"""Seconds without a change after which a file in the inbox counts as written to its end."""


@dg.sensor(
    job=refresh,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Asks for a refresh when files in the inbox (`data/inbox/`) are new or have changed.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """One run for all files that are new; the cursor is a hash over names, sizes and times of the inbox."""
    workspace = Workspace.from_environment()
    find_crashed(context.instance, workspace)
    inbox = workspace.inbox
    states = [(path, path.stat()) for path in documents_in(inbox)]
    if any(time.time() - state.st_mtime < SETTLED_AFTER for _, state in states):
        return dg.SkipReason(f"{inbox}: a file is still being written.")
    listing = "\n".join(f"{path}|{state.st_size}|{state.st_mtime_ns}" for path, state in states)
    cursor = hashlib.sha256(listing.encode()).hexdigest()[:16]
    if not states or cursor == context.cursor:
        return dg.SkipReason(f"{inbox}: no new files.")
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=cursor)], cursor=cursor)
