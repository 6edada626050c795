"""What the marts beyond the year over year say of a few invented reports."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

pytestmark = pytest.mark.integration

CLOSED = "reconsideration.closed"
SETTLED = "reconsideration.settled"
ACCEPTED = "reconsideration.accepted"
COUNTIES = [f"9901{number:02d}" for number in range(1, 8)]
"""Seven counties of one prefecture; the last one did not report in 2022."""


def county_report(code: str, year: int, accepted: int, closed: int, settled: int) -> dict[str, list[dict[str, Any]]]:
    """A report of one line; its first numbers are what its sentence says in this order."""
    sha256 = f"{code}-{year}"
    parts = [("受理", accepted, ACCEPTED), ("审结", closed, CLOSED), ("和解", settled, SETTLED)]
    sentence = ",".join(f"{verb}{value}件" for verb, value, _ in parts) + "。"
    figures = []
    for verb, value, indicator in parts:
        start = sentence.index(f"{verb}{value}件") + len(verb)
        figures.append(
            {
                "figure_id": f"{sha256}-{indicator}",
                "sha256": sha256,
                "section_id": f"{sha256}-0",
                "sentence_start": 0,
                "sentence_end": len(sentence),
                "start": start,
                "end": start + len(f"{value}件"),
                "raw": f"{value}件",
                "value": Decimal(value),
                "precision": Decimal("0.5"),
                "unit": "件",
                "bound": "exact",
                "measure": "level",
                "scope": "total",
                "indicator_code": indicator,
                "year": year,
                "rules": [],
                "extractor_version": "test",
            }
        )
    document = {
        "sha256": sha256,
        "address": f"https://reports.invalid/{sha256}",
        "source": "test",
        "fetched_at": "2024-06-01 00:00:00+00",
        "is_current": True,
        "media_type": "text/plain",
        "charset": "utf-8",
        "text": sentence,
        "extractor_version": "test",
        "issuer": f"{code}人民政府",
        "region_code": code,
        "region_name": code,
        "level": "county",
        "report_year": year,
        "published_on": f"{year + 1}-03-{20 + int(code[-1])}",
    }
    section = {"section_id": f"{sha256}-0", "sha256": sha256, "ordinal": 0, "rank": 0, "heading": "", "is_plan": False}
    term = {"sha256": sha256, "term": "和解" if year == 2022 else "府院联动", "occurrences": 2}
    return {
        "raw.documents": [document],
        "raw.sections": [section | {"start": 0, "end": len(sentence)}],
        "raw.figures": figures,
        "raw.terms": [term, {"sha256": sha256, "term": "受理", "occurrences": 6}],
    }


@pytest.fixture(scope="module")
def warehouse(tables, load, build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    described = {CLOSED: "审结数", SETTLED: "和解数", ACCEPTED: "受理数"}
    indicator = {"domain": "reconsideration", "unit": "件", "kind": "count", "aggregation": "sum"}
    given: dict[str, list[dict[str, Any]]] = {
        "raw.regions": [
            {"code": "990000", "name": "云岭省", "level": "province", "valid_from": 1980, "invented": True},
            {
                "code": "990100",
                "name": "云溪市",
                "level": "prefecture",
                "parent_code": "990000",
                "valid_from": 1980,
                "invented": True,
            },
            *(
                {
                    "code": code,
                    "name": code,
                    "level": "county",
                    "parent_code": "990100",
                    "valid_from": 1980,
                    "invented": True,
                }
                for code in COUNTIES
            ),
        ],
        "raw.indicators": [
            {"code": code, "name_zh": name, "name_en": code, "polarity": "neutral", "definition": name} | indicator
            for code, name in described.items()
        ],
    }
    for number, code in enumerate(COUNTIES, start=1):
        for year, more in ((2022, 0), (2023, number)):
            if (code, year) == (COUNTIES[-1], 2022):
                continue
            accepted = 100 * number + more
            for table, rows in county_report(code, year, accepted, accepted - 10, number).items():
                given.setdefault(table, []).extend(rows)
    path = tmp_path_factory.mktemp("comparisons") / "candidate.duckdb"
    load(path, given)
    build(path, "--exclude-resource-type", "unit_test")
    return path


@pytest.fixture
def marts(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    found = connection.sql(query)
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_the_greatest_of_seven_peers_is_first_and_above_all_others(marts):
    query = f"from marts.peer_comparison where indicator_code = '{ACCEPTED}' and year = 2023 and region_code = "
    best = rows(marts, query + f"'{COUNTIES[-1]}'")
    assert {row["peer_group"] for row in best} == {"province", "country", "province_kind", "country_kind"}
    assert {(row["peer_count"], row["rank"], row["percentile"]) for row in best} == {(7, 1, 100)}
    middle = rows(marts, query + f"'{COUNTIES[3]}'")
    assert {(row["rank"], row["percentile"], row["median"]) for row in middle} == {(4, 50, 404)}


def test_the_change_of_a_province_is_one_of_the_same_counties(marts):
    (row,) = rows(marts, f"from marts.province_indicator_yoy where indicator_code = '{ACCEPTED}' and year = 2023")
    assert (row["reporting_count"], row["panel_count"], row["province_name"]) == (7, 6, "云岭省")
    assert (row["panel_value"], row["panel_prior_value"], row["panel_change"]) == (2121, 2100, 21)
    assert row["panel_yoy_pct"] == 1
    assert row["panel_publishers"] == COUNTIES[:-1]


def test_a_rate_is_reckoned_from_the_figures_that_it_names(marts):
    query = "from marts.derived_rate where rate_code = 'reconsideration.settlement_rate' and region_code = "
    now, before = rows(marts, query + f"'{COUNTIES[1]}' order by year desc")
    assert now["value"] == round(Decimal(100 * 2) / 192, 4)
    assert now["numerator_figure_ids"] == [f"{COUNTIES[1]}-2023-{SETTLED}"]
    assert now["denominator_figure_ids"] == [f"{COUNTIES[1]}-2023-{CLOSED}"]
    assert (now["prior_value"], now["yoy_points"]) == (before["value"], now["value"] - before["value"])


def test_who_reports_late_or_not_at_all_is_told(marts):
    query = (
        f"select report_year, status, days_after_due from marts.report_timeliness where region_code = '{COUNTIES[0]}'"
    )
    assert marts.sql(f"{query} order by 1").fetchall() == [(2022, "in_time", -11), (2023, "in_time", -11)]
    query = query.replace(COUNTIES[0], COUNTIES[-1])
    assert marts.sql(query).fetchall() == [(2023, "in_time", -5)]


def test_terms_of_a_year_arrive_and_vanish(marts):
    query = "select term, term_status, reports, prior_reports, panel_count from marts.term_trend order by term"
    assert sorted(marts.sql(query).fetchall()) == [
        ("受理", "kept", 6, 6, 6),
        ("和解", "vanished", 0, 6, 6),
        ("府院联动", "new", 6, 0, 6),
    ]
    query = f"select term, term_status from marts.term_yoy where region_code = '{COUNTIES[0]}'"
    assert sorted(marts.sql(query).fetchall()) == [("受理", "kept"), ("和解", "vanished"), ("府院联动", "new")]
    assert marts.sql(f"from marts.term_yoy where region_code = '{COUNTIES[-1]}'").fetchall() == []


def test_every_cell_of_a_wide_mart_is_a_value_of_the_year_over_year(marts):
    (wide,) = rows(marts, f"from marts.reconsideration_yoy where region_code = '{COUNTIES[1]}' and year = 2023")
    (long,) = rows(
        marts,
        f"from marts.indicator_yoy where region_code = '{COUNTIES[1]}' and year = 2023 "
        f"and indicator_code = '{ACCEPTED}'",
    )
    for column, source in {
        "accepted": "value",
        "accepted_bound": "bound",
        "accepted_prior": "prior_value",
        "accepted_yoy_pct": "yoy_pct",
        "accepted_figure_id": "figure_id",
        "report_address": "report_address",
    }.items():
        assert wide[column] == long[source], column
    assert wide["upheld"] is None
    assert rows(marts, "from marts.litigation_yoy") == []


def test_coverage_counts_what_each_report_gives(marts):
    query = (
        f"select domain, indicators_given, coverage_pct from marts.report_coverage where region_code = '{COUNTIES[0]}'"
    )
    assert set(marts.sql(query).fetchall()) == {("reconsideration", 3, 100)}
