"""The log is parsed once, and what is read of it is what it holds now."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.archive import Archive, Fetch
from ingest.archive.reading import ReadLog

pytestmark = pytest.mark.unit


def fetch(number: int) -> Fetch:
    return Fetch(f"http://a.test/{number}", "publishers", "2026-03-01T00:00:00+00:00", "ok", "0" * 64, number, None)


def test_only_what_was_added_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, parsed = Archive(tmp_path), []
    of_record = Fetch.of_record
    monkeypatch.setattr(Fetch, "of_record", lambda record: parsed.append(record) or of_record(record))
    log = ReadLog(tmp_path / "fetches.jsonl")
    for number in range(1, 4):
        archive.record(fetch(number))
        assert log.records() == [fetch(one) for one in range(1, number + 1)]
        assert log.records() == log.records()
    assert len(parsed) == 3


def test_all_readers_of_a_process_share_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Archive(tmp_path).record(fetch(1))
    assert Archive(tmp_path).fetches() == [fetch(1)]
    monkeypatch.setattr(Fetch, "of_record", None)  # nothing is parsed any more
    assert list(Archive(tmp_path).latest().values()) == Archive(tmp_path).fetches() == [fetch(1)]


def test_what_an_address_says_every_day_is_kept_in_memory_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.record_all([fetch(1), fetch(2), fetch(1)])
    first, _, again = archive.fetches()
    assert first == again and first is not again
    assert first.address is again.address and first.sha256 is again.sha256


def test_a_list_that_was_given_out_is_nobody_elses(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.record(fetch(1))
    archive.fetches().clear()
    assert archive.fetches() == [fetch(1)]


def test_a_line_that_is_being_written_is_none_yet(tmp_path: Path) -> None:
    path, line = tmp_path / "fetches.jsonl", fetch(1).line().encode()
    log = ReadLog(path)
    path.write_bytes(line + line[:20])
    assert log.records() == [fetch(1)]
    path.write_bytes(line + line)
    assert log.records() == [fetch(1), fetch(1)]


@pytest.mark.parametrize("other", [[fetch(2)], [fetch(2), fetch(3)], [], [fetch(4), fetch(5), fetch(6)]])
def test_another_log_in_its_place_is_read_from_its_beginning(tmp_path: Path, other: list[Fetch]) -> None:
    path = tmp_path / "fetches.jsonl"
    log = ReadLog(path)
    path.write_text("".join(one.line() for one in (fetch(1), fetch(2))))
    assert log.records() == [fetch(1), fetch(2)]
    path.write_text("".join(one.line() for one in other))
    assert log.records() == other
    path.unlink()
    assert log.records() == []


def test_a_line_that_is_no_record_is_passed_over_and_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "fetches.jsonl"
    log = ReadLog(path)
    path.write_text(fetch(1).line() + "{no record\n")
    assert log.records() == [fetch(1)]
    path.write_text(path.read_text() + "7\n" + fetch(2).line())
    assert log.records() == [fetch(1), fetch(2)]
    assert [told.partition(":")[0] for told in log.bad_lines()] == [f"{path}, line 2", f"{path}, line 3"]
