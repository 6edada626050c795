"""How long the marts take over generated corpora, in how much memory, and beside the same comparison in pandas.

`python -m benchmarks.marts [reports]` prints one line per measurement. Every measurement runs in a process of its
own, so that the peak of its memory is its own; wall time depends on what else the machine does, CPU time less so.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.corpora import fill
from benchmarks.frames import indicator_yoy
from warehouse.settings import set_variable, stay_quiet

PROJECT = Path(__file__).resolve().parents[1]
DBT_PROJECT = PROJECT / "dbt_project"
FEW = 100
MANY = 10_000


def generate(path: Path, reports: int) -> dict[str, Any]:
    """Writes a warehouse with raw tables alone."""
    import duckdb

    with duckdb.connect(path) as con:
        con.execute("set memory_limit = '6GB'")
        fill(con, reports)
        row = con.execute("select count(*) from raw.figures").fetchone()
    return {"figures": row[0] if row else 0}


def rebuilt(path: Path) -> int:
    """How many reports the last build made anew."""
    import duckdb

    with duckdb.connect(path, read_only=True) as con:
        row = con.execute("select count(*) from intermediate.int_report_change where is_rebuilt").fetchone()
    return row[0] if row else 0


def build(path: Path) -> dict[str, Any]:
    """Builds the marts (no tests) in the warehouse at `path`; what dbt needs to read its project is not counted."""
    from dbt.cli.main import dbtRunner

    set_variable("FAZHI_WAREHOUSE", path)
    stay_quiet()
    scratch = path.parent / "dbt"
    places = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--quiet"]
    places += ["--target-path", str(scratch), "--log-path", str(scratch / "logs")]
    no_tests = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    parsed: Any = dbtRunner().invoke(["parse", *places])
    begun, begun_cpu = time.perf_counter(), time.process_time()
    outcome: Any = dbtRunner(manifest=parsed.result).invoke(["build", *no_tests, *places])
    if not outcome.success:
        nodes = getattr(outcome.result, "results", [])
        told = [f"{node.node.name}: {node.message}" for node in nodes if str(node.status) == "error"]
        raise RuntimeError(f"dbt could not build the marts: {outcome.exception or told}")
    return {
        "seconds": time.perf_counter() - begun,
        "cpu": time.process_time() - begun_cpu,
        "nodes": len(outcome.result.results),
    }


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
            if node["config"]["materialized"] in ("table", "incremental"):
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


_UNLIKE = """
select count(*) from frame full join marts.indicator_yoy as mart using (sha256, indicator_code)
where mart.figure_id is distinct from frame.figure_id or mart.quote is distinct from frame.quote
    or mart.prior_source is distinct from frame.prior_source or mart.yoy_bound is distinct from frame.yoy_bound
    or mart.yoy_note is distinct from frame.yoy_note or mart.consistent is distinct from frame.consistent::boolean
    or abs(coalesce(mart.yoy_change_low, -1e6) - coalesce(frame.yoy_change_low, -1e6)) > 1e-4
    or abs(coalesce(mart.yoy_change_high, -1e6) - coalesce(frame.yoy_change_high, -1e6)) > 1e-4
    or abs(coalesce(mart.yoy_pct, -1e6) - coalesce(frame.yoy_pct, -1e6)) > 1e-3
"""


def compare_in_pandas(path: Path) -> dict[str, Any]:
    """The same comparison with frames instead of tables, and how many of its rows are not those of the mart."""
    import duckdb

    begun = time.perf_counter()
    with duckdb.connect(path) as con:
        frame = indicator_yoy(con)
        seconds = time.perf_counter() - begun
        con.register("frame", frame)
        row = con.execute(_UNLIKE).fetchone()
    return {"seconds": seconds, "rows": len(frame), "unlike": row[0] if row else 0}


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "generate": lambda path, reports: generate(Path(path), int(reports)),
    "build": lambda path: build(Path(path)),
    "year_over_year": lambda path: query_year_over_year(Path(path)),
    "pandas": lambda path: compare_in_pandas(Path(path)),
}


def measured(step: str, *arguments: str, longest: float | None = None) -> dict[str, Any]:
    """What a step tells, with the CPU seconds and the peak of memory (MB) of the process that it ran in.

    Raises `subprocess.TimeoutExpired` where it takes more than `longest` seconds.
    """
    command = [sys.executable, "-m", "benchmarks.marts", "--step", step, *arguments]
    told = subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True, timeout=longest)
    result: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return result


def run_step(step: str, *arguments: str) -> None:
    """Runs one step in this process and prints what it measured as one line of JSON."""
    begun = time.process_time()
    result = STEPS[step](*arguments)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    result = {"cpu": time.process_time() - begun, "memory": usage.ru_maxrss / 1024} | result
    sys.stdout.write(json.dumps(result) + "\n")


def report(reports: int) -> None:
    """Measures a small corpus and one of `reports` reports, and prints the figures and their ratios."""
    with tempfile.TemporaryDirectory(prefix="fazhi-bench-") as folder:
        added = {}
        for size in (FEW, reports):
            path = Path(folder) / f"marts-{size}.duckdb"
            told = measured("generate", str(path), str(size))
            line(f"{size} reports, {told['figures']} figures: marts rebuilt", measured("build", str(path)))
            if size == reports:
                compare(path)
            measured("generate", str(path), str(size + 1))
            added[size] = measured("build", str(path))
            line(f"one new report into {size}: {rebuilt(path)} rebuilt", added[size])
        for name in ("seconds", "cpu"):
            ratio = added[reports][name] / added[FEW][name]
            sys.stdout.write(f"one new report into {reports} / into {FEW}, {name}: {ratio:.2f}\n")


def compare(path: Path) -> None:
    """Measures the year over year by SQL and by pandas, in a warehouse that was built as a whole."""
    inner = measured("year_over_year", str(path))
    line("indicator_yoy and all that it is made of, by SQL", inner)
    frames = measured("pandas", str(path))
    line("its values, prior values, changes and quotes, by pandas", frames)
    sys.stdout.write(f"pandas / SQL: {frames['seconds'] / inner['seconds']:.2f}, unlike rows: {frames['unlike']}\n")


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
