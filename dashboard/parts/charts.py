"""Charts: lines over years and bars, in colours that stay apart for the colour-blind, on light and on dark pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

LINES = ["#0072b2", "#d55e00", "#009e73", "#a3338f", "#8c6d00", "#3b3b3b", "#1b9ac2", "#b22222"]
"""After Okabe and Ito, with the pale ones darkened: each has a contrast of 3 : 1 or more on white."""
LINES_ON_DARK = ["#56b4e9", "#e69f00", "#2fc79a", "#dd8fc4", "#f0e442", "#d6d3d1", "#7fd4ee", "#ff8a80"]
STATUSES = {
    "in_time": "light-dark(#0072b2, #56b4e9)",
    "late": "light-dark(#d55e00, #e69f00)",
    "republished": "light-dark(#1b9ac2, #7fd4ee)",
    "no_duty": "light-dark(#3b3b3b, #d6d3d1)",
    "undated": "light-dark(#8a8a8a, #a8a29e)",
    "implausible_date": "light-dark(#a3338f, #dd8fc4)",
    "missing": "light-dark(#8c6d00, #f0e442)",
    "not_fetched": "light-dark(#c9c4bf, #57534e)",
    "not_read": "light-dark(#b22222, #ff8a80)",
    "read_as_other": "light-dark(#009e73, #2fc79a)",
    "nothing_known": "light-dark(#e7e5e4, #44403c)",
}
"""One colour a state, as CSS."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a chart over years is drawn: on a dark page, with a logarithmic axis, with an axis that leaves out zero."""

    dark: bool = False
    logarithmic: bool = False
    zoomed: bool = False
    source: str = ""

    @property
    def ink(self) -> str:
        """The colour of words."""
        return "#f5f5f4" if self.dark else "#1c1917"

    def colours(self, count: int) -> list[str]:
        """A colour for each of `count` lines."""
        lines = LINES_ON_DARK if self.dark else LINES
        return [lines[at % len(lines)] for at in range(count)]


def over_years(
    frame: pd.DataFrame, unit: str, titles: dict[str, str], look: Look, *, is_rate: bool = False,
    band: pd.DataFrame | None = None,
) -> alt.LayerChart:  # fmt: skip
    """Lines of `value` by `year`, one a `label`; clicking a point selects its `figure_id` as `point`.

    Columns: `label`, `year`, `value`, `figure_id`, `mark` (what speaks against the value, or empty), `sure`. A value
    with doubts is a hollow point. `band` has `year`, `low`, `middle` and `high` of the peers. `titles` are the words
    for `label`, `mark` and `band`. The axis of a rate shows 0 to 100 %, others begin at zero, if it is not zoomed.
    """
    import altair as alt

    names = sorted(frame["label"].unique())
    chosen = alt.selection_point(name="point", fields=["figure_id"], on="click")
    colour = alt.Color("label:N", title=None, scale=alt.Scale(domain=names, range=look.colours(len(names))))
    base = alt.Chart(frame).encode(
        x=_years(),
        y=alt.Y("value:Q", title=unit, scale=_scale(frame, look, is_rate), axis=alt.Axis(format=",~f")),
        color=colour,
        tooltip=[
            alt.Tooltip("label:N", title=titles["label"]),
            alt.Tooltip("year:O", title=" "),
            alt.Tooltip("value:Q", title=unit, format=",~f"),
            alt.Tooltip("mark:N", title=titles["mark"]),
        ],
    )
    points = base.mark_point(size=95, strokeWidth=2.5, opacity=1).encode(
        shape=alt.Shape("label:N", title=None),
        fill=alt.condition("datum.sure", colour, alt.value("transparent")),
    )
    layers = [*_band(band, look), base.mark_line(strokeWidth=2), points.add_params(chosen)]
    chart = alt.layer(*layers).properties(height=340)
    return _finished(_sourced(chart, look), look)


def bars(frame: pd.DataFrame, name: str, size: str, title: str, look: Look) -> alt.Chart:
    """Horizontal bars, the longest first: `size` of each `name`."""
    import altair as alt

    chart = (
        alt.Chart(frame)
        .mark_bar(color=look.colours(1)[0])
        .encode(
            x=alt.X(f"{size}:Q", title=title, scale=alt.Scale(zero=True), axis=alt.Axis(tickMinStep=1)),
            y=alt.Y(f"{name}:N", title=None, sort="-x", axis=alt.Axis(labelLimit=260, labelOverlap=False)),
            tooltip=[alt.Tooltip(f"{name}:N", title=" "), alt.Tooltip(f"{size}:Q", title=title)],
        )
    )
    return _finished(_sourced(chart.properties(height=28 * len(frame) + 70), look), look)


def lines(frame: pd.DataFrame, across: str, up: str, look: Look) -> alt.Chart:
    """A line through the points of any two columns, for results of any query."""
    import altair as alt

    chart = alt.Chart(frame).mark_line(point=True, color=look.colours(1)[0])
    chart = chart.encode(
        x=alt.X(across, type="ordinal", title=across, axis=alt.Axis(labelAngle=0)),
        y=alt.Y(up, type="quantitative", title=up),
    )
    return _finished(_sourced(chart.properties(height=340), look), look)


def _years() -> alt.X:
    import altair as alt

    return alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0))


def _scale(frame: pd.DataFrame, look: Look, is_rate: bool) -> alt.Scale:
    import altair as alt

    if look.logarithmic and (frame["value"] > 0).all():
        return alt.Scale(type="log", nice=True)
    if look.zoomed:
        return alt.Scale(zero=False, nice=True)
    within = bool(frame["value"].between(0, 100).all())
    return alt.Scale(domain=[0, 100]) if is_rate and within else alt.Scale(zero=True, nice=True)


def _band(band: pd.DataFrame | None, look: Look) -> list[Any]:
    import altair as alt

    if band is None or band.empty:
        return []
    grey = "#a8a29e" if look.dark else "#78716c"
    base = alt.Chart(band).encode(x=_years())
    area = base.mark_area(opacity=0.18, color=grey).encode(y=alt.Y("low:Q"), y2="high:Q")
    middle = base.mark_line(strokeDash=[5, 4], color=grey).encode(y=alt.Y("middle:Q"))
    return [area, middle]


def _sourced(chart: Any, look: Look) -> Any:
    """The source stands below the chart, so that it is in an exported picture, too."""
    import altair as alt

    if not look.source:
        return chart
    return chart.properties(
        title=alt.TitleParams(
            look.source.splitlines(), orient="bottom", anchor="start", fontSize=11, fontWeight="normal", offset=14,
            color=look.ink, limit=1200,
        )
    )  # fmt: skip


def _finished(chart: Any, look: Look) -> Any:
    legend = {"orient": "bottom", "columns": 3, "labelLimit": 220, "labelColor": look.ink, "labelFontSize": 13}
    axis: dict[str, Any] = {"labelColor": look.ink, "titleColor": look.ink, "labelFontSize": 13, "titleFontSize": 13}
    return chart.configure_axis(**axis).configure_legend(**legend)
