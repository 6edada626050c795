"""The project's own generic tests: each finds what it is for, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import pytest

pytestmark = pytest.mark.integration

FOLDER = Path(__file__).resolve().parents[3] / "dbt_project" / "tests" / "generic"


def failures(name: str, setup: str, **arguments: Any) -> list[tuple[Any, ...]]:
    """The rows that the generic test `name` reports of tables that `setup` makes."""
    source = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    body = re.fullmatch(r"\s*{% test \w+\(.*?\) %}(.*){% endtest %}\s*", source, flags=re.DOTALL)
    assert body, f"{name}.sql holds more than one test"
    with duckdb.connect() as connection:
        connection.execute(setup)
        return connection.sql(jinja2.Template(body[1]).render(**arguments)).fetchall()


def test_unique_together_reports_each_key_that_stands_twice_with_its_count():
    setup = "create table t as from (values (1, 'a'), (1, 'b'), (1, 'a'), (2, 'a')) as t (k, l)"
    assert failures("unique_together", setup, model="t", columns=["k", "l"]) == [(1, "a", 2)]
    assert failures("unique_together", setup, model="(select distinct * from t)", columns=["k", "l"]) == []


def test_unique_together_takes_two_missing_keys_for_equal():
    setup = "create table t as from (values (null::int, 'a'), (null, 'a')) as t (k, l)"
    assert failures("unique_together", setup, model="t", columns=["k", "l"]) == [(None, "a", 2)]


def test_same_row_count_reports_both_counts_where_they_differ():
    setup = "create table t as from range(3); create table u as from range(2)"
    assert failures("same_row_count", setup, model="t", other="u") == [(3, 2)]
    assert failures("same_row_count", setup, model="t", other="t") == []


def test_interval_holds_value_reports_values_outside_of_what_they_leave_open():
    setup = """
        create table t as from (values (5, 4, 6), (5, 5, 5), (5, 6, 7), (5, 3, 4), (null, 1, 2), (9, 9, null))
        as t (value, low, high)
    """
    found = failures("interval_holds_value", setup, model="t", value="value", low="low", high="high")
    assert found == [(5, 6, 7), (5, 3, 4)]


def test_every_generic_test_has_a_test_here():
    told = Path(__file__).read_text(encoding="utf-8")
    for path in FOLDER.glob("*.sql"):
        assert f'failures("{path.stem}"' in told, path.stem
