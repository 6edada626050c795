"""Warehouses that integration tests share: each is built once per test run, by the command that users type."""

from __future__ import annotations

import json
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


@pytest.fixture(scope="session")
def refused_refresh(
    built_once: Callable[..., Path], fazhi: Fazhi, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, int, str, str]:
    """A data folder after `fazhi refresh --json` on one file that is no report; exit code, output and errors."""
    folder = tmp_path_factory.mktemp("refused") / "带 空格"
    folder.mkdir()
    (folder / "购物.txt").write_text("买菜清单：白菜3斤，豆腐2块。", encoding="utf-8")

    def make(data: Path) -> None:
        done = fazhi("refresh", "--reports", folder, "--json", data=data)
        told = [done.returncode, done.stdout, done.stderr]
        (data / "told.json").write_text(json.dumps(told), encoding="utf-8")

    data = built_once("refused", make)
    return (data, *json.loads((data / "told.json").read_text(encoding="utf-8")))
