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

from dashboard import asking, free_queries
from dashboard.asking import MissingTables, answer, literal, query
from dashboard.free_queries import QueryRefused
from dashboard.parts.doubts import GRAVE
from dashboard.record_views import RECORDS
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
    "changes": EVERYWHERE
    | {"year": 2024, "least": 0, "sure": True, "measure": "percent", "direction": "both", "grave": GRAVE},
    "changes_years": EVERYWHERE | {"least": 0, "sure": True, "measure": "percent", "direction": "both", "grave": GRAVE},
    "provinces": {},
    "map_years": {"indicator": "litigation.cases"},
    "map_values": {"indicator": "litigation.cases", "year": 2024, "level": "county"},
    "compare": {"one": "990121", "other": "990181", "year": 2024},
    "compare_years": {"one": "990121", "other": "990181"},
    "questions": {},
    "review_queue": {"most": 500, "figure": None},
    "review_counts": {},
    "overview_punctuality": {"year": 2024},
    "overview_top_change": {"year": 2024, "grave": GRAVE, "least": 100},
    "timeliness_beyond": {},
    "indicator_name": {"indicator": "litigation.cases"},
    "overview_top_move": {"year": 2024, "grave": GRAVE},
    "overview_top_contradiction": {"year": 2023},
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
    words = answer(sample_warehouse, query("figure_words", figure=figure)).frame.iloc[0]
    assert words["raw"] == "109.5%" and "109.5%" in words["quote"] and words["region_name"] == "鹤汀市"
    assert owner["publisher_key"].tolist() == ["990181"]
    assert text[row["start"] : row["end"]] == row["raw"] == "109.5%"
    doubts = answer(sample_warehouse, query("figure_findings", figure=figure)).frame
    assert doubts["rule"].tolist() == ["rate_lies_within_0_100"]
    # Its row says that the value was refused, and holds none.
    assert answer(sample_warehouse, query("figure_uses", figure=figure)).frame["choice_rule"].tolist() == ["refused"]


