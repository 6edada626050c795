"""What an audit found good is not judged again, and the audit says the same as one that judges all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.corpora import fill
from warehouse.building.audit import Audit, audit_figures
from warehouse.building.clean_rows import WHOLE_AFTER, CleanRows

pytestmark = pytest.mark.integration

NOW = datetime(2026, 5, 4, tzinfo=UTC)
REPORTS = 8

WRONG_VALUE = "update raw.figures set value = value * 10 where figure_id in ({some})"
ANOTHER_YEAR = "update raw.documents set report_year = 1890 where sha256 = (select min(sha256) from raw.documents)"
MENDED = "update raw.figures set value = value / 10 where figure_id in ({some})"
SOME = "select figure_id from raw.figures where unit <> '%' order by figure_id limit 3"
GONE = "delete from raw.figures where figure_id in (select figure_id from raw.figures order by figure_id limit 40)"


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(tmp_path / "warehouse.duckdb") as con:
        fill(con, REPORTS)
        yield con


def audited(con: duckdb.DuckDBPyConnection, clean: CleanRows | None) -> tuple[list[Any], Audit]:
    audit = Audit(now=NOW, clean=clean)
    audit_figures(con, audit)
    return con.execute("select * from audit.figure_findings").fetchall(), audit


def told(audit: Audit) -> list[Any]:
    """What holds of an outcome however many rows were judged."""
    return [
        (one.name, one.success, one.unexpected_count, one.explained_count, one.first_observed, repr(one.examples))
        for one in audit.outcomes
    ]


def judged(audit: Audit, suite: str) -> int:
    return max(outcome.element_count for outcome in audit.suites[suite])


def test_after_any_change_the_findings_are_those_of_an_audit_of_everything(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    for change in (WRONG_VALUE, f"{MENDED}; {ANOTHER_YEAR}", GONE):
        con.execute(change.format(some=SOME))
        rows, audit = audited(con, CleanRows(tmp_path / "clean", NOW))
        all_rows, whole = audited(con, None)
        assert rows == all_rows, change
        assert told(audit) == told(whole), change
    assert all_rows


def test_only_changed_documents_and_what_broke_a_rule_are_judged_again(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    _, first = audited(con, CleanRows(tmp_path / "clean", NOW))
    [(figures,)] = con.execute("select count(*) from raw.figures").fetchall()
    assert judged(first, "figures") == figures
    con.execute(WRONG_VALUE.format(some=SOME))
    rows, second = audited(con, CleanRows(tmp_path / "clean", NOW))
    broken = {outcome.name: outcome.unexpected_count for outcome in second.outcomes if outcome.unexpected_count}
    assert broken
    [(of_changed,)] = con.execute(
        f"select count(*) from raw.figures where sha256 in (select sha256 from raw.figures where figure_id in ({SOME}))"
    ).fetchall()
    assert judged(second, "figures") == of_changed < figures
    [unchanged] = {outcome.unchanged_count for outcome in second.suites["figures"]}
    assert unchanged + judged(second, "figures") == figures
    again, third = audited(con, CleanRows(tmp_path / "clean", NOW))
    assert again == rows
    assert judged(third, "figures") == len({row[4] for row in rows if row[4]})


def test_after_a_week_everything_is_judged(tmp_path: Path) -> None:
    folder = tmp_path / "clean"
    CleanRows(folder, NOW)
    kept = folder / "figures.parquet"
    kept.write_bytes(b"")
    CleanRows(folder, NOW + WHOLE_AFTER / 2)
    assert kept.exists()
    CleanRows(folder, NOW + WHOLE_AFTER)
    assert not kept.exists()
