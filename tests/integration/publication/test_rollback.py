from __future__ import annotations

from typing import Any

import duckdb
import pytest

from warehouse.publication import (
    current_publication,
    is_withdrawn,
    publish,
    published_versions,
    roll_back,
)
from warehouse.workspace import UserError, Workspace

pytestmark = pytest.mark.integration

COUNTS: dict[str, Any] = {"reports": 3, "figures": 9, "matched": 9, "findings": 0, "rejects": 0, "sample": False}


@pytest.fixture
def three_versions(workspace: Workspace, candidate: Any) -> Workspace:
    for number, fingerprint in enumerate(("aaaa", "bbbb", "cccc"), start=1):
        candidate({("990101", 2023): number})
        publish(workspace, fingerprint, "run", COUNTS)
    return workspace


def value(workspace: Workspace) -> int:
    with duckdb.connect(workspace.warehouse, read_only=True) as con:
        return int(con.execute("select value from marts.fct_indicator").fetchall()[0][0])


def test_the_pointer_goes_back_one_version_and_what_is_newer_is_withdrawn(three_versions: Workspace) -> None:
    chosen = roll_back(three_versions)
    assert chosen.fingerprint == "bbbb"
    assert current_publication(three_versions) == chosen
    assert value(three_versions) == 2
    assert [is_withdrawn(three_versions, name) for name in ("aaaa", "bbbb", "cccc")] == [False, False, True]


def test_going_back_twice_withdraws_both_and_going_forward_takes_that_back(three_versions: Workspace) -> None:
    roll_back(three_versions)
    roll_back(three_versions)
    assert value(three_versions) == 1
    assert [is_withdrawn(three_versions, name) for name in ("aaaa", "bbbb", "cccc")] == [False, True, True]
    assert roll_back(three_versions, "bbbb").fingerprint == "bbbb"
    assert [is_withdrawn(three_versions, name) for name in ("aaaa", "bbbb", "cccc")] == [False, False, True]


def test_there_is_nothing_before_the_oldest_version(three_versions: Workspace) -> None:
    roll_back(three_versions, "aaaa")
    with pytest.raises(UserError, match="oldest version"):
        roll_back(three_versions)
    assert value(three_versions) == 1


@pytest.mark.parametrize(("version", "fault"), [("zzzz", "no version"), ("fazhi-", "several versions")])
def test_a_version_that_is_not_told_apart_moves_nothing(three_versions: Workspace, version: str, fault: str) -> None:
    with pytest.raises(UserError, match=fault):
        roll_back(three_versions, version)
    assert value(three_versions) == 3
    assert not is_withdrawn(three_versions, "cccc")


def test_without_a_publication_there_is_nothing_to_go_back_to(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="nothing is published"):
        roll_back(workspace)


def test_a_withdrawal_outlives_its_version_and_ends_when_it_is_published_on_purpose(
    three_versions: Workspace, candidate: Any
) -> None:
    roll_back(three_versions)
    for number in range(8):
        candidate({("990101", 2023): number})
        publish(three_versions, f"later{number}", "run", COUNTS)
    assert "cccc" not in [version.fingerprint for version in published_versions(three_versions)]
    assert is_withdrawn(three_versions, "cccc")
    publish(three_versions, "cccc", "run", COUNTS)
    assert not is_withdrawn(three_versions, "cccc")


def test_the_version_that_is_rolled_back_to_is_not_dropped_by_later_ones(
    three_versions: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_KEPT_VERSIONS", "2")
    roll_back(three_versions, "aaaa")
    publish(three_versions, "dddd", "run", COUNTS)
    assert value(three_versions) == 3  # the candidate is still the third one's
    assert len(published_versions(three_versions)) == 2
