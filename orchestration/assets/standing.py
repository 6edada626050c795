"""The check for lasting failures, whether or not the current run had anything to do with them."""

from collections.abc import Sequence
from dataclasses import astuple, fields
from typing import Any

import dagster as dg

from orchestration.assets.collected import WRITER
from orchestration.resources import WorkspaceResource
from orchestration.runs.retries import retrying_transient_errors
from warehouse.health import Failing, NotTaken, failing_publishers, quarantined
from warehouse.settings import settings

MOST_ROWS = 200
"""Of a table in the UI."""


@dg.asset_check(asset=["raw", "rejects"], name="no_lasting_failures", pool=WRITER)
def no_lasting_failures(workspace: WorkspaceResource) -> dg.AssetCheckResult:
    """现有问题。 Publishers that have been failing for more than FAZHI_FAILING_DAYS days, and documents in quarantine.

    Warns until everything it lists has been fixed. It blocks nothing.
    """
    with retrying_transient_errors():
        days = settings.failing_days
        publishers = failing_publishers(workspace.workspace, days)
        documents = quarantined(workspace.workspace)
    return dg.AssetCheckResult(
        passed=not publishers and not documents,
        severity=dg.AssetCheckSeverity.WARN,
        description=(
            f"{len(publishers)} publishers have been failing for more than {days:g} days, {len(documents)} documents "
            "are in quarantine."
        ),
        metadata={
            "publishers that fail": _table(Failing, publishers),
            "documents in quarantine": _table(NotTaken, documents),
            "failing for more than (days)": days,
        },
    )


def _table(kind: type[Any], rows: Sequence[Any]) -> dg.TableMetadataValue:
    names = [field.name for field in fields(kind)]
    records = [dg.TableRecord(dict(zip(names, astuple(row), strict=True))) for row in rows[:MOST_ROWS]]
    return dg.MetadataValue.table(records, dg.TableSchema([dg.TableColumn(name) for name in names]))
