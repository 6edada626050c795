"""The audit of a candidate warehouse: frames from DuckDB, suites over them, findings back into DuckDB.

Two times: of figures and reports before the marts are built, so that what cannot be true does not enter them; of
indicators, relations, series, exceptions and the build as a whole after that, so that only a build that holds is
published. The frames are made by SQL (`expectations/frames/`) and handed to the suites in pieces: every rule judges
a row by itself, and however many figures there are, GX sees `ROWS_AT_ONCE` of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from expectations.audit import columns_read, run_suite
from expectations.exceptions import Explanation, exception_frame, exception_suite, explain
from expectations.findings import FINDING_COLUMNS, findings
from expectations.outcomes import Outcome, merge, with_explained
from ingest.loading.literals import literal
from warehouse.building.clean_rows import CleanRows
from warehouse.building.flags import set_flags, take_flags_back
from warehouse.loading import without_garbage_collection
from warehouse.workspace import PROJECT

if TYPE_CHECKING:
    import duckdb
    import great_expectations as gx
    import pandas as pd

    from warehouse.publication.coverage import Loss

FIGURE_SUITES = ("figures", "reports")
MART_SUITES = ("indicators", "relations", "series", "build", "coverage", "exceptions")
ROWS_AT_ONCE = 100_000
FINDINGS_AT_ONCE = 10_000
MEMORY_OF_DUCKDB = "640MB"
"""What joins and windows need beyond it goes to disk: GX and the piece that it judges need memory beside it."""

FRAMES = PROJECT / "expectations" / "frames"
TABLES = {"figures": ("peoples", "ceilings"), "relations": ("pairs", "sums", "opposites")}
"""The tables of `FRAMES` that a frame's SQL joins."""

_MACROS = """
create or replace temp macro mentions(words, name) as
    (length(words) - length(replace(words, name, ''))) // nullif(length(name), 0);
create or replace temp macro ends_a_sentence(line) as
    regexp_matches(line, '[。！？；：，,.!?;:)）】》〉」』”’"0-9日页]$');
-- The first two characters of a region's name tell it wherever it is shortened: 岳麓区, 岳麓, 岳麓分局.
create or replace temp macro stem(name) as case when length(name) > 2 then left(name, 2) else name end;
"""
_TYPES = {"year": "integer", "evidence": "varchar[]", "explained_until": "date"}
_COLUMNS = ", ".join(f"{name} {_TYPES.get(name, 'varchar')}" for name in FINDING_COLUMNS)
_DESCRIBED = {
    "severity": "error: not used; warn: used, and flagged; note: worth knowing, or explained.",
    "subject": "What the finding speaks of: a figure, a pair of figures, a report, the build.",
    "figure_id": "The figure that breaks the rule, in raw.figures.",
    "related_figure_id": "The figure that it was compared with.",
    "evidence": "All figures that show the fault.",
    "explained": "The reason that exceptions.yml gives; the severity is then note.",
    "explained_until": "The last day on which that explanation holds.",
}


