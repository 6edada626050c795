"""Tables as people read them, each with the SQL behind it and the same rows as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import words
from dashboard.asking import Answer
from dashboard.downloads import csv_bytes
from dashboard.parts import doubts
from dashboard.parts.citing import show_citation
from dashboard.parts.links import address_of
from dashboard.parts.markup import is_web_address
from dashboard.parts.numbers import is_absent, number
from dashboard.parts.session import language, named, say

if TYPE_CHECKING:
    import pandas as pd

_TERMS = {
    "bound", "prior_source", "status", "level", "validity", "severity", "measure", "scope", "term_status", "yoy_note",
    "stage", "used_as", "choice_rule", "consistent", "agrees", "outcome", "recurrence", "parts", "reused",
    "coding", "revision_kind", "part", "target_bound", "target_kind", "timeliness", "rule",
}  # fmt: skip
"""Columns of codes, which are shown as words."""
_SAID_AS = {"target_bound": "bound", "timeliness": "status"}
"""Columns whose codes are those of another one."""
_CHANGES = {"yoy_pct": "%+.1f%%", "reported_yoy_pct": "%+.1f%%", "yoy_points": "%+.2f", "reported_points": "%+.2f"}
_CHANGES |= {"one_yoy_pct": "%+.1f%%", "other_yoy_pct": "%+.1f%%", "ratio": "%.2f"}
_CHANGES |= {"difference_pct": "%+.1f%%", "change_factor": "%.2f"}
_SHARES = {"share_pct", "mean_coverage_pct", "province_percentile", "country_percentile", "boilerplate_pct"}
_NUMBERS = {
    "value", "prior_value", "numerator", "denominator", "printed_value", "figures", "figure_count",
    "documents", "regions_reporting", "regions_expected", "one_value", "other_value", "difference", "findings",
    "target_value", "outcome_value", "second_value", "sentence_count", "new_count", "kept_count", "shared_count",
    "row_count", "per_100k", "one_per_100k", "other_per_100k",
}  # fmt: skip
_YES_OR_NO = {"has_results", "has_problems", "has_causes", "has_first_responsible", "has_plan"}
_DOMAIN_LISTS = {"domains_silent"}
_DOUBTS = {"doubts", "one_doubts", "other_doubts"}
_PLAIN = {"year", "report_year"}
_DAYS = {"published_on", "due_on"}
_ADDRESSES = {"address", "report_address"}
_LONG = {"quote", "problem", "promise"}
_MOST_ROWS_SEEN, _TALLEST = 12, 420


def shown_table(
    found: Answer, key: str, columns: list[str], *, chosen: bool = False, renamed: Mapping[str, str] | None = None
) -> int | None:
    """Shows `columns` of the rows, with SQL and CSV below; the row that was clicked if `chosen` is asked for.

    `renamed` fills in the places of headings, such as the names of two regions.
    """
    frame = readable(found.frame[columns])
    if frame.empty:
        st.caption(say("nothing_found"))
        show_source(found, key)
        return None
    frame = frame.dropna(axis="columns", how="all")
    settings: dict[str, Any] = {
        "hide_index": True,
        "column_config": {name: _column(name, renamed or {}) for name in map(str, frame)},
        "key": f"table_{key}",
        "alt": say("table_alt", rows=len(frame)),
        "height": "content" if len(frame) <= _MOST_ROWS_SEEN else _TALLEST,
        "placeholder": "",
    }
    row = None
    if chosen:
        event: Any = st.dataframe(frame, on_select="rerun", selection_mode=["single-row", "single-cell"], **settings)
        rows = [*event.selection.rows, *(cell[0] for cell in event.selection.cells)]
        row = rows[0] if rows and rows[0] < len(frame) else None
    else:
        st.dataframe(frame, **settings)
    if marks := [found.frame[name] for name in columns if name in _DOUBTS]:
        doubts.show_legend(cell for column in marks for cell in column)
    show_source(found, key)
    return row


def show_source(found: Answer, key: str) -> None:
    """The rows as CSV, and the query to copy: what was run, nothing left out."""
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            say("csv"),
            data=lambda: csv_bytes(found.frame),
            file_name=f"fazhi-{key}.csv",
            mime="text/csv",
            key=f"csv_{key}",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )
        with st.popover(say("sql"), icon=":material/code:", type="tertiary"):
            st.caption(say("sql_hint"))
            st.html(
                f"<a class='onward' href='{escape(address_of('sql', sql=found.sql))}'>{escape(say('open_sql'))}</a>"
            )
            st.code(found.sql, language="sql", wrap_lines=True)
        show_citation(key)


def told_of_row(key: str) -> Any:
    """Where to tell of the row that was clicked: below its table, but never below the window (`page.css`)."""
    return st.container(key=f"chosen_{key}")


@contextmanager
def opened(key: str) -> Iterator[bool]:
    """A part that is shut at first, called by the text of `key`; whether it is open, as what nobody sees costs too."""
    part = st.expander(say(key), key=f"part_{key}", on_change="rerun")
    with part:
        yield bool(part.open)


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with words for codes; addresses that are no web addresses are left out."""
    shown = frame.copy()
    for name in frame.columns:
        if name in _TERMS:
            shown[name] = [None if is_absent(code) else named(_SAID_AS.get(name, name), code) for code in frame[name]]
        elif name in _DOUBTS:
            shown[name] = [doubts.marked(cell) or None for cell in frame[name]]
        elif name == "domain":
            shown[name] = [None if is_absent(code) else words.domain_name(language(), code) for code in frame[name]]
        elif name in _DOMAIN_LISTS:
            shown[name] = [_domains(cell) for cell in frame[name]]
        elif name in _YES_OR_NO:
            shown[name] = [say("yes" if cell else "no") for cell in frame[name]]
        elif name in _ADDRESSES:
            shown[name] = [address if is_web_address(address) else None for address in frame[name]]
    return shown


def _domains(cell: Any) -> str | None:
    names = [] if is_absent(cell) else [words.domain_name(language(), code) for code in cell]
    return say("list_separator").join(names) or None


def _column(name: str, renamed: Mapping[str, str]) -> Any:
    label = words.said(language(), f"column.{name}", **renamed)
    kinds = st.column_config
    if name in _CHANGES:
        return kinds.NumberColumn(label, format=_CHANGES[name])
    if name in _SHARES:
        return kinds.NumberColumn(label, format="%.1f%%")
    if name in _NUMBERS:
        return kinds.NumberColumn(label, format="localized")
    if name in _PLAIN:
        return kinds.NumberColumn(label, format="%d", width="small")
    if name in _ADDRESSES:
        return kinds.LinkColumn(label, display_text=r"https?://([^/]+)")
    if name in _DAYS:
        return kinds.DateColumn(label, format="YYYY-MM-DD")
    if name in _LONG:
        return kinds.TextColumn(label, width="large")
    if name in _DOUBTS:
        return kinds.TextColumn(label, width="medium")
    return kinds.Column(label)


def is_number(name: str) -> bool:
    """Whether a column holds numbers."""
    return name in _SHARES or name in _NUMBERS or name in _CHANGES


def printed(name: str, value: Any) -> str:
    """A cell of the column `name` as text."""
    if name in _DAYS:
        return str(value)[:10]
    if name in _SHARES:
        return f"{value:.1f}%"
    return number(value) if name in _NUMBERS else str(value)
