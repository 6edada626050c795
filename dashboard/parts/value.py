"""One value that was clicked: what it is, how sure it is, the whole sentence behind it, and where to go from there."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.parts.citing import permalink
from dashboard.parts.doubts import show_reasons
from dashboard.parts.links import link_to, link_to_source, link_to_text
from dashboard.parts.markup import plain, show_quote
from dashboard.parts.numbers import is_absent, number
from dashboard.parts.session import ask, localized, say


def show_value(row: Any, *, indicator: str) -> None:
    """The account of a row that has `region_name`, `year`, `value`, `unit`, `doubts`, `figure_id`, `publisher_key`,
    `sha256` and the names of its indicator, of code `indicator`.
    """
    name = localized(row, "indicator_name")
    st.subheader(
        f"{plain(row['region_name'])} {row['year']} {plain(name)}: {number(row['value'])} {plain(row['unit'])}",
        anchor=False,
    )
    _show_change(row)
    show_reasons(row["doubts"])
    show_findings(str(row["figure_id"]))
    show_words(str(row["figure_id"]))
    with st.container(horizontal=True, vertical_alignment="center"):
        link_to_text(str(row["sha256"]), row["figure_id"])
        link_to("indicator", say("open_indicator"), indicator=indicator, regions=str(row["publisher_key"]))
        link_to("region", say("open_region"), region=str(row["publisher_key"]), year=str(row["year"]))
        link_to_source(row["report_address"])


def show_words(figure: str) -> None:
    """The whole sentence that a figure stands in, the figure marked, and how to cite it."""
    found = ask("figure_words", figure=figure)
    if found is None or found.frame.empty:
        return
    words = found.frame.iloc[0]
    show_quote(str(words["quote"]), [str(words["raw"])])
    with st.popover(say("cite"), icon=":material/format_quote:", type="tertiary"):
        st.code(figure_citation(words), language=None, wrap_lines=True)


def show_findings(figure: str) -> None:
    """What the audit says of a figure, a sentence each."""
    found = ask("figure_findings", figure=figure)
    for row in found.frame.to_dict("records") if found else ():
        st.markdown(f"- {plain(localized(row, 'message'))}")


def figure_citation(words: Any) -> str:
    """Whose report says the figure, in which words, and where."""
    published = "" if is_absent(words["published_on"]) else str(words["published_on"])[:10]
    return say(
        "figure_citation", region=words["region_name"], title=words["title"], published=published or "—",
        address=words["address"], quote=words["quote"], link=permalink(),
    )  # fmt: skip


def _show_change(row: Any) -> None:
    if is_absent(row["prior_value"]):
        return
    change = ""
    if not is_absent(row["yoy_pct"]):
        change = f"({row['yoy_pct']:+.1f}%)"
    elif not is_absent(row["yoy_points"]):
        points = f"{row['yoy_points']:+.2f}"
        change = f"({say('points', points=points)})"
    before = say("year_before", value=f"{number(row['prior_value'])} {plain(row['unit'])}")
    st.caption(f"{before} {plain(change)}")
