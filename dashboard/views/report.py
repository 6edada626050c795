"""A report as it was read: its text with every figure marked, and what was made of each."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from dashboard import words
from dashboard.asking import Answer
from dashboard.parts.address import choose, click, clicked, switched
from dashboard.parts.figure import show_figure
from dashboard.parts.links import link_to_source
from dashboard.parts.markup import plain
from dashboard.parts.publishers import publisher_names
from dashboard.parts.reader import segments, show_report
from dashboard.parts.session import ask, language, say
from dashboard.parts.steps import neighbours, show_steps
from dashboard.parts.tables import show_source

_ALL, _NONE = "", "none"


def show() -> None:
    """The page."""
    st.title(say("page.report"), anchor=False)
    report = _chosen_report()
    if report is None:
        return
    st.markdown(f"**{plain(report['title'])}**")
    link_to_source(report["address"])
    sha256 = str(report["sha256"])
    text, figures = ask("report_text", sha256=sha256), ask("report_figures", sha256=sha256)
    if text is None or figures is None or text.frame.empty:
        return
    marked = _filtered(figures)
    panel, reader = st.columns([1, 2], gap="medium")
    with reader:
        st.html(_legend(set(marked["domain"].dropna())))
        pieces = list(segments(str(text.frame["text"].iloc[0]), marked.to_dict("records")))
        figure = clicked("figure", set(figures.frame["figure_id"]).__contains__)
        at = st.query_params.get("at", "")
        place = int(at) if at.isascii() and at.isdigit() and len(at) < 10 else None
        pressed = show_report(pieces, figure, say("text_label"), say("figure_hint"), place)
        if pressed and pressed != figure:
            click("figure", pressed)
            st.rerun()
        show_source(figures, "report_figures")
    with panel, st.container(key="panel"):
        _show_steps(marked[marked["validity"] != "valid"], figures, figure)
        _show_panel(figures, figure)


def _chosen_report() -> Any:
    """The row of the report that is asked for by region and year, or that a link names by its hash."""
    publishers = publisher_names()
    if not publishers:
        return None
    asked = st.query_params.get("report", "")
    known = ask("report_of", sha256=asked) if asked else None
    owner = str(known.frame["publisher_key"].iloc[0]) if known and not known.frame.empty else next(iter(publishers))
    if asked and ("reader_region" not in st.session_state or st.session_state.get("report_seen") != asked):
        st.session_state["reader_region"] = owner
        st.session_state["report_seen"] = asked
    left, right = st.columns([2, 1])
    with left:
        region = st.selectbox(say("region"), list(publishers), format_func=publishers.__getitem__, key="reader_region")
    found = ask("report_list", publisher=str(region))
    if found is None or found.frame.empty:
        return None
    rows = {str(row["sha256"]): row for row in found.frame.to_dict("records")}
    with right:
        names = {key: f"{row['report_year']}" for key, row in rows.items()}
        chosen = choose(say("year"), list(rows), "report", next(iter(rows)), names.__getitem__)
    click("report", chosen)
    st.session_state["written:report"] = st.session_state["report_seen"] = chosen
    return rows[chosen]


def _filtered(figures: Answer) -> Any:
    frame = figures.frame
    domains = sorted(frame["domain"].dropna().unique())
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        domain = choose(say("marked"), [_ALL, *domains, _NONE], "domain", _ALL, _domain_shown)
    with right:
        doubted = switched(say("only_doubted"), "doubted")
    if doubted:
        frame = frame[frame["validity"] != "valid"]
    if domain == _NONE:
        return frame[frame["domain"].isna()]
    return frame[frame["domain"] == domain] if domain else frame


def _domain_shown(domain: str) -> str:
    if domain == _NONE:
        return say("no_indicator")
    return words.domain_name(language(), domain) if domain else say("all_figures")


def _legend(present: set[str]) -> str:
    spans = [
        f"<span style='background:{row['background']};border-color:{row['line']}'>{escape(row[language()])}</span>"
        for domain, row in words.domains().items()
        if domain in present
    ]
    return f"<div class='legend'>{''.join(spans)}</div>"


def _show_steps(doubted: Any, figures: Answer, figure: str) -> None:
    """The way through the doubtful figures that are marked, from the one that is chosen on."""
    if doubted.empty:
        st.caption(say("no_doubtful_figure"))
        return
    starts = figures.frame.set_index("figure_id")["start"]
    before, after = neighbours([int(start) for start in doubted["start"]], int(starts[figure]) if figure else None)
    is_one = figure in set(doubted["figure_id"])
    st.caption(say("doubtful_figure_of" if is_one else "doubtful_figures_here", at=before + 2, count=len(doubted)))
    show_steps([str(one) for one in doubted["figure_id"]], before, after)


def _show_panel(figures: Answer, figure: str) -> None:
    if not figure:
        st.info(say("reader_hint", count=len(figures.frame)), icon=":material/touch_app:")
        return
    show_figure(figures.frame[figures.frame["figure_id"] == figure].iloc[0])
