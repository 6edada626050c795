"""Assets from files to raw tables."""

from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from orchestration import progress
from orchestration.resources import WorkspaceResource
from orchestration.workspace import UserError, Workspace

RAW_GROUP = "raw"
RAW_TABLES = {
    "fetches": "One row per fetch: of publishers every attempt, of files and samples those that brought news.",
    "documents": "One row per vintage: the distinct bytes of a document that was read as a report, with its text.",
    "sections": "One row per section of a document.",
    "figures": "One row per printed figure, as printed, with its place in the text.",
    "corrections": "One row per entry of corrections.yml, with the one figure that it speaks of.",
    "corrected_figures": "One row per printed figure, as corrected: a view over figures and corrections.",
    "terms": "One row per document and term, cut by jieba with the dictionary of the domain.",
    "rejects": "One row per thing that was not taken, with the stage and the reason.",
    "indicators": "One row per indicator of the catalogue.",
    "regions": "One row per region code (GB/T 2260) and span of years in which it had one name.",
}


class ReportSources(dg.Config):
    """Which reports to take in."""

    reports: list[str] = Field(
        default=[],
        description=(
            "Files or folders with reports (.txt, .html), e.g. ['/srv/reports/2024']. Files in the inbox are "
            "always taken in too. Empty: the inbox alone or, as long as no real report was ever given, the "
            "bundled samples."
        ),
    )
    live: bool = Field(
        default=False,
        description="Ask the publishers: look at the listings that are due, fetch what is new or may have changed.",
    )
    publisher: str | None = Field(
        default=None,
        description="Live: this publisher alone, due or not; an id of publishers.csv, e.g. '500112-政府'.",
    )
    region: str | None = Field(
        default=None,
        description="Live: publishers of this region and of those in it alone; a code of GB/T 2260, e.g. '500000'.",
    )
    year: int | None = Field(default=None, description="Live: reports on this year alone, e.g. 2024.")


class Extraction(dg.Config):
    """How much to read again."""

    full: bool = Field(default=False, description="Read every document again, also those already extracted.")


@dg.asset(group_name="archive", kinds={"python"}, owners=["team:data-engineering"])
def archived_documents(
    context: dg.AssetExecutionContext, config: ReportSources, workspace: WorkspaceResource
) -> dg.MaterializeResult:
    """公布的报告原件。 The published documents as bytes, content-addressed, with a record of every fetch.

    One object per distinct bytes, one record per fetch of a publisher's address and per file that brought news.
    Bytes that are already known are not stored again. Publishers are asked where the run is `live`.
    """
    from ingest.archive import Archive
    from orchestration.previews import markdown_table
    from orchestration.sources import take_in_files

    lived = _collect_live(config, workspace.workspace) if config.live else {}
    intake = take_in_files(workspace.workspace, config.reports)
    news = [(fetch.outcome, fetch.address, fetch.message) for fetch in intake.news]
    context.log.info("%d new, %d unchanged", len(intake.news), intake.unchanged)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": len(Archive(workspace.workspace.archive).fetches()),
            "new": len(intake.news),
            "unchanged": intake.unchanged,
            "news": markdown_table(("outcome", "address", "message"), news),
            **lived,
        }
    )


def _collect_live(config: ReportSources, place: Workspace) -> dict[str, dg.MetadataValue]:
    """What the publishers brought, for the run's metadata. Fails the run where there is no real report at all."""
    from ingest.live import Selection
    from orchestration.live import collect_live
    from orchestration.previews import collected_tables
    from orchestration.sources import NothingBrought, require_real_reports

    try:
        collected = collect_live(place, Selection(config.publisher, config.region, config.year))
        require_real_reports(place, config.reports)
    except (UserError, NothingBrought) as error:
        raise dg.Failure(description=str(error), allow_retries=False) from error
    return collected_tables(collected)


@dg.asset(group_name="extraction", kinds={"python", "parquet"}, deps=[archived_documents])
def extractions(
    context: dg.AssetExecutionContext, config: Extraction, workspace: WorkspaceResource
) -> dg.MaterializeResult:
    """报告中的数据。 Text, sections, figures with indicators, and terms of every document, as Parquet batches.

    One immutable folder per batch of documents, named by its documents and the extractor's version. Only
    documents that this version of the extractor has not read yet are read.
    """
    import shutil

    from ingest.archive import Archive
    from ingest.batches import extract_new
    from ingest.extraction import extractor_version
    from ingest.warehouse.corpus import Corpus

    archive = Archive(workspace.workspace.archive)
    items = Corpus.of(archive.fetches()).items
    progress.report("extraction")
    if config.full:
        shutil.rmtree(workspace.workspace.extractions / extractor_version(), ignore_errors=True)
    count = extract_new(
        items,
        archive,
        workspace.workspace.extractions,
        lambda done, total: progress.report("extraction", done, total),
    )
    context.log.info("%d of %d documents extracted, the others were known", count, len(items))
    return dg.MaterializeResult(
        metadata={
            "documents": len(items),
            "extracted now": count,
            "extractor version": extractor_version(),
        }
    )


@dg.multi_asset(
    name="raw_tables",
    specs=[
        dg.AssetSpec(
            key=["raw", table],
            group_name=RAW_GROUP,
            description=description,
            deps=[archived_documents, extractions],
            kinds={"duckdb"},
        )
        for table, description in RAW_TABLES.items()
    ],
)
def raw_tables(workspace: WorkspaceResource) -> Iterator[dg.MaterializeResult]:
    """Loads the raw tables into a new candidate warehouse. A correction that fits no figure ends the run here."""
    from ingest.archive import Archive
    from ingest.corrections import CorrectionError
    from ingest.extraction import extractor_version
    from ingest.warehouse.corpus import Corpus
    from ingest.warehouse.loading import load_raw
    from orchestration.corrections import corrections_in_force
    from orchestration.previews import preview, report_list
    from orchestration.warehouse import new_candidate, region_tables

    place = workspace.workspace
    corpus = Corpus.of(Archive(place.archive).fetches())
    progress.report("raw tables")
    with new_candidate(place) as con:
        home = place.extractions / extractor_version()
        try:
            counts = load_raw(con, corpus, home, region_tables(), corrections_in_force())
        except (CorrectionError, UserError) as error:
            raise dg.Failure(description=str(error), allow_retries=False) from error
        for table, rows in counts.items():
            metadata: dict[str, dg.MetadataValue | int] = {
                "dagster/row_count": rows,
                "preview": preview(con, f"raw.{table}"),
            }
            if table == "documents":
                metadata["reports"] = report_list(con)
            yield dg.MaterializeResult(asset_key=["raw", table], metadata=metadata)
