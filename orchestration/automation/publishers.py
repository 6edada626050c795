"""The sensor of the publishers: it polls their listings and asks for a run when one of them shows a new report."""

import dagster as dg

from orchestration.automation.jobs import live_config, refresh
from warehouse.inputs.polling import Cursor, poll
from warehouse.settings import settings
from warehouse.workspace import UserError, Workspace


@dg.sensor(
    job=refresh,
    minimum_interval_seconds=60,
    default_status=(dg.DefaultSensorStatus.RUNNING if settings.live else dg.DefaultSensorStatus.STOPPED),
    description=(
        "Looks at the listings that are due, some at a time, and asks for one live refresh for all that is new on "
        "them. With FAZHI_LIVE=1 only."
    ),
)
def publishers_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """The run's key is a hash of what is new: the same news never make a second run."""
    if not settings.live:
        return dg.SkipReason("Publishers are asked where FAZHI_LIVE=1 is set for this process.")
    workspace = Workspace.from_environment().prepare()
    try:
        seen = poll(workspace, Cursor.of(context.cursor))
    except UserError as error:
        return dg.SkipReason(str(error))
    if seen.key is None:
        return dg.SensorResult(skip_reason=str(seen), cursor=str(seen.cursor))
    request = dg.RunRequest(run_key=seen.key, run_config=live_config(), tags={"fazhi/news": str(len(seen.news))})
    return dg.SensorResult(run_requests=[request], cursor=str(seen.cursor))
