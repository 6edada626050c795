"""The form in which every reader writes lines and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BLANK = re.compile(r"[ \t\r\f\v\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_SENTENCE = re.compile("[。，；]")
_STRAY_TAB = re.compile(r"(?<=[\u4e00-\u9fff])\t+(?=\d)|(?<=\d)\t+(?=[\u4e00-\u9fff%％])")
"""`审结\t996\t件。`"""
_LONGEST_CELL = 40
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\xad]")


def one_line(text: str) -> str:
    """The text with every run of blanks, full-width ones too, made one, and none at the ends."""
    return _BLANK.sub(" ", _INVISIBLE.sub("", text)).strip()


def without_stray_tabs(text: str) -> str:
    """The text on one line; tabs stay where they part columns, and go between the words and numbers of a sentence."""
    if "\t" not in text or _SENTENCE.search(text):
        return one_line(_STRAY_TAB.sub("", text))
    return "\t".join(filter(None, map(one_line, text.split("\t"))))


def with_bars(lines: Sequence[str]) -> list[str]:
    """The lines, with bars for tabs in those that stand below each other with equally many cells: `受理\t962\t1083`."""
    cells = [line.split("\t") for line in lines]
    counts = [len(row) if len(row) > 2 and max(map(len, row)) <= _LONGEST_CELL else 0 for row in cells]
    rows = []
    for number, row in enumerate(cells):
        beside = counts[number] and counts[number] in (
            *counts[max(0, number - 1) : number],
            *counts[number + 1 : number + 2],
        )
        rows.append(row_line(row) if beside else " ".join(row))
    return rows


def row_line(cells: Sequence[str]) -> str:
    """A row of a table as one line, cells set apart by ` | `, empty ones too; nothing where all are empty."""
    line = " | ".join(one_line(cell.replace("|", "｜")) for cell in cells).strip(" ")
    return line if line.strip(" |") else ""
