"""How long the marts take over generated corpora, in how much memory, and beside the same comparison in pandas.

`python -m benchmarks.marts [reports]` prints one line per measurement. Every measurement runs in a process of its
own, so that the peak of its memory is its own; wall time depends on what else the machine does, CPU time less so.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.corpora import fill

if TYPE_CHECKING:
    import pandas as pd

PROJECT = Path(__file__).resolve().parents[1]
DBT_PROJECT = PROJECT / "dbt_project"
FEW = 100
MANY = 10_000

_FRAME = """
select f.figure_id, f.sha256, f."start", f.sentence_start, f.sentence_end, f.value::double as value,
    f."precision"::double as "precision", f.unit, f.bound, f.measure, f.scope, f.indicator_code, f.year,
    d.region_code, d.report_year, i.kind, i.domain, s.domain as section_domain, s.is_plan,
    coalesce(v.severity, '') as severity
from raw.corrected_figures as f
inner join raw.documents as d using (sha256)
inner join raw.indicators as i on f.indicator_code = i.code
left join raw.sections as s using (section_id)
left join audit.figure_findings as v using (figure_id)
"""


def generate(path: Path, reports: int) -> dict[str, Any]:
    """Writes a warehouse with raw tables alone."""
    import duckdb

    with duckdb.connect(path) as con:
        con.execute("set memory_limit = '6GB'")
        fill(con, reports)
        row = con.execute("select count(*) from raw.figures").fetchone()
    return {"figures": row[0] if row else 0}


def build(path: Path) -> dict[str, Any]:
    """Builds the marts (no tests) in the warehouse at `path`."""
    from dbt.cli.main import dbtRunner

    os.environ |= {"FAZHI_WAREHOUSE": str(path), "DO_NOT_TRACK": "1"}
    scratch = path.parent / "dbt"
    places = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--quiet"]
    places += ["--target-path", str(scratch), "--log-path", str(scratch / "logs")]
    no_tests = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    parsed: Any = dbtRunner().invoke(["parse", *places])
    begun = time.perf_counter()
    outcome: Any = dbtRunner(manifest=parsed.result).invoke(["build", *no_tests, *places])
    assert outcome.success, outcome.exception or outcome.result
    return {"seconds": time.perf_counter() - begun, "nodes": len(outcome.result.results)}


def query_year_over_year(path: Path) -> dict[str, Any]:
    """Runs the queries of indicator_yoy and of all that it is made of, as dbt compiled them in the last build.

    Into temporary tables: what dbt's own start and the packing of tables in the file cost is left out, as pandas
    pays for neither.
    """
    import duckdb

    models = path.parent / "dbt" / "compiled" / "fazhi" / "models"
    chain = json.loads((path.parent / "dbt" / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    wanted, seconds = _upstream(chain, "model.fazhi.indicator_yoy"), 0.0
    with duckdb.connect(path) as con:
        con.execute("set memory_limit = '1500MB'")
        for name in wanted:
            node = chain[name]
            if node["config"]["materialized"] == "table":
                query = (models / node["path"]).read_text(encoding="utf-8")
                begun = time.perf_counter()
                con.execute(f"create temp table {node['name']} as {query}")
                seconds += time.perf_counter() - begun
        row = con.execute("select count(*) from temp.indicator_yoy").fetchone()
    return {"seconds": seconds, "rows": row[0] if row else 0}


def _upstream(nodes: dict[str, Any], name: str) -> list[str]:
    """The models that a model is made of and itself, each after those that it needs."""
    found: list[str] = []
    for needed in nodes[name]["depends_on"]["nodes"]:
        if needed.startswith("model."):
            found += [model for model in _upstream(nodes, needed) if model not in found]
    return [*found, name]


def compare_in_pandas(path: Path) -> dict[str, Any]:
    """The chosen values, their prior values and changes, and their quotes, with frames instead of tables."""
    import duckdb

    begun = time.perf_counter()
    with duckdb.connect(path) as con:
        figures = con.execute(_FRAME).df()
        texts = dict(con.execute("select sha256, text from raw.documents").fetchall())
    yoy = year_over_year(figures)
    quotes = [
        texts[sha256][start:end]
        for sha256, start, end in zip(yoy["sha256"], yoy["sentence_start"], yoy["sentence_end"], strict=True)
    ]
    yoy = yoy.assign(quote=quotes)
    with duckdb.connect(path) as con:
        con.execute("create or replace table main.indicator_yoy_of_pandas as select * from yoy")
    return {"seconds": time.perf_counter() - begun, "rows": len(yoy)}


def year_over_year(figures: pd.DataFrame) -> pd.DataFrame:
    """One row per report and indicator of the report's year."""
    import numpy as np

    usable = figures[~figures["is_plan"].astype(bool) & (figures["severity"] != "error")]
    levels = usable[(usable["measure"] == "level") & ((usable["unit"] == "%") == (usable["kind"] == "rate"))]
    levels = levels.assign(
        part=(levels["scope"] != "total").astype(int),
        hedged=(levels["bound"] != "exact").astype(int),
        elsewhere=(levels["section_domain"] != levels["domain"]).astype(int),
    )
    key = ["sha256", "indicator_code", "year"]
    levels = levels.sort_values([*key, "part", "hedged", "elsewhere", "start"])
    levels["candidate_count"] = levels.groupby(key)["figure_id"].transform("size")
    chosen = levels.drop_duplicates(key)
    own = chosen[chosen["year"] == chosen["report_year"]]
    restated = chosen[chosen["year"] == chosen["report_year"] - 1]
    yoy = own.merge(_printed(own), on=["region_code", "indicator_code", "year"], how="left")
    yoy = yoy.merge(
        restated[["sha256", "indicator_code", "value"]].rename(columns={"value": "restated"}),
        on=["sha256", "indicator_code"],
        how="left",
    )
    yoy = yoy.merge(_stated(usable), on=["sha256", "indicator_code"], how="left")
    implied = (yoy["value"] / (1 + yoy["stated"] / 100)).round()
    yoy["prior_value"] = yoy["printed"].fillna(yoy["restated"]).fillna(implied)
    yoy["prior_source"] = np.select(
        [yoy["printed"].notna(), yoy["restated"].notna(), implied.notna()],
        ["prior_report", "restated", "implied"],
        default="",
    )
    yoy["yoy_change"] = yoy["value"] - yoy["prior_value"]
    known = (yoy["kind"] != "rate") & (yoy["prior_value"] != 0)
    yoy["yoy_pct"] = (100 * (yoy["value"] / yoy["prior_value"].where(known) - 1)).round(4)
    yoy["consistent"] = (yoy["yoy_pct"] - yoy["stated"]).abs() <= yoy["stated_precision"]
    return yoy


