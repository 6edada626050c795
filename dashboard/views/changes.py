"""What changed most, by filters."""

from __future__ import annotations

import streamlit as st

from dashboard import words
from dashboard.parts.address import choose, counted, switched
from dashboard.parts.indicators import indicator_names
from dashboard.parts.links import link_to, link_to_source, link_to_text
from dashboard.parts.markup import plain, show_quote
from dashboard.parts.session import ask, language, named, say
from dashboard.parts.tables import shown_table, told_of_row

_ALL = ""
_LEVELS = ["province", "prefecture", "county"]
_COLUMNS = [
    "region_name", "province_name", "domain", "{name}", "prior_value", "value", "unit", "yoy_pct", "yoy_points",
    "consistent", "validity", "quote",
]  # fmt: skip


def show() -> None:
    """The page."""
    st.title(say("page.changes"), anchor=False)
    years = ask("years")
    if years is None or years.frame.empty:
        return
    options = [str(year) for year in years.frame["report_year"]]
    first = st.columns(4)
    with first[0]:
        year = choose(say("year"), options, "year", options[0], str)
    with first[1]:
        domain = choose(say("domain"), [_ALL, *words.domains()], "domain", _ALL, _domain_shown)
    with first[2]:
        names = indicator_names(domain or None)
        indicator = choose(
            say("indicator"), [_ALL, *names], "indicator", _ALL, lambda code: names.get(code, say("all"))
        )
    with first[3]:
        province = _province(int(year))
    second = st.columns(4, vertical_alignment="bottom")
    with second[0]:
        level = choose(
            say("level"), [_ALL, *_LEVELS], "level", _ALL, lambda one: named("level", one) if one else say("all")
        )
    with second[1]:
        measure = choose(say("measure"), ["percent", "points"], "measure", "percent", lambda one: say(f"measure_{one}"))
    with second[2]:
        direction = choose(say("direction"), ["both", "up", "down"], "direction", "both", say)
    with second[3]:
        least = counted(say("least"), "least", 0)
    sure = switched(say("sure"), "sure", default=True)
    _show_found(
        year=int(year), domain=domain or None, indicator=indicator or None, level=level or None,
        province=province or None, least=least, sure=sure, measure=measure, direction=direction,
    )  # fmt: skip


def _show_found(**asked: str | int | bool | None) -> None:
    found = ask("changes", **asked)
    if found is None:
        return
    columns = [name.format(name=f"indicator_name_{language()}") for name in _COLUMNS]
    row = shown_table(found, "changes", columns, chosen=True)
    if row is None:
        st.caption(say("click_hint") if len(found.frame) else "")
        return
    chosen = found.frame.iloc[row]
    with told_of_row("changes"):
        st.subheader(f"{plain(chosen['region_name'])} · {plain(chosen[f'indicator_name_{language()}'])}", anchor=False)
        show_quote(str(chosen["quote"]), [f"{chosen['value']:g}", f"{chosen['value']:,}"])
        with st.container(horizontal=True, vertical_alignment="center"):
            link_to_text(str(chosen["sha256"]), chosen["figure_id"])
            over_years = {"indicator": str(chosen["indicator_code"]), "regions": str(chosen["publisher_key"])}
            link_to("indicator", say("open_indicator"), **over_years)
            link_to_source(chosen["report_address"])


def _domain_shown(domain: str) -> str:
    return words.domain_name(language(), domain) if domain else say("all")


def _province(year: int) -> str:
    found = ask("overview_provinces", year=year)
    frame = found.frame[found.frame["regions_reporting"] > 0] if found else None
    names = [] if frame is None else [str(name) for name in frame["province_name"]]
    return choose(say("province"), [_ALL, *names], "province", _ALL, lambda name: name or say("all"))
