"""A report's text with every figure marked; a click tells which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import words

_HERE = Path(__file__).parent
_UNKNOWN = {"background": "#e7e5e4", "line": "#57534e"}
"""A figure that is no indicator's."""


def segments(text: str, figures: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """`text` in pieces that joined are `text` again: plain ones, and one per figure.

    Offsets are code points. A figure within another, or beyond the text, marks nothing of its own.
    """
    at = 0
    for figure in sorted(figures, key=lambda one: (int(one["start"]), -int(one["end"]))):
        start, end = int(figure["start"]), int(figure["end"])
        if start < at or end <= start or end > len(text):
            continue
        if start > at:
            yield {"text": text[at:start]}
        domain = figure["domain"] if isinstance(figure["domain"], str) else ""
        yield {"text": text[start:end], "id": str(figure["figure_id"]), "domain": domain}
        at = end
    if at < len(text):
        yield {"text": text[at:]}


def show_report(
    pieces: list[dict[str, Any]], chosen: str, label: str, hint: str, place: int | None = None
) -> str | None:
    """The text; the figure_id that was clicked in this run, or None.

    `chosen` is a figure_id to be shown as chosen and scrolled to; else `place`, an offset in the text, is scrolled to.
    """
    colours = {domain: {key: row[key] for key in ("background", "line")} for domain, row in words.domains().items()}
    data: dict[str, Any] = {"pieces": pieces, "chosen": chosen, "label": label, "hint": hint, "place": place}
    data |= {"colours": colours, "unknown": _UNKNOWN}
    return _component()(data=data, key="reader", on_clicked_change=lambda: None).clicked


@cache
def _component() -> Any:
    return st.components.v2.component(
        "fazhi_reader",
        html="<div class='report' tabindex='0' role='region'></div>",
        css=(_HERE / "reader.css").read_text(encoding="utf-8"),
        js=(_HERE / "reader.js").read_text(encoding="utf-8"),
    )
