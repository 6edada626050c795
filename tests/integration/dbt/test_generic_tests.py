"""The project's own generic tests: each finds what it is for, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import jinja2
import pytest

pytestmark = pytest.mark.integration

FOLDER = Path(__file__).resolve().parents[3] / "dbt_project" / "tests" / "generic"


class Table(NamedTuple):
    """What dbt's `ref` gives, as far as the tests read it."""

    identifier: str

    def __str__(self) -> str:
        return self.identifier


def failures(name: str, setup: str, **arguments: Any) -> list[tuple[Any, ...]]:
    """The rows that the generic test `name` reports of tables that `setup` makes."""
    source = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    # {#- what it does -#} {% test name(model, other) %} select … {% endtest %}
    body = re.fullmatch(r"\s*(?:{#-.*?-#})?\s*{% test \w+\(.*?\) %}(.*){% endtest %}\s*", source, flags=re.DOTALL)
    assert body, f"{name}.sql holds more than one test"
    template = jinja2.Environment(extensions=["jinja2.ext.do"]).from_string(body[1])
    with duckdb.connect() as connection:
        connection.execute(setup)
        return connection.sql(template.render({"config": lambda **_: ""} | arguments)).fetchall()


def rules_broken(setup: str, **rules: Any) -> list[tuple[Any, ...]]:
    """What `keeps_rules` reports of the table t."""
    none: dict[str, Any] = {"unique": [], "not_null": [], "known_values": {}, "references": {}}
    return failures("keeps_rules", setup, **none | {"model": "t"} | rules)


def test_a_key_is_broken_by_each_of_its_values_that_stands_twice():
    setup = "create table t as from (values (1, 'a'), (1, 'b'), (1, 'a'), (2, 'a'), (2, 'a'), (2, 'a')) as t (k, l)"
    assert rules_broken(setup, unique=[["k", "l"]]) == [("k, l is not unique", 2)]
    assert rules_broken(setup, unique=[["k", "l"]], model="(select distinct * from t)") == []


def test_a_key_takes_two_missing_values_for_equal():
    setup = "create table t as from (values (null::int, 'a'), (null, 'a')) as t (k, l)"
    assert rules_broken(setup, unique=[["k", "l"]]) == [("k, l is not unique", 1)]


def test_a_required_value_is_broken_by_null():
    setup = "create table t as from (values (1, 'a'), (null, 'b'), (null, 'c')) as t (precision, l)"
    assert rules_broken(setup, not_null=["precision", "l"]) == [("precision is null", 2)]


def test_known_values_are_broken_by_others_but_not_by_null():
    setup = "create table t as from (values ('a', 1), ('b', 2), ('c', 3), (null, 4)) as t (k, l)"
    known = {"k": ["a", "b"], "l": [1, 2, 3, 4]}
    assert rules_broken(setup, known_values=known) == [("k is none of a, b", 1)]


def test_a_reference_is_broken_by_values_that_the_other_table_lacks_but_not_by_null():
    setup = """
        create table t as from (values ('a'), ('b'), ('b'), (null)) as t (k);
        create table u as from (values ('a'), (null)) as u (l)
    """
    to_u = {"k": {"to": Table("u"), "field": "l"}}
    assert rules_broken(setup, references=to_u) == [("k is not in l of u", 2)]
    assert rules_broken(f"{setup}; insert into u values ('b')", references=to_u) == []


def test_all_rules_of_a_table_are_asked_in_one_query():
    setup = (
        "create table t as from (values (1, 'a'), (1, 'c'), (null, 'c')) as t (k, l); create table u as select 2 as k"
    )
    broken = rules_broken(
        setup,
        unique=[["k"], ["l"]],
        not_null=["k"],
        known_values={"l": ["a"]},
        references={"k": {"to": Table("u"), "field": "k"}},
    )
    assert broken == [
        ("k is null", 1),
        ("l is none of a", 2),
        ("k is not unique", 1),
        ("l is not unique", 1),
        ("k is not in k of u", 2),
    ]


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
