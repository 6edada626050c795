"""An indicator on the map: every government as a dot in the shade of its value, year by year."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from dashboard.asking import Answer
from dashboard.parts.address import choose, switched
from dashboard.parts.doubts import codes, marked
from dashboard.parts.indicators import indicator_names
from dashboard.parts.links import address_of
from dashboard.parts.map import SHADES, classes, drawing, places, show_map
from dashboard.parts.numbers import number
from dashboard.parts.saving import show_saving
from dashboard.parts.session import ask, named, say
from dashboard.parts.tables import show_source

_LEVELS = ["province", "prefecture", "county"]
_USUAL = "reconsideration.accepted"


def show() -> None:
    """The page."""
    st.title(say("page.map"), anchor=False)
    names = indicator_names()
    if not names:
        return
    usual = _USUAL if _USUAL in names else next(iter(names))
    left, right = st.columns([3, 1])
    with left:
        indicator = choose(say("indicator"), list(names), "indicator", usual, names.__getitem__)
    known = ask("map_years", indicator=indicator)
    if known is None or known.frame.empty:
        return
    most = str(known.frame.groupby("level")["value_count"].sum().idxmax())
    with right:
        level = choose(say("level"), _LEVELS, "level", most if most in _LEVELS else "county", _level_shown)
    years = sorted({str(year) for year in known.frame["year"]})
    year = _year(years)
    found = ask("map_values", indicator=indicator, year=int(year), level=level)
    if found is not None:
        _show(found, level, f"{names[indicator]}, {year}", int(year))


def _level_shown(level: str) -> str:
    return named("level", level)


def _year(years: list[str]) -> str:
    """The year on the slider, kept in the address; the newest one at first."""
    if len(years) == 1:
        st.caption(say("only_year", year=years[0]))
        return years[0]
    asked = st.query_params.get("year", "")
    if st.session_state.get("map_year") not in years:
        st.session_state["map_year"] = asked if asked in years else years[-1]
    year = str(st.select_slider(say("year"), years, key="map_year"))
    st.query_params["year"] = year
    return year


def _show(found: Answer, level: str, label: str, year: int) -> None:
    frame = found.frame
    if frame["per_100k"].notna().any() and switched(say("per_100k"), "per_100k"):
        frame = per_100k(frame)
    kinds = frame["unit_kind"].dropna()
    if kinds.nunique() > 1:
        # Cases and persons share no scale: the kind of unit that most governments count in is drawn.
        usual = kinds.mode().iloc[0]
        st.caption(say("units_left_out", unit=frame.loc[frame["unit_kind"] == usual, "unit"].iloc[0]))
        frame = frame[frame["unit_kind"].isna() | (frame["unit_kind"] == usual)]
    counts = {
        state: int((frame["state"] == state).sum()) for state in ("given", "not_given", "not_here", "never_asked")
    }
    st.caption(say("map_counts", **counts))
    show_map(drawing(frame, level, _told, lambda row: _address(row, year)), label)
    low, middle, high = _ends(frame)
    show_saving("map", (label, f"{low} · {middle} · {high}"))
    st.html(_key(frame))
    _show_without_place(frame, year)
    show_source(found, "map")


def per_100k(frame: Any) -> Any:
    """The rows of `map_values.sql` with values per 100,000 residents, without those that have no such value."""
    kept = frame[(frame["state"] != "given") | frame["per_100k"].notna()]
    units = [say("per_100k_unit", unit=unit) if isinstance(unit, str) else unit for unit in kept["unit"]]
    return kept.assign(value=kept["per_100k"], unit=units)


def _told(row: dict[str, Any]) -> str:
    if row["state"] != "given":
        return f"{row['name']}: {say('map_not_given')}"
    doubt = f" {marked(row['doubts'])}" if codes(row["doubts"]) else ""
    return f"{row['name']}: {number(row['value'])} {row['unit']}{doubt}"


def _address(row: dict[str, Any], year: int) -> str:
    return address_of("region", region=str(row["publisher_key"]), year=str(year))


def _ends(frame: Any) -> tuple[str, str, str]:
    """What the lowest and the highest value are, and where the fifths between them end."""
    given = [float(value) for value in frame.loc[frame["state"] == "given", "value"]]
    low, high = (number(end(given)) if given else "—" for end in (min, max))
    values = say("list_separator").join(number(end) for end in classes(given))
    return say("map_low", value=low), say("map_fifths", values=values or "—"), say("map_high", value=high)


def _key(frame: Any) -> str:
    """What shades, hatching, rings and grey mean."""
    low, middle, high = map(escape, _ends(frame))
    marks = "".join(
        f"<span class='{kind}'>{escape(say(f'map_{kind}'))}</span>" for kind in ("hatched", "ringed", "silent")
    )
    return (
        f"<div class='key'><span style='--colour:{SHADES[0]}'>{low}</span><span class='bare'>{middle}</span>"
        f"<span style='--colour:{SHADES[-1]}'>{high}</span>{marks}</div>"
    )


def _show_without_place(frame: Any, year: int) -> None:
    """Governments whose place is not known, such as invented ones, as links below the map."""
    rows = [row for row in frame.to_dict("records") if row["state"] == "given" and row["region_code"] not in places()]
    if not rows:
        return
    links = say("list_separator").join(
        f"<a href='{escape(_address(row, year))}'>{escape(_told(row))}</a>" for row in rows[:60]
    )
    st.html(f"<p class='placeless'>{escape(say('map_placeless'))} {links}</p>")
