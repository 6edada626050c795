"""How old an asset may be before Dagster says so. Only the daemon judges it: nothing waits for it."""

from __future__ import annotations

from datetime import timedelta

import dagster as dg

WARN_AFTER, FAIL_AFTER = timedelta(hours=26), timedelta(hours=50)
"""A daily run that is late by what a run takes warns; a day without any fails."""
PUBLISHED_FAIL_AFTER = timedelta(hours=98)
"""What the audit refuses to publish is for people to judge, who have week-ends."""


def policy_for(spec: dg.AssetSpec) -> dg.FreshnessPolicy:
    """The freshness that is expected of an asset."""
    published = spec.key.path[-1] == "published_warehouse"
    return dg.FreshnessPolicy.time_window(
        warn_window=WARN_AFTER, fail_window=PUBLISHED_FAIL_AFTER if published else FAIL_AFTER
    )


def with_freshness(spec: dg.AssetSpec) -> dg.AssetSpec:
    """The asset with its policy."""
    return spec.replace_attributes(freshness_policy=policy_for(spec))
