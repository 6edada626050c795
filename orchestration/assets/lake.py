"""The published version in the lake; in the graph where `FAZHI_LAKE` names one."""

from dataclasses import asdict

import dagster as dg

from orchestration.assets.collected import WRITER
from orchestration.assets.published import published_warehouse
from orchestration.resources import WorkspaceResource
from orchestration.runs.stopped import Stopped
from warehouse import progress
from warehouse.workspace import UserError


@dg.asset(group_name="publication", kinds={"duckdb", "parquet"}, deps=[published_warehouse], pool=WRITER)
def published_lake(workspace: WorkspaceResource) -> dg.MaterializeResult:
    """数据湖中的公布版本。 The published version as a snapshot of the lake, with only the rows that differ written.

    A version that was put there before stays as it is: readers may have been led to an earlier one since.
    """
    from warehouse.lake.connection import opened
    from warehouse.lake.publications import lake_publications, publish_to_lake
    from warehouse.publication import current_publication

    progress.report("publication to the lake")
    current = current_publication(workspace.workspace)
    if current is None:
        raise Stopped("Nothing is published yet.")
    try:
        with opened() as con:
            known = [one for one in lake_publications(con) if one.file == current.file]
        if known:
            return dg.MaterializeResult(metadata={"published": "nothing: it is there", "snapshot": known[-1].snapshot})
        publication, written = publish_to_lake(workspace.workspace.published, current)
    except UserError as error:
        raise Stopped(error) from error
    rows = {f"rows {what}": count for what, count in asdict(written).items()}
    return dg.MaterializeResult(metadata={"published": current.file, "snapshot": publication.snapshot, **rows})
