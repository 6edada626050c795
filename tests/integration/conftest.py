"""Warehouses that integration tests share: each is built once, by the command that users type."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

REPOSITORY = Path(__file__).parents[2]

Fazhi = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def fazhi() -> Fazhi:
    """Runs the `fazhi` command with `data` as its data folder."""

    def run(
        *arguments: str | Path, data: Path, stdin: str | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [Path(sys.executable).with_name("fazhi"), *map(str, arguments)],
            env={**os.environ, "FAZHI_DATA": str(data), "COLUMNS": "200", **environment},
            input=stdin if stdin is not None else "",
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory, fazhi: Fazhi) -> Path:
    """A data folder after one `fazhi refresh` on the bundled samples. Tests only read it."""
    data = tmp_path_factory.mktemp("samples") / "data"
    done = fazhi("refresh", data=data)
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def sample_warehouse(sample_data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published warehouse of the samples, read-only."""
    with duckdb.connect(sample_data / "fazhi.duckdb", read_only=True) as con:
        yield con


@pytest.fixture(scope="session")
def real_data(tmp_path_factory: pytest.TempPathFactory, fazhi: Fazhi, shared: Path) -> Path:
    """A data folder after one `fazhi refresh` on the three real reports. Tests only read it."""
    data = tmp_path_factory.mktemp("real") / "data"
    done = fazhi("refresh", "--reports", shared / "reports", data=data)
    assert done.returncode == 0, done.stderr
    return data
