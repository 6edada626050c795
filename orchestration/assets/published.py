"""The published warehouse: what analysts open."""

from pathlib import Path
from typing import Any

import dagster as dg
from pydantic import Field

from orchestration.assets.audited import findings
from orchestration.assets.collected import WRITER
from orchestration.resources import WorkspaceResource
from orchestration.runs.stopped import Stopped
from warehouse import progress
from warehouse.workspace import UserError, Workspace


class Publishing(dg.Config):
    """When to move the pointer."""

    full: bool = Field(
        default=False, description="Publish even if the build is equal to the published one, or was rolled back."
    )
    accept_loss: bool = Field(
        default=False, description="Publish even if the build covers much less than the published one."
    )


@dg.asset(
    group_name="publication",
    kinds={"duckdb"},
    deps=[findings, ["raw", "sentences"], ["raw", "tokens"], ["raw", "vocabulary"]],
    pool=WRITER,
)
def questions(workspace: WorkspaceResource) -> dg.MaterializeResult:
    """常用问题。 Views and table macros for common questions, stored in the warehouse with their descriptions.

    Any DuckDB client can use them: yoy, series, quote, search and more, listed in the table `questions`. The marts are
    also available as views, so that `from indicator_yoy` needs no schema.
    """
    from orchestration.metadata.previews import preview
    from warehouse.building.candidate import open_candidate
    from warehouse.publication.views import free_views
    from warehouse.questions import install_questions
    from warehouse.questions.marts import install_marts

    progress.report("questions")
    with open_candidate(workspace.workspace) as con:
        con.begin()  # one commit, not one for each of some 2,000 comments
        free_views(con)
        install_marts(con)
        count = install_questions(con)
        con.commit()
        shown = preview(con, "main.questions")
    return dg.MaterializeResult(metadata={"dagster/row_count": count, "preview": shown})


@dg.asset(
    group_name="publication",
    kinds={"duckdb"},
    deps=[questions, *(["raw", table] for table in ("terms", "sentences", "vocabulary", "vintages", "revisions"))],
    owners=["team:data-engineering"],
    pool=WRITER,
)
def published_warehouse(
    context: dg.AssetExecutionContext, config: Publishing, workspace: WorkspaceResource
) -> dg.MaterializeResult:
    """公布的数据库。 The audited warehouse as a read-only file, reached through a pointer that is switched atomically.

    The pointer stays where it is if the build is equal to the published one or was rolled back. A build that fails a
    blocking check never gets here, and one that covers much less than the published version ends the run; the
    published version then stays in place.
    """
    from ingest.archive import Archive
    from ingest.batches import postponed
    from ingest.extraction import extractor_version
    from ingest.loading.corpus import Corpus
    from orchestration.metadata.at_a_glance import coverage_by_province, new_reports
    from warehouse.building.candidate import open_candidate, seal_candidate
    from warehouse.building.summary import summarise
    from warehouse.inputs.live import catalogue_in_force
    from warehouse.publication import build_fingerprint, current_publication, is_withdrawn, last_intact, publish

    place = workspace.workspace
    progress.report("publication")
    corpus = Corpus.of(Archive(place.archive).fetches())
    late = postponed(place.extractions / extractor_version())
    fingerprint = build_fingerprint(corpus, catalogue_in_force(place, corpus), late)
    current = current_publication(place)
    withdrawn = is_withdrawn(place, fingerprint)
    intact = last_intact(place)
    moved = config.full or current is None or current != intact or not (withdrawn or current.fingerprint == fingerprint)
    with open_candidate(place) as con:
        summary = summarise(con)
        before = intact if moved and intact and intact.sample == summary["sample"] else None
        previous = place.published / before.file if before else None
        changes = _changes(con, place, previous, config.accept_loss) if previous else None
        shown = coverage_by_province(con)
        if moved:
            shown |= new_reports(con, previous)
    if moved:
        current = publish(place, fingerprint, context.run.run_id, summary, changes)
    seal_candidate(place)
    progress.report("publication", 1, 1)
    kept = "nothing: this build was rolled back" if withdrawn else "nothing: equal to the published version"
    return dg.MaterializeResult(
        metadata={
            **summary,
            "published": "a new version" if moved else kept,
            "file": dg.MetadataValue.path(str(place.warehouse)),
            "dbt docs (built by `fazhi docs`)": dg.MetadataValue.path(str(place.dbt_docs)),
            "version": current.file if current else None,
            "dagster/row_count": summary["figures"],
            **shown,
            **(_shown(changes) if changes else {}),
        }
    )


def _changes(con: Any, place: Workspace, previous: Path, accept_loss: bool) -> dict[str, Any]:
    """The diff against the published version. Fails the run where that would lose too much."""
    from warehouse.publication.changes import compare_with
    from warehouse.publication.coverage import CoverageShrunk, require_coverage
    from warehouse.settings import settings

    try:
        if not accept_loss:
            require_coverage(con, place, settings.largest_loss, previous)
    except (CoverageShrunk, UserError) as error:
        raise Stopped(error) from error
    return compare_with(con, previous)


def _shown(changes: dict[str, Any]) -> dict[str, dg.MetadataValue]:
    """The diff as tables of the run's metadata."""
    from orchestration.metadata.previews import markdown_table

    columns = ("table", "added", "changed", "gone")
    tables = [[table[name] for name in columns] for table in changes["tables"]]
    nothing = dg.MetadataValue.md(f"No difference from {changes['previous']}.")
    shown: dict[str, dg.MetadataValue] = {"changes": markdown_table(columns, tables) if tables else nothing}
    if largest := changes["largest"]:
        shown["largest changes"] = markdown_table(tuple(largest[0]), [list(row.values()) for row in largest])
    return shown
