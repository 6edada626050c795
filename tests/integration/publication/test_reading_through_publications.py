"""Readers of other processes query in a loop while versions are published: no error, never two versions at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from warehouse.publication import current_publication, publish, published_versions
from warehouse.workspace import Workspace

pytestmark = pytest.mark.integration

READERS, PUBLICATIONS = 8, 20
COUNTS = {"reports": 1, "figures": 2, "matched": 1, "findings": 0, "rejects": 0, "sample": False}

READER = """
import json, sys, duckdb
from pathlib import Path

pointer, ended = Path(sys.argv[1]), Path(sys.argv[2])
seen, rounds = set(), 0
print("reading", flush=True)
while True:
    last = ended.exists()
    with duckdb.connect(str(pointer), read_only=True) as con:
        one = con.execute("select distinct number from first").fetchall()
        two = con.execute("select distinct number from second").fetchall()
    assert one == two and len(one) == 1, (one, two)
    seen.add(one[0][0])
    rounds += 1
    if last:
        break
print(json.dumps({"rounds": rounds, "seen": sorted(seen)}), flush=True)
"""


def build(workspace: Workspace, version: int) -> None:
    workspace.candidate.unlink(missing_ok=True)
    with duckdb.connect(workspace.candidate) as con:
        for table in ("first", "second"):
            con.execute(f"create table {table} as select {version} as number from range(20000)")


def test_eight_readers_see_whole_versions_alone_through_twenty_publications(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "data").prepare()
    ended = tmp_path / "ended"
    build(workspace, 0)
    publish(workspace, "print0", "run", COUNTS)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(workspace.warehouse), str(ended)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(READERS)
    ]
    try:
        for reader in readers:
            assert reader.stdout is not None and reader.stdout.readline() == "reading\n"
        for version in range(1, PUBLICATIONS + 1):
            build(workspace, version)
            publish(workspace, f"print{version}", "run", COUNTS)
    finally:
        ended.touch()
    seen: set[int] = set()
    for reader in readers:
        out, errors = reader.communicate(timeout=120)
        assert reader.returncode == 0, errors
        told = json.loads(out)
        assert told["seen"][-1] == PUBLICATIONS  # who opens after the last publication gets it
        seen |= set(told["seen"])
    assert len(seen) > 2  # they did read while versions came


def test_a_publication_that_was_killed_leaves_nothing_behind_after_the_next(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "data").prepare()
    (workspace.published / "fazhi-20200101T000000000000-aa.partial").write_bytes(b"half")
    (workspace.published / "fazhi-20200101T000000000000-aa.json").write_text("{}")
    build(workspace, 1)
    publish(workspace, "one", "run", COUNTS)
    assert sorted(path.suffix for path in workspace.published.iterdir()) == [".duckdb", ".json"]
    current = current_publication(workspace)
    assert published_versions(workspace) == [current]


def test_a_published_file_cannot_be_written_by_who_opens_it(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "data").prepare()
    build(workspace, 1)
    publish(workspace, "one", "run", COUNTS)
    assert workspace.warehouse.stat().st_mode & 0o222 == 0


@pytest.mark.parametrize("kept", ["1", "3"])
def test_as_many_versions_stay_as_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: str) -> None:
    monkeypatch.setenv("FAZHI_KEPT_VERSIONS", kept)
    workspace = Workspace(tmp_path / "data").prepare()
    for version in range(5):
        build(workspace, version)
        publish(workspace, f"print{version}", "run", COUNTS)
    assert [version.fingerprint for version in published_versions(workspace)] == [
        f"print{version}" for version in range(4, 4 - int(kept), -1)
    ]
