"""Candidates to publish, small and made at once: no refresh is needed to test how versions are published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.workspace import Workspace

COUNTS: dict[str, Any] = {"reports": 3, "figures": 9, "matched": 9, "findings": 0, "rejects": 0, "sample": False}

SCHEMA = """
create schema raw;
create schema marts;
create table raw.documents (sha256 varchar, is_current boolean);
create table raw.figures (figure_id varchar);
create table marts.dim_report (publisher_key varchar, report_year integer, is_current boolean, report_id varchar);
create table marts.fct_indicator (
    publisher_key varchar, indicator_code varchar, year integer, value decimal(28, 6), unit varchar
);
"""

Candidate = Callable[..., None]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "data").prepare()


@pytest.fixture
def candidate(workspace: Workspace) -> Candidate:
    """Writes a candidate of invented counties, each with one value a year: `{(county, year): value}`."""

    def write(values: dict[tuple[str, int], str | int], *more: str) -> None:
        workspace.candidate.unlink(missing_ok=True)
        with duckdb.connect(workspace.candidate) as con:
            con.execute(SCHEMA)
            for (county, year), value in values.items():
                name = f"{county}-{year}"
                con.execute("insert into raw.documents values (?, true)", [name])
                con.execute("insert into raw.figures values (?)", [name])
                con.execute("insert into marts.dim_report values (?, ?, true, ?)", [county, year, name])
                con.execute(
                    "insert into marts.fct_indicator values (?, 'litigation.cases', ?, ?, '件')", [county, year, value]
                )
            for statement in more:
                con.execute(statement)

    return write
