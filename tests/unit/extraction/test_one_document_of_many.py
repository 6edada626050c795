"""What one document, or a batch that was not finished, may cost the others."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest import work_limit as limits
from ingest.archive import Archive
from ingest.batches import Item, batch_files, extract_batch, extract_new, extracted
from ingest.extraction import extract_document, extractor_version
from ingest.model import DocumentRejected
from ingest.work_limit import TooMuchWork, work_limit

pytestmark = pytest.mark.unit

REPORT = (
    "鹤汀市2023年法治政府建设情况报告\n一、依法化解争议\n2023年，全市受理行政复议案件174件。{}\n"
    + "各级机关依照法定职责办理有关事项，坚持公开公正与便民，接受人大监督和社会监督。\n" * 15
)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def item(archive: Archive, text: str, name: str = "r") -> Item:
    return Item(archive.keep(text.encode()), f"file:///{name}.txt")


def table(folder: Path, name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(folder / f"{name}.parquet").to_pylist()
    return rows


def test_a_batch_that_was_killed_before_its_end_is_read_again(archive: Archive, tmp_path: Path) -> None:
    one = item(archive, REPORT.format(""))
    home = tmp_path / "extractions" / extractor_version()
    unfinished = home / ".partial-abc"
    unfinished.mkdir(parents=True)
    (unfinished / "documents.list").write_text(one.sha256 + "\n")
    assert extracted(home) == set()
    assert extract_new([one], archive, home.parent) == 1
    (documents,) = batch_files(home, "documents")
    assert pq.read_table(documents).num_rows == 1


@pytest.mark.parametrize("name", ["documents.parquet", "figures.parquet", "documents.list"])
def test_a_damaged_batch_is_read_again(archive: Archive, tmp_path: Path, name: str) -> None:
    one = item(archive, REPORT.format(""))
    home = tmp_path / "extractions" / extractor_version()
    assert extract_new([one], archive, home.parent) == 1
    (batch,) = home.glob("[!.]*")
    whole = {path.name: path.read_bytes() for path in batch.iterdir()}
    assert extract_new([one], archive, home.parent) == 0
    (batch / name).write_bytes(whole[name][: len(whole[name]) // 2])
    assert extract_new([one], archive, home.parent) == 1
    assert {path.name: path.read_bytes() for path in batch.iterdir()} == whole


@pytest.mark.parametrize("digits", [22, 28, 29, 60, 150])
@pytest.mark.parametrize("form", ["受理案件{}件", "受理案件{}亿件", "占{}.1234567%", "收入{}.5万元", "共{}余起"])
def test_a_number_too_large_to_be_true_costs_no_report(
    archive: Archive, tmp_path: Path, digits: int, form: str
) -> None:
    one = item(archive, REPORT.format(form.format("9" * digits) + "。"))
    folder = extract_batch([one], archive.root, tmp_path / "home")
    assert [row["sha256"] for row in table(folder, "documents")] == [one.sha256]
    assert "174件" in [row["raw"] for row in table(folder, "figures")]
    assert {row["stage"] for row in table(folder, "rejects")} <= {"figures"}


def test_lost_bytes_are_told_and_the_others_are_read(archive: Archive, tmp_path: Path) -> None:
    kept, lost = item(archive, REPORT.format("")), Item("ab" * 32, "file:///lost.txt")
    folder = extract_batch([lost, kept], archive.root, tmp_path / "home")
    assert [row["sha256"] for row in table(folder, "documents")] == [kept.sha256]
    (reject,) = table(folder, "rejects")
    assert (reject["sha256"], reject["stage"], reject["reason"]) == (lost.sha256, "read", "bytes_lost")
    assert "fazhi archive verify" in str(reject["message"])


def test_a_text_that_takes_too_long_is_a_reject_and_the_others_are_read(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = item(archive, REPORT.format("办结1件、2起，" * 4000), "hostile")
    kept = item(archive, REPORT.format(""))
    monkeypatch.setattr(limits, "MOST_CPU_SECONDS", 0.4)
    folder = extract_batch([hostile, kept], archive.root, tmp_path / "home")
    assert [row["sha256"] for row in table(folder, "documents")] == [kept.sha256]
    (reject,) = table(folder, "rejects")
    assert (reject["sha256"], reject["reason"]) == (hostile.sha256, "too_much_work")
    assert "0.4 s of CPU time" in str(reject["message"])
    with pytest.raises(DocumentRejected, match=r"0\.4 s of CPU time"):  # by hand as in a refresh
        extract_document(REPORT.format("办结1件、2起，" * 4000).encode(), "report.txt")


def filled(size: int) -> int:
    """Bytes that a list of so many held, for long enough to be looked at."""
    held = []
    while len(held) < size // 10**6:
        held.append(bytes(10**6 - len(held)) + b"x")
    done = sum(len(part) for part in held)
    for number in range(10_000_000):
        done += number & 1
    return done


def test_work_that_holds_too_much_memory_is_stopped_and_the_limit_ends_with_it() -> None:
    with pytest.raises(TooMuchWork, match="200,000,000 bytes of memory"), work_limit(memory=200_000_000):
        filled(400_000_000)
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0
    with work_limit(memory=800_000_000):
        filled(400_000_000)
    with pytest.raises(TooMuchWork), work_limit(memory=200_000_000), work_limit(memory=800_000_000):
        filled(400_000_000)  # within another limit, the outer one holds


_IN_LITTLE_MEMORY = """
from ingest import work_limit
from ingest.extraction import extract_document
work_limit.MOST_MEMORY = 20_000_000
extract_document(("{text}" * 100_000).encode(), "report.txt")
"""


def test_a_text_that_takes_too_much_memory_is_rejected() -> None:
    # In a process of its own: this one may have as much that it no longer uses.
    code = _IN_LITTLE_MEMORY.format(text="办结1件、2起，")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "DocumentRejected" in done.stderr
    assert "more than 0.02 GB of memory" in done.stderr


def test_work_under_its_limit_is_done_and_the_limit_ends_with_it() -> None:
    with work_limit(5):
        done = sum(range(1000))
    assert done == 499_500
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0
    with pytest.raises(TooMuchWork, match="s of CPU time"), work_limit(0.05):
        while True:
            done += 1


def test_what_another_thread_does_has_no_limit() -> None:
    done: list[bool] = []

    def work() -> None:
        with work_limit(1e-6):
            done.append(sum(range(100_000)) > 0)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def test_numerals_that_cannot_be_read_are_rejects_with_their_words(archive: Archive, tmp_path: Path) -> None:
    one = item(archive, REPORT.format("接待来访一万三人，" + "三四个、" * 120))
    folder = extract_batch([one], archive.root, tmp_path / "home")
    rejects = table(folder, "rejects")
    assert {(row["stage"], row["reason"]) for row in rejects} == {("figures", "numeral_unreadable")}
    assert "“一万三人”" in str(rejects[0]["message"])
    assert len(rejects) == 101
    assert "21 more numerals" in str(rejects[-1]["message"])
