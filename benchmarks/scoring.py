"""Figures as a careful reader finds them, against those that were extracted.

Everything is compared as multisets per text: figures by (value, unit), readings by (value, unit, bound,
measure), indicators by (indicator, value, year). Gold rows that are not `scored`, and gold indicators `?`,
neither help nor hurt. Years are compared only where the gold figures of the text have any.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

KINDS = ("figures", "readings", "indicators")
Row = Mapping[str, Any]
"""A gold row or a line of `fazhi extract`: both have value, unit, bound, measure, indicator and year."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were found as they should be, found otherwise, and not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 0 where nothing was."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


def tally(facts: Sequence[Row], gold: Sequence[Row]) -> dict[str, Tally]:
    """The tally of each of `KINDS` for one text."""
    dated = any(row["year"] for row in gold)
    scored = [row for row in gold if row["status"] == "scored"]
    ignored = [row for row in gold if row["status"] != "scored"]
    free: Counter[Hashable] = Counter(map(_figure, ignored))
    open_values = {_figure(row)[0] for row in gold if row["indicator"] == "?" or row["status"] != "scored"}
    coded = [fact for fact in facts if fact["indicator"]]
    return {
        "figures": _compare(map(_figure, facts), map(_figure, scored), free),
        "readings": _compare(
            map(_reading, facts),
            map(_reading, scored),
            Counter(_reading(fact) for fact in facts if _figure(fact) in free),
        ),
        "indicators": _compare(
            (_indicator(fact, dated) for fact in coded),
            (_indicator(row, dated) for row in scored if row["indicator"] not in ("", "?")),
            Counter(_indicator(fact, dated) for fact in coded if _figure(fact)[0] in open_values),
        ),
    }


def _compare(found: Iterable[Hashable], wanted: Iterable[Hashable], free: Counter[Hashable]) -> Tally:
    """The tally of two multisets; what is found beyond the wanted is forgiven as often as `free` holds it."""
    have, want = Counter(found), Counter(wanted)
    right = have & want
    wrong = have - right - free
    return Tally(right.total(), wrong.total(), (want - right).total())


def _figure(row: Row) -> tuple[Hashable, ...]:
    return Decimal(str(row["value"])).normalize(), row["unit"]


def _reading(row: Row) -> tuple[Hashable, ...]:
    return *_figure(row), row["bound"], row["measure"]


def _indicator(row: Row, dated: bool) -> tuple[Hashable, ...]:
    return row["indicator"], _figure(row)[0], str(row["year"]) if dated else ""


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % interval of the share `right` of `total` (Wilson's score interval)."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, right / total
    middle = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, (middle - spread) / (1 + z * z / total)), min(1.0, (middle + spread) / (1 + z * z / total))
