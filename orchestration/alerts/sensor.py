"""When people are told: after each run that failed."""

from datetime import UTC, datetime

import dagster as dg

from orchestration.alerts.sending import Alert, AlertNotSent, send
from orchestration.alerts.settings import AlertSettings
from warehouse.workspace import UserError


@dg.run_failure_sensor(
    name="failed_run_alert",
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description=(
        "运行失败时发出通知。 Tells of each failed run by e-mail (FAZHI_ALERT_MAIL_TO) or webhook "
        "(FAZHI_ALERT_WEBHOOK). A run that is tried again is told of only when the last try has failed."
    ),
)
def failed_run_alert(context: dg.RunFailureSensorContext) -> dg.SkipReason | None:
    """One alert per failed run; what could not be sent is in the daemon's log, and blocks nothing."""
    try:
        settings = AlertSettings.from_environment()
        if not settings.anyone:
            return dg.SkipReason("Nobody is to be told: set FAZHI_ALERT_MAIL_TO or FAZHI_ALERT_WEBHOOK.")
        if context.dagster_run.tags.get("dagster/will_retry") == "true":
            return dg.SkipReason(f"Run {context.dagster_run.run_id} is tried again.")
        send(_alert(context, settings), settings)
    except (AlertNotSent, UserError) as error:
        context.log.error(str(error))
    return None


def _alert(context: dg.RunFailureSensorContext, settings: AlertSettings) -> Alert:
    run = context.dagster_run
    record = context.instance.get_run_record_by_id(run.run_id)
    return Alert(
        job=run.job_name,
        run_id=run.run_id,
        at=datetime.fromtimestamp((record and record.end_time) or 0, UTC).isoformat(timespec="seconds"),
        reason=_reason(context),
        link=f"{settings.ui}/runs/{run.run_id}" if settings.ui else None,
    )


def _reason(context: dg.RunFailureSensorContext) -> str:
    """The innermost message of each step that failed, else what Dagster says of the run."""
    reasons = []
    for event in context.get_step_failure_events():
        failure = event.step_failure_data
        if failure.user_failure_data and failure.user_failure_data.description:
            reasons.append(failure.user_failure_data.description)
            continue
        error = failure.error
        while error and error.cause:
            error = error.cause
        reasons.append(f"{event.step_key}: {error.message.strip() if error else event.message}")
    return "\n".join(reasons) or context.failure_event.message or "without a reason"