def _printed(own: pd.DataFrame) -> pd.DataFrame:
    printed = own[["region_code", "indicator_code", "year", "value", "figure_id"]].assign(year=own["year"] + 1)
    return printed.rename(columns={"value": "printed", "figure_id": "prior_figure_id"})


def _stated(usable: pd.DataFrame) -> pd.DataFrame:
    stated = usable[(usable["measure"] == "change") & (usable["unit"] == "%")].sort_values("start")
    stated = stated.drop_duplicates(["sha256", "indicator_code"])
    stated = stated[["sha256", "indicator_code", "value", "precision"]]
    return stated.rename(columns={"value": "stated", "precision": "stated_precision"})


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "generate": lambda path, reports: generate(Path(path), int(reports)),
    "build": lambda path: build(Path(path)),
    "year_over_year": lambda path: query_year_over_year(Path(path)),
    "pandas": lambda path: compare_in_pandas(Path(path)),
}


def measured(step: str, *arguments: str) -> dict[str, Any]:
    """What a step tells, with the CPU seconds and the peak of memory (MB) of the process that it ran in."""
    command = [sys.executable, "-m", "benchmarks.marts", "--step", step, *arguments]
    told = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return result


def run_step(step: str, *arguments: str) -> None:
    """Runs one step in this process and prints what it measured as one line of JSON."""
    begun = time.process_time()
    result = STEPS[step](*arguments)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    result |= {"cpu": time.process_time() - begun, "memory": usage.ru_maxrss / 1024}
    sys.stdout.write(json.dumps(result) + "\n")


def report(reports: int) -> None:
    """Measures a small corpus and one of `reports` reports, and prints the figures and their ratios."""
    with tempfile.TemporaryDirectory(prefix="fazhi-bench-") as folder:
        for size in (FEW, reports):
            path = Path(folder) / f"marts-{size}.duckdb"
            told = measured("generate", str(path), str(size))
            line(f"{size} reports, {told['figures']} figures: marts rebuilt", measured("build", str(path)))
        inner = measured("year_over_year", str(path))
        line("indicator_yoy and all that it is made of, by SQL", inner)
        frames = measured("pandas", str(path))
        line("its values, prior values, changes and quotes, by pandas", frames)
        sys.stdout.write(f"pandas / SQL: {frames['seconds'] / inner['seconds']:.2f}\n")


def line(name: str, result: dict[str, Any]) -> None:
    """One line of figures."""
    figures = f"{result['seconds']:6.1f} s  {result['cpu']:6.1f} s of CPU  {result['memory']:6.0f} MB"
    sys.stdout.write(f"{name:60} {figures}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        run_step(*sys.argv[2:])
    else:
        report(int(sys.argv[1]) if sys.argv[1:] else MANY)
