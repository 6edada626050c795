"""One reading of many glyphs: full-width forms, odd spaces and traditional characters, position by position."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from ingest.figures.numerals import INVISIBLE, REVERSED

_FOLDS = Path(__file__).with_name("folds.csv")
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_UNSEEN = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufe0e\ufe0f\ufeff"
    "\u115f\u1160\u2800\u3164\uffa0"  # blank letters
    "\x0b\x0c\x85\u2028\u2029"  # line ends that some formats have within a line
)
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that turn the direction of writing: what follows may be seen in another order."""


@cache
def _table() -> dict[str, str]:
    table = {chr(full): chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)}
    table.update(dict.fromkeys(_SPACES, " "))
    table.update(dict.fromkeys(_UNSEEN, INVISIBLE))
    table.update(dict.fromkeys(_TURNING, REVERSED))
    with _FOLDS.open(encoding="utf-8", newline="") as handle:
        table.update({row["printed"]: row["read_as"] for row in csv.DictReader(handle)})
    return table


@cache
def _any_printed() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_table()))}]")


def fold(text: str) -> str:
    """`text` with every glyph in its plain form, character for character: offsets stay as they are.

    Finding those that occur and replacing each takes 0.03 ms for 20 kB, `translate` 0.34.
    """
    table = _table()
    for printed in set(_any_printed().findall(text)):
        text = text.replace(printed, table[printed])
    return text
