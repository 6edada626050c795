"""Whether a figure speaks of the whole area and year, or of a part (`scope_cues.csv`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.indicators.catalogue import CatalogueError
from ingest.indicators.clauses import Window
from ingest.indicators.phrases import read_rows

CUES = Path(__file__).with_name("scope_cues.csv")
REACHES = ("window", "clause", "sentence")


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that marks a part, and how far before the figure it may stand."""

    name: str
    reach: str
    pattern: re.Pattern[str]
    unless: frozenset[str]
    """Domains in which the words say nothing of a part."""


@cache
def load_cues() -> tuple[Cue, ...]:
    """The cues of `scope_cues.csv`; raises `CatalogueError` on an unknown reach or a broken pattern."""
    cues = []
    for place, row in read_rows(CUES, ["name", "reach", "pattern", "unless_domain"]):
        if row["reach"] not in REACHES:
            raise CatalogueError(f"{place}: reach {row['reach']!r} is none of {REACHES}")
        try:
            pattern = re.compile(row["pattern"])
        except re.error as error:
            raise CatalogueError(f"{place}: pattern does not compile: {error}") from error
        cues.append(Cue(row["name"], row["reach"], pattern, frozenset(row["unless_domain"].split("|")) - {""}))
    return tuple(cues)


def cues_of(line: str) -> list[Cue]:
    """The cues that occur anywhere in a line: only these need a look at its figures."""
    return [cue for cue in load_cues() if cue.pattern.search(line)]


def part_cue(line: str, cues: Sequence[Cue], window: Window, domain: str) -> str | None:
    """Name of the first of `cues` that makes the figure at `window` a part, for an indicator of `domain`."""
    begins = {"window": window.before[0], "clause": window.clause, "sentence": window.sentence[0]}
    for cue in cues:
        end = window.after[1] if cue.reach == "window" else window.before[1]
        if domain not in cue.unless and cue.pattern.search(line, begins[cue.reach], max(end, begins[cue.reach])):
            return cue.name
    return None


_AMONG = re.compile(r"其中|包括|包含|(?<![涵内])含(?![量有])")


def opening_of_parts(line: str, window: Window) -> int | None:
    """Where the parts begin that the figure is one of (`其中`, an opening bracket); None where it is none."""
    last = None
    for last in _AMONG.finditer(line, window.sentence[0], window.before[1]):  # noqa: B007
        pass
    if window.bracketed:
        return max(window.sentence[0], last.start() if last else window.clause)
    return last.start() if last else None
