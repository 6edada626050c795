"""What the published file tells of itself: every table, column and question is described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.questions import questions

pytestmark = pytest.mark.integration


def test_every_table_and_view_is_described(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    relations = sample_warehouse.execute(
        "select schema_name || '.' || table_name, comment from duckdb_tables() union all "
        "select schema_name || '.' || view_name, comment from duckdb_views() where not internal"
    ).fetchall()
    schemas = {name.split(".")[0] for name, _ in relations}
    assert {"raw", "staging", "intermediate", "marts", "audit", "main"} <= schemas
    assert [name for name, comment in relations if not comment] == []


def test_every_column_is_described(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = sample_warehouse.execute(
        "select schema_name || '.' || table_name || '.' || column_name, comment from duckdb_columns() where not internal"
    ).fetchall()
    assert len(columns) > 300
    assert [name for name, comment in columns if not comment] == []


def test_every_view_can_be_read_where_the_file_is_opened(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    views = sample_warehouse.execute(
        "select schema_name, view_name from duckdb_views() where not internal order by all"
    ).fetchall()
    assert ("raw", "corrected_figures") in views
    for schema, view in views:
        sample_warehouse.execute(f'select count(*) from {schema}."{view}"').fetchall()


def test_every_mart_is_a_view_in_main_with_its_descriptions(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    shown = {name for (name,) in sample_warehouse.execute("show tables").fetchall()}
    marts = {
        name for (name,) in sample_warehouse.execute("select name from contents where schema_name = 'marts'").fetchall()
    }
    assert marts and marts <= shown
    for mart in sorted(marts):
        rows = [sample_warehouse.execute(f"select count(*) from {s}{mart}").fetchall() for s in ("", "marts.")]
        assert rows[0] == rows[1], mart
    schemas = [schema for (schema,) in sample_warehouse.execute("select schema_name from contents").fetchall()]
    assert schemas[: len(marts)] == ["marts"] * len(marts) and len(set(schemas)) > 3
    columns = sample_warehouse.execute("from described('indicator_yoy')").fetchall()
    assert {row[0] for row in columns} == {"marts"} and len({row[1] for row in columns}) == len(columns)


def test_every_question_can_be_asked_as_it_is_shown_and_is_described(
    sample_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    rows = sample_warehouse.execute("select name, kind, call from questions").fetchall()
    assert [row[0] for row in rows] == [row["name"] for row in questions()]
    for _, _, call in rows:
        sample_warehouse.execute(call).fetchall()
    macros = sample_warehouse.execute(
        "select function_name, comment from duckdb_functions() where schema_name = 'main' and not internal"
    ).fetchall()
    assert {name for name, comment in macros if comment} == {name for name, kind, _ in rows if kind == "macro"}


def test_describe_in_the_command_tells_what_columns_mean(sample_data: Path, fazhi: Any) -> None:
    for query in ("describe indicator_yoy", "DESCRIBE marts.indicator_yoy;", "desc raw.fetches"):
        done = fazhi("sql", "--json", query, data=sample_data)
        assert done.returncode == 0, done.stderr
        columns = json.loads(done.stdout)
        assert len(columns) > 10
        assert all(column["description"] for column in columns)
    gone = fazhi("sql", "describe nothing_of_this_name", data=sample_data)
    assert gone.returncode == 2 and "nothing_of_this_name" in gone.stderr and gone.stdout == ""
    other = fazhi("sql", "--json", "describe select 1 as one", data=sample_data)
    assert json.loads(other.stdout)[0]["column_name"] == "one"


@pytest.mark.parametrize(
    "name", ["litigation.cases", "行政诉讼案件数", "Administrative lawsuits", "administrative LAWSUITS"]
)
def test_an_indicator_is_known_by_its_code_and_its_names(
    sample_warehouse: duckdb.DuckDBPyConnection, name: str
) -> None:
    rows = sample_warehouse.execute("select year, value from series('990121', $1)", [name]).fetchall()
    assert [(year, int(value)) for year, value in rows] == [(2021, 44), (2022, 39), (2023, 35), (2024, 31)]


def test_a_region_is_known_by_its_code_and_its_name(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    by_code = sample_warehouse.execute("from profile('990121', 2023)").fetchall()
    assert by_code == sample_warehouse.execute("from profile('雾棠县', 2023)").fetchall() != []
    for call in ("profile({}, 2023)", "series({}, 'litigation.cases')", "findings_of({}, 2023)", "words_of({}, 2023)"):
        as_text = sample_warehouse.execute("from " + call.format("'990121'")).fetchall()
        assert as_text == sample_warehouse.execute("from " + call.format(990121)).fetchall() != [], call


def test_what_is_not_known_has_no_rows(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    for call in (
        "yoy('no.such', 2023)",
        "yoy('litigation.cases', 1999)",
        "series('nowhere', 'litigation.cases')",
        "quote('0')",
        "search('')",
        "search('龘龘龘')",
        "term('龘')",
        "changes(1999)",
    ):
        assert sample_warehouse.execute(f"from {call}").fetchall() == [], call


def test_a_quote_leads_to_the_very_characters(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    told = sample_warehouse.execute(
        "select q.raw, substring(d.text, q.start + 1, q.end - q.start), contains(q.quote, q.raw) "
        "from quote((select figure_id from yoy('litigation.cases', 2022) where region_code = '990121')) as q "
        "inner join marts.dim_report as r on q.report_address = r.address "
        "inner join raw.documents as d on r.sha256 = d.sha256"
    ).fetchall()
    assert told == [("39件", "39件", True)]
