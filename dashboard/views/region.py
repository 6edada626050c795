"""One publisher: every indicator beside the year before and beside its peers, its reports, and what was doubted."""

from __future__ import annotations

import streamlit as st

from dashboard import words
from dashboard.asking import Answer
from dashboard.parts.address import choose
from dashboard.parts.links import link_to_source, link_to_text
from dashboard.parts.markup import plain
from dashboard.parts.publishers import publisher_names
from dashboard.parts.session import ask, language, say
from dashboard.parts.tables import opened, show_source, shown_table, told_of_row
from dashboard.parts.value import show_value

_INDICATORS = [
    "domain", "{name}", "value", "unit", "bound", "per_100k", "prior_value", "yoy_pct", "yoy_points", "prior_source",
    "doubts", "province_percentile", "country_percentile", "quote",
]  # fmt: skip
_ALL = ""


def show() -> None:
    """The page."""
    st.title(say("page.region"), anchor=False)
    publishers = publisher_names()
    if not publishers:
        return
    left, right = st.columns([2, 1])
    with left:
        chosen = choose(say("region"), list(publishers), "region", next(iter(publishers)), publishers.__getitem__)
    reports = ask("region_reports", publisher=chosen)
    if reports is None:
        return
    given = reports.frame[reports.frame["sha256"].notna()]
    years = [str(year) for year in given["report_year"].dropna()]
    if not years:
        st.caption(say("nothing_found"))
        return
    with right:
        year = choose(say("year"), years, "year", years[0], str)
    report = given[given["report_year"] == int(year)].iloc[0]
    st.markdown(f"**{plain(report['title'])}**")
    with st.container(horizontal=True, vertical_alignment="center"):
        link_to_text(str(report["sha256"]))
        link_to_source(report["address"])
    _show_indicators(chosen, int(year))
    _show_doubts(chosen, int(year))
    _show_rates(chosen, int(year))
    _show_terms(chosen, int(year))
    _show_reports(reports)


def _show_indicators(publisher: str, year: int) -> None:
    st.subheader(say("all_indicators", year=year), anchor=False)
    found = ask("region_indicators", publisher=publisher, year=year)
    if found is None:
        return
    domains = [_ALL, *sorted(found.frame["domain"].unique())]
    domain = choose(say("domain"), domains, "domain", _ALL, _domain_shown)
    if domain:
        found = Answer(found.frame[found.frame["domain"] == domain].reset_index(drop=True), found.sql)
    if found.frame[["province_percentile", "country_percentile"]].isna().all(axis=None):
        st.caption(say("no_peers"))
    columns = [name.format(name=f"indicator_name_{language()}") for name in _INDICATORS]
    row = shown_table(found, "region_indicators", columns, chosen=True)
    if row is None:
        st.caption(say("click_hint") if len(found.frame) else "")
        return
    chosen = found.frame.iloc[row]
    with told_of_row("region_indicators"):
        show_value(chosen, indicator=str(chosen["indicator_code"]))


def _domain_shown(domain: str) -> str:
    return words.domain_name(language(), domain) if domain else say("all")


def _show_doubts(publisher: str, year: int) -> None:
    st.subheader(say("doubted"), anchor=False)
    if found := ask("region_findings", publisher=publisher, year=year):
        if found.frame.empty:
            st.caption(say("not_doubted"))
            show_source(found, "region_findings")
            return
        columns = ["severity", f"message_{language()}", "rule", "year", "observed"]
        row = shown_table(found, "region_findings", columns, chosen=True)
        if row is not None:
            with told_of_row("region_findings"):
                st.markdown(plain(found.frame[f"message_{language()}"].iloc[row]))
                link_to_text(str(found.frame["sha256"].iloc[row]), found.frame["figure_id"].iloc[row])


@st.fragment
def _show_rates(publisher: str, year: int) -> None:
    with opened("derived_rates") as is_open:
        if is_open and (found := ask("region_rates", publisher=publisher, year=year)):
            columns = [
                f"rate_name_{language()}", "value", "bound", "numerator", "denominator", "printed_value", "agrees",
            ]  # fmt: skip
            shown_table(found, "region_rates", columns)


@st.fragment
def _show_terms(publisher: str, year: int) -> None:
    with opened("terms") as is_open:
        if is_open and (found := ask("region_terms", publisher=publisher, year=year)):
            columns = ["term", "occurrences", "prior_occurrences", "yoy_change", "term_status"]
            shown_table(found, "region_terms", columns)


def _show_reports(reports: Answer) -> None:
    st.subheader(say("reports"), anchor=False)
    columns = ["report_year", "status", "title", "published_on", "days_after_due", "figure_count", "address"]
    row = shown_table(reports, "reports", columns, chosen=True)
    if row is not None and isinstance(sha256 := reports.frame["sha256"].iloc[row], str):
        with told_of_row("reports"):
            link_to_text(sha256)
