"""What Dagster loads: assets and checks, one job, one schedule, two sensors."""

from __future__ import annotations

import dagster as dg

from orchestration.alerts.sensor import failed_run_alert
from orchestration.assets import audited, collected, ingested, lake, published, standing, transformed
from orchestration.assets.groups import with_group
from orchestration.automation.freshness import with_freshness
from orchestration.automation.inbox import inbox_sensor
from orchestration.automation.jobs import refresh
from orchestration.automation.publishers import publishers_sensor
from orchestration.automation.schedules import daily_refresh
from orchestration.resources import PublishersResource, WorkspaceResource
from warehouse.settings import settings

_loaded = dg.load_assets_from_modules(
    [collected, ingested, audited, transformed, published, *([lake] if settings.lake else [])]
)

defs = dg.Definitions(
    assets=dg.map_asset_specs(
        lambda spec: with_freshness(with_group(spec)), [one for one in _loaded if isinstance(one, dg.AssetsDefinition)]
    ),
    asset_checks=dg.load_asset_checks_from_modules([standing]),
    jobs=[refresh],
    schedules=[daily_refresh],
    sensors=[inbox_sensor, publishers_sensor, failed_run_alert],
    resources={"workspace": WorkspaceResource(), "publishers": PublishersResource.configure_at_launch()},
    executor=dg.in_process_executor,
)
