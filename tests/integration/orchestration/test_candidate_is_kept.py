"""The candidate is kept from build to build, without what the audit of the build before said of its marts."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from warehouse.building.audit import forget_audit
from warehouse.building.candidate import candidate_to_load
from warehouse.building.flags import set_flags
from warehouse.workspace import Workspace

pytestmark = pytest.mark.integration

_MARTS = """
create schema marts; create schema audit;
create table marts.fct_indicator as
from (values ('fine', 'valid'), ('doubted', 'valid'), ('by hand', 'flagged')) as t(figure_id, validity);
create view marts.reconsideration_yoy as from marts.fct_indicator;
create table audit.figure_findings (figure_id varchar);
create table audit.findings as
from (values ('doubted', 'warn'), ('by hand', 'warn'), ('fine', 'note')) as t(figure_id, severity);
"""


def validity(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(con.execute("select figure_id, validity from marts.fct_indicator").fetchall())


def test_flags_of_an_audit_are_taken_back_and_those_of_dbt_stay() -> None:
    with duckdb.connect() as con:
        con.execute(_MARTS)
        before = validity(con)
        for _ in range(2):
            set_flags(con)
            assert validity(con) == {"fine": "valid", "doubted": "flagged", "by hand": "flagged"}
        forget_audit(con)
        assert validity(con) == before
        left = con.execute("select table_name from duckdb_tables() where schema_name = 'audit'").fetchall()
        assert left == []


def tables(place: Workspace, *, anew: bool = False) -> list[tuple[str]]:
    with candidate_to_load(place, anew=anew) as con:
        found = con.execute("select table_name from duckdb_tables()").fetchall()
        con.execute("create table if not exists built (i integer)")
    return found


def test_a_candidate_is_kept_for_the_same_code_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_DATA", str(tmp_path))
    place = Workspace.from_environment().prepare()
    assert tables(place) == []
    assert tables(place) == [("built",)]
    assert tables(place, anew=True) == []
    place.candidate.with_suffix(".made_by").write_text('{"code": "other"}', encoding="utf-8")
    assert tables(place) == []
