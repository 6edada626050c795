"""A chart or the map as a file: the picture as it is seen, with the source below it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.parts.citing import source_line
from dashboard.parts.session import is_dark, say

_HERE = Path(__file__).parent


def show_saving(key: str, told: tuple[str, ...] = ()) -> None:
    """Buttons that save the picture of the element of this key as SVG and PNG.

    With `told`, lines that say what it shows, these and the source are written below it: a chart carries them itself.
    """
    data: dict[str, Any] = {
        "chart": key,
        "file": f"fazhi-{key}",
        "lines": [*told, *source_line().splitlines()] if told else [],
        "paper": "#1c1917" if is_dark() else "#ffffff",
        "ink": "#f5f5f4" if is_dark() else "#1c1917",
        "said": {"svg": say("save_svg"), "png": say("save_png")},
    }
    _component()(data=data, key=f"saving_{key}")


@cache
def _component() -> Any:
    return st.components.v2.component(
        "fazhi_saving",
        html="<button type='button' value='svg'></button><button type='button' value='png'></button>",
        css=(_HERE / "saving.css").read_text(encoding="utf-8"),
        js=(_HERE / "saving.js").read_text(encoding="utf-8"),
    )
