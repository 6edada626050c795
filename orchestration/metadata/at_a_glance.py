"""What the pages of findings and of the published warehouse show at a glance: tables, and numbers that are plotted.

Dagster draws a line over time for each number in an asset's metadata: a number here has a name that stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.metadata.previews import bar_table, markdown_table

if TYPE_CHECKING:
    import dagster as dg
    import duckdb

    Shown = dict[str, dg.MetadataValue | int]

NEW_REPORTS_SHOWN = 100
ELSEWHERE = "其他 elsewhere"
"""What the coverage calls reports whose province is not known."""

_COVERAGE = """
select
    coalesce(region.province_name, ?) as province,
    count(distinct report.publisher_key) as publishers,
    max(report.report_year) as newest_year,
    count(*) as reports
from marts.dim_report as report
left join marts.dim_region as region using (region_code)
where report.is_current
group by all
order by reports desc, province
"""

_NEW_REPORTS = """
select report_year, region_name, title, figure_count, address from marts.dim_report as report
where is_current {unknown}
order by report_year desc, region_code, address
"""


def findings_by_rule(counts: Sequence[tuple[str, str, int]]) -> Shown:
    """`counts` are rule, severity and number of findings. A number for each severity, found or not, and each rule."""
    by_severity = dict.fromkeys(("error", "warn", "note"), 0)
    for _, severity, count in counts:
        by_severity[severity] += count
    shown: Shown = {"by rule": bar_table(("rule", "severity", "findings"), counts)}
    shown |= {f"findings: {severity}": count for severity, count in by_severity.items()}
    return shown | {f"findings: {rule}": count for rule, _, count in counts}


def coverage_by_province(con: duckdb.DuckDBPyConnection) -> Shown:
    """How many current reports there are of each province; a number for each."""
    rows = con.execute(_COVERAGE, [ELSEWHERE]).fetchall()
    head = ("province", "publishers", "newest year", "reports")
    return {"coverage": bar_table(head, rows)} | {f"reports: {row[0]}": row[-1] for row in rows}


def new_reports(con: duckdb.DuckDBPyConnection, previous: Path | None) -> Shown:
    """The current reports that the published file `previous` does not have (None: all), with links to their pages."""
    if previous is not None:
        con.execute(f"attach '{str(previous).replace(chr(39), chr(39) * 2)}' as previous (read_only)")
    try:
        unknown = "" if previous is None else "and sha256 not in (select sha256 from previous.raw.documents)"
        rows = con.execute(_NEW_REPORTS.format(unknown=unknown)).fetchall()
    finally:
        if previous is not None:
            con.execute("detach previous")
    head = ("year", "region", "title", "figures", "address")
    shown: Shown = {"new reports": len(rows)}
    return shown | {"the new reports": markdown_table(head, rows[:NEW_REPORTS_SHOWN])} if rows else shown
