"""The numerals that other libraries are tested with are read right, or refused."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.peers import LEAST_RIGHT, judged, main

pytestmark = pytest.mark.unit


def test_no_numeral_is_read_as_another_number() -> None:
    assert [printed for _, printed, verdict in judged() if verdict == "wrong"] == []


def test_few_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    verdicts = Counter(verdict for _, _, verdict in judged())
    assert verdicts["right"] >= LEAST_RIGHT * verdicts.total()
    assert main() == 0
    assert f"{verdicts['right']:5} right    0 wrong" in capsys.readouterr().out
