"""What the reports say that is worth a look; then what is covered, how fresh it is, and how complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import words
from dashboard.asking import Answer
from dashboard.parts import charts, headlines, still
from dashboard.parts.address import choose
from dashboard.parts.links import address_of
from dashboard.parts.session import ask, language, named, say
from dashboard.parts.tables import readable, show_source
from dashboard.parts.tile_grid import tile_markup, tiles

if TYPE_CHECKING:
    import pandas as pd

QUERIES = (
    "overview_counts", "overview_provinces", "overview_years", "overview_absent", "overview_domains",
    "overview_newest", "overview_rejects", *headlines.QUERIES,
)  # fmt: skip
"""What this view asks, beside the years."""


def usual_year(years: pd.DataFrame) -> int:
    """The newest of the years, newest first, that has a quarter as many reports as the fullest one: of a year that has
    only begun there is little to tell."""
    full = years[years["reports"] * 4 >= years["reports"].max()]
    return int(full["report_year"].iloc[0])


def show() -> None:
    """The page."""
    st.title(say("page.overview"), anchor=False)
    years = ask("years")
    if years is None or years.frame.empty:
        st.caption(say("nothing_found"))
        return
    options = [str(year) for year in years.frame["report_year"]]
    with st.columns([1, 3])[0]:
        year = choose(say("year"), options, "year", str(usual_year(years.frame)), str)
    st.subheader(say("headlines", year=year), anchor=False)
    st.html(headlines.headlines(int(year)) or f"<p>{say('nothing_found')}</p>")
    if found := ask("overview_counts"):
        _show_counts(found.frame.iloc[0])
        show_source(found, "overview_counts")
    left, right = st.columns(2, gap="large")
    with left:
        _show_provinces(int(year))
        _show_domains(int(year))
    with right:
        _show_states("timeliness", "overview_years")
        _show_states("absent", "overview_absent")
    _show_newest()
    _show_rejects()


def _show_counts(row: Any) -> None:
    years = [str(row[name]) for name in ("first_year", "last_year")] if row["reports"] else ["—"]
    span = "–".join(dict.fromkeys(years))
    cells = {
        "reports": f"{row['reports']:,}",
        "publishers": f"{row['publishers']:,}",
        "years": span,
        "figures": f"{row['figures']:,}",
        "matched": f"{100 * row['matched_figures'] / row['figures']:.0f}%" if row["figures"] else "—",
        "values": f"{row['indicator_values']:,}",
        "findings": f"{row['findings']:,}",
    }
    leads = {"reports": "report", "values": "indicator", "findings": "findings", "publishers": "region"}
    links = {say(f"count.{name}"): address_of(view) for name, view in leads.items()}
    st.html(still.counts({say(f"count.{name}"): cell for name, cell in cells.items()}, links))
    if row["findings"]:
        st.caption(say("findings_told", grave=f"{row['grave_findings']:,}", all=f"{row['findings']:,}"))


def _show_provinces(year: int) -> None:
    st.subheader(say("provinces", year=year), anchor=False)
    found = ask("overview_provinces", year=year)
    if found is None:
        return
    st.caption(say("provinces_hint"))
    made = tiles(found.frame, language(), _told)
    for tile in made:
        tile["href"] = address_of("changes", province=tile["name"], year=str(year))
    st.html(tile_markup(made, say("provinces", year=year), say("open_province")))
    with st.expander(say("as_table")):
        columns = ["province_name", "regions_reporting", "regions_expected", "share_pct", "figures"]
        _show_rows(found, "provinces", columns)


def _told(row: dict[str, Any]) -> str:
    numbers = {"given": row["regions_reporting"], "expected": row["regions_expected"], "figures": f"{row['figures']:,}"}
    return say("province_told", name=row["province_name"], **numbers)


def _show_states(key: str, query: str) -> None:
    """Bars of how many reports of each year are in which state; nothing where there are none."""
    if (found := ask(query)) is None or found.frame.empty:
        return
    st.subheader(say(key), anchor=False)
    st.caption(say(f"{key}_hint"))
    colours = {named("status", status): colour for status, colour in charts.STATUSES.items()}
    sizes: dict[str, dict[str, float]] = {}
    for row in found.frame.to_dict("records"):
        sizes.setdefault(str(row["report_year"]), {})[named("status", row["status"])] = float(row["publishers"])
    given = {part for parts in sizes.values() for part in parts}
    most = max(sum(parts.values()) for parts in sizes.values())
    st.html(still.bars(sizes, {part: colour for part, colour in colours.items() if part in given}, most))
    st.html(f"<a class='onward' href='{address_of('timeliness')}'>{say('open_timeliness')}</a>")
    show_source(found, key)


def _show_domains(year: int) -> None:
    st.subheader(say("completeness", year=year), anchor=False)
    if (found := ask("overview_domains", year=year)) is None or found.frame.empty:
        return
    shares = {
        words.domain_name(language(), row["domain"]): {"": float(row["mean_coverage_pct"])}
        for row in found.frame.to_dict("records")
    }
    st.html(still.bars(shares, {"": charts.STATUSES["in_time"]}, 100, "{:.1f}%"))
    show_source(found, "completeness")


def _show_newest() -> None:
    st.subheader(say("newest"), anchor=False)
    if found := ask("overview_newest"):
        columns = ["region_name", "report_year", "title", "published_on", "figure_count", "address"]
        texts = [address_of("report", report=str(sha256)) for sha256 in found.frame["sha256"]]
        _show_rows(found, "newest", columns, {"title": texts})


def _show_rejects() -> None:
    found = ask("overview_rejects")
    if found and not found.frame.empty:
        st.subheader(say("rejects"), anchor=False)
        _show_rows(found, "rejects", ["stage", "reason", "documents", "example"])


def _show_rows(found: Answer, key: str, columns: list[str], links: dict[str, list[str]] | None = None) -> None:
    frame = readable(found.frame[columns])
    present = [name for name in columns if not frame[name].isna().all()]
    label = say("table_alt", rows=len(frame))
    st.html(still.rows(frame, {name: say(f"column.{name}") for name in present}, label, links))
    show_source(found, key)
