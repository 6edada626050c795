"""What patterns ask for of a figure, and how well one of them is fulfilled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.indicators.clauses import Window
from ingest.statements.objects import Phrase
from ingest.statements.vocabulary import Pattern


class Match(NamedTuple):
    """A pattern that a statement fulfils, and how well."""

    pattern: Pattern
    head: bool
    """Whether the object itself is the pattern's; else one of its words is, or there is none."""
    bare: bool
    deed: int
    """0 no deed asked for, 1 in the figure's own words, 2 taken over from a figure beside it."""
    topic: int
    """0 none asked for or in the figure's own words, n: named n clauses before, 9 in the heading, 10 in the title."""
    length: int
    """Characters of the object's word."""

    @property
    def rank(self) -> tuple[int, ...]:
        """How specific the match is; the greatest wins."""
        pattern = self.pattern
        asked = (
            (pattern.deed != 0 or bool(pattern.deed_words))
            + (pattern.topic != 0)
            + bool(pattern.around or pattern.around_words)
        )
        return (
            self.head,
            not self.bare or self.deed == 1,
            self.deed != 2,
            -min(self.topic, 3),
            asked,
            self.length,
            -self.topic,
        )


class Words(NamedTuple):
    """What the patterns ask for of one figure; concepts and deeds as masks over `Vocabulary.names`."""

    window: Window
    phrase: Phrase
    thing: str
    """The object as printed."""
    heads: int
    """Concepts that the object is."""
    length: int
    """Characters of the word that says so."""
    carried: int
    """Concepts of the figure beside it, where this one names nothing: `新增12个，累计96个`."""
    bare: bool
    generic: bool
    """Whether the object is a noun such as 案件, which says nothing without its modifiers."""
    own: int
    """All concepts and deeds of its own words."""
    deeds: int
    inherited: int
    """Deeds of the figures beside it, where its own words have none."""
    before: str
    after: str
    rest: str
    """Behind the figure up to the end of the clause."""

    def is_of(self, pattern: Pattern) -> bool:
        """Whether the object is one that the pattern asks for."""
        return bool(self.heads & pattern.object) or self.thing.endswith(pattern.object_words)

    def prints(self, words: Sequence[str]) -> bool:
        """Whether one of these words stands in the figure's own words."""
        return any(map(self.before.__contains__, words)) or any(map(self.after.__contains__, words))

    def does(self, words: Sequence[str]) -> bool:
        """Whether one of these words stands before the figure, or behind it in its clause."""
        return any(map(self.before.__contains__, words)) or any(map(self.rest.__contains__, words))


def deed_of(pattern: Pattern, words: Words) -> int | None:
    """How the deed that the pattern asks for is there, as in `Match.deed`; None where it is not."""
    if pattern.no_deed & words.deeds:
        return None
    if not pattern.deed and not pattern.deed_words:
        # 维持16件, 撤销7件: what names nothing is not told by a deed that it does not have.
        return None if pattern.no_deed and words.bare and not words.carried else 0
    if words.deeds & pattern.deed or (pattern.deed_words and words.does(pattern.deed_words)):
        return 1
    return 2 if not words.deeds and words.inherited & pattern.deed else None
