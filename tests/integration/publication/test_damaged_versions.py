"""Damage to what is published, or kept for the next build: told, passed over, and built anew."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from warehouse.building.candidate import _code_that_makes_it, candidate_to_load, distrust_candidate, seal_candidate
from warehouse.building.verdict import last_refusal
from warehouse.publication import (
    current_publication,
    is_damaged,
    is_withdrawn,
    last_intact,
    publication_changes,
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


def damage(path: Path) -> None:
    """One bit of a file is another one: no size and no header tells."""
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_one_bit_of_the_published_file_is_noticed(three_versions: Workspace) -> None:
    current = current_publication(three_versions)
    assert current and not is_damaged(three_versions, current)
    damage(three_versions.warehouse.resolve())
    assert is_damaged(three_versions, current)
    intact = last_intact(three_versions)
    assert intact and intact.fingerprint == "bbbb", "a build is held against the newest version that is whole"


def test_a_version_that_nobody_writes_is_read_once_in_a_process(
    three_versions: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []

    def digest(stream: Any, name: str) -> Any:
        read.append(Path(stream.name))
        return whole(stream, name)

    whole = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", digest)
    current = current_publication(three_versions)
    assert current and not is_damaged(three_versions, current)
    assert last_intact(three_versions) == current
    assert read == [three_versions.warehouse.resolve()]


def test_a_damaged_version_is_no_way_back_and_goes_with_the_next_publication(
    three_versions: Workspace, candidate: Any
) -> None:
    damaged = next(one for one in published_versions(three_versions) if one.fingerprint == "bbbb")
    damage(three_versions.published / damaged.file)
    with pytest.raises(UserError, match="no version that is kept"):
        roll_back(three_versions, "bbbb")
    assert roll_back(three_versions).fingerprint == "aaaa"
    roll_back(three_versions, "cccc")
    candidate({("990101", 2023): 4})
    publish(three_versions, "dddd", "run", COUNTS)
    assert [one.fingerprint for one in published_versions(three_versions)] == ["dddd", "cccc", "aaaa"]


@pytest.mark.parametrize("content", ["", "{", '{"file": "x"}'])
def test_a_version_without_its_description_counts_as_none(three_versions: Workspace, content: str) -> None:
    three_versions.warehouse.resolve().with_suffix(".json").write_text(content)
    assert current_publication(three_versions) is None
    assert publication_changes(three_versions) is None
    assert roll_back(three_versions).fingerprint == "bbbb"


def test_what_was_rolled_back_stays_so_without_its_record(three_versions: Workspace) -> None:
    roll_back(three_versions)
    record = three_versions.published / "withdrawn.json"
    record.write_text("")
    assert [is_withdrawn(three_versions, name) for name in ("aaaa", "bbbb", "cccc")] == [False, False, True]
    record.unlink()
    assert not is_withdrawn(three_versions, "cccc")


def test_a_disk_that_is_full_leaves_no_half_version(three_versions: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(path.name for path in three_versions.published.iterdir())

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("warehouse.publication.versions.write_json", full)
    with pytest.raises(OSError, match="No space"):
        publish(three_versions, "dddd", "run", COUNTS)
    assert sorted(path.name for path in three_versions.published.iterdir()) == before


@pytest.mark.parametrize("content", ["", "[]", '{"at": 1}'])
def test_a_refusal_that_cannot_be_read_is_forgotten(workspace: Workspace, content: str) -> None:
    (workspace.candidate.parent / "refusal.json").write_text(content)
    assert last_refusal(workspace) is None


def is_kept(place: Workspace) -> bool:
    """Whether the next build begins with the candidate of the one before."""
    with candidate_to_load(place) as con:
        known = con.execute("select count(*) from duckdb_tables() where table_name = 'built'").fetchall()[0][0]
        con.execute("create or replace table built as select range as i from range(100000)")
    return bool(known)


@pytest.mark.parametrize("sealed", [True, False])
def test_a_damaged_candidate_is_built_anew(workspace: Workspace, sealed: bool) -> None:
    assert not is_kept(workspace)
    assert is_kept(workspace)
    if sealed:
        seal_candidate(workspace)
        assert is_kept(workspace)
        seal_candidate(workspace)
        damage(workspace.candidate)
    else:
        workspace.candidate.write_bytes(b"no database" * 1000)
    assert not is_kept(workspace)
    assert is_kept(workspace)


def test_an_error_that_tells_of_damage_ends_the_trust_in_a_candidate(workspace: Workspace) -> None:
    is_kept(workspace)
    distrust_candidate(workspace, "Binder Error: no such column")
    assert is_kept(workspace)
    told = "IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2 in block"
    distrust_candidate(workspace, told)
    assert not is_kept(workspace)
    assert _code_that_makes_it()


def test_versions_stay_in_order_where_the_clock_is_set_back(three_versions: Workspace, candidate: Any) -> None:
    current = current_publication(three_versions)
    assert current
    ahead = three_versions.published / "fazhi-29990101T000000000000-ffff.duckdb"
    (three_versions.published / current.file).rename(ahead)
    described = (three_versions.published / current.file).with_suffix(".json")
    told = described.read_text(encoding="utf-8").replace(current.file, ahead.name)
    ahead.with_suffix(".json").write_text(told, encoding="utf-8")
    three_versions.warehouse.unlink()
    three_versions.warehouse.symlink_to(ahead)
    candidate({("990101", 2023): 4})
    publish(three_versions, "dddd", "run", COUNTS)
    assert [one.fingerprint for one in published_versions(three_versions)][:2] == ["dddd", "cccc"]
    assert roll_back(three_versions).fingerprint == "cccc"
