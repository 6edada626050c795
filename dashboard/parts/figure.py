"""One figure: how it was read, what was doubted of it, and what was made of it."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from dashboard import words
from dashboard.parts.correction import show_entry
from dashboard.parts.markup import plain
from dashboard.parts.numbers import is_absent, number
from dashboard.parts.session import ask, language, localized, named, say
from dashboard.parts.statement import show_candidates, show_prior, show_statement

_SIGNS = {"error": ":red-badge", "warn": ":orange-badge"}


def show_figure(row: Any) -> None:
    """The panel of a row of `report_figures.sql`."""
    st.subheader(plain(row["raw"]), anchor=False)
    st.html(_facts(row))
    figure = str(row["figure_id"])
    show_statement(figure)
    show_prior(figure)
    show_candidates(figure)
    _show_uses(figure)
    rules = _show_doubts(figure)
    with st.expander(say("correction_of_figure")):
        show_entry(row, rules)
    with st.expander(say("rules_fired")):
        st.code("\n".join(str(rule) for rule in row["rules"]) or "—", language=None)
        st.caption(say("explain_hint"))
        st.code(f"fazhi explain {figure}", language="bash")


def _facts(row: Any) -> str:
    """The reading as a list of terms and what they are; everything that a report or a person wrote is escaped."""
    facts = {
        "column.value": f"{number(row['value'])} {row['unit'] or ''} (± {number(row['precision'])})",
        "column.bound": named("bound", row["bound"]),
        "column.measure": named("measure", row["measure"]),
        "column.scope": named("scope", row["scope"]),
        "column.year": _or_dash(row["year"]),
        "column.indicator": localized(row, "name") if isinstance(row["name_zh"], str) else say("no_indicator"),
        "column.domain": words.domain_name(language(), row["domain"]) if isinstance(row["domain"], str) else "—",
        "column.section": _or_dash(row["section_heading"]),
        "column.validity": named("validity", row["validity"]),
    }
    if isinstance(row["correction"], str):
        facts["column.printed_value"] = number(row["printed_value"])
        facts["column.correction"] = f"{row['correction']}: {row['correction_reason']}"
    told = "".join(f"<dt>{escape(say(key))}</dt><dd>{escape(str(fact))}</dd>" for key, fact in facts.items())
    return f"<dl class='facts'>{told}</dl>"


def _show_uses(figure: str) -> None:
    found = ask("figure_uses", figure=figure)
    if found is None:
        return
    st.markdown(f"**{say('made_of_it')}**")
    if found.frame.empty:
        st.caption(say("nothing_made"))
    for row in found.frame.to_dict("records"):
        value = f"{number(row['value'])} {plain(row['unit'])}"
        where = f"{plain(row['region_name'])} {row['year']} {plain(localized(row, 'indicator_name'))}"
        how = f" ({plain(named('choice_rule', row['choice_rule']))})" if isinstance(row["choice_rule"], str) else ""
        st.markdown(f"- {named('used_as', row['used_as'])}: {where} = {value}{how}")


def _show_doubts(figure: str) -> list[str]:
    """What is doubted; the rules whose findings are this figure's own, so that an explanation can name them."""
    found = ask("figure_findings", figure=figure)
    if found is None:
        return []
    st.markdown(f"**{say('doubted')}**")
    if found.frame.empty:
        st.caption(say("not_doubted"))
    for row in found.frame.to_dict("records"):
        badge = f"{_SIGNS.get(row['severity'], ':gray-badge')}[{named('severity', row['severity'])}]"
        st.markdown(f"{badge} {plain(localized(row, 'message'))} ({plain(named('rule', row['rule']))})")
    own = found.frame[(found.frame["figure_id"] == figure) & (found.frame["severity"] != "note")]
    return list(dict.fromkeys(str(rule) for rule in own["rule"]))


def _or_dash(value: Any) -> str:
    return "—" if is_absent(value) else str(value)
