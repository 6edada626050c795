"""Whether a figure speaks of the whole area and year, or of a part (`scope_cues.csv`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.indicators.catalogue import CatalogueError
from ingest.indicators.clauses import Window
from ingest.indicators.phrases import read_rows

CUES = Path(__file__).with_name("scope_cues.csv")
REACHES = ("window", "clause", "sentence", "behind")


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that marks a part, and how far before the figure it may stand.

    The reaches are the figure's window, its clause, its sentence, and `behind`: at once behind the figure.
    """

    name: str
    reach: str
    triggers: tuple[str, ...]
    """The pattern can occur only where one of these does; empty where it has to be tried."""
    pattern: re.Pattern[str]
    unless: frozenset[str]
    """Domains in which the words say nothing of a part."""


@cache
def load_cues() -> tuple[Cue, ...]:
    """The cues of `scope_cues.csv`; raises `CatalogueError` on an unknown reach or a broken pattern."""
    cues = []
    for place, row in read_rows(CUES, ["name", "reach", "trigger", "pattern", "unless_domain"]):
        if row["reach"] not in REACHES:
            raise CatalogueError(f"{place}: reach {row['reach']!r} is none of {REACHES}")
        try:
            pattern = re.compile(row["pattern"])
        except re.error as error:
            raise CatalogueError(f"{place}: pattern does not compile: {error}") from error
        triggers = tuple(filter(None, row["trigger"].split("|")))
        domains = frozenset(row["unless_domain"].split("|")) - {""}
        cues.append(Cue(row["name"], row["reach"], triggers, pattern, domains))
    return tuple(cues)


def cues_of(line: str) -> list[Cue]:
    """The cues that may occur in a line: only these need a look at its figures."""
    return [cue for cue in load_cues() if _may_occur(cue, line)]


def _may_occur(cue: Cue, line: str) -> bool:
    for trigger in cue.triggers:
        if trigger in line:
            break
    else:
        if cue.triggers:
            return False
    return cue.reach == "behind" or cue.pattern.search(line) is not None


def part_cue(line: str, cues: Sequence[Cue], window: Window, domain: str) -> str | None:
    """Name of the first of `cues` that makes the figure at `window` a part, for an indicator of `domain`."""
    meanwhile = line.find("同期", window.clause, window.before[1]) >= 0
    since = window.item if meanwhile else window.sentence[0]
    begins = {"window": window.before[0], "clause": window.clause, "sentence": since}
    for cue in cues:
        if cue.reach == "behind":
            if domain not in cue.unless and cue.pattern.match(line, window.after[0]):
                return cue.name
            continue
        end = window.after[1] if cue.reach == "window" else window.before[1]
        if domain in cue.unless:
            continue
        match = cue.pattern.search(line, begins[cue.reach], max(end, begins[cue.reach]))
        if match and not (cue.reach == "sentence" and _OWN_YEAR.search(line, match.end(), end)):
            return cue.name
    return None


_OWN_YEAR = re.compile(r"[，；。](?:仅|其中)?(?:20\d\d年(?![0-9])|今年|全年|本年度?|年内|一年来)(?!以来|至今|以后|起)")
"""Words that turn from the part of the year that was spoken of back to the whole."""
_AMONG = re.compile(r"其中|包括|包含|(?<![涵内])含(?![量有])")


def among_words(line: str) -> list[int]:
    """Where the words stand behind which parts of a whole are told: 其中, 包括."""
    return [match.start() for match in _AMONG.finditer(line)]


def opening_of_parts(among: Sequence[int], window: Window) -> int | None:
    """Where the parts begin that the figure is one of (`其中`, an opening bracket); None where it is none.

    `among` are the places that `among_words` finds in the line.
    """
    place = bisect_right(among, window.before[1] - 1) - 1
    last = among[place] if place >= 0 and among[place] >= window.sentence[0] else None
    if window.bracketed:
        return max(window.sentence[0], window.clause if last is None else last)
    return last
