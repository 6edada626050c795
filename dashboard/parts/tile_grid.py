"""The provinces as tiles that stand about where they lie: no map is downloaded, and the keyboard reaches each."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_HERE = Path(__file__).parent
_SHADES = ["light-dark(#f5f5f4, #44403c)", "#e3eef6", "#b9d7ea", "#7fb5d6", "#2b7bb0", "#0b4f80"]
"""From nothing to everything; the last two carry white words."""
_DARK_FROM = 4
_INKS = ["light-dark(#1c1917, #f5f5f4)", "#1c1917"]
"""Of words on nothing, and on the pale ones."""


@cache
def places() -> dict[str, dict[str, str]]:
    """Code of a province → `column` and `row` in the grid, from 0 at the upper left, and short names `zh`, `en`."""
    with (_HERE.parent / "tiles.csv").open(encoding="utf-8", newline="") as rows:
        return {row["province_code"]: row for row in csv.DictReader(rows)}


def tiles(frame: pd.DataFrame, language: str, told: Callable[[dict[str, Any]], str]) -> list[dict[str, Any]]:
    """A tile per province of `overview_provinces.sql`; one without a place, such as an invented one, below the rest.

    `told` is the sentence about a row.
    """
    last_row = max(int(place["row"]) for place in places().values())
    made, elsewhere = [], 0
    for row in frame.to_dict("records"):
        code = str(row["province_code"])
        place = places().get(code)
        if place is None and not row["regions_reporting"]:
            continue
        at = place or {
            "column": str(elsewhere),
            "row": str(last_row + 1),
            "zh": row["province_name"],
            "en": row["province_name"],
        }
        elsewhere += place is None
        shade = shade_of(float(row["share_pct"]))
        made.append({
            "column": int(at["column"]) + 1,
            "row": int(at["row"]) + 1,
            "short": str(at[language])[:3],
            "name": str(row["province_name"]),
            "count": f"{row['regions_reporting']}/{row['regions_expected']}",
            "told": told({str(name): value for name, value in row.items()}),
            "background": _SHADES[shade],
            "ink": _INKS[min(shade, 1)] if shade < _DARK_FROM else "#ffffff",
        })  # fmt: skip
    return made


def shade_of(share: float) -> int:
    """0 for nothing, then 1 to 5 by fifths of 100 percent."""
    return 0 if share <= 0 else min(5, 1 + int(share // 20))


def tile_markup(made: list[dict[str, Any]], label: str, link: str) -> str:
    """The grid as HTML. A tile opens by click and by keyboard, and shuts the one that was open: no script is needed.

    What it then says ends with a link of the words `link` to the tile's `href`, if it has one.
    """
    drawn = "".join(_tile(tile, link) for tile in made)
    return f"<div class='tiles' role='group' aria-label='{escape(label)}'>{drawn}</div>"


def _tile(tile: dict[str, Any], link: str) -> str:
    place = f"grid-column:{tile['column']};grid-row:{tile['row']}"
    colours = f"background:{tile['background']};color:{tile['ink']}"
    leads = f" <a href='{escape(tile['href'])}'>{escape(link)}</a>" if tile.get("href") else ""
    return (
        f"<details name='province' style='{place}'><summary style='{colours}' title='{escape(tile['name'])}'>"
        f"{escape(tile['short'])}<small>{tile['count']}</small></summary><p>{escape(tile['told'])}{leads}</p></details>"
    )
