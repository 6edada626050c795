"""The schedule: the safety net under the sensors."""

import dagster as dg

from ingest.listings.due import IN_SEASON, SEASON
from orchestration.automation.jobs import live_config, refresh
from warehouse.settings import settings

CHINA = "Asia/Shanghai"
_SEASON = f"{SEASON.start}-{SEASON.stop - 1}"
_REST_OF_YEAR = f"{SEASON.stop}-12"
TIMES = [f"0 */{24 // IN_SEASON} * {_SEASON} *", f"0 6 * {_REST_OF_YEAR} *"]
"""From January to April as often as a daily listing is then due, else every morning."""


def _config(_: dg.ScheduleEvaluationContext) -> dict[str, object]:
    return live_config(settings.live)


daily_refresh = dg.ScheduleDefinition(
    name="daily_refresh",
    job=refresh,
    run_config_fn=_config,
    cron_schedule=TIMES,
    execution_timezone=CHINA,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description=(
        "Every morning at six, from January to April every six hours, whatever the sensors have seen; with "
        "FAZHI_LIVE=1 the publishers are asked."
    ),
)
