"""Choosing among the rules: which of them a figure fulfils, and which of those is the most specific."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ingest.indicators.mentions import load_lexicon
from ingest.indicators.phrases import Phrasebook, Rule, load_phrasebook
from ingest.indicators.views import View
from ingest.model import Figure

ANY_COUNT = "*"
"""Stands for every measure word but %: a change in percent may be that of any count."""


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """Rules by measure word and by the bits of their first group, so that few are tried for a figure."""

    rules: dict[str, dict[int, tuple[Rule, ...]]]
    """Measure word → place of a bit, counted from 1 → rules for it that begin with the bit, the last one first."""
    bits: dict[str, int]
    """Measure word → union of the bits that rules for it begin with."""

    def candidates(self, unit: str, near: int) -> list[Rule]:
        """Rules for `unit` whose first group is among the words `near`, by rising bit."""
        rest = near & self.bits.get(unit, 0)
        if not rest:
            return []
        found: list[Rule] = []
        rules = self.rules[unit]
        while rest:  # From the highest bit downwards: that takes half as many long integers.
            place = rest.bit_length()
            rest ^= 1 << place - 1
            found += rules[place]
        found.reverse()
        return found


def index_rules(book: Phrasebook) -> RuleIndex:
    """Index of all rules of a phrasebook."""
    found: dict[str, dict[int, list[Rule]]] = {}
    for rule in book.rules:
        units = set(rule.units) if "%" in rule.units else {*rule.units, ANY_COUNT}
        rest = rule.here[0]
        while rest:
            bit = rest & -rest
            rest ^= bit
            for unit in units:
                found.setdefault(unit, {}).setdefault(bit.bit_length(), []).append(rule)
    bits = {unit: sum(1 << place - 1 for place in by_place) for unit, by_place in found.items()}
    rules = {
        unit: {place: tuple(reversed(rules)) for place, rules in by_place.items()} for unit, by_place in found.items()
    }
    return RuleIndex(rules, bits)


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
    if rule.behind and view.code_before not in rule.behind:
        return "behind"
    if rule.of and not view.topic & rule.of:
        return "of"
    if rule.around:
        said = view.sentence_mask()
        for group in rule.around:
            if not said & group:
                return "around"
    return ""


def best_rule(unit: str, view: View, index: RuleIndex) -> Rule | None:
    """The most specific rule that matches; among equals the one whose words stand nearest to the figure."""
    found = [
        rule
        for rule in index.candidates(unit, view.near)
        # Most fail on this: asked here too, it costs no call.
        if (view.topic & rule.of or not rule.of) and not failure(rule, view)
    ]
    if len(found) <= 1:
        return found[0] if found else None
    most = max([rule.weight for rule in found])
    found = [rule for rule in found if rule.weight == most]
    return found[0] if len(found) == 1 else min(found, key=lambda rule: _distance(rule, view))


def _distance(rule: Rule, view: View) -> int:
    """Characters between the figure and the nearest word of the rule's first group."""
    left, right = view.window.before[1], view.window.after[0]
    masks, group = load_lexicon().masks, rule.here[0]
    gaps = [left - end if end <= left else start - right for word, start, end in view.mentions if masks[word] & group]
    return min(gaps, default=99)
