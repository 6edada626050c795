"""One indicator over the years, for the regions that one chooses; a click tells the words behind a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.asking import Answer
from dashboard.parts import charts
from dashboard.parts.address import choose, choose_several, click, clicked, switched
from dashboard.parts.citing import source_line
from dashboard.parts.doubts import with_marks
from dashboard.parts.indicators import indicator_names
from dashboard.parts.publishers import publisher_names
from dashboard.parts.saving import show_saving
from dashboard.parts.session import ask, is_dark, say
from dashboard.parts.tables import shown_table, told_of_row
from dashboard.parts.value import show_value

if TYPE_CHECKING:
    import pandas as pd

_AT_FIRST, _AT_MOST = 5, 12
_COLUMNS = [
    "region_name", "year", "value", "unit", "per_100k", "bound", "yoy_pct", "yoy_points", "prior_value", "prior_source",
    "doubts", "quote", "report_address",
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
        st.caption(say("no_region_chosen", count=len(options)))
        return
    pointed = _show_charts(found, publishers, chosen, indicators[chosen])
    _say_what_is_short(found.frame, publishers)
    row = shown_table(found, "series", _COLUMNS, chosen=True)
    _remember("table", found.frame["figure_id"].iloc[row] if row is not None else None)
    _remember("chart", pointed)
    _show_choice(found, chosen)


def _usual(indicators: dict[str, str]) -> str:
    return "reconsideration.accepted" if "reconsideration.accepted" in indicators else next(iter(indicators))


def _show_charts(found: Answer, publishers: dict[str, str], indicator: str, name: str) -> str | None:
    """A chart per kind of unit, as people and cases share no axis; the figure whose point was clicked."""
    with st.container(horizontal=True):
        logarithmic, zoomed = switched(say("logarithmic"), "log"), switched(say("zoomed"), "zoom")
        relative, with_peers = switched(say("relative"), "relative"), switched(say("with_peers"), "peers")
        per_person = switched(say("per_100k"), "per_100k")
    look = charts.Look(is_dark(), logarithmic, zoomed, f"{name}\n{source_line()}")
    frame = with_marks(found.frame.assign(label=found.frame["publisher_key"].map(publishers)))
    frame = per_100k(frame) if per_person else frame
    frame = of_the_first_year(frame) if relative else frame
    titles = {"label": say("region"), "mark": say("column.doubts")}
    pointed = None
    for kind, part in frame.groupby("unit_kind", dropna=False):
        unit = say("relative_unit") if relative else "/".join(sorted(part["unit"].unique()))
        unit = say("per_100k_unit", unit=unit) if per_person and not relative else unit
        band = _peers(indicator, part) if with_peers and not relative and not per_person else None
        is_rate = bool((part["kind"] == "rate").all()) and not relative
        chart = charts.over_years(part, unit, titles, look, is_rate=is_rate, band=band)
        event: Any = st.altair_chart(chart, on_select="rerun", key=f"series_{kind}", alt=say("series_alt"))
        show_saving(f"series_{kind}")
        points = event.selection.get("point") or []
        pointed = points[0].get("figure_id") if points else pointed
    _explain(frame, look)
    return pointed


def of_the_first_year(frame: pd.DataFrame) -> pd.DataFrame:
    """The values with the first one of each line as 100; a line whose first value is zero is left out."""
    lines = frame.sort_values("year").groupby(["publisher_key", "unit_kind"], dropna=False)
    first = lines["value"].transform("first")
    return frame.assign(value=100 * frame["value"] / first.where(first != 0)).dropna(subset="value")


def per_100k(frame: pd.DataFrame) -> pd.DataFrame:
    """The values per 100,000 residents; those without, such as rates, are left out and told."""
    if without := sorted(set(frame.loc[frame["per_100k"].isna(), "label"])):
        st.caption(say("without_population", regions=say("list_separator").join(without)))
    return frame.assign(value=frame["per_100k"]).dropna(subset="value")


def _explain(frame: pd.DataFrame, look: charts.Look) -> None:
    """What hollow points and a cut axis mean, where there are any."""
    if not frame["sure"].all():
        st.caption(say("hollow_points"))
    if look.zoomed and not look.logarithmic:
        st.caption(say("axis_is_cut"))
    if look.logarithmic and not (frame["value"] > 0).all():
        st.caption(say("no_logarithm"))


def _peers(indicator: str, part: pd.DataFrame) -> pd.DataFrame | None:
    found = ask("indicator_peers", indicator=indicator, units=[str(unit) for unit in part["unit"].unique()])
    if found is None or found.frame.empty:
        st.caption(say("no_peers"))
        return None
    st.caption(say("peers_told"))
    return found.frame


def _say_what_is_short(frame: pd.DataFrame, publishers: dict[str, str]) -> None:
    years = frame.groupby("publisher_key")["year"].agg(["nunique", "max"])
    alone = [f"{publishers[str(key)]} ({row['max']})" for key, row in years.iterrows() if row["nunique"] == 1]
    if alone:
        st.caption(say("one_year_alone", regions=say("list_separator").join(alone)))


def _remember(source: str, figure: str | None) -> None:
    """The last click counts, whether on a point or on a row."""
    if figure and st.session_state.get(f"seen_{source}") != figure:
        click("figure", figure)
    st.session_state[f"seen_{source}"] = figure


def _show_choice(found: Answer, indicator: str) -> None:
    figure = clicked("figure", set(found.frame["figure_id"]).__contains__)
    if not figure:
        st.caption(say("click_hint"))
        return
    with told_of_row("series"):
        show_value(found.frame[found.frame["figure_id"] == figure].iloc[0], indicator=indicator)
