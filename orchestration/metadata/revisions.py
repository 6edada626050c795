"""What publishers changed in reports, as metadata of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.metadata.previews import markdown_table
from warehouse.revisions import revisions, sides

if TYPE_CHECKING:
    import dagster as dg
    import duckdb


def revision_table(con: duckdb.DuckDBPyConnection, most: int = 50) -> dg.MarkdownMetadataValue:
    """The newest changed figures of the warehouse behind `con`, for the metadata of a run."""
    rows = [
        (one.revised_at[:10], one.region_name, one.report_year, figure["change"], *sides(figure), one.address)
        for one in revisions(con)
        for figure in one.figures
    ]
    return markdown_table(("on", "region", "report", "change", "before", "after", "address"), rows[:most])
