"""What a rule says of a frame, or of several frames that are the parts of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from expectations.rules import Severity

if TYPE_CHECKING:
    import pandas as pd

SHOWN_EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule says of one frame."""

    name: str
    """The rule's stable name in `rules.toml`."""
    success: bool
    severity: Severity
    blocking: bool
    description: str
    element_count: int
    """Rows that the rule was applied to."""
    unexpected_count: int
    first_observed: str = ""
    """What was observed in the first row that breaks the rule."""
    examples: tuple[dict[str, Any], ...] = ()
    """The first rows that break the rule, 20 at most."""
    positions: tuple[int, ...] = ()
    """Positions (`frame.iloc`) of all rows that break the rule."""
    limits: Mapping[str, Any] = field(default_factory=dict)
    """`min_value` and `max_value` of the expectation, where it has them."""
    expectation: Mapping[str, Any] = field(default_factory=dict)
    """The expectation as GX writes it: `type`, `kwargs`, `meta`."""
    explained_count: int = 0
    """Of the rows that break the rule, those that an exception explains."""
    unchanged_count: int = 0
    """Rows beside those that the rule was applied to: an earlier build found them good, and they are as they were."""

    @property
    def observed(self) -> str:
        """One line: how many of how many, and the first of them."""
        told = f"{self.unexpected_count} of {self.element_count} rows"
        if self.explained_count:
            told += f", {self.explained_count} of them explained"
        if self.unchanged_count:
            told += f", {self.unchanged_count} unchanged ones not judged again"
        return f"{told}; first: {self.first_observed}" if self.first_observed else told

    @property
    def forbids_publishing(self) -> bool:
        return self.blocking and not self.success


def merge(parts: Sequence[Sequence[Outcome]]) -> list[Outcome]:
    """The outcomes of one suite over the parts of a frame, as if it had been judged in one piece.

    Positions are those within the parts, and are left out.
    """
    return [_merged(outcomes) for outcomes in zip(*parts, strict=True)]


def with_explained(outcomes: Iterable[Outcome], explained: Mapping[str, int]) -> list[Outcome]:
    """The outcomes after exceptions: a rule is kept where each row that breaks it is explained.

    `explained` counts the explained rows by rule.
    """
    counts = ((outcome, explained.get(outcome.name, 0)) for outcome in outcomes)
    return [
        replace(outcome, explained_count=count, success=outcome.success or outcome.unexpected_count == count)
        for outcome, count in counts
    ]


def records(frame: pd.DataFrame, positions: Iterable[int]) -> list[dict[str, Any]]:
    """The rows at these positions, by column."""
    rows = frame.iloc[list(positions)].to_dict("records")
    return [{str(column): _listed(cell) for column, cell in row.items()} for row in rows]


def _listed(cell: Any) -> Any:
    """DuckDB's lists arrive as arrays, which cannot be asked whether they are empty."""
    return cell.tolist() if hasattr(cell, "tolist") and getattr(cell, "ndim", None) else cell


def _merged(outcomes: Sequence[Outcome]) -> Outcome:
    examples = [example for outcome in outcomes for example in outcome.examples]
    return replace(
        outcomes[0],
        success=all(outcome.success for outcome in outcomes),
        element_count=sum(outcome.element_count for outcome in outcomes),
        unexpected_count=sum(outcome.unexpected_count for outcome in outcomes),
        first_observed=next((outcome.first_observed for outcome in outcomes if outcome.first_observed), ""),
        examples=tuple(examples[:SHOWN_EXAMPLES]),
        positions=outcomes[0].positions if len(outcomes) == 1 else (),
    )
