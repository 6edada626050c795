"""Sentences as offices write them, with the indicator of each figure, and how many of these are told right.

They teach the model too (`benchmarks.train`): what is measured here is that it holds what it was taught.

`sentences.csv` marks figures in place: `[12件=code]`, `[12件]` for none; `[~12%=code]` is a change against the
year before, `[#12%]` a share.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest.figures import find_figures
from ingest.indicators import load_catalogue
from ingest.statements import assign_indicators

pytestmark = pytest.mark.unit

_MARK = re.compile(r"\[[~#]?([^\[\]=]+)(?:=([a-z_.]+))?\]")

with Path(__file__).with_name("sentences.csv").open(encoding="utf-8", newline="") as _handle:
    SENTENCES = [row["sentence"] for row in csv.DictReader(_handle)]


def read_marks(marked: str) -> tuple[str, dict[int, str | None]]:
    """Text without marks, and the code expected of the figure at each offset."""
    text, position = "", 0
    expected: dict[int, str | None] = {}
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        expected[len(text)] = match[2]
        text += match[1]
        position = match.end()
    return text + marked[position:], expected


def told(text: str, offset: int = 0) -> dict[int, str | None]:
    """The code that is published for the figure at each offset, counted from `offset`."""
    found = assign_indicators(text, find_figures(text, None))
    return {figure.start - offset: figure.indicator_code for figure in found}


def shares(around: Callable[[str], tuple[str, int]], sentences: Sequence[str]) -> tuple[float, float]:
    """Precision and recall of the codes of all sentences, each put into the text that `around` makes of it."""
    published = wanted = right = 0
    for marked in sentences:
        sentence, expected = read_marks(marked)
        found = told(*around(sentence))
        for start, code in expected.items():
            published += found.get(start) is not None
            wanted += code is not None
            right += code is not None and found.get(start) == code
    return right / published, right / wanted


def test_the_codes_of_the_sentences() -> None:
    precision, recall = shares(lambda sentence: (sentence, 0), SENTENCES)
    assert precision >= 0.97
    assert recall >= 0.95


def test_the_codes_of_a_sentence_between_other_lines() -> None:
    before = "一、行政复议与行政诉讼工作\n"
    precision, recall = shares(
        lambda sentence: (f"{before}{sentence}\n二、法律援助受理情况\n", len(before)), SENTENCES[::7]
    )
    assert precision >= 0.95
    assert recall >= 0.8


def test_the_sentences_cover_every_indicator_of_the_catalogue() -> None:
    codes = {match[2] for marked in SENTENCES for match in _MARK.finditer(marked)}
    assert {indicator.code for indicator in load_catalogue()} - codes == set()
    assert codes - {indicator.code for indicator in load_catalogue()} == {None}


def test_no_sentence_occurs_twice() -> None:
    assert len(set(SENTENCES)) == len(SENTENCES) >= 300