def test_a_value_leads_to_its_figure_and_the_next_year_to_its_prior(
    sample_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    figure = sample_warehouse.execute(
        "select figure_id from marts.fct_indicator "
        "where publisher_key = '990121' and year = 2022 and indicator_code = 'litigation.cases'"
    ).fetchall()[0][0]
    uses = answer(sample_warehouse, query("figure_uses", figure=figure)).frame
    assert list(zip(uses["used_as"], uses["year"], strict=True)) == [("value", 2022), ("prior", 2023)]


def test_as_many_figures_wait_for_review_as_the_queue_has(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    waiting = answer(sample_warehouse, query("review_counts")).frame["waiting"].iloc[0]
    queue = answer(sample_warehouse, query("review_queue", most=500, figure=None)).frame
    assert waiting == len(queue) > 1
    last = str(queue["figure_id"].iloc[-1])
    short = answer(sample_warehouse, query("review_queue", most=1, figure=last)).frame
    assert short["figure_id"].tolist() == [queue["figure_id"].iloc[0], last]


def test_the_first_sentence_tells_the_first_row_of_the_changes_it_leads_to(
    sample_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    asked = ASKED["changes"] | {"least": 100}
    first = answer(sample_warehouse, query("changes", **asked)).frame["figure_id"].iloc[0]
    told = answer(sample_warehouse, query("overview_top_change", year=2024, grave=GRAVE, least=100)).frame
    assert told["figure_id"].tolist() == [first]


def test_every_query_is_tried_here() -> None:
    of_one = {
        "figure_prior",
        "figure_candidates",
        "figure_statement",
        "overview_rejects",
        "overview_absent",
        "indicator_peers",
        "figure_words",
        "report_of",
        "report_text",
        "report_figures",
        "figure_findings",
        "figure_uses",
    }
    assert {path.stem for path in asking._QUERIES.glob("*.sql")} == ASKED.keys() | RECORDS.keys() | of_one


def test_a_figure_is_told_with_the_year_before_other_readings_and_its_statement(
    sample_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    figures = dict(
        sample_warehouse.execute(
            "select raw, figure_id from marts.fct_figure where publisher_key = '990121' and raw in ('3340件', '3168件')"
        ).fetchall()
    )
    prior = answer(sample_warehouse, query("figure_prior", figure=figures["3340件"])).frame.iloc[0]
    assert (prior["year"], prior["raw"], float(prior["prior_value"])) == (2022, "3168件", 3168.0)
    others = answer(sample_warehouse, query("figure_candidates", figure=figures["3168件"])).frame
    assert others["value"].tolist() == [3126.0] and "更正为3126件" in others["quote"].iloc[0]
    statement = answer(sample_warehouse, query("figure_statement", figure=figures["3340件"])).frame.iloc[0]
    assert "3340件" in statement["text"]


def test_the_map_knows_what_was_given_and_what_was_never_asked_for(
    sample_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    frame = answer(sample_warehouse, query("map_values", **ASKED["map_values"])).frame.set_index("region_code")
    assert frame.loc["990121", "state"] == "given" and frame.loc["990121", "value"] == 31
    assert frame.loc["110101", "state"] == "never_asked"
    given = answer(sample_warehouse, query("map_values", indicator="no.such", year=2024, level="county")).frame
    assert set(given.loc[given["region_code"].isin(["990121", "990181"]), "state"]) == {"not_given"}


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("drop table marts.dim_report", "writes"),
        ("select 1; select 2", "several"),
        ("", "several"),
        ("selec 1", "failed"),
        ("from read_csv('/etc/passwd')", "failed"),
        ("set threads = 1", "writes"),
        ("attach '/tmp/x.duckdb'", "writes"),
        ("copy (select 1) to '/tmp/x.csv'", "writes"),
        ("from no_table", "failed"),
    ],
)
def test_a_readers_query_reads_and_does_nothing_else(sample_data: Path, sql: str, kind: str) -> None:
    with open_version(newest_version(Workspace(sample_data)).path) as con, pytest.raises(QueryRefused) as refused:
        free_queries.run(con, sql)
    assert refused.value.kind == kind


def test_a_readers_query_is_cut_off_in_rows_and_in_time(sample_data: Path) -> None:
    with open_version(newest_version(Workspace(sample_data)).path) as con:
        found = free_queries.run(con, "select range as a, range as a, 1.50::decimal(9, 2) as b from range(30)", rows=7)
        assert found.is_cut and len(found.frame) == 7 and list(found.frame) == ["a", "a_2", "b"]
        assert found.frame["b"].tolist() == [1.5] * 7
        endless = "select count(*) from range(10000000) as a, range(10000000) as b where a.range * b.range = 7"
        with pytest.raises(QueryRefused) as refused:
            free_queries.run(con, endless, seconds=0.3)
        assert refused.value.kind == "slow"
        assert free_queries.run(con, "select 1 as one").frame["one"].tolist() == [1]
        assert {"marts.indicator_yoy", "series(", "region_name"} <= set(free_queries.vocabulary(con))


def test_filters_leave_only_what_fits(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    asked = ASKED["changes"] | {"direction": "down", "least": 20, "domain": "litigation"}
    frame = answer(sample_warehouse, query("changes", **asked)).frame
    assert len(frame) and set(frame["domain"]) == {"litigation"}
    assert (frame["yoy_pct"] < 0).all() and (frame["prior_value"] >= 20).all()
    points = answer(sample_warehouse, query("changes", **(ASKED["changes"] | {"measure": "points"}))).frame
    assert points["yoy_points"].notna().all() and points["yoy_pct"].isna().all()


def test_a_year_without_changes_says_what_keeps_them_out(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    asked = {name: value for name, value in ASKED["changes"].items() if name != "year"} | {"least": 20}
    years = answer(sample_warehouse, query("changes_years", **asked)).frame.set_index("year")
    assert years.loc[2021, "shown"] == 0 and years.loc[2021, "without_change"] == years.loc[2021, "given"]
    for year in (2022, 2023, 2024):
        shown = answer(sample_warehouse, query("changes", **(asked | {"year": year}))).frame
        assert len(shown) == years.loc[year, "shown"] > 0
        assert (shown[["value", "prior_value"]].max(axis="columns") >= 20).all()


def test_changes_that_are_doubted_are_left_out_only_where_that_is_asked(
    sample_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    def doubts(sure: bool) -> set[str]:
        asked = ASKED["changes"] | {"year": 2023, "sure": sure}
        return {code for cell in answer(sample_warehouse, query("changes", **asked)).frame["doubts"] for code in cell}

    assert {"flagged", "prior_implied"} <= doubts(sure=False)
    assert not doubts(sure=True) & set(GRAVE)


def test_punctuality_is_that_of_reports_that_are_here() -> None:
    with duckdb.connect() as con:
        con.execute("create schema marts")
        con.execute(
            "create table marts.report_timeliness as select * from (values "
            "(2024, 'in_time', 'a', true), (2024, 'late', 'b', true), (2024, 'nothing_known', null, true), "
            "(2024, 'not_fetched', null, true), (2024, 'missing', null, true)) as t(report_year, status, sha256, is_government)"
        )
        here = answer(con, query("overview_years")).frame
        absent = answer(con, query("overview_absent")).frame
        told = answer(con, query("overview_punctuality", year=2024)).frame.iloc[0]
    assert here["status"].tolist() == ["in_time", "late"]
    assert absent["status"].tolist() == ["missing", "not_fetched", "nothing_known"]
    assert (told["here"], told["not_here"], told["never_asked"]) == (2, 3, 2)


def test_a_region_has_one_row_for_an_indicator(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    frame = answer(sample_warehouse, query("region_indicators", publisher="990121", year=2024)).frame
    assert frame["indicator_code"].is_unique and len(frame) > 40


def test_peers_are_half_of_all_governments_of_a_level() -> None:
    with duckdb.connect() as con:
        con.execute("create schema marts")
        con.execute(
            "create table marts.peer_comparison as select 'a.b' as indicator_code, year, 'county' as level, peer_group, "
            "'government' as publisher_kind, "
            "'件' as unit, median - 1 as lower_quartile, median, median + 1 as upper_quartile, 9 as peer_count "
            "from (values (2023, 'country', null), (2024, 'country', 2.0), (2024, 'country_kind', 7.0), "
            "(2024, 'province', 8.0)) as t(year, peer_group, median)"
        )
        frame = answer(con, query("indicator_peers", indicator="a.b", units=["件"])).frame
    assert frame[["year", "low", "middle", "high"]].to_numpy().tolist() == [[2024, 1.0, 2.0, 3.0]]


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
