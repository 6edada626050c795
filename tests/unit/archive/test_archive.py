from __future__ import annotations

import fcntl
import hashlib
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.archive import Archive, Fetch
from ingest.archive.intake import is_news, take_in
from ingest.state_files import append_lines

pytestmark = pytest.mark.unit


def test_bytes_come_back_as_they_were_stored(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    fetch = archive.store("file:///a.txt", "files", b"\xff\x00\xe6", None)
    assert fetch is not None and fetch.sha256 == hashlib.sha256(b"\xff\x00\xe6").hexdigest()
    assert archive.read(fetch.sha256) == b"\xff\x00\xe6"


def test_known_bytes_at_a_known_address_are_no_news(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.store("file:///a.txt", "files", b"one", None)
    assert archive.store("file:///a.txt", "files", b"one", archive.latest()["file:///a.txt"]) is None
    assert len(archive.fetches()) == 1


def test_new_bytes_at_an_address_are_a_new_vintage_beside_the_old(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for data in (b"one", b"two", b"one"):
        archive.store("file:///a.txt", "files", data, archive.latest().get("file:///a.txt"))
    assert [fetch.byte_count for fetch in archive.fetches()] == [3, 3, 3]
    assert archive.latest()["file:///a.txt"].sha256 == hashlib.sha256(b"one").hexdigest()
    assert archive.read(hashlib.sha256(b"two").hexdigest()) == b"two"


def test_the_same_bytes_at_two_addresses_are_stored_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.store("file:///a.txt", "files", b"one", None)
    archive.store("file:///b.txt", "files", b"one", None)
    assert len([path for path in (tmp_path / "objects").rglob("*") if path.is_file()]) == 1


def test_a_record_cut_off_by_a_crash_is_dropped_and_the_next_one_is_whole(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.store("file:///a.txt", "files", b"one", None)
    with (tmp_path / "fetches.jsonl").open("a", encoding="utf-8") as log:
        log.write('{"address": "file:///b.txt", "sou')
    assert [fetch.address for fetch in archive.fetches()] == ["file:///a.txt"]
    archive.store("file:///c.txt", "files", b"three", None)
    assert [fetch.address for fetch in archive.fetches()] == ["file:///a.txt", "file:///c.txt"]


def test_a_failure_is_recorded_once_until_it_changes(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.store_failure("file:///a.txt", "files", "denied", None)
    assert archive.store_failure("file:///a.txt", "files", "denied", first) is None
    assert archive.store_failure("file:///a.txt", "files", "gone", first) is not None


def test_files_are_taken_in_once_and_again_when_they_change(tmp_path: Path) -> None:
    archive, file = Archive(tmp_path / "archive"), tmp_path / "a.txt"
    file.write_bytes(b"one")
    assert is_news(file, "files", None)
    assert len(take_in(archive, [file], "files").news) == 1
    assert not is_news(file, "files", archive.latest()[file.as_uri()])
    again = take_in(archive, [file], "files")
    assert (len(again.news), again.unchanged) == (0, 1)
    file.write_bytes(b"two")
    assert is_news(file, "files", archive.latest()[file.as_uri()])
    assert len(take_in(archive, [file], "files").news) == 1


def test_a_file_that_cannot_be_read_is_a_failure_and_the_others_go_on(tmp_path: Path) -> None:
    archive, good, bad = Archive(tmp_path / "archive"), tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_bytes(b"one")
    bad.mkdir()  # reading a folder fails for every user, root included
    intake = take_in(archive, [bad, good], "files")
    assert [fetch.outcome for fetch in intake.news] == ["failed", "ok"]
    assert "bad.txt" in (intake.news[0].message or "")
    assert not is_news(bad, "files", archive.latest()[bad.as_uri()])


def test_files_that_come_together_are_recorded_together_and_all_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{n}.txt" for n in range(7)]
    for path in files:
        path.write_bytes(path.name.encode())
    archive, added, done = Archive(tmp_path / "archive"), [], []
    monkeypatch.setattr("ingest.archive.intake._TAKEN_AT_ONCE", 3)
    monkeypatch.setattr(archive, "record_all", lambda fetches: added.append(len(fetches)))
    intake = take_in(archive, files, "files", lambda count, total: done.append((count, total)))
    assert added == [3, 3, 1] and done == [(3, 7), (6, 7), (7, 7)]
    assert [fetch.address for fetch in intake.news] == [path.as_uri() for path in files]
    assert [archive.read(fetch.sha256 or "") for fetch in intake.news] == [path.name.encode() for path in files]


def test_large_files_are_not_all_held_in_memory_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / f"{n}.txt" for n in range(4)]
    for path in files:
        path.write_bytes(path.name.encode() * 10)
    archive, held = Archive(tmp_path / "archive"), []
    keep_all = archive.keep_all
    monkeypatch.setattr("ingest.archive.intake._BYTES_AT_ONCE", 100)
    monkeypatch.setattr(archive, "keep_all", lambda bodies: held.append(len(bodies)) or keep_all(bodies))
    take_in(archive, files, "files")
    assert held == [2, 2]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=4)), max_size=12))
