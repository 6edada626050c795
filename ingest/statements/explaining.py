"""Why a figure got its indicator, or none: which rules matched, which lost and on what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.indicators.assigning import assign_indicators, line_of, rule_of
from ingest.indicators.matching import failure, load_index, unit_of_rules
from ingest.indicators.phrases import load_phrasebook
from ingest.model import Figure, Section


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was weighed for one figure."""

    figure: Figure
    """The figure as `assign_indicators` gives it back."""
    window: tuple[str, str]
    """The words before and after it that the rules saw."""
    topics: tuple[str, ...]
    """Its subject, by names of `words.csv`."""
    matched: tuple[str, ...]
    """Ids of the rules whose words are all there; the most specific of them decides."""
    lost: tuple[tuple[str, str], ...]
    """(rule id, column of `phrases/*.csv` that is not fulfilled) of the rules that came near."""


def explain(text: str, figure: Figure, figures: Sequence[Figure], sections: Sequence[Section] = ()) -> Explanation:
    """Explain one of `figures`, which are all figures of `text` as `find_figures` gives them.

    Raises ValueError where `figure` (compared by its place) is not among them.
    """
    place = next((i for i, other in enumerate(figures) if other.start == figure.start), None)
    if place is None:
        raise ValueError(f"no figure at {figure.start}")
    line, position = line_of(text, figures, place, sections)
    judged = assign_indicators(text, figures, sections)
    _, view = rule_of(line, position, figure, judged[place - position : place], load_index())
    names = load_phrasebook().names
    failures = {rule.id: failure(rule, view) for rule in load_index().candidates(unit_of_rules(figure), view.near)}
    before, after = view.window.before, view.window.after
    return Explanation(
        judged[place],
        (line.text[before[0] : before[1]], line.text[after[0] : after[1]]),
        tuple(name for bit, name in enumerate(names) if view.topic >> bit & 1),
        tuple(rule for rule, reason in failures.items() if not reason),
        tuple((rule, reason) for rule, reason in failures.items() if reason),
    )
