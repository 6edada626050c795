"""The benchmark of extraction runs on a little text; how fast that is, is of no matter here."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from benchmarks import speed
from benchmarks.speed import read_figures, repeated, report_texts

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]
TEXT = "全年受理行政复议申请12件，同比增长9.1%。\n"


def test_texts_are_repeated_in_turn_until_there_is_enough() -> None:
    texts = list(repeated(["甲", "乙乙"], 20e-6))
    assert texts == ["甲", "乙乙", "甲", "乙乙", "甲"]
    assert list(repeated(["甲"], 0)) == []


def test_the_figures_of_every_text_are_counted() -> None:
    assert read_figures([]) == 0
    assert read_figures(islice(repeated([TEXT], 1), 3)) == 6


def test_the_fastest_round_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 5.0, 10.0, 13.0, 20.0, 24.0])
    monkeypatch.setattr(speed, "perf_counter", lambda: next(clock))
    done: list[int] = []
    assert speed.best_seconds(lambda: done.append(1), rounds=3) == 3.0
    assert len(done) == 3


def test_the_samples_stand_in_where_there_are_no_real_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_SHARED", str(tmp_path))
    texts = report_texts()
    assert len(texts) == 12
    assert all("虚构" in text for text in texts)


def test_speed_ratio_page_and_memory_are_printed() -> None:
    command = [sys.executable, "-m", "benchmarks.speed", "--megabytes", "0.1"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"figures, indicators .*MB/s\njieba\.lcut .*MB/s\nratio to jieba\.lcut +\d+\.\d\n", done.stdout)
    assert re.search(r"one HTML page.* kB +\d+\.\d+ ms", done.stdout)
    peaks = [float(peak) for peak in re.findall(r"peak memory.* MB +(\d+\.\d) MB", done.stdout)]
    assert len(peaks) == 2
    assert all(peak > 5 for peak in peaks)
