"""The ways to say a time (`vocabulary/times.csv`), and which of them a line may hold."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ingest.reports.finder import Finder

_TIMES = Path(__file__).parent / "vocabulary" / "times.csv"


class Time(NamedTuple):
    """A way to say a time: how far it holds (`kind`), and a pattern that finds it."""

    name: str
    kind: str
    pattern: re.Pattern[str]


@cache
def rows() -> tuple[dict[str, str], ...]:
    """The rows of `times.csv`: each a way to say a time, with words that it takes and others that it must not.

    One of the words `trigger` is part of whatever the pattern finds: most lines need not be searched for most patterns.
    """
    with _TIMES.open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


@cache
def times() -> tuple[Time, ...]:
    """All ways to say a time, in the order of the file."""
    return tuple(Time(row["name"], row["kind"], re.compile(row["pattern"])) for row in rows())


def times_in(line: str) -> list[Time]:
    """Those of `times()` of which a trigger stands in the line, in the same order."""
    finder, places = _triggers()
    found = {place for trigger in {index for index, _, _ in finder.find(line)} for place in places[trigger]}
    return [times()[place] for place in sorted(found)]


@cache
def _triggers() -> tuple[Finder, list[list[int]]]:
    """What finds the triggers, and for each the places of the rows that it belongs to."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows()):
        for trigger in row["trigger"].split("|"):
            places[trigger].append(place)
    return Finder(list(places)), list(places.values())