@dataclass(slots=True)
class Audit:
    """What an audit knows beside the warehouse, and what it found so far."""

    exceptions: Sequence[Explanation] = ()
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    losses: Sequence[Loss] = ()
    """What the last publication covered more of."""
    largest_loss: float = 1.0
    """The share that may be lost."""
    clean: CleanRows | None = None
    """What was found good in earlier builds and is not judged again; None: all is judged."""
    suites: dict[str, list[Outcome]] = field(default_factory=dict)
    """Outcomes by suite."""

    @property
    def outcomes(self) -> list[Outcome]:
        return [outcome for outcomes in self.suites.values() for outcome in outcomes]

    def judge(
        self,
        suite: gx.ExpectationSuite,
        frames: Iterable[pd.DataFrame],
        broken: set[Any] | None = None,
        name: str = "row_hash",
    ) -> pd.DataFrame:
        """Runs the suite over the pieces of a frame and keeps its outcomes; the findings, explained ones as notes.

        Into `broken` goes the column `name` of each row that breaks a rule.
        """
        import pandas as pd

        parts, tables = [], []
        for frame in frames:
            parts.append(run_suite(suite, frame.drop(columns="row_hash", errors="ignore")))
            tables.append(findings(parts[-1], frame))
            if broken is not None:
                positions = sorted({at for outcome in parts[-1] for at in outcome.positions})
                broken.update(frame[name].iloc[positions].tolist())
        table, _ = explain(
            pd.concat(tables, ignore_index=True).drop_duplicates("finding_id", ignore_index=True),
            self.exceptions,
            self.now.date(),
        )
        explained = table.loc[table["explained"].notna(), "rule"].value_counts().to_dict()
        self.suites[suite.name] = with_explained(merge(parts), {str(rule): count for rule, count in explained.items()})
        return table

    def judge_frame(self, con: duckdb.DuckDBPyConnection, suite: gx.ExpectationSuite) -> pd.DataFrame:
        """Judges the frame of `frames/<suite>.sql`, but for the rows that are known to be clean."""
        if self.clean is None:
            with _frame(con, suite.name):
                return self.judge(suite, _pieces(con, "frame"))
        judge = self._judge_figures if suite.name == "figures" else self._judge_rows
        table, skipped = judge(con, suite, self.clean)
        self.suites[suite.name] = [replace(one, unchanged_count=skipped) for one in self.suites[suite.name]]
        return table

    def _judge_rows(
        self, con: duckdb.DuckDBPyConnection, suite: gx.ExpectationSuite, clean: CleanRows
    ) -> tuple[pd.DataFrame, int]:
        broken: set[int] = set()
        with _frame(con, suite.name):
            names = [name for name, *_ in con.execute("describe temp.frame").fetchall()]
            skipped = clean.set_apart(con, suite.name, columns_read(suite, names))
            table = self.judge(suite, _pieces(con, "to_judge"), broken)
            clean.keep(con, suite.name, sorted(broken))
            con.execute("drop table temp.to_judge")
        return table, skipped

    def _judge_figures(
        self, con: duckdb.DuckDBPyConnection, suite: gx.ExpectationSuite, clean: CleanRows
    ) -> tuple[pd.DataFrame, int]:
        broken: set[str] = set()
        skipped = clean.set_figures_apart(con, _frame_sql("figure_states"))
        with _frame(con, suite.name):
            table = self.judge(suite, _pieces(con, "frame"), broken, "figure_id")
        clean.keep_figures(con, sorted(broken))
        return table, skipped


def audit_figures(con: duckdb.DuckDBPyConnection, audit: Audit | None = None) -> list[Outcome]:
    """Judges every figure as corrected and every report, and writes `audit.figure_findings`."""
    from expectations.figures import figure_suite
    from expectations.gx import expectations_of_gx
    from expectations.reports import report_suite

    audit = audit or Audit()
    with without_garbage_collection():
        expectations_of_gx()
    con.execute(_MACROS)
    take_flags_back(con)
    with _little_memory(con):
        tables = [audit.judge_frame(con, suite()) for suite in (figure_suite, report_suite)]
    con.execute("create schema if not exists audit")
    _write(con, "figure_findings", tables, "One row per rule and figure or report that breaks it, before the marts.")
    return [outcome for suite in FIGURE_SUITES for outcome in audit.suites[suite]]


def audit_marts(con: duckdb.DuckDBPyConnection, audit: Audit | None = None) -> list[Outcome]:
    """Judges what was made of the figures, and the build, and writes `audit.findings`: all findings of the build.

    Figures with a finding of severity `warn` are flagged in the marts (`validity`).
    """
    import pandas as pd

    from expectations.build import build_frame, build_suite, coverage_suite
    from expectations.indicators import indicator_suite
    from expectations.relations import relation_suite
    from expectations.reports import series_suite

    audit = audit or Audit()
    con.execute(_MACROS)
    tables = [con.execute("select * from audit.figure_findings").df()]
    with _little_memory(con):
        tables += [audit.judge_frame(con, suite()) for suite in (indicator_suite, relation_suite, series_suite)]
    found = con.execute(_frame_sql("build"))
    counts = dict(zip((column[0] for column in found.description or []), found.fetchall()[0], strict=True))
    frame = build_frame(counts, now=audit.now)
    tables.append(audit.judge(build_suite(), iter([frame])))
    losses = pd.DataFrame([asdict(loss) for loss in audit.losses], columns=["what", "before", "after"])
    tables.append(audit.judge(coverage_suite(audit.largest_loss), iter([losses])))
    tables.append(_judge_exceptions(audit, tables))
    _write(con, "findings", tables, "One row per broken rule and what breaks it: figure, pair, report or build.")
    set_flags(con)
    return [outcome for suite in MART_SUITES for outcome in audit.suites[suite]]


