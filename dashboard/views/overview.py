"""What is covered, how fresh it is, and how complete."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import words
from dashboard.parts import charts
from dashboard.parts.address import choose
from dashboard.parts.markup import plain
from dashboard.parts.session import ask, language, named, say
from dashboard.parts.tables import show_source, shown_table
from dashboard.parts.tile_grid import show_tiles


def show() -> None:
    """The page."""
    st.title(say("page.overview"), anchor=False)
    if found := ask("overview_counts"):
        _show_counts(found.frame.iloc[0])
        show_source(found, "overview_counts")
    years = ask("years")
    if years is None or years.frame.empty:
        return
    options = [str(year) for year in years.frame["report_year"]]
    year = choose(say("year"), options, "year", options[0], str)
    left, right = st.columns(2, gap="large")
    with left:
        _show_provinces(int(year))
    with right:
        _show_years()
        _show_domains(int(year))
    _show_newest()
    _show_rejects()


def _show_counts(row: Any) -> None:
    span = f"{row['first_year']}–{row['last_year']}" if row["reports"] else "—"
    cells = {
        "reports": f"{row['reports']:,}",
        "publishers": f"{row['publishers']:,}",
        "years": span,
        "figures": f"{row['figures']:,}",
        "matched": f"{100 * row['matched_figures'] / row['figures']:.0f}%" if row["figures"] else "—",
        "values": f"{row['indicator_values']:,}",
        "doubts": f"{row['doubts']:,}",
    }
    with st.container(horizontal=True, gap="small"):
        for name, cell in cells.items():
            st.metric(say(f"count.{name}"), cell, width=150)


def _show_provinces(year: int) -> None:
    st.subheader(say("provinces", year=year), anchor=False)
    found = ask("overview_provinces", year=year)
    if found is None:
        return
    st.caption(say("provinces_hint"))
    clicked = show_tiles(found.frame, language(), say("provinces", year=year))
    if clicked:
        st.session_state["province_seen"] = clicked
    seen = found.frame[found.frame["province_code"] == st.session_state.get("province_seen")]
    if not seen.empty:
        row = seen.iloc[0]
        told = say("province_told", name=plain(row["province_name"]), given=row["regions_reporting"],
                   expected=row["regions_expected"], figures=f"{row['figures']:,}")  # fmt: skip
        st.markdown(told)
    with st.expander(say("as_table")):
        columns = ["province_name", "regions_reporting", "regions_expected", "share_pct", "figures"]
        shown_table(found, "provinces", columns)


def _show_years() -> None:
    st.subheader(say("timeliness"), anchor=False)
    if (found := ask("overview_years")) is None or found.frame.empty:
        return
    names = {status: named("status", status) for status in charts.STATUSES}
    chart = charts.by_status(found.frame, names, say("count.publishers"))
    st.altair_chart(chart, key="timeliness", alt=say("timeliness"))
    show_source(found, "timeliness")


def _show_domains(year: int) -> None:
    st.subheader(say("completeness", year=year), anchor=False)
    if (found := ask("overview_domains", year=year)) is None or found.frame.empty:
        return
    shown = found.frame.assign(name=[words.domain_name(language(), code) for code in found.frame["domain"]])
    title = say("column.mean_coverage_pct")
    chart = charts.bars(shown, "name", "mean_coverage_pct", title, most=100)
    st.altair_chart(chart, key="completeness", alt=say("completeness", year=year))
    show_source(found, "completeness")


def _show_newest() -> None:
    st.subheader(say("newest"), anchor=False)
    if found := ask("overview_newest"):
        columns = ["region_name", "report_year", "title", "published_on", "figure_count", "address"]
        shown_table(found, "newest", columns)


def _show_rejects() -> None:
    found = ask("overview_rejects")
    if found and not found.frame.empty:
        st.subheader(say("rejects"), anchor=False)
        shown_table(found, "rejects", ["stage", "reason", "documents", "example"])
