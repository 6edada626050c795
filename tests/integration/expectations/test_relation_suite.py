"""Values of one report beside each other: the SQL that pairs them, and the suite that judges the pairs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import pytest

from expectations.audit import run_suite
from expectations.findings import findings
from expectations.relations import relation_suite
from expectations.rules import rules
from warehouse.building.audit import _frame, _pieces

pytestmark = pytest.mark.integration

Row = dict[str, Any]
Judge = Callable[..., dict[str, list[str]]]

TABLES = """
create schema marts;
create table marts.fct_indicator (
    publisher_key varchar, region_code varchar, region_name varchar, indicator_code varchar,
    indicator_name_zh varchar, indicator_name_en varchar, kind varchar, year integer, value decimal(28, 6),
    unit varchar, unit_kind varchar, bound varchar, value_low decimal(28, 6), value_high decimal(28, 6),
    scope varchar, figure_id varchar, figure_ids varchar[], sha256 varchar, told_by varchar default 'own_report',
    definition varchar
);
create table marts.fct_figure (
    figure_id varchar, sha256 varchar, section_domain varchar, is_plan boolean, sentence_start integer,
    "start" integer, value decimal(28, 6), "precision" decimal(28, 6), unit varchar, bound varchar, measure varchar,
    scope varchar, indicator_code varchar, year integer, validity varchar, quote varchar
);
create table marts.derived_rate (
    publisher_key varchar, region_code varchar, region_name varchar, year integer, sha256 varchar,
    printed_indicator_code varchar, denominator_code varchar, printed_value decimal(28, 6), value decimal(28, 4),
    printed_figure_id varchar, denominator_figure_ids varchar[], numerator_figure_ids varchar[], agrees boolean
);
create table marts.indicator_conflict (
    publisher_key varchar, region_code varchar, region_name varchar, year integer, sha256 varchar,
    indicator_code varchar, indicator_name_zh varchar, indicator_name_en varchar, value decimal(28, 6),
    other_value decimal(28, 6), unit varchar, other_unit varchar, figure_id varchar, other_figure_id varchar,
    conflict_kind varchar
);
create table marts.indicator_yoy (
    publisher_key varchar, region_code varchar, region_name varchar, indicator_code varchar,
    indicator_name_zh varchar, indicator_name_en varchar, kind varchar, year integer, value decimal(28, 6),
    prior_value decimal(28, 6), unit varchar, scope varchar, figure_id varchar, prior_figure_id varchar, sha256 varchar
);
create table marts.indicator_revision (
    publisher_key varchar, region_code varchar, region_name varchar, indicator_code varchar,
    indicator_name_zh varchar, indicator_name_en varchar, year integer, restated_in_year integer, unit varchar,
    first_value decimal(28, 6), restated_value decimal(28, 6), revision_kind varchar, first_figure_id varchar,
    restated_figure_id varchar, restated_sha256 varchar
);
create table marts.dim_indicator (indicator_code varchar, name_zh varchar, name_en varchar);
"""


def chosen(code: str, value: float, bound: str = "exact", **more: Any) -> Row:
    row = {
        "publisher_key": "990181", "region_code": "990181", "region_name": "云汀市", "year": 2023, "sha256": "d",
        "indicator_code": code, "indicator_name_zh": code, "indicator_name_en": code, "kind": "count", "unit": "件",
        "unit_kind": "things", "bound": bound, "value": Decimal(str(value)), "value_low": Decimal(str(value)),
        "value_high": Decimal(str(value)), "scope": "total", "figure_id": f"{code}:1", "figure_ids": [f"{code}:1"],
    }  # fmt: skip
    return row | more


def printed(quote: str, raw: str, value: int, code: str | None = None, **more: Any) -> Row:
    row = {
        "figure_id": raw, "sha256": "d", "section_domain": "reconsideration", "is_plan": False, "sentence_start": 100,
        "start": 100 + quote.index(raw), "value": value, "precision": Decimal("0.5"), "unit": "件", "bound": "exact",
        "measure": "level", "scope": "total", "indicator_code": code, "year": 2023, "validity": "valid",
        "quote": quote,
    }  # fmt: skip
    return row | more


@pytest.fixture
def judge() -> Judge:
    """Broken rules with the ids of the figures that break them, of rows of marts."""

    def run(**tables: list[Row]) -> dict[str, list[str]]:
        with duckdb.connect() as con:
            con.execute(TABLES)
            for table, rows in tables.items():
                for row in rows:
                    columns = ", ".join(f'"{name}"' for name in row)
                    marks = ", ".join("?" for _ in row)
                    con.execute(f"insert into marts.{table} ({columns}) values ({marks})", list(row.values()))
            with _frame(con, "relations"):
                [frame] = _pieces(con, "frame")
        table = findings(run_suite(relation_suite(), frame), frame)
        return table.groupby("rule")["figure_id"].apply(list).to_dict()

    return run


CLOSED, ACCEPTED = "reconsideration.closed", "reconsideration.accepted"


def test_more_cases_closed_than_accepted_are_told(judge: Judge) -> None:
    broken = judge(fct_indicator=[chosen(CLOSED, 121), chosen(ACCEPTED, 120)])
    assert broken == {"part_is_not_above_whole": [f"{CLOSED}:1"]}


@pytest.mark.parametrize("told", ["上年结转9件", "含旧存9件", "2022年度未审结9件", "上年度转入9件"])
def test_cases_carried_over_are_added_to_those_accepted(judge: Judge, told: str) -> None:
    quote = f"办理行政复议案件,其中{told},新收120件。"
    figure = printed(quote, "9件", 9)
    assert judge(fct_indicator=[chosen(CLOSED, 129), chosen(ACCEPTED, 120)], fct_figure=[figure]) == {}
    broken = judge(fct_indicator=[chosen(CLOSED, 130), chosen(ACCEPTED, 120)], fct_figure=[figure])
    assert list(broken) == ["part_is_not_above_whole"]


@pytest.mark.parametrize(("definition", "is_broken"), [("handled", False), ("accepted", True), (None, True)])
def test_cases_that_are_handled_may_have_been_received_the_year_before(
    judge: Judge, definition: str | None, is_broken: bool
) -> None:
    handled = chosen(ACCEPTED, 63, definition=definition)
    figure = printed("共办理行政复议案件63件(新收55件、上年结转8件)。", "8件", 8)
    broken = judge(fct_indicator=[handled, chosen("reconsideration.applications", 55)], fct_figure=[figure])
    assert bool(broken) is is_broken


def test_cases_carried_over_without_their_number_leave_open_how_many_may_be_closed(judge: Judge) -> None:
    quote = "审结行政复议案件500件(含上年结转案件)。"
    figure = printed(quote, "500件", 500, CLOSED)
    assert judge(fct_indicator=[chosen(CLOSED, 500), chosen(ACCEPTED, 120)], fct_figure=[figure]) == {}


def test_lawsuits_carried_over_explain_no_reconsideration(judge: Judge) -> None:
    figure = printed("一审行政诉讼案件上年结转40件。", "40件", 40, section_domain="litigation")
    broken = judge(fct_indicator=[chosen(CLOSED, 130), chosen(ACCEPTED, 120)], fct_figure=[figure])
    assert list(broken) == ["part_is_not_above_whole"]


@pytest.mark.parametrize(
    ("closed", "accepted", "is_broken"),
    [
        ({"bound": "about"}, {}, False),
        ({}, {"bound": "about"}, False),
        ({}, {"bound": "at_least"}, False),
        ({"bound": "at_least"}, {}, True),
        ({"value_low": 119}, {}, False),
        ({}, {"value_high": 130}, False),
        ({"scope": "part"}, {}, False),
        ({}, {"unit_kind": "percent"}, False),
        ({"sha256": "other"}, {}, False),
    ],
)
def test_a_part_above_its_whole_is_told_where_the_words_leave_no_doubt(
    judge: Judge, closed: Row, accepted: Row, is_broken: bool
) -> None:
    broken = judge(fct_indicator=[chosen(CLOSED, 130, **closed), chosen(ACCEPTED, 120, **accepted)])
    assert bool(broken) is is_broken


def test_ways_to_end_that_are_more_than_the_cases_are_told_with_all_of_them(judge: Judge) -> None:
    parts = [chosen("reconsideration.upheld", 60), chosen("reconsideration.dismissed", 41)]
    assert list(judge(fct_indicator=[chosen(CLOSED, 100), *parts])) == ["parts_add_up_to_no_more_than_the_total"]
    assert judge(fct_indicator=[chosen(CLOSED, 101), *parts]) == {}
    hedged = chosen("reconsideration.dismissed", 41, "at_least")
    assert list(judge(fct_indicator=[chosen(CLOSED, 100), parts[0], hedged]))
    assert judge(fct_indicator=[chosen(CLOSED, 100), parts[0], hedged | {"bound": "about"}]) == {}


def test_a_component_above_its_total_is_told_and_one_below_is_not(judge: Judge) -> None:
    whole = chosen("mediation.disputes_mediated", 300)
    part = {"scope": "part", "code": "mediation.disputes_mediated"}
    assert judge(fct_indicator=[whole], fct_figure=[printed("其中邻里纠纷300件。", "300件", 300, **part)]) == {}
    broken = judge(fct_indicator=[whole], fct_figure=[printed("其中邻里纠纷301件。", "301件", 301, **part)])
    assert broken == {"component_is_not_above_its_total": ["301件"]}
    hedged = printed("其中邻里纠纷近400件。", "400件", 400, **part, bound="at_most")
    assert judge(fct_indicator=[whole], fct_figure=[hedged]) == {}


def test_rates_that_exclude_each_other_add_up_to_100_within_rounding(judge: Judge) -> None:
    rate = {"kind": "rate", "unit": "%", "unit_kind": "percent"}

    def both(lost: float) -> list[Row]:
        won = chosen("litigation.win_rate", 90, **rate, value_low=Decimal("89.95"))
        return [won, chosen("litigation.loss_rate", lost, **rate, value_low=Decimal(str(lost)) - Decimal("0.05"))]

    assert judge(fct_indicator=both(10.1)) == {}
    assert list(judge(fct_indicator=both(10.2))) == ["opposite_rates_add_up_to_100"]


@pytest.mark.parametrize(("agrees", "broken"), [(True, []), (None, []), (False, ["printed_rate_equals_computed_rate"])])
def test_a_printed_rate_is_held_against_the_computed_one(judge: Judge, agrees: bool | None, broken: list[str]) -> None:
    rate = {
        "publisher_key": "990181", "year": 2023, "sha256": "d", "printed_indicator_code": "mediation.success_rate",
        "denominator_code": "mediation.disputes_mediated", "printed_value": 97, "value": 98.07,
        "printed_figure_id": "rate", "denominator_figure_ids": ["all"], "numerator_figure_ids": ["some"],
        "agrees": agrees,
    }  # fmt: skip
    name = {"indicator_code": "mediation.success_rate", "name_zh": "调解成功率", "name_en": "Success rate"}
    assert list(judge(derived_rate=[rate], dim_indicator=[name])) == broken


@pytest.mark.parametrize(("kind", "broken"), [("within_report", ["report_gives_one_value"]), ("between_reports", [])])
def test_two_values_of_one_report_are_told(judge: Judge, kind: str, broken: list[str]) -> None:
    twice = {
        "publisher_key": "990181", "year": 2023, "sha256": "d", "indicator_code": CLOSED, "value": 171,
        "other_value": 48, "unit": "件", "other_unit": "件", "figure_id": "a", "other_figure_id": "b",
        "conflict_kind": kind,
    }  # fmt: skip
    assert list(judge(indicator_conflict=[twice])) == broken


def test_every_rule_of_relations_is_in_the_suite() -> None:
    in_suite = {outcome.name for outcome in run_suite(relation_suite(), pd.DataFrame())}
    assert in_suite == {name for name, rule in rules().items() if rule.suite == "relations"}


def test_marts_without_rows_break_nothing(judge: Judge) -> None:
    assert judge() == {}


def grown(code: str, value: float, prior: float, **more: Any) -> Row:
    row = {
        "publisher_key": "990181", "region_code": "990181", "region_name": "云汀市", "year": 2023, "sha256": "d",
        "indicator_code": code, "indicator_name_zh": code, "indicator_name_en": code, "kind": "count", "unit": "件",
        "value": value, "prior_value": prior, "scope": "total", "figure_id": f"{code}:1",
        "prior_figure_id": f"{code}:0",
    }  # fmt: skip
    return row | more


PROJECTS, PROBLEMS = "oversight.audit_projects", "oversight.audit_problems"


def test_two_counts_that_go_on_from_each_other_s_year_before_have_changed_places(judge: Judge) -> None:
    broken = judge(indicator_yoy=[grown(PROJECTS, 108, 21), grown(PROBLEMS, 23, 119)])
    assert broken == {"values_keep_their_places": [f"{PROBLEMS}:1"]}


@pytest.mark.parametrize(
    ("projects", "problems"),
    [
        ({"value": 23}, {"value": 108}),  # each goes on from its own
        ({"value": 70}, {"value": 60}),  # neither has doubled or halved
        ({"value": 25, "prior_value": 21}, {"value": 17, "prior_value": 24}),  # small numbers change by chance
        ({"value": 108}, {"value": 119}),  # one alone has jumped
        ({"sha256": "other"}, {}),
        ({"scope": "part"}, {}),
        ({"kind": "rate"}, {}),
    ],
)
def test_counts_that_may_well_have_grown_so_are_not_told(judge: Judge, projects: Row, problems: Row) -> None:
    pair = [grown(PROJECTS, **{"value": 108, "prior": 21}) | projects, grown(PROBLEMS, 23, 119) | problems]
    assert judge(indicator_yoy=pair) == {}


def revised(kind: str) -> Row:
    return {
        "publisher_key": "990181", "region_code": "990181", "region_name": "云汀市", "indicator_code": CLOSED,
        "indicator_name_zh": "审结数", "indicator_name_en": "Closed", "year": 2022, "restated_in_year": 2023,
        "unit": "件", "first_value": 3168, "restated_value": 3126, "revision_kind": kind,
        "first_figure_id": "first", "restated_figure_id": "again", "restated_sha256": "d",
    }  # fmt: skip


def test_a_value_told_otherwise_a_year_later_is_told_though_the_report_has_none_of_its_own_year(judge: Judge) -> None:
    assert judge(indicator_revision=[revised("revised")]) == {"restated_prior_equals_first_printed": ["again"]}


@pytest.mark.parametrize("kind", ["same", "other_scope"])
def test_a_value_that_is_the_same_within_rounding_or_of_a_part_is_no_restatement(judge: Judge, kind: str) -> None:
    assert judge(indicator_revision=[revised(kind)]) == {}
