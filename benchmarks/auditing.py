"""What the audit of many figures costs: seconds and memory of all expectations over generated tables.

The tables are the marts and raw tables of the samples, copied as often as it takes, each copy under hashes, figure
ids and publishers of its own. A process of its own audits them, so that its memory is the audit's alone.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from benchmarks.score import REPOSITORY
from benchmarks.speed import peak_megabytes
from warehouse.settings import process_environment

if TYPE_CHECKING:
    import duckdb

FIGURES = 800_000

_MARKED = {
    "sha256", "section_id", "parent_section_id", "figure_id", "prior_figure_id", "publisher_key", "text_hash",
    "change_figure_id", "restated_prior_figure_id", "first_figure_id", "restated_figure_id", "first_sha256",
    "restated_sha256", "printed_figure_id", "other_figure_id",
}  # fmt: skip
_LISTS = {"figure_ids", "numerator_figure_ids", "denominator_figure_ids"}
_TABLES = (
    *("raw.documents", "raw.sections", "raw.figures"),
    *(
        "marts.fct_figure",
        "marts.fct_indicator",
        "marts.indicator_yoy",
        "marts.derived_rate",
        "marts.indicator_conflict",
        "marts.indicator_revision",
    ),
)


def multiply(con: duckdb.DuckDBPyConnection, figures: int) -> int:
    """Copies reports and what was made of them until there are so many figures; how many there are then."""
    found = con.execute("select count(*) from raw.figures").fetchall()[0][0]
    copies = -(-figures // found)
    for table in _TABLES:
        schema, name = table.split(".")
        columns = [
            row[0]
            for row in con.execute(
                "select column_name from duckdb_columns() where schema_name = ? and table_name = ?", [schema, name]
            ).fetchall()
        ]
        con.execute(f"create temp table copied as select * from {table}")
        replaced = [f"n || '-' || {column} as {column}" for column in columns if column in _MARKED]
        replaced += [
            f"list_transform({column}, lambda x: n || '-' || x) as {column}" for column in columns if column in _LISTS
        ]
        con.execute(
            f"insert into {table} by name select * exclude (n) replace ({', '.join(replaced)}) "
            f"from copied cross join range(1, {copies}) as many(n)"
        )
        con.execute("drop table copied")
    return int(found * copies)


def audit(path: Path) -> None:
    """Audits the warehouse and prints what it took, suite by suite."""
    import duckdb

    from warehouse.building.audit import Audit, audit_figures, audit_marts

    begun = perf_counter()
    with duckdb.connect(path) as con:
        told = Audit()
        audit_figures(con, told)
        half = perf_counter()
        audit_marts(con, told)
        done = perf_counter()
        findings = con.execute("select count(*) from audit.findings").fetchall()[0][0]
    for suite, outcomes in told.suites.items():
        print(f"  {suite:12}{len(outcomes):4} rules over {max(outcome.element_count for outcome in outcomes):9,} rows")
    print(f"before the marts {half - begun:6.1f} s (with the import of GX), after them {done - half:6.1f} s")
    print(f"processor time   {process_time():6.1f} s: what the wall time comes to where nothing else runs")
    print(f"all expectations {done - begun:6.1f} s, {peak_megabytes():8.0f} MB at most, {findings:,} findings")


def main() -> None:
    """Builds the samples, multiplies them and audits the result in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=FIGURES, help="how many")
    parser.add_argument("--warehouse", type=Path, help="a built warehouse of the samples, instead of building one")
    parser.add_argument("--audit", type=Path, help="audit this file, and no more")
    chosen = parser.parse_args()
    if chosen.audit:
        audit(chosen.audit)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = _prepared(Path(folder), chosen.warehouse, chosen.figures)
        command = [sys.executable, "-m", "benchmarks.auditing", "--audit", str(path)]
        subprocess.run(command, check=True, cwd=REPOSITORY)


def _prepared(folder: Path, warehouse: Path | None, figures: int) -> Path:
    import shutil

    import duckdb

    if warehouse is None:
        command = [str(Path(sys.executable).with_name("fazhi")), "refresh"]
        environment = process_environment(FAZHI_DATA=folder / "data")
        subprocess.run(command, check=True, cwd=REPOSITORY, env=environment, capture_output=True)
        warehouse = folder / "data" / "fazhi.duckdb"
    path = folder / "many.duckdb"
    shutil.copyfile(warehouse, path)
    with duckdb.connect(path) as con:
        print(f"{multiply(con, figures):,} figures")
    return path


if __name__ == "__main__":
    main()
