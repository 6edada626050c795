"""Tables of patterns kept as data beside the code: tab-separated, since patterns hold commas."""

from __future__ import annotations

import csv
import re
from pathlib import Path

_HERE = Path(__file__).parent


def read_patterns(file: str) -> list[tuple[list[str], re.Pattern[str]]]:
    """(the columns before the last, the last one compiled) of every row, in the order of the file."""
    with (_HERE / file).open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [(row[:-1], re.compile(row[-1])) for row in rows]


class AnyOf:
    """The patterns of a file, one a line. Each by itself is found faster than all of them as alternatives."""

    def __init__(self, file: str) -> None:
        lines = (_HERE / file).read_text(encoding="utf-8").splitlines()
        self._patterns = [re.compile(line) for line in lines if line]

    def occurs_in(self, text: str) -> bool:
        """Whether one of the patterns finds something."""
        return any(pattern.search(text) for pattern in self._patterns)
