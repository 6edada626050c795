"""A build that breaks a rule of a table says which one, and by how many rows."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from warehouse.building.dbt import build
from warehouse.workspace import Workspace

pytestmark = pytest.mark.integration


def test_each_broken_rule_is_named_with_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path))
    workspace = Workspace(tmp_path).prepare()
    with duckdb.connect(workspace.candidate) as con:
        con.execute("""
            create schema staging;
            create table staging.unit_kinds as
            from (values ('个', 'thing'), ('个', 'thing'), (null, 'person'), (null, null)) as t (unit, unit_kind)
        """)

    result = build(workspace, ["test.fazhi.unit_kinds_keeps_its_rules"])

    node = result.nodes[0]  # after it comes what the project does at the end of each run
    broken = "unit is null (rows: 2); unit_kind is null (rows: 1); unit is not unique (rows: 2)"
    assert (node.ok, node.failures, node.message) == (False, 5, broken)
    assert result.failed and broken in result.explanation
