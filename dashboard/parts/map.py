"""Governments as dots where they lie, in the shade of their value: SVG without a script, and without any boundary.

Boundaries are left out on purpose: none could be had with a fit licence, and where they run is not ours to say.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from html import escape
from math import cos, radians, sin, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.parts.numbers import is_absent

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
    return sorted({rising[min(len(rising) - 1, len(rising) * fifth // 5)] for fifth in range(1, 5)}) if rising else []


def shade_of(value: float, ends: list[float]) -> str:
    """The shade of a value, given the upper ends of the classes below the last."""
    above = sum(value > end for end in ends)
    return SHADES[above if len(ends) == 4 else round(above * 4 / max(1, len(ends)))]


def dot_map(
    frame: pd.DataFrame, level: str, label: str, told: Callable[[dict[str, Any]], str],
    address: Callable[[dict[str, Any]], str],
) -> str:  # fmt: skip
    """The rows of `map_values.sql` that have a place, as SVG called `label`.

    A value is a filled dot, one with doubts is hatched over; a report without the value is a ring; what was never asked
    for is grey. `told` is the sentence about a row, `address` where its dot leads to.
    """
    rows = [row for row in frame.to_dict("records") if str(row["region_code"]) in places()]
    ends = classes([float(row["value"]) for row in rows if row["state"] == "given"])
    size = _SIZES[level]
    silent = "".join(_point(row) for row in rows if row["state"] in {"never_asked", "not_here"})
    dots = "".join(
        _dot({str(name): value for name, value in row.items()}, size, ends, told, address)
        for row in rows
        if row["state"] in {"given", "not_given"}
    )
    return (
        f"<div class='map'><svg viewBox='0 0 {WIDTH} {HEIGHT}' role='group' aria-label='{escape(label)}'>"
        "<defs><pattern id='hatch' width='4' height='4' patternUnits='userSpaceOnUse' patternTransform='rotate(45)'>"
        "<rect width='1.6' height='4' fill='#ffffff'></rect></pattern></defs>"
        f"<path class='silent' d='{silent}' stroke-width='{size}'></path>{dots}</svg></div>"
    )


def _dot(
    row: dict[str, Any], size: float, ends: list[float], told: Callable[[dict[str, Any]], str],
    address: Callable[[dict[str, Any]], str],
) -> str:  # fmt: skip
    x, y = places()[str(row["region_code"])]
    at = f"cx='{x:.1f}' cy='{y:.1f}' r='{size}'"
    if row["state"] == "given":
        drawn = f"<circle {at} fill='{shade_of(float(row['value']), ends)}'></circle>"
        if not is_absent(row["doubts"]) and len(row["doubts"]):
            drawn += f"<circle {at} fill='url(#hatch)' class='doubted'></circle>"
    else:
        drawn = f"<circle {at} class='ring'></circle>"
    words = escape(told(row))
    return f"<a href='{escape(address(row))}' aria-label='{words}'><title>{words}</title>{drawn}</a>"


def _point(row: dict[Any, Any]) -> str:
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
