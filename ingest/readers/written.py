"""The form in which every reader writes lines and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BLANK = re.compile(r"[ \t\r\f\v\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\xad]")


def one_line(text: str) -> str:
    """The text with every run of blanks, full-width ones too, made one, and none at the ends."""
    return _BLANK.sub(" ", _INVISIBLE.sub("", text)).strip()


def row_line(cells: Sequence[str]) -> str:
    """A row of a table as one line, cells set apart by ` | `, empty ones too; nothing where all are empty."""
    line = " | ".join(one_line(cell.replace("|", "｜")) for cell in cells).strip(" ")
    return line if line.strip(" |") else ""
