"""Charts: lines over years and bars, in colours that stay apart for the colour-blind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

LINES = ["#0072b2", "#d55e00", "#009e73", "#a3338f", "#8c6d00", "#3b3b3b", "#1b9ac2", "#b22222"]
"""After Okabe and Ito, with the pale ones darkened: each has a contrast of 3 : 1 or more on white."""
STATUSES = {
    "in_time": "#0072b2", "late": "#d55e00", "undated": "#8a8a8a", "implausible_date": "#a3338f", "missing": "#c9c4bf",
}  # fmt: skip
_AXIS: dict[str, Any] = {"labelColor": "#1c1917", "titleColor": "#1c1917", "labelFontSize": 13, "titleFontSize": 13}


def over_years(frame: pd.DataFrame, unit: str, title: str) -> alt.LayerChart:
    """Lines of `value` by `year`, one a `label`; clicking a point selects its `figure_id` as `point`."""
    import altair as alt

    names = sorted(frame["label"].unique())
    chosen = alt.selection_point(name="point", fields=["figure_id"], on="click")
    base = alt.Chart(frame).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(format=",~f")),
        color=alt.Color("label:N", title=None, scale=alt.Scale(domain=names, range=_colours(len(names)))),
        tooltip=[
            alt.Tooltip("label:N", title=title),
            alt.Tooltip("year:O", title=" "),
            alt.Tooltip("value:Q", title=unit, format=","),
        ],
    )
    points = base.mark_point(size=90, filled=True, opacity=1).encode(shape=alt.Shape("label:N", title=None))
    layers = alt.layer(base.mark_line(strokeWidth=2), points.add_params(chosen))
    return _finished(layers.properties(height=340))


def bars(frame: pd.DataFrame, name: str, size: str, title: str) -> alt.Chart:
    """Horizontal bars, the longest first: `size` of each `name`."""
    import altair as alt

    chart = (
        alt.Chart(frame)
        .mark_bar(color=LINES[0])
        .encode(
            x=alt.X(f"{size}:Q", title=title, scale=alt.Scale(zero=True), axis=alt.Axis(tickMinStep=1)),
            y=alt.Y(f"{name}:N", title=None, sort="-x", axis=alt.Axis(labelLimit=260, labelOverlap=False)),
            tooltip=[alt.Tooltip(f"{name}:N", title=" "), alt.Tooltip(f"{size}:Q", title=title)],
        )
    )
    return _finished(chart.properties(height=28 * len(frame) + 70))


def _colours(count: int) -> list[str]:
    return [LINES[at % len(LINES)] for at in range(count)]


def _finished(chart: Any) -> Any:
    legend = {"orient": "bottom", "columns": 3, "labelLimit": 220, "labelColor": "#1c1917", "labelFontSize": 13}
    return chart.configure_axis(**_AXIS).configure_legend(**legend)
