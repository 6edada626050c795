"""One indicator over the years, for the regions that one chooses; a click tells the words behind a value."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.asking import Answer
from dashboard.parts import charts
from dashboard.parts.address import choose, choose_several, click, clicked
from dashboard.parts.indicators import indicator_names
from dashboard.parts.links import link_to, link_to_source, link_to_text
from dashboard.parts.markup import plain, show_quote
from dashboard.parts.publishers import publisher_names
from dashboard.parts.session import ask, say
from dashboard.parts.tables import shown_table, told_of_row

_AT_FIRST, _AT_MOST = 5, 12
_COLUMNS = [
    "region_name", "year", "value", "unit", "bound", "yoy_pct", "yoy_points", "prior_value", "prior_source",
    "consistent", "validity", "quote", "report_address",
]  # fmt: skip


def show() -> None:
    """The page."""
    st.title(say("page.indicator"), anchor=False)
    indicators, publishers = indicator_names(), publisher_names()
    if not indicators or not publishers:
        return
    chosen = choose(say("indicator"), list(indicators), "indicator", _usual(indicators), indicators.__getitem__)
    giving = ask("indicator_publishers", indicator=chosen)
    if giving is None:
        return
    options = [key for key in giving.frame["publisher_key"] if key in publishers]
    regions = choose_several(say("regions"), options, "regions", options[:_AT_FIRST], publishers.__getitem__, _AT_MOST)
    found = ask("indicator_series", indicator=chosen, publishers=regions) if regions else None
    if found is None or found.frame.empty:
        st.caption(say("nothing_found"))
        return
    pointed = _show_charts(found, publishers)
    row = shown_table(found, "series", _COLUMNS, chosen=True)
    _remember("table", found.frame["figure_id"].iloc[row] if row is not None else None)
    _remember("chart", pointed)
    _show_choice(found)


def _usual(indicators: dict[str, str]) -> str:
    return "reconsideration.accepted" if "reconsideration.accepted" in indicators else next(iter(indicators))


def _show_charts(found: Answer, publishers: dict[str, str]) -> str | None:
    """A chart per kind of unit, as people and cases share no axis; the figure whose point was clicked."""
    frame = found.frame.assign(label=found.frame["publisher_key"].map(publishers))
    pointed = None
    for kind, part in frame.groupby("unit_kind", dropna=False):
        chart = charts.over_years(part, "/".join(sorted(part["unit"].unique())), say("region"))
        event: Any = st.altair_chart(chart, on_select="rerun", key=f"series_{kind}", alt=say("series_alt"))
        points = event.selection.get("point") or []
        pointed = points[0].get("figure_id") if points else pointed
    return pointed


def _remember(source: str, figure: str | None) -> None:
    """The last click counts, whether on a point or on a row."""
    if figure and st.session_state.get(f"seen_{source}") != figure:
        click("figure", figure)
    st.session_state[f"seen_{source}"] = figure


def _show_choice(found: Answer) -> None:
    figure = clicked("figure", set(found.frame["figure_id"]).__contains__)
    if not figure:
        st.caption(say("click_hint"))
        return
    row = found.frame[found.frame["figure_id"] == figure].iloc[0]
    with told_of_row("series"):
        st.subheader(f"{plain(row['region_name'])} {row['year']}: {row['value']:,} {plain(row['unit'])}", anchor=False)
        show_quote(str(row["quote"]), [f"{row['value']:g}", f"{row['value']:,}"])
        with st.container(horizontal=True, vertical_alignment="center"):
            link_to_text(str(row["sha256"]), figure)
            link_to("region", say("open_region"), region=str(row["publisher_key"]), year=str(row["year"]))
            link_to_source(row["report_address"])
