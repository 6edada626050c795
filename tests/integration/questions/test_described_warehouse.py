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


def test_a_shortened_name_finds_what_is_meant(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = sample_warehouse.execute("from series('鹤汀市', '行政诉讼胜诉率')").fetchall()
    assert len(rows) == 4
    for region, indicator in (("鹤汀", "胜诉"), ("鹤", "win rate"), (" 鹤汀市 ", "litigation.win")):
        assert sample_warehouse.execute("from series($1, $2)", [region, indicator]).fetchall() == rows
    several = sample_warehouse.execute("select distinct indicator_code from series('鹤汀', '应诉')").fetchall()
    assert several == [("litigation.head_appearance_rate",)]


def test_a_whole_name_comes_before_longer_ones(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    codes = "select indicator_code, match from matching_indicators($1)"
    assert sample_warehouse.execute(codes, ["行政诉讼案件数"]).fetchall() == [("litigation.cases", "whole")]
    within = sample_warehouse.execute(codes, ["受理"]).fetchall()
    assert len(within) > 2 and {match for _, match in within} == {"within"}


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("series('鹤丁', '胜诉')", "没有名为“鹤丁”的地区；相近的有：鹤汀市。"),
        ("series('鹤汀', '胜诉绿')", "没有名为“胜诉绿”的指标；相近的有："),
        ("yoy('no.such', 2023)", "没有名为“no.such”的指标"),
        ("yoy('litigation.cases', 1999)", "没有符合条件的数值；有数值的年度：2021、2022、2023、2024。"),
        ("profile('鹤汀', 1999)", "没有符合条件的数值；有数值的年度：2021、2022、2023、2024。"),
        ("ranking('胜诉', 1999)", "没有符合条件的数值"),
        ("series('', '胜诉')", "没有名为“”的地区"),
    ],
)
def test_a_question_without_an_answer_says_why(
    sample_warehouse: duckdb.DuckDBPyConnection, call: str, told: str
) -> None:
    [(note, figure)] = sample_warehouse.execute(f"select note_zh, figure_id from {call}").fetchall()
    assert note.startswith(told) and figure is None


def test_doubts_stand_beside_the_values_in_every_question(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    found = sample_warehouse.execute(
        "select region_name, doubts from yoy('reconsideration.applications', 2023) where len(doubts) > 0"
    ).fetchall()
    assert found == [("砚垚区", ["flagged", "prior_flagged", "contradicts_stated"])]
    every = sample_warehouse.execute("select distinct unnest(doubts) as doubt from values_with_doubts() order by doubt")
    assert {"conflict", "hedged", "prior_hedged", "prior_implied"} <= {doubt for (doubt,) in every.fetchall()}
    for call in (
        "ranking('胜诉', 2023)",
        "changes(2024)",
        "profile('鹤汀', 2024)",
        "contradictions()",
        "restatements()",
    ):
        assert sample_warehouse.execute(f"select count(doubts) from {call}").fetchone() != (0,)


def test_what_is_not_known_has_no_rows(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    for call in ("quote('0')", "search('')", "search('龘龘龘')", "term('龘')", "changes(1999)"):
        assert sample_warehouse.execute(f"from {call}").fetchall() == [], call


def test_a_quote_leads_to_the_very_characters(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    told = sample_warehouse.execute(
        "select q.raw, substring(d.text, q.start + 1, q.end - q.start), contains(q.quote, q.raw) "
        "from quote((select figure_id from yoy('litigation.cases', 2022) where region_code = '990121')) as q "
        "inner join marts.dim_report as r on q.report_address = r.address "
        "inner join raw.documents as d on r.sha256 = d.sha256"
    ).fetchall()
    assert told == [("39件", "39件", True)]
