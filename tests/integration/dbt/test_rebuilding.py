"""An incremental build gives the same tables as a build of everything, whatever has changed since the last one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from benchmarks.corpora import fill

pytestmark = pytest.mark.integration

REPORTS = 104
"""26 counties with four years each: enough for peers and panels, and more than are named one by one in a query."""

MODELS_ALONE = (
    *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
    # Views over the models that are compared.
    *("--exclude", "path:models/marts/domains", "path:models/semantic"),
)

REFILLED = ("--vars", "{refill_tables: true}")
"""As a refresh builds on a file that the same project has built as a whole."""

NEW_REPORT: None = None
FIGURES_IN_DOUBT = """
insert into audit.figure_findings by name
select figure_id as finding_id, 'r' as rule, 'error' as severity, 'figure' as subject, figure_id
from raw.figures where measure = 'level' order by figure_id limit 3
"""
REPORT_IN_DOUBT = """
insert into audit.figure_findings by name
select sha256 as finding_id, 'r' as rule, 'error' as severity, 'report' as subject, sha256
from raw.documents where report_year = 2022 order by sha256 limit 1
"""
NO_DOUBT = "delete from audit.figure_findings"
CORRECTION = """
insert into raw.corrections by name
select figure_id, sha256, "start", raw, 'override' as action, ['value'] as changed, value + 7 as value,
    "precision", 'r' as reason, 'e' as evidence
from raw.figures where measure = 'level' and year = 2021 order by figure_id limit 2
"""
READ_OTHERWISE = """
update raw.figures set scope = 'part' where figure_id = (
    select min(figure_id) from raw.figures where measure = 'level' and year = 2023
)
"""
LATER_VINTAGE = """
insert into raw.documents by name
select * replace ('later' as sha256, published_on + 9 as published_on, address || '2' as address)
from raw.documents where sha256 = (select min(sha256) from raw.documents where report_year = 2023);
insert into raw.figures by name
select * replace ('later-' || figure_id as figure_id, 'later' as sha256, value + 1 as value)
from raw.figures where sha256 = (select min(sha256) from raw.documents where report_year = 2023)
"""
NOT_CURRENT = "update raw.documents set is_current = false where sha256 = 'later'"
GONE = """
delete from raw.figures where sha256 in (select sha256 from raw.documents where {which});
delete from raw.sections where sha256 in (select sha256 from raw.documents where {which});
delete from raw.terms where sha256 in (select sha256 from raw.documents where {which});
delete from raw.documents where {which}
"""
RENAMED_INDICATOR = "update raw.indicators set name_zh = name_zh || '数' where code = 'litigation.cases'"

CHANGES = (
    (RENAMED_INDICATOR,),
    (NEW_REPORT, FIGURES_IN_DOUBT, REPORT_IN_DOUBT, CORRECTION),
    (NO_DOUBT, READ_OTHERWISE, LATER_VINTAGE),
    (
        NOT_CURRENT,
        GONE.format(which="sha256 = (select max(sha256) from raw.documents where report_year = 2022)"),
        GONE.format(which="report_year = 2021"),
    ),
)
"""What happens to the raw tables between two builds, one build after the other."""

FILLED = ("marts.indicator_yoy", "marts.statement_yoy", "marts.indicator_revision", "intermediate.int_sentence_said")
"""Equal tables say something only where the generated reports have rows for them."""

_TABLES = """
select schema_name || '.' || table_name from duckdb_tables()
where database_name = current_database() and schema_name in ('intermediate', 'marts')
    and table_name <> 'int_report_change'
order by all
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, build: Callable[..., None]) -> Path:
    """A warehouse of generated reports, built whole."""
    path = tmp_path_factory.mktemp("rebuilding") / "candidate.duckdb"
    with duckdb.connect(path) as con:
        fill(con, REPORTS)
    build(path, *MODELS_ALONE)
    return path


def change(path: Path, statements: str | None) -> None:
    """Applies the statements to the raw tables; without them, a report is added."""
    with duckdb.connect(path) as con:
        if statements is None:
            fill(con, REPORTS + 1)
        else:
            con.execute(statements)


def differences(path: Path, other: Path) -> dict[str, tuple[int, int]]:
    """For each table that differs: rows that only the one has, and rows that only the other has."""
    found = {}
    with duckdb.connect(path) as con:
        con.execute(f"attach '{other}' as other (read_only)")
        for (table,) in con.execute(_TABLES).fetchall():
            only = "select count(*) from (from {} except all from {})"
            here = con.execute(only.format(table, f"other.{table}")).fetchall()[0][0]
            there = con.execute(only.format(f"other.{table}", table)).fetchall()[0][0]
            if here or there:
                found[table] = (here, there)
    return found


def rebuilt(path: Path) -> int:
    with duckdb.connect(path, read_only=True) as con:
        return con.execute("select count(*) from intermediate.int_report_change where is_rebuilt").fetchall()[0][0]


def rows(path: Path, table: str) -> int:
    with duckdb.connect(path, read_only=True) as con:
        return con.execute(f"select count(*) from {table}").fetchall()[0][0]


def made_whole(path: Path, build: Callable[..., None]) -> Path:
    """The same raw tables in a file in which everything is built anew."""
    whole = path.parent / "whole" / path.name
    whole.parent.mkdir(exist_ok=True)
    shutil.copyfile(path, whole)
    build(whole, *MODELS_ALONE, "--full-refresh")
    return whole


def test_after_every_kind_of_change_an_incremental_build_equals_a_whole_one(
    built: Path, tmp_path: Path, build: Callable[..., None]
) -> None:
    path = tmp_path / "candidate.duckdb"
    shutil.copyfile(built, path)
    assert min(rows(path, table) for table in FILLED) > 0
    for step, changes in enumerate(CHANGES):
        for statements in changes:
            change(path, statements)
        build(path, *MODELS_ALONE, *REFILLED)
        assert rebuilt(path) > 0, step
        assert differences(path, made_whole(path, build)) == {}, step


def test_without_news_nothing_is_rebuilt_and_of_one_new_report_what_a_build_of_some_models_left_is_made_up_for(
    built: Path, tmp_path: Path, build: Callable[..., None]
) -> None:
    path = tmp_path / "candidate.duckdb"
    shutil.copyfile(built, path)
    build(path, *MODELS_ALONE, *REFILLED)
    assert rebuilt(path) == 0
    assert differences(path, built) == {}
    change(path, NEW_REPORT)
    build(path, *MODELS_ALONE, "--select", "+int_indicator_choice")
    assert rebuilt(path) == 1
    build(path, *MODELS_ALONE)
    assert differences(path, made_whole(path, build)) == {}
