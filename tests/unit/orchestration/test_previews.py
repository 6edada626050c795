"""Tables for people in the Dagster UI."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.metadata.at_a_glance import findings_by_rule
from orchestration.metadata.previews import all_columns, bar_table, markdown_table, table_columns

pytestmark = pytest.mark.unit


def test_an_address_is_a_link_that_people_can_read() -> None:
    (*_, row) = str(markdown_table(["address"], [["https://example.gov.cn/%E6%B3%95.html?a=1|2"]]).value).split("\n")
    assert row == "| [https://example.gov.cn/法.html?a=1\\|2](<https://example.gov.cn/%E6%B3%95.html?a=1%7C2>) |"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///a b.txt", "https://a/ [x](javascript:y)"])
def test_what_is_no_plain_web_address_is_no_link(address: str) -> None:
    assert "](" not in str(markdown_table(["address"], [[address]]).value).replace("\\](", "").replace("\\[", "")


@given(st.lists(st.tuples(st.text(), st.integers()), max_size=5))
def test_a_table_has_a_line_for_each_row_whatever_stands_in_it(rows: list[tuple[str, int]]) -> None:
    lines = str(markdown_table(("text", "number"), rows).value).split("\n")
    assert len(lines) == 2 + len(rows)
    for line in lines:
        assert line.replace("\\\\", "").replace("\\|", "").count("|") == 3


def test_bars_are_as_long_as_their_numbers() -> None:
    lines = str(bar_table(("what", "n"), [("a", 10), ("b", 5), ("c", 0), ("d", 0.001)]).value).split("\n")[2:]
    assert [line.count("█") for line in lines] == [24, 12, 0, 1]


def test_a_table_without_rows_or_with_zeros_alone_has_no_bars() -> None:
    assert "█" not in str(bar_table(("what", "n"), [("a", 0)]).value)
    assert str(bar_table(("what", "n"), []).value).count("\n") == 1


def test_columns_are_told_with_type_and_comment() -> None:
    with duckdb.connect() as con:
        con.execute("create schema raw; create table raw.t (a integer, b decimal(9, 2)); create table t (c text)")
        con.execute("comment on column raw.t.b is '金额'")
        columns = table_columns(all_columns(con), "raw.t")["dagster/column_schema"].value.columns
    assert [(column.name, column.type, column.description) for column in columns] == [
        ("a", "integer", None),
        ("b", "decimal(9,2)", "金额"),
    ]


def test_severities_are_plotted_also_where_nothing_is_found() -> None:
    shown = findings_by_rule([("rate_is_whole", "warn", 2), ("sum_agrees", "warn", 3)])
    assert {name: value for name, value in shown.items() if name != "by rule"} == {
        "findings: error": 0,
        "findings: warn": 5,
        "findings: note": 0,
        "findings: rate_is_whole": 2,
        "findings: sum_agrees": 3,
    }


def test_a_column_is_described_with_what_it_is_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    with duckdb.connect() as con:
        con.execute("create schema marts; create table marts.towns (rate double, name varchar, one integer)")
        con.execute("comment on column marts.towns.rate is 'Cases per head.'")
        origins = {
            "rate": [("staging.cases", "number"), ("staging.towns", "people"), ("staging.towns", "year")],
            "name": [("staging.towns", "name")],
            "one": [],
        }
        monkeypatch.setenv("FAZHI_ALERT_UI", "https://fazhi.example.org/dagster/")
        schema = table_columns(all_columns(con), "marts.towns", origins)["dagster/column_schema"].value
    told = {column.name: column.description for column in schema.columns}
    pages = "/dagster/assets/staging"
    assert told["rate"] == (
        f"Cases per head.\n\n← [staging.cases]({pages}/cases) `number`; [staging.towns]({pages}/towns) `people`, `year`"
    )
    assert told["name"] == f"← [staging.towns]({pages}/towns) `name`"
    assert told["one"] is None
