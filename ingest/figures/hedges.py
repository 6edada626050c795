"""Words around a quantity that make it a bound: 近, 超过, 余, 以上, 左右."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from ingest.figures.quantity import Quantity
from ingest.model import Bound

Hedges = list[tuple[str, Bound]]
"""Hedges with the bounds that they set."""
_HEDGES = Path(__file__).with_name("hedges.csv")
_INCLUSIVE = r"(?: ?\(含[^)]{0,8}\))?"
_FOR_ALL = re.compile(r"(?:分别|均|都|各)[^,;。0-9]*$")
_WITH_VERB = re.compile(r"(?P<hedge>至少|最少|起码|不少于|最多|至多|不多于|不超过)[\u4e00-\u9fff]{1,6}$")
"""A verb between hedge and number: 每年至少开展2次."""
_MAY_HEDGE = re.compile("[少多超码]")
"""A character of each hedge that may stand before a verb."""
_VERBLESS = re.compile(r"[和或及与的率]")
"""What stands in no verb: the hedge is then that of something else."""
_LINK = r" ?(?:了|有|为|达|达到|占)? ?"


@cache
def _bounds(side: str) -> dict[str, Bound]:
    with _HEDGES.open(encoding="utf-8", newline="") as handle:
        return {row["hedge"]: row["bound"] for row in csv.DictReader(handle) if row["side"] == side}  # type: ignore[misc]


@cache
def _pattern(side: str) -> re.Pattern[str]:
    """Alternation of the hedges of one side, the longest first, each with the words that it is no hedge in."""
    with _HEDGES.open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["side"] == side]
    words = "|".join(
        (f"(?<![{row['not_after']}])" if row["not_after"] else "") + re.escape(row["hedge"])
        for row in sorted(rows, key=lambda row: -len(row["hedge"]))
    )
    if side.startswith("before"):
        return re.compile(f"({words}){_LINK}$")
    return re.compile(rf"{_INCLUSIVE} ?({words})")


@cache
def _last_characters() -> frozenset[str]:
    """What a hedge before a number, or the word that links it to the number, can end in."""
    words = [*_bounds("before"), *_bounds("before_bare"), "了", "有", "为", "占", "达", "到", " "]
    return frozenset(word[-1] for word in words)


def hedges_before(quantity: Quantity, line: str) -> Hedges:
    """The hedges before a quantity in reading order: 不少于约 are two."""
    window = line[max(0, quantity.start - 14) : quantity.start]
    found: Hedges = []
    # Nine numbers in ten have no hedge, and most of these no character that one ends in.
    if window[-1:] not in _last_characters():
        return _before_verb(window) if _MAY_HEDGE.search(window) else []
    sides = ("before", "before_bare") if quantity.printed[0] in "百千万亿" else ("before",)
    for side in sides:
        match = _pattern(side).search(window)
        if match:
            found.append((match[1], _bounds(side)[match[1]]))
            # Hedges come in twos: 不少于约, 超过近.
            inner = _pattern("before").search(window[: match.start()])
            if inner and inner[1] not in ("高于", "低于"):
                found.insert(0, (inner[1], _bounds("before")[inner[1]]))
            break
    return found or _before_verb(window)


def _before_verb(window: str) -> Hedges:
    match = _WITH_VERB.search(window)
    if match is None or _VERBLESS.search(match[0]):
        return []
    return [(match["hedge"], _bounds("before")[match["hedge"]])]


def hold_for_all(quantity: Quantity, line: str) -> bool:
    """Whether hedges before a quantity also hold for the numbers listed behind it, as 分别, 均 and 都 say."""
    return _FOR_ALL.search(line[max(0, quantity.start - 30) : quantity.start]) is not None


def _after_sides(quantity: Quantity) -> tuple[str, ...]:
    kind = quantity.measure.kind
    if quantity.fraction or kind in ("ratio", "points", "multiple"):
        return ("after", "after_ratio")
    return ("after", "after_time") if kind == "time" else ("after",)


@cache
def _first_characters() -> frozenset[str]:
    words = [word for side in ("after", "after_ratio", "after_time") for word in _bounds(side)]
    return frozenset(word[0] for word in words) | {" ", "("}


def hedge_behind(quantity: Quantity, line: str) -> tuple[str, Bound, int] | None:
    """The hedge behind a quantity with the bound that it sets and where it ends; None where none stands there."""
    if quantity.shares_unit or line[quantity.end : quantity.end + 1] not in _first_characters():
        return None
    for side in _after_sides(quantity):
        match = _pattern(side).match(line, quantity.end)
        if match and not _is_word(match, line):
            return match[1], _bounds(side)[match[1]], match.end()
    return None


def _is_word(match: re.Match[str], line: str) -> bool:
    """余, 多 and + behind a measure word belong to it only where no word goes on: not in 多次, 余额, 内容."""
    following = line[match.end() : match.end() + 1]
    if match[1] in ("余", "多", "强", "弱", "+"):
        return bool(following) and following not in ",;。、)的 以"
    if match[1] in ("以上", "以下", "以内"):
        return bool(following) and following in "门述级报传市海"
    return match[1] in ("内", "上下", "左右") and following in ("容", "部", "设", "外", "联", "级", "控", "涝", "地")


def inner_hedge(quantity: Quantity) -> Hedges:
    """The hedge inside a quantity (`四十余件`), if there is one."""
    return [(quantity.inner_hedge, _bounds("inside")[quantity.inner_hedge])] if quantity.inner_hedge else []


def bound_of(found: Hedges) -> Bound:
    """One bound for all hedges of a quantity: hedges that pull both ways (近…余) leave `about`."""
    if not found:
        return "exact"
    bounds = {bound for _, bound in found}
    return bounds.pop() if len(bounds) == 1 else "about"
