"""The queries of the lists beside the numbers: promises, shortcomings, reuse and the like, on the samples."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from dashboard import words
from dashboard.asking import answer, counted, query
from dashboard.record_views import RECORDS
from dashboard.saved_questions import question_of

pytestmark = pytest.mark.integration

EVERY_ROW: dict[str, Any] = {"publisher": None, "year": None, "state": None, "most": None}
ASKED: dict[str, dict[str, Any]] = {
    "promises": EVERY_ROW | {"words": None},
    "problems": EVERY_ROW | {"domain": None, "words": None},
    "completeness": EVERY_ROW | {"level": None},
    "timeliness": EVERY_ROW | {"level": None},
    "reuse": EVERY_ROW | {"level": None},
    "terms": EVERY_ROW | {"level": None, "words": None},
    "statements": EVERY_ROW | {"words": None},
    "revisions": EVERY_ROW | {"words": None},
}


@pytest.mark.parametrize("name", ASKED)
def test_a_list_shows_its_columns_and_each_filter_leaves_what_its_count_says(
    sample_warehouse: duckdb.DuckDBPyConnection, name: str
) -> None:
    records, asked = RECORDS[name], ASKED[name]
    counts = answer(sample_warehouse, counted(name, ("year", records.state), **asked)).frame
    whole = answer(sample_warehouse, query(name, **asked)).frame
    columns = {column.format(name=f"indicator_name_{one}") for column in records.columns for one in words.LANGUAGES}
    assert columns <= set(whole)
    assert set(whole[records.state]) <= set(records.states)
    assert counts["row_count"].sum() == len(whole) > 0
    row = counts.iloc[0]
    chosen = asked | {"year": int(row["year"]), "state": str(row[records.state])}
    assert len(answer(sample_warehouse, query(name, **chosen)).frame) == row["row_count"]
    assert len(answer(sample_warehouse, query(name, **(asked | {"most": 1}))).frame) == 1
    of_one = answer(sample_warehouse, query(name, **(asked | {"publisher": "990121"}))).frame
    assert set(of_one["publisher_key"]) == {"990121"}


def test_words_narrow_a_list_down(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    for name, said in (
        ("promises", "案卷"),
        ("problems", "执法"),
        ("terms", "复议"),
        ("statements", "复议"),
        ("revisions", "纠纷"),
    ):
        whole = answer(sample_warehouse, query(name, **ASKED[name])).frame
        found = answer(sample_warehouse, query(name, **(ASKED[name] | {"words": said}))).frame
        assert 0 < len(found) < len(whole), name


def test_a_correction_by_the_next_report_leads_to_the_words_of_both(
    sample_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    row = answer(sample_warehouse, query("revisions", **ASKED["revisions"])).frame.iloc[0]
    assert (row["revision_kind"], float(row["value"]), float(row["second_value"])) == ("between_reports", 3168, 3126)
    assert "更正为3126件" in row["other_quote"]


def test_every_saved_question_is_asked_with_its_parameters(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = answer(sample_warehouse, query("questions")).frame.to_dict("records")
    asked = {row["name"]: question_of(row["name"], row["call"], list(row["parameters"])) for row in rows}
    for question in asked.values():
        assert question.filled(question.examples()) == question.call
        assert sample_warehouse.execute(question.filled({}))
    assert asked["values_with_doubts"].parameters == ()
    assert (
        asked["series"].filled({"asked_region": "990121", "asked_indicator": "a'b"}) == "from series('990121', 'a''b')"
    )
    told = asked["changes"].filled({"asked_year": 2024, "n": 3, "least": 0})
    assert told == "from changes(2024, n := 3, least := 0)"
    assert len(sample_warehouse.execute(told).fetchall()) == 3
    assert [*asked] == [name for (name,) in sample_warehouse.execute("select name from questions").fetchall()]
