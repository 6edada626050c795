"""What changed most, by filters."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import words
from dashboard.asking import Answer, Literal
from dashboard.parts.address import choose, counted, switched
from dashboard.parts.doubts import GRAVE
from dashboard.parts.indicators import indicator_names
from dashboard.parts.links import link_to
from dashboard.parts.session import ask, language, named, say
from dashboard.parts.tables import shown_table, told_of_row
from dashboard.parts.value import show_value

_ALL = ""
_LEVELS = ["province", "prefecture", "county"]
_COLUMNS = [
    "region_name", "province_name", "{name}", "prior_value", "value", "unit", "yoy_pct", "yoy_points", "doubts",
    "domain", "quote",
]  # fmt: skip
_LEAST = 20
"""1 after 2 is half, and no news: what counts less in both years is left out at first."""


def show() -> None:
    """The page."""
    st.title(say("page.changes"), anchor=False)
    years = ask("years")
    if years is None or years.frame.empty:
        return
    asked = _asked()
    by_year = ask("changes_years", **asked)
    if by_year is None:
        return
    options = [str(year) for year in years.frame["report_year"]]
    year = choose(say("year"), options, "year", _first_year(by_year, options), str)
    _show_found(by_year, asked, int(year))


def _asked() -> dict[str, Literal]:
    """The filters, but for the year."""
    first = st.columns(4)
    with first[0]:
        domain = choose(say("domain"), [_ALL, *words.domains()], "domain", _ALL, _domain_shown)
    with first[1]:
        names = indicator_names(domain or None)
        indicator = choose(
            say("indicator"), [_ALL, *names], "indicator", _ALL, lambda code: names.get(code, say("all"))
        )
    with first[2]:
        province = _province()
    with first[3]:
        level = choose(
            say("level"), [_ALL, *_LEVELS], "level", _ALL, lambda one: named("level", one) if one else say("all")
        )
    second = st.columns(4, vertical_alignment="bottom")
    with second[0]:
        measure = choose(say("measure"), ["percent", "points"], "measure", "percent", lambda one: say(f"measure_{one}"))
    with second[1]:
        direction = choose(say("direction"), ["both", "up", "down"], "direction", "both", say)
    with second[2]:
        least = counted(say("least"), "least", _LEAST)
    with second[3]:
        sure = switched(say("sure"), "sure", default=True)
    return {
        "domain": domain or None, "indicator": indicator or None, "level": level or None,
        "province": province or None, "least": least, "sure": sure, "measure": measure, "direction": direction,
        "grave": GRAVE,
    }  # fmt: skip


def _first_year(by_year: Answer, options: list[str]) -> str:
    """The newest year that has something to show; the newest one where none has."""
    shown = by_year.frame[by_year.frame["shown"] > 0]
    found = [str(year) for year in shown["year"] if str(year) in options]
    return found[0] if found else options[0]


def _show_found(by_year: Answer, asked: dict[str, Literal], year: int) -> None:
    found = ask("changes", year=year, **asked)
    if found is None:
        return
    st.caption(say(f"order_{asked['measure']}", least=asked["least"]))
    left_out = int(by_year.frame.loc[by_year.frame["year"] == year, "left_out"].sum())
    if left_out and len(found.frame):
        st.caption(say("doubted_left_out", count=f"{left_out:,}"))
    if found.frame.empty:
        _say_why_empty(by_year, year)
        return
    columns = [name.format(name=f"indicator_name_{language()}") for name in _COLUMNS]
    row = shown_table(found, "changes", columns, chosen=True)
    if row is None:
        st.caption(say("click_hint"))
        return
    chosen = found.frame.iloc[row]
    with told_of_row("changes"):
        show_value(chosen, indicator=str(chosen["indicator_code"]))


def _say_why_empty(by_year: Answer, year: int) -> None:
    """Why there is nothing in this year, and a link to each year in which there is something."""
    rows = {int(row["year"]): row for row in by_year.frame.to_dict("records")}
    there: dict[str, Any] = {"year": year, "given": 0, "without_change": 0, "small": 0, "doubted": 0}
    there |= {str(name): value for name, value in rows.get(year, {}).items() if name in there}
    st.info(say("nothing_changed", **there), icon=":material/info:")
    with st.container(horizontal=True):
        for other in (row for row in rows.values() if row["shown"]):
            link_to("changes", f"{other['year']} ({other['shown']})", **(_others() | {"year": str(other["year"])}))


def _others() -> dict[str, str]:
    return {name: str(value) for name, value in st.query_params.items() if name not in {"year", "lang"}}


def _domain_shown(domain: str) -> str:
    return words.domain_name(language(), domain) if domain else say("all")


def _province() -> str:
    found = ask("provinces")
    names = [] if found is None else [str(name) for name in found.frame["province_name"]]
    return choose(say("province"), [_ALL, *names], "province", _ALL, lambda name: name or say("all"))
