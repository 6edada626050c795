"""Why a figure got its indicator, or none: its statement, the codes proposed and how sure, patterns that lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Figure, Section
from ingest.statements.deciding import confidence_of, decide, proposed_code
from ingest.statements.parts import part_of
from ingest.statements.reading import read_statements


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was weighed for one figure."""

    figure: Figure
    """The figure as `assign_indicators` gives it back, with the slots of its statement."""
    window: tuple[str, str] = ("", "")
    """Its own words, before and after it."""
    matched: tuple[str, ...] = ()
    """Ids of the patterns that it fulfils; the most specific of them proposes its code."""
    lost: tuple[tuple[str, str], ...] = ()
    """(pattern id, column of `patterns/*.csv` that is not fulfilled) of the patterns that ask for its object."""
    proposed: tuple[str, float, str] | None = None
    """(code, confidence, sign of a part or empty) of the code that is proposed, if any."""


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
        read, self._statements = read_statements(text, bare, sections, report_year)
        self._decided = decide(read, self._statements)

    def explain(self, figure: Figure) -> Explanation:
        """Explain the figure at this place; raises ValueError where there is none."""
        place = self._places.get(figure.start)
        if place is None:
            raise ValueError(f"no figure at {figure.start}")
        statement = self._statements[place]
        if statement is None:
            return Explanation(self._decided[place])
        text, window, code = statement.line.text, statement.window, proposed_code(statement)
        return Explanation(
            self._decided[place],
            (text[slice(*window.before)], text[slice(*window.after)]),
            tuple(match.pattern.id for match in statement.matches),
            tuple(statement.lost()),
            (code, confidence_of(statement, code), part_of(statement, code) or "") if code else None,
        )
