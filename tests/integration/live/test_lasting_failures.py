"""The standing check: what fails for long, and what is in quarantine, from the records that refreshes left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest

from ingest.archive import Archive, Fetch
from ingest.listings.links import Link
from warehouse.health import failing_publishers, quarantined
from warehouse.inputs.live import listing_log
from warehouse.settings import settings
from warehouse.workspace import UserError, Workspace

pytestmark = pytest.mark.integration

NOW = datetime.now(UTC)
LISTED, UNLISTED = "990121-政府", "990103-政府"
COLUMNS = "publisher_id,name,region_code,level,listing,listing_kind,link_selector,title_pattern,interval_hours"
ADDRESSES = ("http://b.test/1.html", "http://b.test/2.html")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    for name, value in (("DATA", tmp_path / "data"), ("PUBLISHERS", tmp_path)):
        monkeypatch.setenv(f"FAZHI_{name}", str(value))
    rows = [
        f"{COLUMNS},tls_verify,note",
        f"{LISTED},雾棠县人民政府,990121,county,http://a.test/",
        f"{UNLISTED},砚垚区人民政府,990103,county,",
    ]
    (tmp_path / "publishers.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    known = "".join(f"{address},{UNLISTED},2023,\n" for address in ADDRESSES)
    head = "address,publisher_id,report_year,published_on\n"
    (tmp_path / "known_addresses.csv").write_text(head + known, encoding="utf-8")
    return Workspace.from_environment().prepare()


def look(workspace: Workspace, days_ago: float, failure: str | None) -> None:
    log, at = listing_log(workspace), NOW - timedelta(days=days_ago)
    if failure:
        log.record_failure(LISTED, failure, at)
    else:
        log.record(LISTED, [Link("http://a.test/1.html", "某报告", None, None)], at)


def answer(workspace: Workspace, address: str, days_ago: float, outcome: Any) -> None:
    told = None if outcome in ("ok", "not_modified") else f"{address}: {outcome}."
    at = (NOW - timedelta(days=days_ago)).isoformat()
    sha256 = "b" * 64 if outcome == "held_back" else None
    Archive(workspace.archive).record(Fetch(address, "publishers", at, outcome, sha256, None, told))


def names(workspace: Workspace, days: float = 7) -> list[tuple[str, str]]:
    return [(one.publisher_id, one.message) for one in failing_publishers(workspace, days)]


def test_a_publisher_is_broken_when_its_listing_fails_for_longer_than_the_days(workspace: Workspace) -> None:
    look(workspace, 10, "down")
    look(workspace, 1, "down as well")
    assert names(workspace) == [(LISTED, "down")]
    assert names(workspace, days=11) == []
    look(workspace, 0.5, None)
    assert names(workspace) == []


def test_a_failure_after_a_success_counts_from_then_on(workspace: Workspace) -> None:
    look(workspace, 20, "down")
    look(workspace, 6, None)
    look(workspace, 5, "down again")
    assert names(workspace) == []
    assert names(workspace, days=4) == [(LISTED, "down again")]


def test_without_a_listing_a_publisher_is_broken_when_no_address_of_it_answers(workspace: Workspace) -> None:
    answer(workspace, ADDRESSES[0], 30, "failed")
    answer(workspace, ADDRESSES[1], 30, "ok")
    assert names(workspace) == []
    answer(workspace, ADDRESSES[1], 9, "failed")
    assert names(workspace) == [(UNLISTED, f"{ADDRESSES[1]}: failed.")]
    answer(workspace, ADDRESSES[0], 1, "not_modified")
    assert names(workspace) == []


def test_who_left_the_table_is_not_broken(workspace: Workspace, tmp_path: Path) -> None:
    look(workspace, 30, "down")
    (tmp_path / "publishers.csv").write_text(f"{COLUMNS},tls_verify,note\n", encoding="utf-8")
    assert names(workspace) == []


def test_quarantine_holds_what_was_held_back_or_not_taken_and_no_single_figures(workspace: Workspace) -> None:
    answer(workspace, ADDRESSES[0], 3, "held_back")
    assert [(one.stage, one.address) for one in quarantined(workspace)] == [("archive", ADDRESSES[0])]
    with duckdb.connect(workspace.candidate) as con:
        con.execute("create schema raw")
        con.execute("create table raw.rejects (address varchar, stage varchar, reason varchar, message varchar)")
        con.execute("insert into raw.rejects values ('x', 'report', 'no_year', 'why'), ('x', 'figures', 'big', 'why')")
    assert [(one.stage, one.reason) for one in quarantined(workspace)][1:] == [("report", "no_year")]
    answer(workspace, ADDRESSES[0], 2, "ok")
    assert [one.stage for one in quarantined(workspace)] == ["report"]


def test_a_build_that_stopped_before_its_first_table_has_no_quarantine(workspace: Workspace) -> None:
    duckdb.connect(workspace.candidate).close()
    assert quarantined(workspace) == []


def test_the_check_warns_with_tables_and_passes_when_all_is_mended(workspace: Workspace) -> None:
    from orchestration.assets.standing import no_lasting_failures
    from orchestration.resources import WorkspaceResource

    def checked() -> dg.AssetCheckEvaluation:
        with dg.DagsterInstance.ephemeral() as instance:
            result = dg.materialize(
                [dg.AssetSpec(["raw", "rejects"]), no_lasting_failures],
                instance=instance,
                resources={"workspace": WorkspaceResource()},
                selection=dg.AssetSelection.checks(no_lasting_failures),
            )
        [evaluation] = result.get_asset_check_evaluations()
        return evaluation

    assert checked().passed
    look(workspace, 10, "down")
    broken = checked()
    assert (broken.passed, broken.severity) == (False, dg.AssetCheckSeverity.WARN)
    records = broken.metadata["publishers that fail"].value.records  # type: ignore[union-attr]
    assert [record.data["publisher_id"] for record in records] == [LISTED]


@pytest.mark.parametrize("named", ["soon", "-1", "nan", "inf"])
def test_days_that_are_no_number_are_said(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_FAILING_DAYS", named)
    with pytest.raises(UserError, match="FAZHI_FAILING_DAYS"):
        assert settings.failing_days
