"""The documentation of the warehouse is one page that holds the descriptions of the marts."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from warehouse.building.dbt_docs import write_dbt_docs
from warehouse.workspace import Workspace

pytestmark = pytest.mark.integration


def test_one_page_tells_of_every_mart_and_of_its_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path))
    workspace = Workspace.from_environment().prepare()
    warehouse = tmp_path / "candidate.duckdb"
    with duckdb.connect(warehouse) as connection:
        connection.execute("create schema marts; create table marts.dim_indicator (indicator_code varchar)")
    page = write_dbt_docs(workspace, warehouse)
    text = page.read_text(encoding="utf-8")
    assert "peer_comparison" in text
    assert "One row per region, indicator, year and peer group" in text
    assert "dim_indicator" in text


def test_a_warehouse_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path))
    workspace = Workspace.from_environment().prepare()
    broken = tmp_path / "candidate.duckdb"
    broken.write_text("no database")
    with pytest.raises(RuntimeError, match="could not document candidate"):
        write_dbt_docs(workspace, broken)
