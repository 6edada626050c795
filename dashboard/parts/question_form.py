"""The saved questions as one chooses them, each with a field for every parameter."""

from __future__ import annotations

import streamlit as st

from dashboard.asking import Literal
from dashboard.parts.indicators import indicator_names
from dashboard.parts.publishers import publisher_names
from dashboard.parts.session import ask, language, say
from dashboard.saved_questions import Question, question_of

_REGIONS = {"asked_region": 0, "one_region": 0, "other_region": 1}
"""Parameters that are a region, and which of the regions is the first to be shown."""
_OF_NAMES = {"matching_regions", "matching_indicators", "why_nothing"}
"""Questions about names that nothing may be called by: they are typed."""


def chosen_call() -> str | None:
    """The call of the question that is chosen, with what stands in its fields; None where none is."""
    found = ask("questions")
    if found is None:
        return None
    answers = "answers_zh" if language() == "zh" else "answers"
    rows = {str(row["name"]): row for row in found.frame.to_dict("records")}
    chosen = st.selectbox(
        say("saved_questions"), list(rows), index=None, placeholder=say("choose_question"), key="saved_question",
        format_func=lambda name: f"{name}: {rows[name][answers]}",
    )  # fmt: skip
    if not chosen:
        return None
    question = question_of(chosen, str(rows[chosen]["call"]), list(rows[chosen]["parameters"]))
    return question.filled(_values(question))


def _values(question: Question) -> dict[str, Literal]:
    if not question.parameters:
        return {}
    examples = question.examples()
    cells = st.columns(len(question.parameters))
    values: dict[str, Literal] = {}
    for cell, name in zip(cells, question.parameters, strict=True):
        with cell:
            values[name] = _value(question.name, name, examples.get(name))
    return values


def _value(question: str, name: str, example: str | int | None) -> Literal:
    key = f"parameter_{question}_{name}"
    if name in _REGIONS and question not in _OF_NAMES:
        publishers = publisher_names()
        first_region = min(_REGIONS[name], len(publishers) - 1)
        return st.selectbox(say("region"), list(publishers), first_region, publishers.__getitem__, key=key)
    if name == "asked_indicator" and question not in _OF_NAMES:
        names = indicator_names()
        return st.selectbox(say("indicator"), list(names), format_func=names.__getitem__, key=key)
    if name == "asked_year":
        years = ask("years")
        return st.selectbox(say("year"), years.frame["report_year"].tolist() if years else [], key=key)
    if isinstance(example, int) or name in {"n", "least"}:
        first_count = example if isinstance(example, int) else None
        return st.number_input(say(f"parameter.{name}"), min_value=0, value=first_count, key=key)
    return str(st.text_input(say(f"parameter.{name}"), value=str(example or ""), key=key, live="400ms"))
