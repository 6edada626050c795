"""What Dagster loads: assets and checks from the rooms, one job, one schedule, one sensor."""

from __future__ import annotations

import dagster as dg

from orchestration.assets import audited, ingested, published, transformed
from orchestration.automation import daily_refresh, inbox_sensor, refresh
from orchestration.resources import WorkspaceResource

defs = dg.Definitions(
    assets=dg.load_assets_from_modules([ingested, audited, transformed, published]),
    jobs=[refresh],
    schedules=[daily_refresh],
    sensors=[inbox_sensor],
    resources={"workspace": WorkspaceResource()},
    executor=dg.in_process_executor,
)
