from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.publication import publication_changes, publish
from warehouse.publication.changes import compare_with
from warehouse.publication.coverage import CoverageShrunk, require_coverage
from warehouse.publication.keys import mart_keys
from warehouse.settings import settings
from warehouse.workspace import UserError, Workspace

pytestmark = pytest.mark.integration

COUNTS: dict[str, Any] = {"reports": 3, "figures": 9, "matched": 9, "findings": 0, "rejects": 0, "sample": False}
FOUR_COUNTIES: dict[tuple[str, int], str | int] = {(f"99010{n}", 2023): 100 * n for n in range(1, 5)}


def compared(workspace: Workspace) -> dict[str, Any]:
    with duckdb.connect(workspace.candidate) as con:
        return compare_with(con, workspace.warehouse.resolve())


def table(changes: dict[str, Any], name: str) -> dict[str, Any]:
    return next(table for table in changes["tables"] if table["table"] == name)


@pytest.mark.parametrize("rows_at_once", [2_000_000, 1])
def test_rows_are_told_as_added_changed_and_gone_with_the_largest_changes_first(
    workspace: Workspace, candidate: Any, rows_at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.publication.changes.ROWS_AT_ONCE", rows_at_once)
    candidate(FOUR_COUNTIES)
    first = publish(workspace, "one", "run", COUNTS)
    assert publication_changes(workspace) is None
    candidate({("990101", 2023): 101, ("990102", 2023): "20", ("990103", 2023): 300, ("990105", 2023): 7})
    changes = compared(workspace)
    told = table(changes, "fct_indicator")
    assert (told["added"], told["changed"], told["gone"]) == (1, 2, 1)
    assert told["columns"] == {"value": 2}
    assert [(row["publisher_key"], row["before"], row["after"]) for row in changes["largest"]] == [
        ("990102", 200.0, 20.0),
        ("990101", 100.0, 101.0),
    ]
    assert changes["previous"] == first.file
    publish(workspace, "two", "run", COUNTS, changes)
    assert publication_changes(workspace) == changes


def test_equal_versions_tell_no_change(workspace: Workspace, candidate: Any) -> None:
    candidate(FOUR_COUNTIES)
    publish(workspace, "one", "run", COUNTS)
    candidate(dict(reversed(FOUR_COUNTIES.items())))
    assert compared(workspace) | {"previous": ""} == {"previous": "", "tables": [], "largest": []}


def test_a_row_whose_key_is_partly_null_is_the_same_row(workspace: Workspace, candidate: Any) -> None:
    with_null = "insert into marts.fct_indicator values ('990109', 'litigation.cases', null, 5, '件')"
    candidate(FOUR_COUNTIES, with_null)
    publish(workspace, "one", "run", COUNTS)
    candidate(FOUR_COUNTIES, with_null)
    assert compared(workspace)["tables"] == []


def test_new_dropped_and_keyless_tables_and_other_columns_are_told(workspace: Workspace, candidate: Any) -> None:
    candidate(FOUR_COUNTIES, "create table marts.leaving as select 1 as a from range(3)")
    publish(workspace, "one", "run", COUNTS)
    more = ("create table marts.coming as select 1 as a from range(2)", "alter table marts.fct_indicator drop unit")
    candidate(FOUR_COUNTIES, *more)
    changes = compared(workspace)
    assert {(t["table"], t["added"], t["gone"], t["note"]) for t in changes["tables"]} == {
        ("coming", 2, 0, "new"),
        ("leaving", 0, 3, "dropped"),
    }
    candidate(FOUR_COUNTIES, "create table marts.leaving as select 1 as a from range(4)")
    keyless = table(compared(workspace), "leaving")
    assert (keyless["added"], keyless["gone"], keyless["note"]) == (1, 0, "no_key")


def test_every_mart_but_the_wide_forms_of_indicator_yoy_has_a_key() -> None:
    keys = mart_keys()
    models = (Path(__file__).parents[3] / "dbt_project/models/marts").rglob("*.sql")
    assert {path.stem for path in models if path.parent.name != "domains"} - keys.keys() == set()
    assert keys["fct_figure"] == ["figure_id"]
    assert keys["indicator_yoy"] == ["publisher_key", "indicator_code", "year"]


def test_a_version_that_loses_a_quarter_is_refused_with_what_is_missing(workspace: Workspace, candidate: Any) -> None:
    candidate(FOUR_COUNTIES)
    publish(workspace, "one", "run", COUNTS)
    candidate({key: value for key, value in FOUR_COUNTIES.items() if key[0] != "990103"})
    with duckdb.connect(workspace.candidate) as con:
        with pytest.raises(CoverageShrunk, match=r"reports fell from 4 to 3 \(by 25 %\).*990103 2023.*--accept-loss"):
            require_coverage(con, workspace, 0.2)
        require_coverage(con, workspace, 0.25)


def test_more_reports_with_fewer_values_are_refused_too(workspace: Workspace, candidate: Any) -> None:
    candidate(FOUR_COUNTIES)
    publish(workspace, "one", "run", COUNTS)
    candidate(FOUR_COUNTIES | {("990105", 2023): 1}, "delete from marts.fct_indicator where value > 150")
    with (
        duckdb.connect(workspace.candidate) as con,
        pytest.raises(CoverageShrunk, match="indicator values fell from 4 to 2"),
    ):
        require_coverage(con, workspace, 0.2)


def test_another_year_does_not_make_up_for_a_lost_one_in_the_list_of_what_is_missing(
    workspace: Workspace, candidate: Any
) -> None:
    candidate(FOUR_COUNTIES)
    publish(workspace, "one", "run", COUNTS)
    candidate({("990101", 2024): 1})
    with duckdb.connect(workspace.candidate) as con, pytest.raises(CoverageShrunk, match="990101 2023, 990102 2023"):
        require_coverage(con, workspace, 0.2)


def test_a_published_version_without_these_tables_holds_nothing_back(workspace: Workspace, candidate: Any) -> None:
    workspace.candidate.unlink(missing_ok=True)
    with duckdb.connect(workspace.candidate) as con:
        con.execute("create table anything as select 1 as a")
    publish(workspace, "one", "run", COUNTS)
    candidate(FOUR_COUNTIES)
    with duckdb.connect(workspace.candidate) as con:
        require_coverage(con, workspace, 0)


@pytest.mark.parametrize("given", ["-0.1", "1.5", "nan", "a fifth"])
def test_a_loss_that_is_no_share_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("FAZHI_LARGEST_LOSS", given)
    with pytest.raises(UserError, match="FAZHI_LARGEST_LOSS"):
        assert settings.largest_loss


@pytest.mark.parametrize("given", ["0", "-1", "2.5", "many"])
def test_a_number_of_versions_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("FAZHI_KEPT_VERSIONS", given)
    with pytest.raises(UserError, match="FAZHI_KEPT_VERSIONS"):
        assert settings.kept_versions
