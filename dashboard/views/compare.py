"""Two governments side by side in a year: every indicator, the difference, and the words of both."""

from __future__ import annotations

import streamlit as st

from dashboard.parts.address import choose, switched
from dashboard.parts.links import link_to
from dashboard.parts.publishers import publisher_names
from dashboard.parts.session import ask, language, say
from dashboard.parts.tables import shown_table, told_of_row
from dashboard.parts.value import show_findings, show_words

_COLUMNS = [
    "domain", "{name}", "one_value", "other_value", "unit", "difference", "ratio", "one_per_100k", "other_per_100k",
    "one_yoy_pct", "other_yoy_pct", "one_doubts", "other_doubts",
]  # fmt: skip


def show() -> None:
    """The page."""
    st.title(say("page.compare"), anchor=False)
    publishers = publisher_names()
    if len(publishers) < 2:
        st.caption(say("compare_needs_two"))
        return
    keys = list(publishers)
    years = ask("years")
    if years is None:
        return
    cells = st.columns([2, 2, 1])
    with cells[0]:
        one = choose(say("one_region"), keys, "one", keys[0], publishers.__getitem__)
    with cells[1]:
        other = choose(say("other_region"), keys, "other", keys[1], publishers.__getitem__)
    with cells[2]:
        options = [str(year) for year in years.frame["report_year"]]
        year = choose(say("year"), options, "year", _usual_year(one, other, options), str)
    _show_found(one, other, int(year), {"one": publishers[one], "other": publishers[other]})


def _usual_year(one: str, other: str, options: list[str]) -> str:
    """The newest year that both report on."""
    found = ask("compare_years", one=one, other=other)
    both = [str(year) for year in found.frame["year"]] if found else []
    return both[0] if both and both[0] in options else options[0]


def _show_found(one: str, other: str, year: int, names: dict[str, str]) -> None:
    found = ask("compare", one=one, other=other, year=year)
    if found is None:
        return
    frame = found.frame.assign(ratio=found.frame["one_value"] / found.frame["other_value"].where(lambda it: it != 0))
    if switched(say("only_both"), "both", default=True):
        frame = frame[frame["one_value"].notna() & frame["other_value"].notna()]
    frame = frame.reset_index(drop=True)
    columns = [name.format(name=f"name_{language()}") for name in _COLUMNS]
    row = shown_table(type(found)(frame, found.sql), "compare", columns, chosen=True, renamed=names)
    if row is None:
        st.caption(say("click_hint") if len(frame) else say("nothing_compared", **names, year=year))
        return
    with told_of_row("compare"):
        link_to(
            "indicator",
            say("open_indicator"),
            indicator=str(frame["indicator_code"].iloc[row]),
            regions=f"{one},{other}",
        )
        left, right = st.columns(2)
        for cell, side in ((left, "one"), (right, "other")):
            figure = frame[f"{side}_figure_id"].iloc[row]
            with cell:
                st.markdown(f"**{names[side]}**")
                if isinstance(figure, str):
                    show_findings(figure)
                    show_words(figure)
