"""The statement that a figure belongs to: what it speaks of, and the words that each part of it was read from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

import streamlit as st

from dashboard import words
from dashboard.parts.markup import plain, show_quote
from dashboard.parts.numbers import is_absent, number
from dashboard.parts.session import ask, language, localized, named, say

_PARTS = (
    "object", "deed", "whose", "part", "period_start", "period_end", "base_year", "definition", "proposed_code",
    "target_code", "confidence",
)  # fmt: skip


def show_statement(figure: str) -> None:
    """The parts of the statement that were read, each with its words; nothing where none was."""
    found = ask("figure_statement", figure=figure)
    if found is None or found.frame.empty:
        return
    row = found.frame.iloc[0]
    read = words_of_parts(row["evidence"], str(row["text"]))
    facts = "".join(
        f"<dt>{escape(words.term(language(), 'slot', name))}</dt><dd>{escape(shown)}{_quoted(read.get(name, []))}</dd>"
        for name, shown in _read(row)
    )
    if facts:
        st.markdown(f"**{say('statement')}**")
        st.html(f"<dl class='facts'>{facts}</dl>")


def words_of_parts(evidence: Any, text: str) -> dict[str, list[str]]:
    """Part of the statement → the words of `text` it was read from; `evidence` is `[["object", 12, 14], …]` as JSON."""
    read: dict[str, list[str]] = {}
    for name, start, end in json.loads(evidence) if isinstance(evidence, str) else ():
        read.setdefault(str(name), []).append(text[int(start) : int(end)])
    return read


def show_prior(figure: str) -> None:
    """The figure of the year before, and its sentence."""
    found = ask("figure_prior", figure=figure)
    if found is None or found.frame.empty:
        return
    row = found.frame.iloc[0]
    st.markdown(
        f"**{say('prior_figure', year=row['year'])}** {number(row['prior_value'])} {plain(row['unit'])} "
        f"({named('prior_source', row['prior_source'])})"
    )
    if isinstance(row["quote"], str):
        show_quote(row["quote"], [str(row["raw"])])


def show_candidates(figure: str) -> None:
    """Other readings of the same thing."""
    found = ask("figure_candidates", figure=figure)
    if found is None or found.frame.empty:
        return
    st.markdown(f"**{say('other_readings')}**")
    for row in found.frame.to_dict("records"):
        code = row["indicator_code"]
        what = f"{number(row['value'])} {row['unit']}" if is_absent(code) else code_name(str(code))
        st.markdown(f"- {plain(what)}: {plain(row['quote'])}")


def code_name(code: str) -> str:
    """The name of an indicator; the code itself where the catalogue has none."""
    found = ask("indicator_name", indicator=code)
    return localized(found.frame.iloc[0], "name") if found and len(found.frame) else code


def _read(row: Any) -> Iterator[tuple[str, str]]:
    for name in _PARTS:
        value = row[name]
        if is_absent(value):
            continue
        if name == "confidence":
            yield name, f"{float(value):.0%}"
        elif name.startswith("period"):
            yield name, str(value)[:10]
        elif name.endswith("_code"):
            yield name, code_name(str(value))
        else:
            yield name, words.term(language(), name, value)


def _quoted(read: list[str]) -> str:
    return "".join(f" <q>{escape(words)}</q>" for words in dict.fromkeys(read))
