"""The audit of a candidate warehouse: frames from DuckDB, suites over them, findings back into DuckDB.

Two times: of figures before the marts are built, so that a figure that cannot be true does not enter them;
of indicators, pairs and the build as a whole after that, so that only a build that holds is published.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from expectations.audit import FINDING_COLUMNS, Outcome, findings, run_suite

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

FIGURE_SUITES = ("figures",)
MART_SUITES = ("indicators", "pairs", "build")

_FIGURES = """
select
    f.figure_id, f.sha256, f.raw, f."start", f."end", f.value, f.unit, f.bound, f.measure, f.scope, f.year,
    f.indicator_code, d.report_year, d.region_code, d.region_name, s.is_plan,
    i.kind, i.unit as indicator_unit, i.name_zh as indicator_name_zh, i.name_en as indicator_name_en,
    substring(d.text, f."start" + 1, f."end" - f."start") as printed,
    length(d.text) as text_length
from raw.corrected_figures as f
inner join raw.documents as d using (sha256)
inner join raw.sections as s using (section_id)
left join raw.indicators as i on f.indicator_code = i.code
-- Whoever dropped a figure has judged it already.
where f.correction is distinct from 'drop'
order by f.sha256, f."start"
"""

_INDICATORS = """
select y.*, i.name_en as indicator_name_en, f."precision"
from marts.indicator_yoy as y
inner join marts.dim_indicator as i using (indicator_code)
left join marts.fct_figure as f using (figure_id)
order by y.publisher_key, y.indicator_code, y.year
"""

_BUILD = """
select
    (select count(*) from raw.documents) as report_count,
    (select count(*) from raw.figures) as figure_count,
    (select count(distinct sha256) from raw.fetches) as documents_in,
    (select count(*) from raw.documents) as documents_out,
    (select count(distinct sha256) from raw.rejects where stage in ('read', 'report')) as documents_rejected,
    (select count(distinct figure_id) from audit.figure_findings where severity = 'error') as figures_in_error
"""

_COLUMNS = ", ".join(f"{name} {'integer' if name == 'year' else 'varchar'}" for name in FINDING_COLUMNS)


def audit_figures(con: duckdb.DuckDBPyConnection) -> list[Outcome]:
    """Judges every figure as corrected and writes `audit.figure_findings`: one row per figure and broken rule."""
    from expectations.figures import figure_suite

    frame = con.execute(_FIGURES).df()
    outcomes = run_suite(figure_suite(), frame)
    con.execute("create schema if not exists audit")
    _write(con, "figure_findings", [findings(outcomes, frame)])
    con.execute("comment on table audit.figure_findings is 'One row per figure and rule that it breaks.'")
    return outcomes


def audit_marts(con: duckdb.DuckDBPyConnection) -> list[Outcome]:
    """Judges indicators, pairs of them and the build, and writes `audit.findings`: all findings of the build."""
    from expectations.build import build_frame, build_suite
    from expectations.indicators import indicator_suite, pair_frame, pair_suite

    indicators = con.execute(_INDICATORS).df()
    counts = con.execute(_BUILD).df().iloc[0]
    frames = (
        (indicator_suite(), indicators),
        (pair_suite(), pair_frame(indicators)),
        (build_suite(), build_frame(**{str(name): int(count) for name, count in counts.items()})),
    )
    judged = [(run_suite(suite, frame), frame) for suite, frame in frames]
    tables = [con.execute("select * from audit.figure_findings").df()]
    _write(con, "findings", tables + [findings(outcomes, frame) for outcomes, frame in judged])
    con.execute(
        "comment on table audit.findings is "
        "'One row per broken rule and what breaks it: a figure, a pair of figures, a report or the build.'"
    )
    return [outcome for outcomes, _ in judged for outcome in outcomes]


def _write(con: duckdb.DuckDBPyConnection, table: str, parts: Iterable[pd.DataFrame]) -> None:
    con.execute(f"create or replace table audit.{table} ({_COLUMNS})")
    for part in parts:
        if not part.empty:
            con.register("findings_to_write", part)
            con.execute(f"insert into audit.{table} by name select * from findings_to_write order by finding_id")
            con.unregister("findings_to_write")
