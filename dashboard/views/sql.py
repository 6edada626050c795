"""The reader's own SQL over the published file: completed, run for a limited time, shown, drawn and taken away."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.downloads import csv_bytes, parquet_bytes
from dashboard.free_queries import SECONDS, FreeAnswer, QueryRefused
from dashboard.parts import charts
from dashboard.parts.address import click
from dashboard.parts.citing import show_citation, source_line
from dashboard.parts.editor import show_editor
from dashboard.parts.question_form import chosen_call
from dashboard.parts.saving import show_saving
from dashboard.parts.session import answered_freely, is_dark, say, words_of_sql

_AT_FIRST = """select region_name, year, indicator_name_zh, prior_value, value, unit, yoy_pct, doubts
from values_with_doubts()
where indicator_code = 'reconsideration.accepted'
order by yoy_pct desc nulls last
limit 20"""
_LONGEST = 4_000
"""Characters of a query that is kept in the address."""


def show() -> None:
    """The page."""
    st.title(say("page.sql"), anchor=False)
    asked = st.query_params.get("sql") or st.session_state.get("sql_run") or _AT_FIRST
    asked = _saved_question(asked)
    run = show_editor(asked, words_of_sql(), say("sql_box"), say("sql_run"), say("sql_box_hint"))
    if run is not None and run.strip() and run != asked:
        _keep(run)
        st.rerun()
    st.caption(say("sql_limits", seconds=f"{SECONDS:g}"))
    try:
        found = answered_freely(asked)
    except QueryRefused as refused:
        st.error(say(f"sql_{refused.kind}", message=str(refused)), icon=":material/error:")
        return
    _show_found(found)


def _keep(sql: str) -> None:
    """The query stands in the address; a very long one only in the session."""
    st.session_state["sql_run"] = sql
    click("sql", sql if len(sql) <= _LONGEST else "")


def _saved_question(asked: str) -> str:
    """The call of the saved question, where it or one of its fields was just changed; else what was asked before."""
    call = chosen_call()
    if call and call != st.session_state.get("question_seen"):
        st.session_state["question_seen"] = call
        _keep(call)
        return call
    return asked


def _show_found(found: FreeAnswer) -> None:
    rows = len(found.frame)
    st.caption(say("sql_cut", count=f"{rows:,}") if found.is_cut else say("sql_rows", count=f"{rows:,}"))
    if found.frame.empty:
        st.caption(say("nothing_found"))
        return
    st.dataframe(found.frame, hide_index=True, key="free", alt=say("table_alt", rows=rows), placeholder="")
    _show_chart(found)
    with st.container(horizontal=True, gap="small"):
        for name, made, mime in (
            ("csv", csv_bytes, "text/csv"),
            ("parquet", parquet_bytes, "application/octet-stream"),
        ):
            st.download_button(
                say(name), data=partial(made, found.frame), file_name=f"fazhi-query.{name}", mime=mime,
                icon=":material/download:", on_click="ignore", type="tertiary", key=f"free_{name}",
            )  # fmt: skip
        show_citation("free")


def _show_chart(found: FreeAnswer) -> None:
    """A chart of any two columns, the second of numbers, where there are such."""
    numbers = [str(name) for name in found.frame.select_dtypes("number").columns]
    others = [str(name) for name in found.frame.columns if not found.frame[name].map(_is_list).any()]
    if not numbers or len(others) < 2:
        return
    with st.expander(say("draw"), key="part_draw", on_change="rerun") as part:
        if not part.open:
            return
        left, middle, right = st.columns(3)
        across = left.selectbox(say("across"), others, key="draw_across")
        up = middle.selectbox(say("upwards"), numbers, index=len(numbers) - 1, key="draw_up")
        kind = right.selectbox(
            say("kind"), ["bars", "lines"], format_func=lambda one: say(f"kind_{one}"), key="draw_as"
        )
        look = charts.Look(is_dark(), source=source_line())
        drawn = found.frame[[across, up]].dropna().head(60) if across != up else found.frame[[up]].head(60)
        chart = charts.bars(drawn, across, up, up, look) if kind == "bars" else charts.lines(drawn, across, up, look)
        st.altair_chart(chart, key="drawn", alt=say("series_alt"))
        show_saving("drawn")


def _is_list(value: object) -> bool:
    return isinstance(value, list | dict) or type(value).__name__ == "ndarray"
