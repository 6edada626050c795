"""Governments as dots where they lie, in the shade of their value, without any boundary.

Boundaries are left out on purpose: none could be had with a fit licence, and where they run is not ours to say.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from math import cos, radians, sin, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.parts.doubts import codes

if TYPE_CHECKING:
    import pandas as pd

_HERE = Path(__file__).parent
SHADES = ["#b9d7ea", "#7fb5d6", "#4a97c6", "#1f6ea3", "#0b3f68"]
"""From the lowest fifth of the values to the highest."""
WIDTH, HEIGHT = 900, 640
_SOUTH, _NORTH, _MIDDLE, _LATITUDE = (radians(angle) for angle in (25, 47, 105, 36))
_SIZES = {"province": 13.0, "prefecture": 7.0, "county": 4.5}


@cache
def places() -> dict[str, tuple[float, float]]:
    """Region code → where its government sits, as x and y of the drawing (Albers' equal-area projection)."""
    with (_HERE.parent / "places.csv").open(encoding="utf-8", newline="") as rows:
        return {
            row["region_code"]: _projected(float(row["longitude"]), float(row["latitude"]))
            for row in csv.DictReader(rows)
        }


def classes(values: list[float]) -> list[float]:
    """The upper ends of the first four fifths of `values`, rising; equal ones once."""
    rising = sorted(values)
    return sorted({rising[len(rising) * fifth // 5] for fifth in range(1, 5)} - {rising[-1]}) if rising else []


def shade_of(value: float, ends: list[float]) -> str:
    """The shade of a value, given the upper ends of the classes below the last."""
    above = sum(value > end for end in ends)
    return SHADES[above if len(ends) == 4 else round(above * 4 / max(1, len(ends)))]


def drawing(
    frame: pd.DataFrame, level: str, told: Callable[[dict[str, Any]], str], address: Callable[[dict[str, Any]], str]
) -> dict[str, Any]:
    """What is drawn of the rows of `map_values.sql` that have a place: dots, and a path of points without anything.

    A value is a filled dot, one with doubts is hatched over; a report without the value is a ring; what was never asked
    for is grey. `told` is the sentence about a row, `address` where its dot leads to.
    """
    rows: list[dict[str, Any]] = [
        {str(name): value for name, value in row.items()}
        for row in frame.to_dict("records")
        if str(row["region_code"]) in places()
    ]
    ends = classes([float(row["value"]) for row in rows if row["state"] == "given"])
    return {
        "size": _SIZES[level],
        "silent": "".join(_point(row) for row in rows if row["state"] in {"never_asked", "not_here"}),
        "dots": [
            _dot(row, ends) | {"told": told(row), "href": address(row)}
            for row in rows
            if row["state"] in {"given", "not_given"}
        ],
    }


def show_map(drawn: dict[str, Any], label: str) -> None:
    """The drawing; `label` is what it is called."""
    _component()(data=drawn | {"label": label, "width": WIDTH, "height": HEIGHT}, key="map")


@cache
def _component() -> Any:
    return st.components.v2.component(
        "fazhi_map",
        html="<svg role='group'></svg>",
        css=(_HERE / "map.css").read_text(encoding="utf-8"),
        js=(_HERE / "map.js").read_text(encoding="utf-8"),
    )


def _dot(row: dict[str, Any], ends: list[float]) -> dict[str, Any]:
    x, y = places()[str(row["region_code"])]
    dot: dict[str, Any] = {"x": round(x, 1), "y": round(y, 1)}
    if row["state"] == "given":
        dot |= {"fill": shade_of(float(row["value"]), ends), "hatched": bool(codes(row["doubts"]))}
    return dot


def _point(row: dict[str, Any]) -> str:
    x, y = places()[str(row["region_code"])]
    return f"M{x:.1f} {y:.1f}h0"


def _projected(longitude: float, latitude: float) -> tuple[float, float]:
    cone = (sin(_SOUTH) + sin(_NORTH)) / 2
    constant = cos(_SOUTH) ** 2 + 2 * cone * sin(_SOUTH)

    def distance(angle: float) -> float:
        return sqrt(constant - 2 * cone * sin(angle)) / cone

    turn = cone * (radians(longitude) - _MIDDLE)
    x = distance(radians(latitude)) * sin(turn)
    y = distance(_LATITUDE) - distance(radians(latitude)) * cos(turn)
    scale = 960
    return WIDTH * 0.53 + x * scale, HEIGHT / 2 - y * scale
