"""Twice the text is twice the work, whatever the text: calls are counted, not seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.figures import find_figures
from ingest.figures.lines import LONGEST, pieces
from ingest.reports.tokens import _tokens_of, cut_text
from ingest.reports.years import year_of_body
from ingest.statements import assign_indicators

pytestmark = pytest.mark.unit

HOSTILE = [
    "坚持依法行政推进法治政府建设，", "坚持依法行政。", "受理12件，", "受理12件", "2023年受理12件，2022年受理9件，占3%，",
    "12件|", "“受理12件”", "万", "1", "1 ", "1、", "1.", "1,", "(", "()", "(件)12 ", "《", "“", "占", "一", "三四个", " ",
    "\t", "\n", "同比减少", "三分之", "百分之三至五", "第一、", "aGVsbG8gd29ybGQ", "由5天至", "3天20小时",
]  # fmt: skip
SIZE = LONGEST + 500


def calls(work: Callable[[str], object], text: str) -> int:
    """How many functions, of Python and of its libraries, are called by `work(text)`."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    _tokens_of.cache_clear()
    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("part", HOSTILE, ids=repr)
@pytest.mark.parametrize("work", [lambda text: find_figures(text, 2023), cut_text, year_of_body], ids=["f", "t", "y"])
def test_a_text_of_twice_the_length_takes_twice_the_calls(work: Callable[[str], object], part: str) -> None:
    text = part * (SIZE // len(part))
    work(text)
    assert calls(work, text + text) <= 2.3 * calls(work, text) + 500


@pytest.mark.parametrize("part", ["全年受理行政复议申请12件，", "受理12件 | "])
def test_statements_of_twice_the_figures_in_one_line_take_twice_the_calls(part: str) -> None:
    """Only calls are counted: a piece of a line bounds the words that each of them is given, too."""
    figures = {times: find_figures(part * times, 2023) for times in (700, 1400)}
    assert [len(found) for found in figures.values()] == [700, 1400]
    read = [
        calls(lambda text, found=found: assign_indicators(text, found), part * times)
        for times, found in figures.items()
    ]
    assert read[1] <= 2.3 * read[0] + 500


def test_a_figure_of_a_report_takes_a_bounded_number_of_calls() -> None:
    """What a line, a clause or a code says is asked once, not again for each figure: else there are 1,270."""
    text = (Path(__file__).parents[3] / "samples/heting-2024.txt").read_text(encoding="utf-8")
    found = find_figures(text, 2024)
    assign_indicators(text, found)
    assert calls(lambda text: assign_indicators(text, found), text) <= 700 * len(found)


def test_a_long_word_has_no_more_parts_than_its_length_allows() -> None:
    cut = [cut_text("a1b2c3d4e5" * count) for count in (300, 600)]
    assert [len(one.tokens) for one in cut] == [0, 0]


@pytest.mark.parametrize("part", HOSTILE, ids=repr)
def test_pieces_are_the_whole_text_and_part_no_numeral(part: str) -> None:
    text = f"受理{part * (3 * LONGEST // len(part))}"
    spans = list(pieces(text))
    assert "".join(text[start:end] for start, end in spans).replace("\n", "") == text.replace("\n", "")
    for (_, end), (start, _) in pairwise(spans):
        assert start == end + 1 or not (text[end - 1].isdecimal() and text[end].isdecimal())


def test_figures_of_a_line_without_end_are_all_found() -> None:
    assert [figure.raw for figure in find_figures("全年受理12件，" * 3000)] == ["12件"] * 3000
