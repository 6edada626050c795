"""What reports say beside the numbers, as a list: any of the views of `record_views.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import words
from dashboard.asking import Answer, Literal, names_in
from dashboard.parts import charts, still
from dashboard.parts.address import choose, typed
from dashboard.parts.links import link_to, link_to_text
from dashboard.parts.markup import show_quote
from dashboard.parts.numbers import is_absent
from dashboard.parts.publishers import publisher_names
from dashboard.parts.session import ask, ask_counts, is_dark, language, named, say
from dashboard.parts.tables import show_source, shown_table, told_of_row
from dashboard.parts.value import show_findings, show_words
from dashboard.record_views import RECORDS, Records

if TYPE_CHECKING:
    import pandas as pd

_ALL = ""
_MOST = 500
_LEVELS = ["province", "prefecture", "county", "township", "department"]


def view(name: str) -> Callable[[], None]:
    """The page of the view `name`."""
    return lambda: _show(name, RECORDS[name])


def _show(name: str, records: Records) -> None:
    st.title(say(f"page.{name}"), anchor=False)
    st.caption(say(f"list.{name}"))
    asked = _asked(name)
    counts = ask_counts(name, ("year", records.state), **asked, year=None, state=None, most=None)
    if counts is None:
        return
    years = sorted({int(year) for year in counts.frame["year"].dropna()}, reverse=True)
    first, second, _ = st.columns([1, 2, 1])
    with first:
        year = choose(say("year"), [_ALL, *map(str, years)], "year", _ALL, lambda one: one or say("all"))
    with second:
        state = choose(
            say(f"column.{records.state}"), [_ALL, *records.states], "state", _ALL,
            lambda one: named(records.state, one) if one else say("all"),
        )  # fmt: skip
    _show_counts(counts, records, name)
    if name == "timeliness":
        _say_who_was_never_asked()
    asked |= {"year": int(year) if year else None, "state": state or None}
    if found := ask(name, **asked, most=_MOST):
        _show_rows(found, name, records)


def _asked(name: str) -> dict[str, Literal]:
    """The filters that the query has, but for year and state."""
    wanted = names_in(name)
    asked: dict[str, Literal] = {}
    cells = iter(st.columns([2, 1, 1] if {"domain", "level"} & wanted else [2, 2]))
    with next(cells):
        publishers = publisher_names()
        asked["publisher"] = (
            choose(say("region"), [_ALL, *publishers], "region", _ALL, lambda key: publishers.get(key, say("all")))
            or None
        )
    if "level" in wanted:
        with next(cells):
            asked["level"] = (
                choose(
                    say("level"),
                    [_ALL, *_LEVELS],
                    "level",
                    _ALL,
                    lambda one: named("level", one) if one else say("all"),
                )
                or None
            )
    if "domain" in wanted:
        with next(cells):
            asked["domain"] = choose(say("domain"), [_ALL, *words.domains()], "domain", _ALL, _domain_shown) or None
    if "words" in wanted:
        with next(cells):
            asked["words"] = typed(say("words"), "q", say("words_within_hint")) or None
    return asked


def _domain_shown(domain: str) -> str:
    return words.domain_name(language(), domain) if domain else say("all")


def _show_counts(counts: Answer, records: Records, name: str) -> None:
    """Bars of how many rows of each year are in which state."""
    rows = counts.frame.dropna()
    if rows.empty:
        return
    given = [state for state in records.states if state in set(rows[records.state])]
    lines = dict(zip(records.states, charts.Look(is_dark()).colours(len(records.states)), strict=True))
    colours = {named(records.state, state): charts.STATUSES.get(state, lines[state]) for state in given}
    sizes: dict[str, dict[str, float]] = {}
    for year, part in rows.groupby("year"):
        there = dict(zip(part[records.state], part["row_count"], strict=True))
        sizes[str(year)] = {named(records.state, state): float(there[state]) for state in given if state in there}
    st.html(still.bars(sizes, colours, max(sum(parts.values()) for parts in sizes.values())))
    show_source(counts, f"{name}_counts")


def _say_who_was_never_asked() -> None:
    """How many governments the list leaves out, as nothing is known of their reports."""
    found = ask("timeliness_beyond")
    count = int(found.frame["governments"].iloc[0]) if found else 0
    if count:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(say("never_asked", count=f"{count:,}"), width="content")
            link_to("map", say("never_asked_map"))


def _show_rows(found: Answer, name: str, records: Records) -> None:
    if len(found.frame) == _MOST:
        st.caption(say("first_rows", count=_MOST))
    columns = [column.format(name=f"indicator_name_{language()}") for column in records.columns]
    row = shown_table(found, name, columns, chosen=True)
    if row is None:
        st.caption(say("click_row_hint") if len(found.frame) else "")
        return
    with told_of_row(name):
        _show_row(found.frame.iloc[row], records, found.frame)


def _show_row(row: Any, records: Records, frame: pd.DataFrame) -> None:
    st.markdown(f"**{named(records.state, row[records.state])}**")
    for passage in records.passages:
        if passage.figure and isinstance(figure := row[passage.figure], str):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{say(passage.heading)}**", width="content")
                link_to_text(str(row[passage.sha256]), figure)
            show_findings(figure)
            show_words(figure)
        elif passage.text and isinstance(row[passage.text], str):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{say(passage.heading)}**", width="content")
                if passage.start:
                    link_to_text(str(row[passage.sha256]), at=int(row[passage.start]))
            show_quote(row[passage.text])
    with st.container(horizontal=True, vertical_alignment="center"):
        _show_places(row, records)
        _show_ways(row, frame)


def _show_places(row: Any, records: Records) -> None:
    """Links to places of the report that are told without their words."""
    for passage in records.passages:
        place = row[passage.start or passage.sha256]
        if passage.text or passage.figure or is_absent(place):
            continue
        at = {"at": str(int(row[passage.start]))} if passage.start else {}
        link_to("report", say(passage.heading), report=str(row[passage.sha256]), **at)


def _show_ways(row: Any, frame: pd.DataFrame) -> None:
    """Where to go from the row: its region, its indicator, the sentences that say its word."""
    if isinstance(row["publisher_key"], str):
        link_to("region", say("open_region"), region=row["publisher_key"], year=str(row["year"]))
    if "indicator_code" in frame and isinstance(row["indicator_code"], str):
        link_to("indicator", say("open_indicator"), indicator=row["indicator_code"], regions=row["publisher_key"])
    if "term" in frame:
        link_to("search", say("sentences_saying", word=row["term"]), q=row["term"])
