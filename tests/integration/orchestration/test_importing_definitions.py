"""What Dagster loads may be loaded at any time, by several processes at once: it leaves the data folder as it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration


def state(data: Path) -> dict[str, tuple[int, int]]:
    return {str(path.relative_to(data)): (path.lstat().st_size, path.lstat().st_mtime_ns) for path in data.rglob("*")}


def test_importing_definitions_writes_nothing_and_parses_nothing(sample_data: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(sample_data, data, symlinks=True)
    before = state(data)
    code = (
        "import sys\nfrom orchestration.definitions import defs\n"
        "print('dbt.cli.main' in sys.modules, len(list(defs.resolve_all_asset_specs())) > 30)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "DAGSTER_HOME"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment | {"FAZHI_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "True"]
    assert state(data) == before
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
