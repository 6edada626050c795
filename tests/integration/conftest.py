"""Warehouses that integration tests share: each is built once per test run, by the command that users type."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

Fazhi = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def sample_warehouse(sample_data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published warehouse of the samples, read-only."""
    with duckdb.connect(sample_data / "fazhi.duckdb", read_only=True) as con:
        yield con


@pytest.fixture(scope="session")
def real_data(built_once: Callable[..., Path], fazhi: Fazhi, shared: Path) -> Path:
    """A data folder after one `fazhi refresh` on the three real reports. Tests only read it."""

    def make(data: Path) -> None:
        done = fazhi("refresh", "--reports", shared / "reports", data=data)
        assert done.returncode == 0, done.stderr

    return built_once("real", make)
