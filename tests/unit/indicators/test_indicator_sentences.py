"""Sentences as offices write them, with the indicator of each figure, and how many of these are right.

They teach the model too (`benchmarks.train`): this checks that it reproduces what it was taught.

`sentences.csv` marks figures in place: `[12件=code]`, `[12件]` for none; `[~12%=code]` is a change against the
year before, `[#12%]` a share.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from benchmarks.train import marked_sentences, read_marks
from ingest.figures import find_figures
from ingest.indicators import load_catalogue
from ingest.statements import assign_indicators

pytestmark = pytest.mark.unit

SENTENCES = marked_sentences()


def published_codes(text: str, offset: int = 0) -> dict[int, str | None]:
    """The code that is published for the figure at each offset, counted from `offset`."""
    found = assign_indicators(text, find_figures(text, None))
    return {figure.start - offset: figure.indicator_code for figure in found}


def shares(around: Callable[[str], tuple[str, int]], sentences: Sequence[str]) -> tuple[float, float]:
    """Precision and recall of the codes of all sentences, each put into the text that `around` makes of it."""
    given = wanted = right = 0
    for marked in sentences:
        sentence, expected = read_marks(marked)
        found = published_codes(*around(sentence))
        for start, code in expected.items():
            given += found.get(start) is not None
            wanted += code is not None
            right += code is not None and found.get(start) == code
    return right / given, right / wanted


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
    codes = {code for marked in SENTENCES for code in read_marks(marked)[1].values()}
    assert {indicator.code for indicator in load_catalogue()} - codes == set()
    assert codes - {indicator.code for indicator in load_catalogue()} == {None}


def test_no_sentence_occurs_twice() -> None:
    assert len(set(SENTENCES)) == len(SENTENCES) >= 300
