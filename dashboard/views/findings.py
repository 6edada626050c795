"""What the audit doubts, by rule, and each finding with the place that it speaks of."""

from __future__ import annotations

import streamlit as st

from dashboard.parts import charts, still
from dashboard.parts.address import choose, typed
from dashboard.parts.links import link_to_text
from dashboard.parts.markup import plain, show_quote
from dashboard.parts.session import ask, language, localized, named, say
from dashboard.parts.tables import show_source, shown_table, told_of_row

_ALL = ""
_MOST = 500
"""As many as `findings.sql` gives."""
_SEVERITIES = ["error", "warn", "note"]


def show() -> None:
    """The page."""
    st.title(say("page.findings"), anchor=False)
    years = ask("years")
    if years is None:
        return
    cells = st.columns(4)
    with cells[0]:
        severity = choose(
            say("severity"), [_ALL, *_SEVERITIES], "severity", _ALL,
            lambda one: named("severity", one) if one else say("all"),
        )  # fmt: skip
    with cells[1]:
        options = [_ALL, *(str(year) for year in years.frame["report_year"])]
        year = choose(say("year"), options, "year", _ALL, lambda one: one or say("all"))
    when = int(year) if year else None
    rules = ask("findings_rules", severity=severity or None, year=when)
    if rules is None:
        return
    with cells[2]:
        options = [_ALL, *_distinct(rules.frame["rule"])]
        rule = choose(say("rule"), options, "rule", _ALL, lambda one: named("rule", one) if one else say("all"))
    with cells[3]:
        region = typed(say("region"), "region", say("region_hint"))
    if not rules.frame.empty:
        total = int(rules.frame["findings"].sum())
        st.caption(say("findings_in_all", count=f"{total:,}"))
        counts = rules.frame.groupby("rule", sort=False)["findings"].sum()
        sizes = {named("rule", rule): {"": float(size)} for rule, size in counts.items()}
        st.html(still.bars(sizes, {"": charts.STATUSES["in_time"]}, max(counts)))
        show_source(rules, "findings_rules")
    _show_found(severity or None, rule or None, when, region or None)


def _distinct(values: object) -> list[str]:
    return list(dict.fromkeys(map(str, values)))  # type: ignore[call-overload]


def _show_found(severity: str | None, rule: str | None, year: int | None, region: str | None) -> None:
    found = ask("findings", severity=severity, rule=rule, year=year, region=region)
    if found is None:
        return
    if len(found.frame) == _MOST:
        st.caption(say("first_rows", count=_MOST))
    columns = ["severity", "region_name", "year", f"indicator_name_{language()}", f"message_{language()}", "rule"]
    row = shown_table(found, "findings", columns, chosen=True)
    if row is None:
        st.caption(say("click_row_hint") if len(found.frame) else "")
        return
    chosen = found.frame.iloc[row]
    with told_of_row("findings"):
        st.markdown(f"**{named('severity', chosen['severity'])}** {plain(localized(chosen, 'message'))}")
        st.caption(f"{say('rule')}: {named('rule', chosen['rule'])} ({plain(chosen['rule'])})")
        if isinstance(chosen["quote"], str):
            show_quote(chosen["quote"], [str(chosen["raw"])])
        if isinstance(chosen["sha256"], str):
            link_to_text(chosen["sha256"], chosen["figure_id"])
