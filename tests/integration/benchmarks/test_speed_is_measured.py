"""The benchmark of extraction runs on a little text; how fast that is, is of no matter here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import speed
from benchmarks.speed import best_seconds, read_figures, repeated, report_texts

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]
TEXT = "全年受理行政复议申请12件，同比增长9.1%。\n"


def test_texts_are_repeated_in_turn_until_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 2.0, 3.0])
    monkeypatch.setattr(speed, "process_time", lambda: next(clock))
    assert list(repeated(["甲", "乙"], 3)) == ["甲", "乙", "甲", "乙"]


def test_each_text_is_given_once_however_short_the_time() -> None:
    assert list(repeated(["甲", "乙"], 0)) == ["甲", "乙"]


def test_the_figures_of_every_text_are_counted() -> None:
    assert read_figures([]) == 0
    assert read_figures([TEXT] * 3) == 6


def test_works_take_turns_and_the_fastest_turn_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.0, 5.0, 5.0, 6.0, 6.0, 9.0, 9.0, 11.0, 11.0])
    monkeypatch.setattr(speed, "process_time", lambda: next(clock))
    done: list[str] = []
    assert best_seconds([lambda: done.append("a"), lambda: done.append("b")], 10) == [3.0, 1.0]
    assert done == ["a", "b", "a", "b"]


def test_the_samples_stand_in_where_there_are_no_real_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_SHARED", str(tmp_path))
    texts = report_texts()
    assert len(texts) == 12
    assert all("虚构" in text for text in texts)


def test_speed_ratio_page_and_memory_are_printed() -> None:
    command = [sys.executable, "-m", "benchmarks.speed", "--seconds", "0.2"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"figures, statements .*MB/s\njieba\.lcut .*MB/s\nratio to jieba\.lcut +\d+\.\d\d\n", done.stdout)
    assert re.search(r"one HTML page.* kB +\d+\.\d+ ms", done.stdout)
    peaks = [float(peak) for peak in re.findall(r"peak memory.* MB +(\d+\.\d) MB", done.stdout)]
    assert len(peaks) == 2
    assert all(peak > 5 for peak in peaks)
