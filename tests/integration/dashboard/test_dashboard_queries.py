"""The queries of the analysts' page, on a real warehouse and on files that are too old for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import asking
from dashboard.asking import MissingTables, answer, literal, query
from dashboard.warehouse import NothingPublished, newest_version, open_version
from warehouse.workspace import Workspace

pytestmark = pytest.mark.integration

EVERYWHERE: dict[str, Any] = {"domain": None, "indicator": None, "level": None, "province": None}
ASKED: dict[str, dict[str, Any]] = {
    "publishers": {},
    "indicators": {},
    "years": {},
    "overview_counts": {},
    "overview_years": {},
    "overview_provinces": {"year": 2024},
    "overview_domains": {"year": 2024},
    "overview_newest": {},
    "indicator_publishers": {"indicator": "litigation.cases"},
    "indicator_series": {"indicator": "litigation.cases", "publishers": ["990121", "990181"]},
    "region_reports": {"publisher": "990121"},
    "region_indicators": {"publisher": "990121", "year": 2024},
    "region_findings": {"publisher": "990121", "year": 2023},
    "region_rates": {"publisher": "990121", "year": 2024},
    "region_terms": {"publisher": "990121", "year": 2024},
    "changes": EVERYWHERE | {"year": 2024, "least": 0, "sure": True, "measure": "percent", "direction": "both"},
    "report_list": {"publisher": "990121"},
    "findings_rules": {"severity": None, "year": None},
    "findings": {"severity": None, "rule": None, "year": None, "region": None},
    "search": {"words": "行政复议 调解", "count": 5},
}


@pytest.mark.parametrize("name", ASKED)
def test_every_query_finds_something_in_the_samples(sample_warehouse: duckdb.DuckDBPyConnection, name: str) -> None:
    found = answer(sample_warehouse, query(name, **ASKED[name]))
    assert len(found.frame)
    assert sample_warehouse.execute(found.sql).fetchall()


def test_the_queries_of_a_report_and_a_figure_lead_to_its_words(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    sha256, figure = sample_warehouse.execute(
        "select sha256, figure_id from marts.fct_figure where validity = 'refused'"
    ).fetchall()[0]
    owner = answer(sample_warehouse, query("report_of", sha256=sha256)).frame
    text = answer(sample_warehouse, query("report_text", sha256=sha256)).frame["text"].iloc[0]
    figures = answer(sample_warehouse, query("report_figures", sha256=sha256)).frame
    row = figures[figures["figure_id"] == figure].iloc[0]
    assert owner["publisher_key"].tolist() == ["990181"]
    assert text[row["start"] : row["end"]] == row["raw"] == "109.5%"
    doubts = answer(sample_warehouse, query("figure_findings", figure=figure)).frame
    assert doubts["rule"].tolist() == ["rate_lies_within_0_100"]
    assert answer(sample_warehouse, query("figure_uses", figure=figure)).frame.empty


def test_a_value_leads_to_its_figure_and_the_next_year_to_its_prior(
    sample_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    figure = sample_warehouse.execute(
        "select figure_id from marts.fct_indicator "
        "where publisher_key = '990121' and year = 2022 and indicator_code = 'litigation.cases'"
    ).fetchall()[0][0]
    uses = answer(sample_warehouse, query("figure_uses", figure=figure)).frame
    assert list(zip(uses["used_as"], uses["year"], strict=True)) == [("value", 2022), ("prior", 2023)]


def test_every_query_is_tried_here() -> None:
    of_one = {"overview_rejects", "report_of", "report_text", "report_figures", "figure_findings", "figure_uses"}
    assert {path.stem for path in asking._QUERIES.glob("*.sql")} == ASKED.keys() | of_one


def test_filters_leave_only_what_fits(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    asked = ASKED["changes"] | {"direction": "down", "least": 20, "domain": "litigation"}
    frame = answer(sample_warehouse, query("changes", **asked)).frame
    assert len(frame) and set(frame["domain"]) == {"litigation"}
    assert (frame["yoy_pct"] < 0).all() and (frame["prior_value"] >= 20).all()
    points = answer(sample_warehouse, query("changes", **(ASKED["changes"] | {"measure": "points"}))).frame
    assert points["yoy_points"].notna().all() and points["yoy_pct"].isna().all()


def test_what_was_run_can_be_pasted_into_the_command(fazhi: Callable[..., Any], sample_data: Path) -> None:
    asked = query("findings", severity="error", rule=None, year=None, region="鹤")
    done = fazhi("sql", "--json", asked, data=sample_data)
    assert done.returncode == 0, done.stderr
    assert [row["rule"] for row in json.loads(done.stdout)] == ["rate_lies_within_0_100"]


@given(st.one_of(
    st.text(), st.integers(-(2**60), 2**60), st.booleans(), st.none(), st.lists(st.text(), max_size=4),
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12),
))  # fmt: skip
def test_a_literal_is_read_as_what_was_meant(value: Any) -> None:
    meant = value
    if isinstance(value, str):
        meant = value.replace("\0", "\ufffd")
    elif isinstance(value, list):
        meant = [text.replace("\0", "\ufffd") for text in value]
    read = duckdb.connect().execute(f"select {literal(value)}").fetchall()[0][0]
    assert read == (Decimal(value) if isinstance(value, Decimal) else meant)


def test_an_older_file_is_told_with_what_it_lacks(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "old.duckdb") as con:
        con.execute("create schema marts")
        con.execute("create table marts.dim_report (publisher_key varchar, report_year integer, is_current boolean)")
        with pytest.raises(MissingTables) as missing:
            answer(con, query("overview_years"))
        assert missing.value.names == ["marts.report_timeliness"]
        with pytest.raises(MissingTables) as missing:
            answer(con, query("search", words="a", count=1))
        assert missing.value.names == ["main.search"]
        with pytest.raises(MissingTables) as missing:
            answer(con, query("report_list", publisher="a"))
        assert "sha256" in missing.value.names[0]


def test_whole_numbers_stay_whole_beside_missing_ones() -> None:
    frame = answer(duckdb.connect(), "select unnest([1, null, 3]) as year").frame
    assert str(frame["year"].dtype) in {"Int32", "Int64"}


def test_the_open_file_reaches_no_other_file(sample_data: Path, tmp_path: Path) -> None:
    version = newest_version(Workspace(sample_data))
    assert version.publication and version.publication.reports == 12
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(version.path.read_bytes())
    with open_version(copy) as con:
        assert con.execute("select count(*) from marts.dim_report").fetchall() == [(12,)]
        with pytest.raises(duckdb.Error):
            con.execute("select * from read_csv('/etc/passwd')")
        with pytest.raises(duckdb.Error):
            con.execute("create table marts.x (a integer)")


def test_without_a_published_file_the_path_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished, match=r"fazhi\.duckdb"):
        newest_version(Workspace(tmp_path))
