"""The frame of figures: what its SQL reads out of the words once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from expectations.audit import run_suite
from expectations.figures import figure_suite
from warehouse.building.audit import _frame, _pieces

pytestmark = pytest.mark.integration

TABLES = """
create schema raw;
create table raw.documents as
    select 'd' as sha256, ?::varchar as text, 2023 as report_year, '990181' as region_code, '云汀市' as region_name,
        'county' as level;
create table raw.sections as select 's' as section_id, 'd' as sha256, false as is_plan;
create table raw.indicators (code varchar, kind varchar, unit varchar, name_zh varchar, name_en varchar);
create table raw.corrected_figures as
    select 'f' as figure_id, 'd' as sha256, 's' as section_id, ?::varchar as raw, ?::integer as "start",
        ?::integer as "end", ?::decimal(28, 6) as value, ?::varchar as unit, 'exact' as bound, 'level' as measure,
        'total' as scope, 2023 as year, null::varchar as indicator_code, null::varchar as correction
"""

Broken = Callable[..., list[str]]


@pytest.fixture
def broken() -> Broken:
    """The rules that a figure breaks, which stands last in `text`."""

    def run(text: str, raw: str, value: str, unit: str) -> list[str]:
        start = len(text) - len(raw)
        given: list[Any] = [text, raw, start, start + len(raw), value, unit]
        with duckdb.connect() as con:
            for statement in TABLES.split(";\n"):
                marks = statement.count("?")
                con.execute(statement, given[:marks])
                given = given[marks:]
            with _frame(con, "figures"):
                [frame] = _pieces(con, "frame")
        return [outcome.name for outcome in run_suite(figure_suite(), frame) if not outcome.success]

    return run


@pytest.mark.parametrize(
    ("raw", "value", "unit"),
    [
        ("83.6亿元", "8360000000", "元"),  # 83.6 times 100000000 is a little less in binary fractions
        ("1.36万件", "13600", "件"),
        ("2300余万元", "23000000", "元"),
        ("12,345件", "12345", "件"),
        ("1０7件", "107", "件"),
        ("三百二十一件", "321", "件"),
    ],
)
def test_a_value_that_its_digits_spell_is_not_doubted(broken: Broken, raw: str, value: str, unit: str) -> None:
    assert broken(f"涉及{raw}", raw, value, unit) == []


@pytest.mark.parametrize(("raw", "value"), [("1.36万件", "1.36"), ("4,260件", "4"), ("94.1%", "9.41")])
def test_a_value_that_its_digits_do_not_spell_is_told(broken: Broken, raw: str, value: str) -> None:
    assert broken(f"共{raw}", raw, value, raw[-1]) == ["value_follows_from_its_digits"]


@pytest.mark.parametrize("text", ["办结率99,4%", "办结率99·4%", "办结率9\n4%", "办结率99.4%"])
def test_digits_at_once_before_a_number_tell_that_it_was_cut(broken: Broken, text: str) -> None:
    assert broken(text, "4%", "4", "%") == ["number_is_not_cut"]


def test_a_number_that_begins_with_a_0_was_cut(broken: Broken) -> None:
    assert broken("受理1 07件", "07件", "7", "件") == ["number_is_not_cut"]


@pytest.mark.parametrize(
    ("text", "raw", "value", "unit"),
    [
        ("2023年4件", "4件", "4", "件"),
        ("3、4件", "4件", "4", "件"),
        ("分别为12，4件", "4件", "4", "件"),  # a list, in full-width punctuation
        ("2件\n4件", "4件", "4", "件"),
        ("0.5%", "0.5%", "0.5", "%"),
        ("第12四件", "四件", "4", "件"),
        ("4件", "4件", "4", "件"),
    ],
)
def test_a_number_of_its_own_is_not_taken_for_a_piece(
    broken: Broken, text: str, raw: str, value: str, unit: str
) -> None:
    assert broken(text, raw, value, unit) == []
