"""The statement that a figure makes: who did what, for whom, in which period, whole or part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.indicators.clauses import Window
from ingest.indicators.lines import Line
from ingest.model import Figure, Whose
from ingest.statements.clock import Stretch
from ingest.statements.fulfilment import Match
from ingest.statements.objects import Phrase
from ingest.statements.publisher import Publisher
from ingest.statements.siblings import Sibling
from ingest.statements.subjects import Subject


@dataclass(slots=True)
class Statement:
    """One figure with what its words say. Spans are offsets in `line.text`, which begins at `line.offset`."""

    figure: Figure
    line: Line
    place: int
    """Position of the figure among those of the line."""
    publisher: Publisher
    report_year: int | None
    phrase: Phrase
    subject: Subject
    sibling: Sibling
    shown: tuple[Figure, ...] = ()
    """The two figures before it in its line, or fewer."""
    code: str | None = None
    """The code that is proposed for it: that of its pattern, or of the figure that it follows."""
    how: str = "none"
    """`pattern`, `change`, `series.…`, `former`, `share`: by what the code is proposed."""
    base: int | None = None
    """Place in the line of the figure that it follows: of which it is the change, or the value of another year."""
    match: Match | None = None
    """The pattern that it fulfils best."""
    matches: tuple[Match, ...] = ()
    """All that it fulfils."""
    lost: Callable[[], list[tuple[str, str]]] = list
    """Gives (id, column) of the patterns that ask for its object and fail on another column."""
    bare: bool = False
    """Whether its own words name no object."""
    whose: Whose | None = None
    part_of_year: bool = False
    """Whether the report is on a part of a year."""
    uncovered: int = 0
    """Characters of its object that its pattern does not account for."""
    cues: tuple[str, ...] = ()
    """Names of the cues of `scope_cues.csv` that hold for it."""
    span: bool = False
    """Whether the period is longer than a year."""
    short: bool = False
    """Whether the period is shorter than a year and ends before October."""
    stretch: Stretch | None = None
    """The years or the part of a year that it is of; None where that is one whole year."""
    carried: str | None = None
    """The code of cases carried over or pending, where it is such a count: no other code is asked for then."""
    component: bool = False
    """Whether it is a component of a whole that is printed nowhere, and is added up with the others."""
    listed: bool = False
    """Whether it stands beside others of the same code that add up to a whole, printed or not."""
    added_up: bool = False
    """Whether a figure behind it says what it and those beside it come to."""
    same_code: int = 0
    """How many other figures of the text are proposed for the same code, measure and year."""
    last: Statement | None = field(default=None, repr=False, compare=False)
    """That of the figure before it, and of the one behind it, in its sentence."""
    next: Statement | None = field(default=None, repr=False, compare=False)
    of: Statement | None = field(default=None, repr=False, compare=False)
    """That of the figure which a change belongs to, or that a figure has risen or fallen from."""
    held: set[str] | None = field(default=None, repr=False, compare=False)
    """Its features, once they were asked for."""
    signs: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)
    """By code: names of the rules by which it is no such figure of the whole, once they were asked for."""
    first_of_code: bool = True
    largest_of_code: bool = True
    window: Window = field(init=False, repr=False, compare=False)
    """The figure's own words, clause and sentence, as offsets in the line."""
    own: str = field(init=False, repr=False, compare=False)
    """Its own words before the number."""
    clause: str = field(init=False, repr=False, compare=False)
    """The clause up to the number."""
    sentence: str = field(init=False, repr=False, compare=False)
    """The sentence up to the number."""
    thing: str = field(init=False, repr=False, compare=False)
    """The object as printed; empty where it names none."""

    def __post_init__(self) -> None:
        text, window = self.line.text, self.line.windows[self.place]
        begin, end = window.before
        self.window = window
        self.own, self.clause, self.sentence = (
            text[begin:end],
            text[window.clause : end],
            text[window.sentence[0] : end],
        )
        self.thing = text[slice(*self.phrase.object)] if self.phrase.object else ""
