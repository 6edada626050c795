"""What a refresh costs over generated reports: a whole build, one new report into it, and no news.

`python -m benchmarks.refreshing 100 1000 --write` does so in data folders of its own, a folder for each number of
reports, prints a line of JSON for each refresh, and writes `refreshing.json` and the tables in `docs/performance.md`.
CPU seconds are those of all processes: wall time depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.report_files import write_reports
from warehouse.settings import set_variable
from warehouse.workspace import PROJECT

RESULTS = Path(__file__).with_name("refreshing.json")
PAGE = PROJECT / "docs" / "performance.md"
REFRESHES = ("whole build", "one new report", "no news")
FEW = 100
_PACKAGES = ("fazhi", "duckdb", "dbt-core", "dbt-duckdb", "dagster", "great-expectations")
_BLOCK = re.compile(r"(<!-- measured -->\n).*?(<!-- end -->)", re.DOTALL)


def refreshed(reports: Path, data: Path) -> dict[str, Any]:
    """Runs one refresh and measures it. Raises `subprocess.CalledProcessError` where it fails."""
    set_variable("FAZHI_DATA", data)
    command = [sys.executable, "-m", "benchmarks.refresh_stages", str(reports)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    found = json.loads(told)
    return {
        "reports": sum(1 for _ in reports.iterdir()),
        "cpu_seconds": round(sum(found["stages"].values()), 1),
        **found,
        "published_mb": round((data / "fazhi.duckdb").resolve().stat().st_size / 1e6, 1),
    }


def measured(reports: int) -> Iterator[dict[str, Any]]:
    """The three refreshes over so many reports, the second and third with one more."""
    with tempfile.TemporaryDirectory(prefix="fazhi-refreshing-") as scratch:
        root = Path(scratch)
        *known, new = write_reports(root / "pages", reports + 1)
        (root / "reports").mkdir()
        for path in known:
            path.rename(root / "reports" / path.name)
        for what in REFRESHES:
            if what == "one new report":
                new.rename(root / "reports" / new.name)
            yield {"what": what, "into": reports} | refreshed(root / "reports", root / "data")


def page_tables(results: dict[str, Any]) -> str:
    """The tables of the page, and where and with what they were measured."""
    sizes = list(dict.fromkeys(one["into"] for one in results["refreshes"]))
    by = {(one["what"], one["into"]): one for one in results["refreshes"]}
    head = ["| CPU seconds |" + "".join(f" {size:,} |" for size in sizes), "|---|" + "--:|" * len(sizes)]
    rows = [_row(what, [by[what, size]["cpu_seconds"] for size in sizes]) for what in REFRESHES]
    stages = list(dict.fromkeys(stage for size in sizes for stage in by["one new report", size]["stages"]))
    parts = [_row(stage, [by["one new report", size]["stages"].get(stage, 0.0) for size in sizes]) for stage in stages]
    rows += [
        _row("peak memory of the whole build, MB", [by["whole build", size]["peak_mb"] for size in sizes]),
        _row("peak memory of one new report, MB", [by["one new report", size]["peak_mb"] for size in sizes]),
        _row("published file after the whole build, MB", [by["whole build", size]["published_mb"] for size in sizes]),
        _row("the same after one new report, MB", [by["one new report", size]["published_mb"] for size in sizes]),
    ]
    versions = ", ".join(f"{name} {number}" for name, number in results["versions"].items())
    machine = results["machine"]
    return "\n".join(
        [
            f"`{results['command']}`, {results['at'][:10]}: {machine['processors']} processors ({machine['machine']}, "
            f"load {machine['load']} from other programs when it began), Python {machine['python']}; {versions}.",
            "",
            *head,
            *rows,
            "",
            "One new report, by stage:",
            "",
            *head,
            *parts,
            "",
        ]
    )


def _row(name: str, cells: Sequence[float]) -> str:
    return f"| {name} |" + "".join(f" {cell:,} |" for cell in cells)


def main() -> None:
    """Measures, prints and writes."""
    given = argparse.ArgumentParser(prog="benchmarks.refreshing")
    given.add_argument("reports", type=int, nargs="*", default=[FEW])
    given.add_argument("--write", action="store_true", help=f"into {RESULTS.name} and {PAGE.name}")
    asked = given.parse_args()
    results: dict[str, Any] = {
        "command": " ".join(["python -m benchmarks.refreshing", *map(str, asked.reports)]),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "processors": os.cpu_count(),
            "machine": platform.machine(),
            "python": platform.python_version(),
            "load": round(os.getloadavg()[0], 1),
        },
        "versions": {name: version(name) for name in _PACKAGES},
        "refreshes": [],
    }
    for reports in asked.reports:
        for one in measured(reports):
            print(json.dumps(one), flush=True)
            results["refreshes"].append(one)
    if asked.write:
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        page = _BLOCK.sub(lambda found: found[1] + page_tables(results) + found[2], PAGE.read_text(encoding="utf-8"))
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
