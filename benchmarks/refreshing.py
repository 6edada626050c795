"""What a refresh costs over generated reports: a whole build, one new report into it, and no news.

`python -m benchmarks.refreshing [reports]` runs `fazhi refresh --reports` in a data folder of its own and prints one
line of JSON for each: CPU seconds of all processes (wall time depends on what else the machine does), the peak memory
of the largest one, and the size of the published file.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.report_files import write_reports
from warehouse.settings import set_variable

FEW = 100


def refreshed(reports: Path, data: Path) -> dict[str, Any]:
    """Runs one refresh and measures it. Raises `subprocess.CalledProcessError` where it fails."""
    command: list[str | Path] = [Path(sys.executable).with_name("fazhi"), "refresh", "--reports", reports]
    set_variable("FAZHI_DATA", data)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "reports": sum(1 for _ in reports.iterdir()),
        "cpu_seconds": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1),
        # Of the largest process so far, as Linux counts it.
        "peak_mb": after.ru_maxrss // 1024,
        "published_mb": round((data / "fazhi.duckdb").resolve().stat().st_size / 1e6, 1),
    }


def main(reports: int) -> None:
    """Measures and prints."""
    machine = {"processors": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
    with tempfile.TemporaryDirectory(prefix="fazhi-refreshing-") as scratch:
        root = Path(scratch)
        *known, new = write_reports(root / "pages", reports + 1)
        (root / "reports").mkdir()
        for path in known:
            path.rename(root / "reports" / path.name)
        for what in ("whole build", "one new report", "no news"):
            if what == "one new report":
                new.rename(root / "reports" / new.name)
            print(json.dumps({"what": what} | refreshed(root / "reports", root / "data") | machine), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else FEW)
