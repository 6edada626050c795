"""Whether a figure speaks of the whole area and year, or of a part (`scope_cues.csv`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path

from ingest.indicators.catalogue import CatalogueError, read_rows
from ingest.indicators.clauses import Window
from ingest.reports.finder import Finder

CUES = Path(__file__).with_name("scope_cues.csv")
REACHES = ("window", "clause", "sentence", "period", "item", "behind")
NAMED = "@name"
"""In the column `own`: the title has the name that the pattern finds."""
_HEAD = 14
"""Characters at the head of a sentence in which a time is that of all its parts."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that marks a part, and how far before the figure it may stand.

    The reaches are the figure's window, its clause, its sentence (semicolons end one), `period`: the same and the
    head of the sentence up to the full stop before, its list item or paragraph, and `behind`: at once behind the
    figure.
    """

    name: str
    reach: str
    triggers: tuple[str, ...]
    """One of these is part of whatever the pattern finds, or of what it looks ahead to; empty where it has to be
    tried everywhere."""
    pattern: re.Pattern[str]
    title: re.Pattern[str] | None
    """What a report's title says where the words tell of the report's own body: searched for in the title."""
    named: bool
    """Whether the words tell of the report's own body where its title has the name that the pattern finds."""


@cache
def load_cues() -> tuple[Cue, ...]:
    """The cues of `scope_cues.csv`; raises `CatalogueError` on an unknown reach or a broken pattern."""
    cues = []
    for place, row in read_rows(CUES, ["name", "reach", "trigger", "pattern", "own"]):
        if row["reach"] not in REACHES:
            raise CatalogueError(f"{place}: reach {row['reach']!r} is none of {REACHES}")
        try:
            pattern = re.compile(row["pattern"])
            title = re.compile(row["own"]) if row["own"] not in ("", NAMED) else None
        except re.error as error:
            raise CatalogueError(f"{place}: pattern does not compile: {error}") from error
        triggers = tuple(filter(None, row["trigger"].split("|")))
        cues.append(Cue(row["name"], row["reach"], triggers, pattern, title, row["own"] == NAMED))
    return tuple(cues)


def cues_of(line: str, title: str = "") -> list[tuple[Cue, list[int] | None]]:
    """The cues that may occur in a line of the report of this title, and where the triggers of each begin, rising;
    None for one without any."""
    finder, places, always = _triggers()
    begun: dict[int, list[int] | None] = dict.fromkeys(always)
    for index, start, _ in finder.find(line):
        for place in places[index]:
            if (starts := begun.get(place)) is None:
                begun[place] = [start]
            else:
                starts.append(start)
    found = [
        (load_cues()[place], starts and sorted(starts)) for place, starts in sorted(begun.items(), key=itemgetter(0))
    ]
    return [(cue, starts) for cue, starts in found if not (cue.title and cue.title.search(title))]


@cache
def _triggers() -> tuple[Finder, list[list[int]], list[int]]:
    """What finds the triggers, the places in `load_cues()` that each stands for, and those of cues without one."""
    stands_for: dict[str, list[int]] = {}
    for place, cue in enumerate(load_cues()):
        for trigger in cue.triggers:
            stands_for.setdefault(trigger, []).append(place)
    always = [place for place, cue in enumerate(load_cues()) if not cue.triggers]
    return Finder(list(stands_for)), list(stands_for.values()), always


def holding(
    line: str, cues: Sequence[tuple[Cue, list[int] | None]], window: Window, year: int | None = None, title: str = ""
) -> tuple[Cue, ...]:
    """Those of `cues` that hold for the figure at `window`, whatever it counts.

    A cue whose pattern names a year (`since`, `begun`) only counts where that is before the figure's own `year`; one
    that tells of a body, where that is not the one that `title` names as the report's own.
    """
    begins = _begins(line, window) if cues else {}
    return tuple([cue for cue, triggers in cues if _holds(cue, triggers, line, window, begins, year, title)])


def _begins(line: str, window: Window) -> dict[str, int]:
    meanwhile = line.find("同期", window.clause, window.before[1]) >= 0
    since = window.item if meanwhile else window.sentence[0]
    return {
        "window": window.before[0],
        "clause": window.clause,
        "sentence": since,
        "period": since,
        "item": window.item,
    }


def _holds(
    cue: Cue,
    triggers: list[int] | None,
    line: str,
    window: Window,
    begins: dict[str, int],
    year: int | None,
    title: str,
) -> bool:
    if cue.reach == "behind":
        return cue.pattern.match(line, window.after[0]) is not None
    begin = begins[cue.reach]
    end = max(window.after[1] if cue.reach == "window" else window.before[1], begin)
    if triggers is not None and not _between(triggers, window.item if cue.reach == "period" else begin, end):
        return False
    stretches = [(begin, end)]
    if cue.reach == "period":
        stretches += _heads(line, window.item, begin)
    for left, right in stretches:
        match = _found(cue, triggers, line, left, right)
        if match is None or not _before(match.groupdict(), year):
            continue
        if cue.named and title and _NOT_OF_NAME.sub("", match[0]) in title:
            continue
        turned = cue.reach in ("sentence", "period", "item") and _OWN_YEAR.search(line, match.end(), end)
        if not turned:
            return True
    return False


def _heads(line: str, item: int, begin: int) -> list[tuple[int, int]]:
    """The head of the sentence that `begin` stands in, and of the one before where 其中 opens it; within the item."""
    heads: list[tuple[int, int]] = []
    head = begin
    while not heads or (line.startswith("其中", head) and head > item):
        head = max(line.rfind("。", 0, max(head - 1, 0) if heads else begin) + 1, item)
        heads.append((head, min(head + _HEAD, begin)))
    return [stretch for stretch in heads if stretch[0] < stretch[1]]


def _found(cue: Cue, triggers: list[int] | None, line: str, begin: int, end: int) -> re.Match[str] | None:
    """What the cue finds in a stretch of the line; `triggers` are where its triggers begin."""
    if triggers is not None and not _between(triggers, begin, end):
        return None
    match = cue.pattern.search(line, begin, end)
    # What stands at the end of the stretch may go on behind it: 3月 is none in 3月5日.
    return match if match is not None and cue.pattern.match(line, match.start()) else None


def _between(triggers: list[int], begin: int, end: int) -> bool:
    first = bisect_left(triggers, begin)
    return first < len(triggers) and triggers[first] < end


def _before(groups: dict[str, str | None], year: int | None) -> bool:
    """Whether the year that a cue names, if it names one, tells of more than the figure's own `year`.

    `since` has to be an earlier year; `begun` one earlier than the last, as a report's year may run from one
    December to the next.
    """
    since, begun = groups.get("since"), groups.get("begun")
    if since or begun:
        return year is not None and (int(since) < year if since else int(begun or 0) < year - 1)
    return True


_NOT_OF_NAME = re.compile(r"^[在，,。；;由以如是：:]+")
"""What a pattern takes in before a name."""
_OWN_YEAR = re.compile(r"[，；。](?:仅|其中)?(?:20\d\d年(?![0-9])|今年|全年|本年度?|年内|一年来)(?!以来|至今|以后|起)")
"""Words that turn from the part of the year that was spoken of back to the whole."""
