"""Sentences as offices write them, with the indicator of each figure.

`sentences.csv` marks figures in place: `[12件=code]`, `[12件]` for none; `[~12%=code]` is a change against the
year before, `[#12%]` a share.
"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.indicators import load_catalogue
from ingest.model import Figure
from ingest.statements import explain, read_statements

pytestmark = pytest.mark.unit

_MARK = re.compile(r"\[([~#]?)([^\[\]=]+)(?:=([a-z_.]+))?\]")
_NUMERAL = re.compile(r"^(?:[\d.,]+|[一二两三四五六七八九十百]+)[万亿]?[余多]?[万亿]?")
_MEASURES = {"": "level", "~": "change", "#": "share"}

with Path(__file__).with_name("sentences.csv").open(encoding="utf-8", newline="") as _handle:
    SENTENCES = [row["sentence"] for row in csv.DictReader(_handle)]


def figure_at(start: int, raw: str, measure: str = "level") -> Figure:
    """A figure as the figures room hands it over; its value is of no matter here."""
    unit = _NUMERAL.sub("", raw)
    if unit == "个百分点":
        unit, measure = "百分点", "point_change"
    place = (start, start + len(raw), raw, Decimal(1), Decimal(0), unit, "exact")
    return Figure(*place, measure=measure, scope="total", year=None, sentence_start=0, sentence_end=0)  # type: ignore[arg-type]


def read_marks(marked: str) -> tuple[str, list[Figure], list[str | None]]:
    """Text without marks, its figures, and the code expected of each."""
    text, position = "", 0
    figures: list[Figure] = []
    expected: list[str | None] = []
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        figures.append(figure_at(len(text), match[2], _MEASURES[match[1]]))
        expected.append(match[3])
        text += match[2]
        position = match.end()
    return text + marked[position:], figures, expected


@pytest.mark.parametrize("marked", SENTENCES)
def test_every_figure_of_the_sentence_gets_its_indicator(marked: str) -> None:
    text, figures, expected = read_marks(marked)
    found = read_statements(text, figures)[0]
    assert [(figure.raw, figure.indicator_code) for figure in found] == [
        (figure.raw, code) for figure, code in zip(figures, expected, strict=True)
    ]


def test_the_sentences_cover_every_indicator_of_the_catalogue() -> None:
    codes = {match[3] for marked in SENTENCES for match in _MARK.finditer(marked)}
    assert {indicator.code for indicator in load_catalogue()} - codes == set()
    assert codes - {indicator.code for indicator in load_catalogue()} == {None}


def test_no_sentence_occurs_twice() -> None:
    assert len(set(SENTENCES)) == len(SENTENCES) >= 300


@pytest.mark.parametrize("marked", SENTENCES[::7])
def test_a_line_of_its_own_says_the_same_between_other_lines(marked: str) -> None:
    text, figures, expected = read_marks(marked)
    before = "一、行政复议与行政诉讼工作\n"
    moved = [figure_at(figure.start + len(before), figure.raw, figure.measure) for figure in figures]
    found = read_statements(f"{before}{text}\n二、法律援助受理情况\n", moved)[0]
    assert [figure.indicator_code for figure in found] == expected


@pytest.mark.parametrize("marked", SENTENCES[::11])
def test_what_is_explained_is_what_was_assigned(marked: str) -> None:
    text, figures, expected = read_marks(marked)
    for figure, code in zip(figures, expected, strict=True):
        explanation = explain(text, figure, figures)
        assert explanation.judged.indicator_code == code
        taken_over = any(rule.startswith(("change.", "series.")) for rule in explanation.judged.rules)
        if code and not taken_over:
            assert any(rule.startswith(f"indicator.{code}#") for rule in explanation.matched)
