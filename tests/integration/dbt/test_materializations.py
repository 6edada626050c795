"""Tables and views are made under their own names, and what stood there stays where that fails."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from warehouse.building.dbt import build
from warehouse.workspace import Workspace

pytestmark = pytest.mark.integration

SEED, TABLE, VIEW = "seed.fazhi.region_succession", "model.fazhi.int_territory_change", "model.fazhi.stg_terms"
MADE = """
    select schema_name || '.' || table_name as name, 'table' as type from duckdb_tables() union all
    select schema_name || '.' || view_name, 'view' from duckdb_views() where not internal order by name
"""


def made(workspace: Workspace) -> list[tuple[str, str]]:
    with duckdb.connect(workspace.candidate) as con:
        return con.execute(MADE).fetchall()


def test_what_stood_there_makes_room_and_stays_where_its_successor_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path))
    workspace = Workspace(tmp_path).prepare()
    with duckdb.connect(workspace.candidate) as con:
        con.execute("create schema raw; create table raw.terms (sha256 varchar, term varchar, occurrences integer)")
        con.execute("create schema staging; create table staging.stg_terms as select 'no view' as sha256")
        con.execute("create schema intermediate; create view intermediate.int_territory_change as select 'no table'")
    assert not build(workspace, [SEED, TABLE, VIEW]).failed
    whole = [
        ("intermediate.int_territory_change", "table"),
        ("raw.terms", "table"),
        ("staging.region_succession", "table"),
        ("staging.stg_terms", "view"),
    ]
    assert made(workspace) == whole

    with duckdb.connect(workspace.candidate) as con:
        con.execute("drop table raw.terms; drop table staging.region_succession")
        rows = con.execute("from intermediate.int_territory_change order by all").fetchall()
    failed = build(workspace, [TABLE, VIEW])
    assert {node.unique_id for node in failed.nodes if not node.ok} >= {TABLE, VIEW}
    assert made(workspace) == [one for one in whole if one[0] not in ("raw.terms", "staging.region_succession")]
    with duckdb.connect(workspace.candidate) as con:
        assert rows and con.execute("from intermediate.int_territory_change order by all").fetchall() == rows
