"""The published warehouse: what analysts open."""

import dagster as dg
from pydantic import Field

from orchestration import progress
from orchestration.assets.audited import findings
from orchestration.resources import WorkspaceResource


class Publishing(dg.Config):
    """When to move the pointer."""

    full: bool = Field(default=False, description="Publish also a build that is equal to the published one.")


@dg.asset(
    group_name="publication", kinds={"duckdb"}, deps=[findings, ["raw", "terms"]], owners=["team:data-engineering"]
)
def published_warehouse(
    context: dg.AssetExecutionContext, config: Publishing, workspace: WorkspaceResource
) -> dg.MaterializeResult:
    """公布的数据库。 The audited warehouse as a read-only file, reached through a pointer that moves in one step.

    A build that is equal to the published one moves nothing. A build that fails a blocking check never comes
    here: the published version stays as it was.
    """
    from ingest.archive import Archive
    from ingest.warehouse.corpus import Corpus
    from orchestration.publication import build_fingerprint, current_publication, publish
    from orchestration.summary import summarise
    from orchestration.warehouse import open_candidate

    place = workspace.workspace
    progress.report("publication")
    fingerprint = build_fingerprint(Corpus.of(Archive(place.archive).fetches()))
    with open_candidate(place) as con:
        summary = summarise(con)
    current = current_publication(place)
    moved = config.full or current is None or current.fingerprint != fingerprint
    if moved:
        current = publish(place, fingerprint, context.run.run_id, summary)
    progress.report("publication", 1, 1)
    return dg.MaterializeResult(
        metadata={
            **summary,
            "published": "a new version" if moved else "nothing: equal to the published version",
            "file": dg.MetadataValue.path(str(place.warehouse)),
            "version": current.file if current else None,
        }
    )
