"""`python -m documentation`: the samples' warehouse, unless there is one, then the site."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from warehouse.settings import process_environment

PROJECT = Path(__file__).parents[1]


def build_site(site: Path, warehouse: Path) -> int:
    """Builds the site strictly: a broken link is an error. `warehouse` is a published file, for the tables' page.

    Returns MkDocs' exit code.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--clean", "--site-dir", str(site)]
    environment = process_environment(FAZHI_SITE_WAREHOUSE=warehouse, NO_MKDOCS_2_WARNING="1")
    return subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode


def samples_warehouse(folder: Path) -> Path:
    """Publishes the bundled samples below `folder`; returns the published file. Raises CalledProcessError."""
    command = [sys.executable, "-c", "from cli import main; main()", "refresh"]
    environment = process_environment(FAZHI_DATA=folder)
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return folder / "fazhi.duckdb"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(build_site(PROJECT / "site", samples_warehouse(Path(folder))))
