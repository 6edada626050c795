"""Small state files: a damaged one costs what it held, never the folder, and is told with what to do."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.archive import Archive
from ingest.archive.page_parts import PagePart, PageParts
from ingest.listings.log import ListingLog
from ingest.state_files import is_sealed, read_json, seal, write_json
from warehouse.leftovers import sweep
from warehouse.locks import WRITING, read_holder
from warehouse.workspace import Workspace

pytestmark = pytest.mark.unit

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("content", [b"", b"{", b"\0\0\0", b"[1]", b"\xff\xfe{}", b'{"a": 1'])
def test_a_damaged_file_counts_as_none_and_is_told(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(content)
    assert read_json(path, "Remove it.") is None
    (told,) = caplog.messages
    assert told.startswith(f"{path}, line 1: ")
    assert told.endswith("Remove it.")
    write_json(path, {"a": "文"})
    assert read_json(path, "Remove it.") == {"a": "文"}
    assert [one.name for one in tmp_path.iterdir()] == ["state.json"]


def test_a_file_that_is_not_there_is_no_damage(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert read_json(tmp_path / "none.json", "Remove it.") is None
    assert caplog.messages == []


@pytest.mark.parametrize(
    "line", ["{", "null", "[]", '"text"', "\0\0", '{"address": "x"}', "<<<<<<< HEAD", "", '{"redirects": 3}']
)
def test_a_bad_record_of_a_fetch_costs_that_record(tmp_path: Path, line: str, caplog: pytest.LogCaptureFixture) -> None:
    archive = Archive(tmp_path)
    for name in ("a", "b"):
        archive.store(f"file:///{name}.txt", "files", name.encode(), None)
    log = tmp_path / "fetches.jsonl"
    first, second = log.read_text(encoding="utf-8").splitlines()
    log.write_text(f"{first}\n{line}\n{second}\n", encoding="utf-8")
    assert [fetch.address for fetch in archive.fetches()] == ["file:///a.txt", "file:///b.txt"]
    assert archive.verify() == []
    (told,) = caplog.messages
    assert f"{log}, line 2: " in told
    assert "backup" in told


def test_bytes_that_are_no_text_cost_their_line_alone(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.store("file:///a.txt", "files", b"a", None)
    log = tmp_path / "fetches.jsonl"
    log.write_bytes(b"\xff\xfe\n" + log.read_bytes())
    assert [fetch.address for fetch in archive.fetches()] == ["file:///a.txt"]


def test_fields_that_newer_code_wrote_are_passed_over(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    fetch = archive.store("file:///a.txt", "files", b"a", None)
    log = tmp_path / "fetches.jsonl"
    log.write_text(json.dumps(json.loads(log.read_text()) | {"colour": "red"}) + "\n")
    assert archive.fetches() == [fetch]


def test_a_bad_look_and_a_bad_part_cost_themselves(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    log = ListingLog(tmp_path)
    log.record_failure("990101-政府", "no answer", NOW)
    parts = PageParts(tmp_path)
    part = PagePart("http://a/", "http://a/2", "http://a/2", "", "0" * 64, 1, None, None, None, None)
    parts.record(part)
    for name in ("listings.jsonl", "page_parts.jsonl"):
        path = tmp_path / name
        newer = json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"colour": "red"})
        path.write_text(f'{{"links": 7}}\n{newer}\n', encoding="utf-8")
    assert list(ListingLog(tmp_path).failing()) == ["990101-政府"]
    assert PageParts(tmp_path).latest("http://a/", "http://a/2") == part
    assert len(caplog.messages) == 2


def test_a_holder_that_newer_code_wrote_is_known(tmp_path: Path) -> None:
    record = {"name": "fazhi refresh", "pid": 1, "since": "2026-01-01T00:00:00+00:00", "run_id": None, "host": "a"}
    (tmp_path / "refresh.holder.json").write_text(json.dumps(record))
    holder = read_holder(tmp_path, WRITING)
    assert holder and holder.name == "fazhi refresh"
    (tmp_path / "refresh.holder.json").write_text("[]")
    assert read_holder(tmp_path, WRITING) is None


@pytest.mark.parametrize("damage", ["change", "empty", "remove", "seal"])
def test_a_sealed_folder_tells_damage(tmp_path: Path, damage: str) -> None:
    (tmp_path / "a.parquet").write_bytes(b"rows")
    seal(tmp_path)
    assert is_sealed(tmp_path)
    (tmp_path / "more").write_bytes(b"added later")
    assert is_sealed(tmp_path)
    if damage == "seal":
        (tmp_path / "checksums.sha256").write_bytes(b"")
    elif damage == "remove":
        (tmp_path / "a.parquet").unlink()
    else:
        (tmp_path / "a.parquet").write_bytes(b"rowz" if damage == "change" else b"")
    assert not is_sealed(tmp_path)


def test_what_killed_processes_left_is_removed_and_what_others_write_stays(tmp_path: Path) -> None:
    place = Workspace(tmp_path).prepare()
    Archive(place.archive).keep(b"a")
    objects = next(place.archive.glob("objects/??"))
    dead, alive = ".partial-999999999-ab", f".partial-{os.getpid()}-ab"
    left = [objects / dead, place.root / dead, place.published / "fazhi-1-a.partial", place.root / ".fazhi.duckdb-7"]
    stays = [objects / alive, place.root / alive, objects / next(objects.iterdir()).name]
    for path in (*left, *stays[:2]):
        path.write_bytes(b"half")
    folder = place.extractions / "0123456789ab" / ".partial-xyz"
    folder.mkdir(parents=True)
    old = place.archive / f".partial-{os.getpid()}-old"
    old.write_bytes(b"half")
    os.utime(old, (0, 0))
    sweep(place.root)
    assert [path for path in (*left, folder, old) if path.exists()] == []
    assert all(path.exists() for path in stays)
