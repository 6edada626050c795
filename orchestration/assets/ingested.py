"""Assets from the archive to raw tables."""

from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from orchestration.assets.collected import WRITER, archived_documents
from orchestration.resources import WorkspaceResource
from orchestration.runs.retries import retrying_transient_errors
from orchestration.runs.stopped import Stopped
from warehouse import progress
from warehouse.settings import settings

RAW_GROUP = "raw"
RAW_TABLES = {
    "fetches": "One row per fetch: every attempt at a publisher, and every new or changed file or sample.",
    "vintages": "One row per address and time at which its current bytes changed: a view over fetches.",
    "documents": "One row per vintage: the distinct bytes of a document that was read as a report, with its text.",
    "sections": "One row per section of a document.",
    "figures": "One row per printed figure, as printed, with its place in the text.",
    "revisions": "One row per address, vintage and figure that differs from the previous vintage.",
    "corrections": "One row per entry of corrections.yml, with the one figure that it refers to.",
    "corrected_figures": "One row per printed figure, as corrected: a view over figures and corrections.",
    "terms": "One row per document and term, segmented by jieba with a domain dictionary.",
    "sentences": "One row per sentence of a document, with its place in the text.",
    "tokens": "One row per document and searchable token, with the sentences that contain it.",
    "vocabulary": "One row per token that search queries can be split into.",
    "rejects": "One row per item that was not taken in, with the stage and the reason.",
    "indicators": "One row per indicator of the catalogue.",
    "regions": "One row per region code (GB/T 2260) and span of years in which it had one name.",
    "publishers": "One row per publisher of the catalogue; empty as long as there are only the bundled samples.",
    "known_addresses": "One row per publisher and known address of a report, fetched or not.",
}


class Extraction(dg.Config):
    """How much to read again."""

    full: bool = Field(default=False, description="Read every document again, including those already extracted.")


@dg.asset(group_name="extraction", kinds={"python", "parquet"}, deps=[archived_documents], pool=WRITER)
def extractions(
    context: dg.AssetExecutionContext, config: Extraction, workspace: WorkspaceResource
) -> dg.MaterializeResult:
    """报告中的数据。 Text, sections, figures with indicators, and terms of every document, as Parquet batches.

    One immutable folder per batch, named after its documents and the version of the extractor. Only documents that
    this version of the extractor has not read yet are read.
    """
    import shutil

    from ingest.archive import Archive
    from ingest.batches import extract_new
    from ingest.engines import NoCluster
    from ingest.extraction import extractor_version
    from ingest.loading.corpus import Corpus

    archive = Archive(workspace.workspace.archive)
    items = Corpus.of(archive.fetches()).items
    progress.report("extraction")
    if config.full:
        shutil.rmtree(workspace.workspace.extractions / extractor_version(), ignore_errors=True)
    with retrying_transient_errors():
        try:
            count = extract_new(
                items,
                archive,
                workspace.workspace.extractions,
                lambda done, total: progress.report("extraction", done, total),
                settings.dask,
            )
        except NoCluster as error:
            raise Stopped(error) from error
    context.log.info("%d of %d documents extracted, the others were known", count, len(items))
    return dg.MaterializeResult(
        metadata={
            "documents": len(items),
            "extracted now": count,
            "extractor version": extractor_version(),
        }
    )


class Loading(dg.Config):
    """What to start from."""

    full: bool = Field(
        default=False, description="Start from an empty candidate: dbt rebuilds every report, including unchanged ones."
    )


@dg.multi_asset(
    name="raw_tables",
    pool=WRITER,
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
def raw_tables(config: Loading, workspace: WorkspaceResource) -> Iterator[dg.MaterializeResult]:
    """Loads new data into the raw tables of the candidate. A correction that matches no figure ends the run here."""
    from ingest.archive import Archive
    from ingest.corrections import CorrectionError
    from ingest.extraction import extractor_version
    from ingest.loading.corpus import Corpus
    from ingest.loading.loading import load_raw
    from orchestration.metadata.previews import all_columns, preview, report_list, table_columns
    from orchestration.metadata.revisions import revision_table
    from warehouse.building.candidate import candidate_to_load, region_tables
    from warehouse.building.verdict import last_refusal
    from warehouse.inputs.corrections import corrections_in_force
    from warehouse.inputs.live import catalogue_in_force

    place = workspace.workspace
    corpus = Corpus.of(Archive(place.archive).fetches())
    progress.report("raw tables")
    keep = last_refusal(place) is None  # what was refused is loaded anew, in case that its tables are what is wrong
    with retrying_transient_errors(), candidate_to_load(place, anew=config.full) as con:
        home = place.extractions / extractor_version()
        try:
            known = catalogue_in_force(place, corpus)
            counts = load_raw(con, corpus, home, region_tables(), corrections_in_force(), known, keep=keep)
        except CorrectionError as error:
            raise Stopped(error) from error
        columns = all_columns(con)
        for table, rows in counts.items():
            metadata: dict[str, dg.MetadataValue | int] = {
                "dagster/row_count": rows,
                "preview": preview(con, f"raw.{table}"),
                **table_columns(columns, f"raw.{table}"),
            }
            if table == "documents":
                metadata["reports"] = report_list(con)
            if table == "revisions":
                metadata["what publishers changed"] = revision_table(con)
            yield dg.MaterializeResult(asset_key=["raw", table], metadata=metadata)
