"""Measure words: what may stand behind a numeral, and what the unit is then."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["ratio", "points", "multiple", "time", "years", "money", "size", "score", "count"]
_MEASURE_WORDS = Path(__file__).with_name("measure_words.csv")


@dataclass(frozen=True, slots=True)
class MeasureWord:
    """One row of `measure_words.csv`."""

    printed: str
    unit: str
    kind: Kind
    factor: int
    """What the numeral is multiplied by: 五成 is 50 %."""
    chinese: Literal["yes", "end", "closing", "no"]
    """Whether a Chinese numeral may stand before it: always, only at the end of a clause, never. `closing`:
    the word is a measure only at the end of a clause, in either script."""
    not_before: str
    """Alternatives of a regular expression: what must not follow (部 is no measure in 部门)."""


@cache
def measure_words() -> dict[str, MeasureWord]:
    """Every measure word by its printed form."""
    with _MEASURE_WORDS.open(encoding="utf-8", newline="") as handle:
        return {
            row["printed"]: MeasureWord(
                row["printed"],
                row["unit"],
                row["kind"],  # type: ignore[arg-type]
                int(row["factor"]),
                row["chinese"],  # type: ignore[arg-type]
                row["not_before"],
            )
            for row in csv.DictReader(handle)
        }


@cache
def measure_pattern() -> str:
    """A regular expression for any measure word, the longest first, each with what must not follow it.

    Most numerals are followed by no measure word: one look at the next character spares nearly two hundred.
    """
    words = sorted(measure_words().values(), key=lambda word: -len(word.printed))
    heads = re.escape("".join(sorted({word.printed[0] for word in words})))
    any_word = "|".join(
        re.escape(word.printed) + (f"(?!{word.not_before})" if word.not_before else "") for word in words
    )
    return f"(?=[{heads}])(?:{any_word})"
