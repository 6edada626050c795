"""Why a figure got its indicator, or none: its statement, the codes proposed and how sure, rules that lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Figure, Section
from ingest.statements.deciding import candidates, confidence_of, decide
from ingest.statements.parts import part_of
from ingest.statements.reading import read_statements


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was weighed for one figure."""

    figure: Figure
    """The figure as `assign_indicators` gives it back, with the slots of its statement."""
    judged: Figure
    """The figure as the phrase rules alone judge it."""
    window: tuple[str, str]
    """Its own words, before and after it."""
    topics: tuple[str, ...]
    """Its subject, by names of `words.csv`."""
    matched: tuple[str, ...]
    """Ids of the phrase rules whose words are all there; the most specific of them decides."""
    lost: tuple[tuple[str, str], ...]
    """(rule id, column of `phrases/*.csv` that is not fulfilled) of the rules that came near."""
    patterns: tuple[str, ...]
    """Ids of the patterns over slots that fit."""
    proposed: tuple[tuple[str, float, str], ...]
    """(code, confidence, sign of a part or empty) of each code that is proposed, the surest first."""


def explain(
    text: str,
    figure: Figure,
    figures: Sequence[Figure],
    sections: Sequence[Section] = (),
    report_year: int | None = None,
) -> Explanation:
    """Explain one of `figures`, which are all figures of `text` as `find_figures` gives them.

    Raises ValueError where `figure` (compared by its place) is not among them.
    """
    return Explainer(text, figures, sections, report_year).explain(figure)


class Explainer:
    """All figures of one text, read once, each explained when asked for."""

    def __init__(
        self, text: str, figures: Sequence[Figure], sections: Sequence[Section] = (), report_year: int | None = None
    ) -> None:
        self._places = {figure.start: place for place, figure in enumerate(figures)}
        bare = [figure._replace(indicator_code=None) for figure in figures]
        self._judged, self._statements = read_statements(text, bare, sections, report_year)
        self._decided = decide(self._judged, self._statements)

    def explain(self, figure: Figure) -> Explanation:
        """Explain the figure at this place; raises ValueError where there is none."""
        place = self._places.get(figure.start)
        if place is None:
            raise ValueError(f"no figure at {figure.start}")
        judged, statement = self._judged[place], self._statements[place]
        if statement is None:
            return Explanation(self._decided[place], judged, ("", ""), (), (), (), (), ())
        line, position = statement.line, statement.place
        _, view = rule_of(line, position, judged, self._judged[place - position : place], load_index())
        names = load_phrasebook().names
        failures = {rule.id: failure(rule, view) for rule in load_index().candidates(unit_of_rules(judged), view.near)}
        before, after = view.window.before, view.window.after
        proposed = [
            (code, confidence_of(statement, code), part_of(statement, code) or "") for code in candidates(statement)
        ]
        return Explanation(
            self._decided[place],
            judged,
            (line.text[before[0] : before[1]], line.text[after[0] : after[1]]),
            tuple(name for bit, name in enumerate(names) if view.topic >> bit & 1),
            tuple(rule for rule, reason in failures.items() if not reason),
            tuple((rule, reason) for rule, reason in failures.items() if reason),
            tuple(match.pattern.id for match in statement.matches),
            tuple(sorted(proposed, key=lambda each: -each[1])),
        )
