"""What the marts make of figures that were corrected by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

pytestmark = pytest.mark.integration

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def correction(figure_id: str, action: str, changed: tuple[str, ...] = (), **more: Any) -> Row:
    sha256, raw = figure_id.split("-", 1)
    said = {"figure_id": figure_id, "sha256": sha256, "start": 0, "raw": raw, "action": action}
    reason = {"reason": f"{action}: the annex says so.", "evidence": "https://reports.invalid/annex"}
    return said | {"changed": list(changed)} | reason | more


CORRECTIONS = [
    correction("now-100件", "override", ("value", "precision"), value=Decimal(120), precision=Decimal("0.5")),
    correction("now-50件", "drop"),
    correction("now-60起", "flag"),
    correction("now-41件", "override", ("year",), year=None),
    correction("now-1500件", "override", ("indicator_code", "bound"), indicator_code=None, bound="about"),
    correction("now-2起", "override", ("unit", "scope", "measure"), unit="件", scope="part", measure="share"),
    correction("now-9项", "override", ("value",), value=Decimal(8), precision=Decimal("0.5")),
]


@pytest.fixture(scope="module")
def warehouse(
    tables: Tables,
    load: Callable[[Path, Tables], None],
    build: Callable[..., None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    path = tmp_path_factory.mktemp("corrected") / "candidate.duckdb"
    load(path, tables | {"raw.corrections": CORRECTIONS})
    build(path, "--exclude-resource-type", "unit_test")
    return path


@pytest.fixture
def marts(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def one(connection: duckdb.DuckDBPyConnection, table: str, **where: Any) -> Row:
    conditions = " and ".join(f"{name} = ?" for name in where)
    found = connection.execute(f"from marts.{table} where {conditions}", list(where.values()))
    names = [column[0] for column in found.description or []]
    (row,) = found.fetchall()
    return dict(zip(names, row, strict=True))


def missing(connection: duckdb.DuckDBPyConnection, table: str, **where: Any) -> bool:
    conditions = " and ".join(f"{name} = ?" for name in where)
    return connection.execute(f"from marts.{table} where {conditions}", list(where.values())).fetchall() == []


def test_an_override_changes_the_comparison_and_keeps_the_printed_value(marts):
    figure = one(marts, "fct_figure", figure_id="now-100件")
    assert (figure["value"], figure["printed_value"], figure["raw"]) == (120, 100, "100件")
    assert (figure["correction"], figure["correction_reason"]) == ("override", "override: the annex says so.")
    county = {"publisher_kind": "government", "year": 2023}
    row = one(marts, "indicator_yoy", indicator_code="reconsideration.accepted", **county)
    assert (row["value"], row["prior_value"], row["yoy_pct"]) == (120, 80, 50)
    assert (row["reported_yoy_pct"], row["consistent"]) == (25, False)
    assert row["figure_id"] == "now-100件"


def test_a_dropped_figure_is_refused_and_so_is_the_indicator_that_it_stood_for(marts):
    figure = one(marts, "fct_figure", figure_id="now-50件")
    assert (figure["validity"], figure["correction"], figure["value"]) == ("refused", "drop", 50)
    for mart in ("fct_indicator", "indicator_yoy"):
        row = one(marts, mart, indicator_code="litigation.cases", year=2023)
        assert (row["value"], row["validity"], row["figure_id"]) == (None, "refused", "now-50件")
    assert one(marts, "indicator_yoy", indicator_code="litigation.cases", year=2022)["value"] == 40


def test_a_flagged_figure_is_used_and_says_that_it_is_doubtful(marts):
    figure = one(marts, "fct_figure", figure_id="now-60起")
    assert (figure["validity"], figure["correction"]) == ("flagged", "flag")
    assert one(marts, "indicator_yoy", indicator_code="legal_services.aid_cases", year=2023)["value"] == 60


def test_an_override_may_take_year_and_indicator_away(marts):
    assert one(marts, "fct_figure", figure_id="now-41件")["year"] is None
    figure = one(marts, "fct_figure", figure_id="now-1500件")
    assert (figure["indicator_code"], figure["bound"], figure["value"]) == (None, "about", 1500)
    assert missing(marts, "fct_indicator", indicator_code="mediation.disputes_mediated", year=2023)


def test_an_override_sets_unit_scope_and_measure(marts):
    figure = one(marts, "fct_figure", figure_id="now-2起")
    assert (figure["unit"], figure["scope"], figure["measure"]) == ("件", "part", "share")


def test_an_override_does_not_outweigh_a_finding_that_still_stands(marts):
    assert one(marts, "fct_figure", figure_id="now-9项")["validity"] == "refused"


def test_the_transcription_stays_as_printed_and_others_are_not_touched(marts, tables):
    raw = dict(marts.sql("select figure_id, value from raw.figures").fetchall())
    assert raw == {row["figure_id"]: row["value"] for row in tables["raw.figures"]}
    corrected = {row["figure_id"] for row in CORRECTIONS}
    others = "from marts.fct_figure where correction is null"
    assert marts.sql(f"{others} and (value <> printed_value or correction_reason is not null)").fetchall() == []
    marked = {
        row[0] for row in marts.sql("select figure_id from marts.fct_figure where correction is not null").fetchall()
    }
    assert marked == corrected
