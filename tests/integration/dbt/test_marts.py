"""What the marts say of a few invented reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

pytestmark = pytest.mark.integration

Tables = dict[str, list[dict[str, Any]]]
Load = Callable[[Path, Tables], None]
Build = Callable[..., None]

MARTS = ("dim_region", "dim_indicator", "dim_report", "fct_figure", "fct_indicator", "indicator_yoy")


@pytest.fixture(scope="module")
def warehouse(tables: Tables, load: Load, build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("warehouse") / "candidate.duckdb"
    load(path, tables)
    build(path)
    return path


@pytest.fixture
def marts(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    found = connection.sql(query)
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def yoy(connection: duckdb.DuckDBPyConnection, indicator: str, year: int = 2023) -> dict[str, Any]:
    query = (
        f"from marts.indicator_yoy where publisher_key = '990101' and indicator_code = '{indicator}' and year = {year}"
    )
    (row,) = rows(connection, query)
    return row


def test_the_prior_value_comes_from_last_years_report_and_agrees_with_the_stated_change(marts):
    row = yoy(marts, "reconsideration.accepted")
    assert (row["value"], row["prior_value"], row["prior_source"]) == (100, 80, "prior_report")
    assert (row["yoy_change"], row["yoy_pct"], row["reported_yoy_pct"]) == (20, 25, 25)
    assert row["consistent"] is True
    assert (row["figure_id"], row["prior_figure_id"]) == ("now-100件", "before-80件")
    assert row["change_figure_id"] == "now-25%"
    assert row["prior_report_address"] == "https://reports.invalid/before"
    assert row["region_name"] == "竹溪县"


def test_a_restated_value_stands_beside_the_one_first_printed(marts):
    row = yoy(marts, "litigation.cases")
    assert (row["prior_value"], row["prior_source"], row["restated_prior_value"]) == (40, "prior_report", 41)
    assert row["restated_prior_figure_id"] == "now-41件"
    assert (row["yoy_pct"], row["consistent"]) == (25, None)


def test_a_restated_value_is_the_prior_one_where_last_years_report_prints_none(marts):
    row = yoy(marts, "legal_services.aid_cases")
    assert (row["value"], row["prior_value"], row["prior_source"]) == (60, 48, "restated")
    assert (row["prior_figure_id"], row["prior_report_address"]) == ("now-48起", row["report_address"])


def test_a_change_alone_implies_the_prior_value_and_is_not_compared_with_itself(marts):
    row = yoy(marts, "mediation.disputes_mediated")
    assert (row["prior_value"], row["prior_source"], row["prior_bound"]) == (1000, "implied", "about")
    assert (row["prior_figure_id"], row["change_figure_id"]) == (None, "now-50%")
    assert row["consistent"] is None


def test_from_nothing_there_is_no_percentage(marts):
    row = yoy(marts, "reconsideration.ordered_to_perform")
    assert (row["prior_value"], row["yoy_change"], row["yoy_pct"]) == (0, 2, None)
    assert (row["yoy_note"], row["consistent"]) == ("prior_is_zero", None)


def test_rates_change_in_points(marts):
    row = yoy(marts, "services.hotline_satisfaction_rate")
    assert (row["yoy_points"], row["reported_points"], row["yoy_pct"]) == (Decimal("0.3"), Decimal("0.3"), None)
    assert (row["yoy_note"], row["consistent"]) == ("rate", True)
    assert row["change_figure_id"] == "now-0.3个百分点"


def test_a_first_year_has_no_prior_value_and_says_so(marts):
    row = yoy(marts, "reconsideration.accepted", year=2022)
    assert (row["prior_value"], row["prior_source"], row["yoy_note"]) == (None, None, "no_prior")


def test_a_refused_figure_stays_in_sight_and_its_indicator_has_no_value(marts):
    validity = dict(marts.sql("select figure_id, validity from marts.fct_figure").fetchall())
    assert validity["now-9项"] == "refused"
    assert validity["now-100件"] == "flagged"
    assert validity["now-50件"] == "valid"
    (row,) = rows(marts, "from marts.fct_indicator where indicator_code = 'services.items'")
    assert (row["value"], row["validity"], row["figure_id"]) == (None, "refused", "now-9项")


def test_a_figure_tells_what_was_counted_whose_and_by_which_definition(marts):
    asked = "select object, deed, whose, definition, confidence, part from marts.fct_figure where figure_id = "
    assert marts.sql(f"{asked} 'now-100件'").fetchall() == [("行政复议", "受理", "own", "accepted", 0.9, None)]
    assert marts.sql(f"{asked} 'now-2起'").fetchall() == [(None,) * 6]


def test_parts_are_summed_and_their_sentence_is_quoted(marts):
    (row,) = rows(marts, "from marts.fct_indicator where indicator_code = 'rulemaking.cleanups'")
    assert (row["value"], row["scope"], row["choice_rule"]) == (4, "summed", "summed")
    assert row["figure_ids"] == ["now-1次", "now-3次"]
    assert row["quote"] == "定期清理1次,专项清理3次。"


def test_a_plan_is_no_value_of_the_year(marts):
    query = "from marts.fct_indicator where indicator_code = 'legal_services.aid_cases' order by year"
    before, now = rows(marts, query)
    assert (now["value"], now["candidate_count"], now["told_by"]) == (60, 1, "own_report")
    assert (before["value"], before["year"], before["told_by"], before["sha256"]) == (48, 2022, "next_report", "now")


def test_a_vintage_that_was_replaced_gives_no_figures(marts):
    current = dict(marts.sql("select sha256, is_current from marts.dim_report").fetchall())
    assert current == {"before": True, "now": True, "first": False, "bureau": True}
    assert not rows(marts, "from marts.fct_figure where sha256 = 'first'")


def test_a_department_has_values_of_its_own_and_does_not_speak_for_its_county(marts):
    (figure,) = rows(marts, "from marts.fct_figure where sha256 = 'bureau'")
    (value,) = rows(marts, "from marts.fct_indicator where sha256 = 'bureau'")
    assert figure["publisher_key"] == value["publisher_key"] == "990101/department/水利局"
    assert (value["value"], value["publisher_kind"], value["level"]) == (7, "水利局", "department")
    assert yoy(marts, "reconsideration.accepted")["value"] == 100


def test_quotes_are_whole_sentences_even_after_characters_beyond_the_basic_plane(marts, tables):
    texts = {row["sha256"]: row["text"] for row in tables["raw.documents"]}
    figures = rows(marts, "from marts.fct_figure")
    printed = {row["figure_id"] for row in tables["raw.figures"] if row["sha256"] != "first"}
    assert {row["figure_id"] for row in figures} == printed
    for row in figures:
        text = texts[row["sha256"]]
        assert row["quote"] == text[row["sentence_start"] : row["sentence_end"]]
        assert row["raw"] == text[row["start"] : row["end"]]


def test_a_region_has_its_latest_name_and_its_province(marts):
    (row,) = rows(marts, "from marts.dim_region where region_code = '990101'")
    assert (row["name"], row["valid_from"], row["valid_to"]) == ("竹溪县", 1980, None)
    assert (row["parent_name"], row["province_code"], row["province_name"]) == ("云溪市", "990000", "云岭省")


def test_every_table_and_column_carries_its_description(marts):
    layers = "('staging', 'intermediate', 'marts')"
    mute_columns = f"from duckdb_columns() where schema_name in {layers} and comment is null"
    mute_tables = f"from duckdb_tables() where schema_name in {layers} and comment is null"
    assert rows(marts, f"select count(*) as columns from duckdb_columns() where schema_name in {layers}") != []
    assert rows(marts, mute_columns) == []
    assert rows(marts, mute_tables) == []


def test_another_order_of_loading_gives_equal_tables(tables, load, build, warehouse, tmp_path):
    again = tmp_path / "candidate.duckdb"
    load(again, {table: rows[::-1] for table, rows in tables.items()})
    # dbt's tests judged the first build; equal tables need no second judgement.
    models_alone = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
    build(again, *models_alone)
    assert contents(again) == contents(warehouse)


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return {mart: connection.sql(f"from marts.{mart} order by all").fetchall() for mart in MARTS}


def test_a_figure_that_is_not_where_it_says_fails_the_build(tables, load, build, tmp_path):
    shifted = [row | {"start": row["start"] + 1} for row in tables["raw.figures"]]
    path = tmp_path / "candidate.duckdb"
    load(path, tables | {"raw.figures": shifted})
    with pytest.raises(AssertionError, match="every_quote_holds_its_figure"):
        build(path, "--exclude-resource-type", "unit_test")
