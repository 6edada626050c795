"""Choosing among the rules: which of them a figure fulfils, and which of those is the most specific."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ingest.indicators.phrases import Phrasebook, Rule, load_phrasebook
from ingest.indicators.views import View
from ingest.model import Figure

ANY_COUNT = "*"
"""Stands for every measure word but %: a change in percent may be that of any count."""


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """Rules by measure word and by the bits of their first group, so that few are tried for a figure."""

    rules: dict[tuple[str, int], tuple[Rule, ...]]
    bits: dict[str, int]
    """Measure word → union of the bits that rules for it begin with."""

    def candidates(self, unit: str, near: int) -> list[Rule]:
        """Rules for `unit` whose first group is among the words `near`."""
        rest = near & self.bits.get(unit, 0)
        found: list[Rule] = []
        while rest:
            bit = rest & -rest
            rest ^= bit
            found += self.rules[unit, bit]
        return found


def index_rules(book: Phrasebook) -> RuleIndex:
    """Index of all rules of a phrasebook."""
    found: dict[tuple[str, int], list[Rule]] = {}
    for rule in book.rules:
        units = set(rule.units) if "%" in rule.units else {*rule.units, ANY_COUNT}
        rest = rule.here[0]
        while rest:
            bit = rest & -rest
            rest ^= bit
            for unit in units:
                found.setdefault((unit, bit), []).append(rule)
    bits: dict[str, int] = {}
    for unit, bit in found:
        bits[unit] = bits.get(unit, 0) | bit
    return RuleIndex({key: tuple(rules) for key, rules in found.items()}, bits)


@cache
def load_index() -> RuleIndex:
    """Index of the rules that come with this package."""
    return index_rules(load_phrasebook())


def unit_of_rules(figure: Figure) -> str:
    """The measure word by which rules are looked up for a figure."""
    if figure.measure == "point_change":
        return "%"
    if figure.measure == "change" and figure.unit == "%":
        return ANY_COUNT
    return figure.unit


def failure(rule: Rule, view: View) -> str:
    """Which column of the rule is not fulfilled; empty where the rule matches."""
    near = view.near
    for group in rule.here:
        if not near & group:
            return "here"
    if near & rule.unless:
        return "unless"
    if rule.behind and view.code_before not in rule.behind:
        return "behind"
    if rule.of and not view.topic & rule.of:
        return "of"
    for group in rule.around:
        if not view.sentence_mask() & group:
            return "around"
    return ""


def best_rule(unit: str, view: View, index: RuleIndex) -> Rule | None:
    """The most specific rule that matches; among equals the one whose words stand nearest to the figure."""
    found = [rule for rule in index.candidates(unit, view.near) if not failure(rule, view)]
    if len(found) <= 1:
        return found[0] if found else None
    return max(found, key=lambda rule: (rule.weight, -_distance(rule, view)))


def _distance(rule: Rule, view: View) -> int:
    """Characters between the figure and the nearest word of the rule's first group."""
    left, right = view.window.before[1], view.window.after[0]
    gaps = [
        left - mention[1] if mention[1] <= left else mention[0] - right
        for mention in view.mentions
        if mention[2] & rule.here[0]
    ]
    return min(gaps, default=99)
