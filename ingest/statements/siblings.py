"""Which figures of a line are counted side by side, and which add up to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model import Figure

_MOST = 12
"""Components of a sum that is looked for: longer lists are told by their words."""


@dataclass(slots=True)
class Sibling:
    """How a figure stands to its neighbours of the same unit and sentence."""

    alike: int = 1
    """Levels of the same unit in a row, this one included; changes and shares between them do not part them."""
    place: int = 0
    """Position among them, from 0."""
    total: bool = False
    """Whether the two or more that follow (or come before) add up to it."""
    component: bool = False
    """Whether it is one of those that add up to another."""


def siblings(figures: Sequence[Figure]) -> list[Sibling]:
    """One `Sibling` for each figure of a line, in order."""
    found = [Sibling() for _ in figures]
    runs: list[list[int]] = []
    for place, figure in enumerate(figures):
        if figure.measure != "level":
            continue
        last = runs[-1] if runs else []
        if last and _alike(figures[last[-1]], figure):
            last.append(place)
        else:
            runs.append([place])
    for run in runs:
        for position, place in enumerate(run):
            found[place].alike, found[place].place = len(run), position
        if len(run) > 2 and figures[run[0]].unit != "%":
            _mark_sums(figures, run, found)
    return found


def _alike(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit and one.sentence_start == other.sentence_start


def _mark_sums(figures: Sequence[Figure], run: list[int], found: list[Sibling]) -> None:
    """Totals before or behind their components: `受理52件，其中处罚类30件、其他22件`."""
    values = [figures[place].value for place in run]
    for index, total in enumerate(values):
        if total <= 0 or found[run[index]].component:
            continue
        for step in (1, -1):
            summed = Decimal(0)
            for count in range(1, _MOST):
                other = index + step * count
                if not 0 <= other < len(values):
                    break
                summed += values[other]
                if summed >= total:
                    if summed == total and count > 1:
                        found[run[index]].total = True
                        for back in range(1, count + 1):
                            found[run[index + step * back]].component = True
                    break
