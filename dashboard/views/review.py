"""The queue of doubtful figures: one after another with all that helps to decide, and the entry that records it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.asking import Answer
from dashboard.parts.address import click, clicked
from dashboard.parts.correction import show_entry
from dashboard.parts.links import link_to_source, link_to_text
from dashboard.parts.markup import plain, show_quote
from dashboard.parts.numbers import number
from dashboard.parts.session import ask, language, localized, say
from dashboard.parts.statement import show_candidates, show_prior, show_statement
from dashboard.parts.steps import show_steps
from dashboard.parts.tables import shown_table

_COLUMNS = ["region_name", "report_year", "{name}", "raw", "uses", "change_factor", "quote"]
_MOST = 500


def show() -> None:
    """The page."""
    st.title(say("page.review"), anchor=False)
    counts = ask("review_counts")
    if counts is None:
        return
    row = counts.frame.iloc[0]
    numbers = {name: f"{int(row[name]):,}" for name in ("waiting", "corrected", "explained")}
    st.caption(say("review_counts", **numbers))
    queue = _queue()
    if queue is None:
        return
    if queue.frame.empty:
        st.success(say("review_done"), icon=":material/done_all:")
        return
    at = _place(queue)
    st.caption(say("review_hint"))
    _show_one(queue.frame.iloc[at], at, len(queue.frame))
    st.subheader(say("review_queue"), anchor=False)
    if len(queue.frame) >= _MOST:
        st.caption(say("first_rows_of_queue", count=_MOST))
    columns = [name.format(name=f"indicator_name_{language()}") for name in _COLUMNS]
    chosen = shown_table(queue, "review_queue", columns, chosen=True)
    if chosen is not None and chosen != st.session_state.get("review_seen"):
        st.session_state["review_seen"] = chosen
        click("figure", str(queue.frame["figure_id"].iloc[chosen]))
        st.rerun()


def _queue() -> Answer | None:
    """The figures that come first, and the one that the address names though it comes later."""
    queue = ask("review_queue", most=_MOST, figure=None)
    figure = st.query_params.get("figure")
    if queue is None or not figure or figure in set(queue.frame["figure_id"]):
        return queue
    return ask("review_queue", most=_MOST, figure=figure)


def _place(queue: Answer) -> int:
    """Where in the queue the figure stands that the address names, or that the last button led to."""
    figures = [str(figure) for figure in queue.frame["figure_id"]]
    figure = clicked("figure", set(figures).__contains__)
    at = figures.index(figure) if figure else 0
    show_steps(figures, at - 1, at + 1)
    return at


def _show_one(row: Any, at: int, count: int) -> None:
    figure = str(row["figure_id"])
    name = localized(row, "indicator_name") if isinstance(row["indicator_name_zh"], str) else say("no_indicator")
    st.subheader(
        f"{at + 1}/{count} · {plain(row['region_name'])} {row['report_year']} · {plain(name)}: "
        f"{number(row['value'])} {plain(row['unit'])}",
        anchor=False,
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        for message in row["messages_zh" if language() == "zh" else "messages_en"]:
            st.markdown(f"- {plain(message)}")
        show_quote(str(row["quote"]), [str(row["raw"])])
        with st.container(horizontal=True, vertical_alignment="center"):
            link_to_text(str(row["sha256"]), figure)
            link_to_source(row["report_address"])
        show_prior(figure)
        show_candidates(figure)
        show_statement(figure)
    with right:
        show_entry(row, [str(rule) for rule in row["rules"]])
