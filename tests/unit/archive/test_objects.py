from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.archive import Archive
from ingest.state_files import append_line

pytestmark = pytest.mark.unit


def object_of(archive: Archive, sha256: str) -> Path:
    return next((archive.root / "objects").rglob(sha256))


def test_verification_names_what_is_missing_and_what_is_damaged(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    stored = [archive.store(f"file:///{n}", "files", data, None) for n, data in enumerate((b"whole", b"bad", b"lost"))]
    _, bad, lost = (fetch.sha256 or "" for fetch in stored if fetch)
    assert archive.verify() == []
    object_of(archive, bad).write_bytes(b"bad?")
    object_of(archive, lost).unlink()
    seen: list[tuple[int, int]] = []
    damages = archive.verify(progress=lambda done, of: seen.append((done, of)))
    assert {(damage.sha256, damage.problem, damage.addresses) for damage in damages} == {
        (bad, "damaged", ("file:///1",)),
        (lost, "missing", ("file:///2",)),
    }
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_an_object_cut_short_is_damaged(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.keep(b"0123456789")
    os.truncate(object_of(archive, sha256), 5)
    assert [damage.problem for damage in archive.verify()] == ["damaged"]


def test_objects_that_no_record_names_are_verified_too(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.keep(b"bytes")
    object_of(archive, sha256).write_bytes(b"other")
    (damage,) = archive.verify()
    assert (damage.sha256, damage.problem, damage.addresses) == (sha256, "damaged", ())


def test_what_a_crash_left_under_a_temporary_name_is_no_object(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.keep(b"bytes")
    object_of(archive, sha256).with_name(".partial-x").write_bytes(b"half")
    assert archive.verify() == []


def test_an_empty_archive_is_whole(tmp_path: Path) -> None:
    assert Archive(tmp_path / "not there").verify() == []


def test_keeping_the_same_bytes_again_mends_a_damaged_object(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.keep(b"bytes")
    object_of(archive, sha256).write_bytes(b"cut")
    archive.keep(b"bytes")
    assert (archive.verify(), archive.read(sha256)) == ([], b"bytes")


def test_bytes_are_synced_before_they_have_a_name_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, events = Archive(tmp_path), []
    sync, rename = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        events.append("folder" if Path(f"/dev/fd/{handle}").is_dir() else "file")
        sync(handle)

    def renamed(self: Path, target: Path) -> Path:
        events.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", renamed)
    archive.keep(b"b")
    assert events[-3:] == ["file", "rename", "folder"]
    assert set(events[:-3]) == {"folder"}, "new folders are synced into theirs"


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        Archive(tmp_path).keep(b"a")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_bytes_that_were_lost_are_kept_again_when_the_same_document_is_offered(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.store("file:///a.txt", "files", b"report", None)
    assert first and first.sha256 and archive.holds(first.sha256)
    (tmp_path / "objects" / first.sha256[:2] / first.sha256).unlink()
    assert not archive.holds(first.sha256)
    assert archive.store("file:///a.txt", "files", b"report", first) is None
    assert archive.read(first.sha256) == b"report"
    assert len(archive.fetches()) == 1


@pytest.mark.parametrize("size", [3, (1 << 16) - 1, 1 << 16, 3 << 16])
def test_a_line_that_was_cut_off_is_dropped_however_long_it_is(tmp_path: Path, size: int) -> None:
    log = tmp_path / "log.jsonl"
    for before in ("", "whole\n"):
        log.write_text(before + "x" * size)
        append_line(log, "next\n")
        assert log.read_text() == before + "next\n"