def _judge_exceptions(audit: Audit, tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Which entries explain nothing any more, or have expired."""
    import pandas as pd

    _, used = explain(pd.concat(tables, ignore_index=True), audit.exceptions, audit.now.date())
    frame = exception_frame(audit.exceptions, used, audit.now.date())
    return audit.judge(exception_suite(), iter([frame]))


@contextmanager
def _little_memory(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Within it DuckDB keeps to `MEMORY_OF_DUCKDB`."""
    [(before,)] = con.execute("select current_setting('memory_limit')").fetchall()
    con.execute(f"set memory_limit = {literal(MEMORY_OF_DUCKDB)}")
    try:
        yield
    finally:
        con.execute(f"set memory_limit = {literal(before)}")


@contextmanager
def _frame(con: duckdb.DuckDBPyConnection, name: str) -> Iterator[None]:
    """Within it `temp.frame` holds what `frames/<name>.sql` selects: of figures, all that are not set apart."""
    if name == "figures":
        con.execute("create temp table if not exists figures_to_judge as select figure_id from raw.corrected_figures")
    for table in TABLES.get(name, ()):
        path = literal(FRAMES / f"{table}.csv")
        con.execute(f"create or replace temp table {table} as select * from read_csv({path}, header = true)")
    con.execute(f"create or replace temp table frame as {_frame_sql(name)}")
    yield
    for table in ("frame", "figures_to_judge", *TABLES.get(name, ())):
        con.execute(f"drop table if exists temp.{table}")


def _pieces(con: duckdb.DuckDBPyConnection, table: str) -> Iterator[pd.DataFrame]:
    """A temporary table, `ROWS_AT_ONCE` rows at a time; at least one piece, which may be empty."""
    found = con.execute(f"select count(*) from temp.{table}").fetchone()
    rows = found[0] if found else 0
    for first in range(0, max(rows, 1), ROWS_AT_ONCE):
        yield con.execute(
            f"select * from temp.{table} where rowid >= ? and rowid < ? order by rowid", [first, first + ROWS_AT_ONCE]
        ).df()


def _frame_sql(name: str) -> str:
    return (FRAMES / f"{name}.sql").read_text(encoding="utf-8")


def _write(con: duckdb.DuckDBPyConnection, table: str, parts: Sequence[pd.DataFrame], comment: str) -> None:
    import pyarrow as pa

    con.execute(f"create or replace table audit.{table} ({_COLUMNS})")
    types = {"year": pa.int64(), "evidence": pa.list_(pa.string())}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in FINDING_COLUMNS])
    con.execute(f"create or replace temp table written as select * from audit.{table}")
    for part in parts:
        for first in range(0, len(part), FINDINGS_AT_ONCE):
            rows = [_plain(row) for row in part.iloc[first : first + FINDINGS_AT_ONCE].to_dict("records")]
            con.register("findings_to_write", pa.Table.from_pylist(rows, schema=schema))
            con.execute("insert into temp.written by name select * from findings_to_write")
            con.unregister("findings_to_write")
    con.execute(f"insert into audit.{table} select * from temp.written order by finding_id; drop table temp.written")
    con.execute(f"comment on table audit.{table} is {literal(comment)}")
    for column, description in _DESCRIBED.items():
        con.execute(f"comment on column audit.{table}.{column} is {literal(description)}")


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row of findings as plain values: what is missing is None, years are whole, days are text."""
    from expectations.messages import is_nothing, show

    plain: dict[str, Any] = {}
    for name, value in row.items():
        if name == "evidence":
            plain[name] = [str(one) for one in value] if value is not None else []
        elif is_nothing(value):
            plain[str(name)] = None
        else:
            plain[str(name)] = int(value) if name == "year" else show(value)
    return plain


def forget_audit(con: duckdb.DuckDBPyConnection) -> None:
    """Takes back what an audit said of the marts, its flags among it: they are as dbt made them."""
    take_flags_back(con)
    con.execute("drop table if exists audit.findings; drop table if exists audit.figure_findings")
