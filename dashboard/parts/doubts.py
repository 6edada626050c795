"""What speaks against a value: the mark beside it, the words of the mark, and what each mark means.

The codes are those of `values_with_doubts()` in the warehouse file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import words
from dashboard.parts.markup import plain
from dashboard.parts.numbers import is_absent
from dashboard.parts.session import language, say

if TYPE_CHECKING:
    import pandas as pd

MILD = {"hedged", "prior_hedged", "summed"}
"""What makes a number less exact, not less sure."""
GRAVE = [
    "refused", "flagged", "prior_flagged", "prior_refused", "contradicts_stated", "conflict", "tenfold",
    "prior_implied", "prior_restated", "part", "prior_scope", "territory_changed", "population_changed",
    "definition_changed", "period_differs",
]  # fmt: skip
SIGN, MILD_SIGN = "⚠", "≈"


def codes(doubts: Any) -> list[str]:
    """The codes of a cell, which is a list, an array or empty."""
    return [] if is_absent(doubts) else [str(code) for code in doubts]


def marked(doubts: Any) -> str:
    """`⚠ doubted, hedged` in the visitor's language; empty without doubts."""
    found = codes(doubts)
    if not found:
        return ""
    sign = MILD_SIGN if MILD.issuperset(found) else SIGN
    return f"{sign} {say('list_separator').join(words.term(language(), 'doubt', code) for code in found)}"


def why(code: str) -> str:
    """What a mark means, in a sentence."""
    return words.term(language(), "why", code)


def show_legend(cells: Iterable[Any]) -> None:
    """Below a table or a chart: each mark that occurs in it, and what it means."""
    occurring = list(dict.fromkeys(code for cell in cells for code in codes(cell)))
    if not occurring:
        return
    lines = [f"**{plain(words.term(language(), 'doubt', code))}**: {plain(why(code))}" for code in occurring]
    with st.expander(say("legend", count=len(occurring))):
        st.markdown("\n".join(f"- {line}" for line in lines))


def show_reasons(doubts: Any) -> None:
    """Beside one value: each of its doubts as a sentence, or that there is none."""
    if not codes(doubts):
        st.markdown(f"✓ {say('nothing_speaks_against')}")
    for code in codes(doubts):
        sign = MILD_SIGN if code in MILD else SIGN
        st.markdown(f"{sign} {plain(why(code))}")


def with_marks(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the column `mark` (a text, empty without doubts) and `sure` (whether there are none)."""
    return frame.assign(
        mark=[marked(cell) for cell in frame["doubts"]], sure=[not codes(cell) for cell in frame["doubts"]]
    )
