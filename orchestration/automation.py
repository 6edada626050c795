"""When the graph runs by itself: every morning, and when files are laid into the inbox."""

import hashlib
import time

import dagster as dg

from ingest.fetch.files import documents_in
from orchestration.live import scheduled_runs_are_live
from orchestration.workspace import Workspace

SETTLED_AFTER = 5.0
"""Seconds without a change after which a file in the inbox counts as written to its end."""

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description=(
        "从公布的报告到公布的数据。 The whole way: take in reports, extract figures, build and audit the marts, "
        "publish. Without news the tables come out equal and the published version stays."
    ),
)


def _daily_config(_: dg.ScheduleEvaluationContext) -> dict[str, object]:
    return {"ops": {"archived_documents": {"config": {"live": scheduled_runs_are_live()}}}}


daily_refresh = dg.ScheduleDefinition(
    name="daily_refresh",
    job=refresh,
    run_config_fn=_daily_config,
    cron_schedule="0 6 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every morning at six, whatever the sensor has seen; with FAZHI_LIVE=1 the publishers are asked.",
)


@dg.sensor(
    job=refresh,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Asks for a refresh when files in the inbox (`data/inbox/`) are new or have changed.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """One run for all files that are new; the cursor is a hash over names, sizes and times of the inbox."""
    inbox = Workspace.from_environment().inbox
    states = [(path, path.stat()) for path in documents_in(inbox)]
    if any(time.time() - state.st_mtime < SETTLED_AFTER for _, state in states):
        return dg.SkipReason(f"{inbox}: a file is still being written.")
    listing = "\n".join(f"{path}|{state.st_size}|{state.st_mtime_ns}" for path, state in states)
    cursor = hashlib.sha256(listing.encode()).hexdigest()[:16]
    if not states or cursor == context.cursor:
        return dg.SkipReason(f"{inbox}: no new files.")
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=cursor)], cursor=cursor)
