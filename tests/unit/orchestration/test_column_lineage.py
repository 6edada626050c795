"""From which columns a column is made, by the SQL of its model."""

from __future__ import annotations

import pytest
from sqlglot.errors import SqlglotError

from warehouse.building.column_lineage import origins

pytestmark = pytest.mark.unit

COLUMNS = {
    "staging.towns": {"code": "varchar", "name": "varchar", "people": "integer"},
    "staging.cases": {"code": "varchar", "number": "integer"},
}


def test_a_column_is_made_of_those_that_it_is_computed_from_through_ctes() -> None:
    sql = """
    with towns as (select * from "candidate"."staging"."towns"),
    counted as (select code, sum(number) as cases from "candidate"."staging"."cases" group by all)
    select towns.*, cases * 10000.0 / people as rate, 1 as one
    from towns left join counted using (code)
    """
    found = origins(sql, COLUMNS)
    assert found["name"] == [("staging.towns", "name")]
    assert found["rate"] == [("staging.cases", "number"), ("staging.towns", "people")]
    assert found["one"] == []
    assert set(found) == {"code", "name", "people", "rate", "one"}


def test_windows_and_unions_are_followed() -> None:
    sql = """
    select code, lag(number) over (partition by code order by number) as before from staging.cases
    union all
    select code, people from staging.towns
    """
    found = origins(sql, COLUMNS)
    assert ("staging.towns", "people") in found["before"] and ("staging.cases", "number") in found["before"]


def test_sql_that_is_none_is_said_to_be_so() -> None:
    with pytest.raises(SqlglotError):
        origins("select from where (", COLUMNS)
