"""Assets from the publishers and from files to the archive."""

import dagster as dg
from pydantic import Field

from orchestration.metadata.asked import answers_table, fetch_counts, listing_counts, listings_known, vanished_table
from orchestration.metadata.previews import markdown_table
from orchestration.resources import PublishersResource, WorkspaceResource
from orchestration.runs.by_command import is_by_command
from orchestration.runs.retries import retrying_transient_errors
from orchestration.runs.stopped import Stopped

WRITER = "warehouse"
"""The pool of one in which all steps that write stand; `dagster.yaml` says how large it is."""


class ReportSources(dg.Config):
    """Which files to read."""

    reports: list[str] = Field(
        default=[],
        description=(
            "Files or folders with reports (HTML, PDF, DOCX, DOC, WPS, OFD, text), e.g. ['/srv/reports/2024']. Files "
            "in the inbox are always read too. Empty: only the inbox or, until the first real report is "
            "provided, the bundled samples."
        ),
    )


@dg.asset(group_name="archive", kinds={"python"}, owners=["team:data-engineering"], pool=WRITER)
def listings(
    context: dg.AssetExecutionContext, workspace: WorkspaceResource, publishers: PublishersResource
) -> dg.MaterializeResult:
    """报告目录。 The pages, feeds and endpoints where publishers list their reports, as last seen.

    In a `live` run, every listing that is due is checked once; a check that fails is recorded and does not affect the
    others. A link that disappears is recorded, and documents already fetched from it are kept.
    """
    place = workspace.workspace
    if not publishers.live:
        return dg.MaterializeResult(metadata={"asked": "nobody: the run is not live", **listings_known(place)})
    with retrying_transient_errors():
        collected = publishers.refresh(place).look_at_listings()
    context.log.info("%d listings read, %d failed", collected.listings_checked, len(collected.listings_failed))
    return dg.MaterializeResult(
        metadata={
            **listing_counts(collected),
            "publishers that fail": markdown_table(("publisher", "why"), collected.listings_failed.items()),
            "links that vanished": vanished_table(collected),
            **listings_known(place),
        }
    )


@dg.asset(group_name="archive", kinds={"python"}, owners=["team:data-engineering"], deps=[listings], pool=WRITER)
def fetches(
    context: dg.AssetExecutionContext, workspace: WorkspaceResource, publishers: PublishersResource
) -> dg.MaterializeResult:
    """抓取记录。 The responses from report addresses: one record per attempt, in the archive's log.

    In a `live` run, every address not requested since the last check of its publisher's listing gets a conditional
    request. Changed bytes become a new vintage; a response that is evidently no longer the report is stored but held
    back.
    """
    from ingest.archive import Archive

    place = workspace.workspace
    known = len(Archive(place.archive).latest())
    if not publishers.live:
        return dg.MaterializeResult(metadata={"asked": "nobody: the run is not live", "addresses known": known})
    with retrying_transient_errors():
        collected = publishers.refresh(place).ask_addresses()
        publishers.done()
    context.log.info("%d addresses asked, %d new or changed", collected.asked, len(collected.news))
    return dg.MaterializeResult(
        metadata={
            **fetch_counts(collected),
            "answers": answers_table(collected),
            "addresses known": len(Archive(place.archive).latest()),
        }
    )


@dg.asset(group_name="archive", kinds={"python"}, owners=["team:data-engineering"], deps=[fetches], pool=WRITER)
def archived_documents(
    context: dg.AssetExecutionContext,
    config: ReportSources,
    workspace: WorkspaceResource,
    publishers: PublishersResource,
) -> dg.MaterializeResult:
    """公布的报告原件。 The published documents as bytes, content-addressed, with a record of every fetch.

    One object per distinct content, and one record per fetch of a publisher's address and per new or changed file.
    Known content is not stored again. A live run that has not a single real report ends here.
    """
    from ingest.archive import Archive
    from warehouse.inputs.files import NothingBrought, require_allowed, require_real_reports, take_in_files

    place = workspace.workspace
    with retrying_transient_errors():
        try:
            if not is_by_command():
                require_allowed(place, config.reports)
            if publishers.live:
                require_real_reports(place, config.reports)
        except NothingBrought as error:
            raise Stopped(error) from error
        intake = take_in_files(place, config.reports)
    news = [(fetch.outcome, fetch.address, fetch.message) for fetch in intake.news]
    context.log.info("%d new, %d unchanged", len(intake.news), intake.unchanged)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": len(Archive(place.archive).fetches()),
            "new": len(intake.news),
            "unchanged": intake.unchanged,
            "news": markdown_table(("outcome", "address", "message"), news),
        }
    )
