"""The one job: everything, in order."""

from __future__ import annotations

import dagster as dg

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description=(
        "从公布的报告到公布的数据。 The whole pipeline: read reports, extract figures, build and audit the marts, "
        "publish. Without news the tables come out equal and the published version stays."
    ),
    # Where a worker died: every step goes on where the archive stands, and the candidate may be another's by now.
    tags={"dagster/retry_strategy": "ALL_STEPS"},
)


def live_config(live: bool = True) -> dict[str, object]:
    """The run's configuration that asks the publishers, or nobody."""
    return {"resources": {"publishers": {"config": {"live": live}}}}