def test_the_latest_fetch_of_an_address_is_what_was_stored_there_last(
    tmp_path_factory: pytest.TempPathFactory, stores: list[tuple[str, bytes]]
) -> None:
    archive = Archive(tmp_path_factory.mktemp("archive"))
    for address, data in stores:
        archive.store(address, "files", data, archive.latest().get(address))
    expected = {address: hashlib.sha256(data).hexdigest() for address, data in stores}
    assert {address: fetch.sha256 for address, fetch in archive.latest().items()} == expected


def test_whoever_adds_a_record_waits_until_another_process_has_ended_its_line(tmp_path: Path) -> None:
    """Else a line that is being written would be taken for one that a crash cut off."""
    log = tmp_path / "log.jsonl"
    with log.open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        other.write(b'{"first":')
        other.flush()
        adding = threading.Thread(target=append_lines, args=(log, ["second\n"]))
        adding.start()
        adding.join(0.2)
        assert adding.is_alive()
        other.write(b" 1}\n")
        other.flush()
        fcntl.flock(other, fcntl.LOCK_UN)
        adding.join(5)
    assert log.read_text().splitlines() == ['{"first": 1}', "second"]


def test_several_records_are_synced_once_and_all_bodies_before_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path)
    archive.keep(b"so that the folders are there")
    synced: list[str] = []
    sync = os.fsync

    def noted(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        sync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    bodies = [bytes([n]) * 10 for n in range(5)]
    archive.keep_all([*bodies, bodies[0]])
    kept = len(synced)
    assert kept >= len(bodies)
    now = "2026-03-01T00:00:00+00:00"
    shas = [hashlib.sha256(body).hexdigest() for body in bodies]
    archive.record_all([Fetch(f"http://a.test/{sha}", "publishers", now, "ok", sha, 10, None) for sha in shas])
    assert synced[kept:].count("fetches.jsonl") == 1
    assert [fetch.sha256 for fetch in archive.fetches()] == shas
    assert archive.verify() == []


def test_no_records_leave_no_line(tmp_path: Path) -> None:
    Archive(tmp_path).record_all([])
    assert Archive(tmp_path).fetches() == []


def test_what_is_no_regular_file_is_told_and_never_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "report.txt"
    os.mkfifo(pipe)  # opening it would wait for ever
    archive = Archive(tmp_path / "archive")
    intake = take_in(archive, [pipe, Path("/dev/zero")], "files")
    assert [fetch.outcome for fetch in intake.news] == ["failed", "failed"]
    assert all("no regular file" in (fetch.message or "") for fetch in intake.news)
    assert not is_news(pipe, "files", archive.latest()[pipe.as_uri()])
