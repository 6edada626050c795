"""A box for SQL that completes the names of tables, macros and columns."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


def show_editor(sql: str, vocabulary: list[str], label: str, run: str, hint: str) -> str | None:
    """The box with `sql` in it; what stood in it when it was run in this very run, or None.

    `label`, `run` and `hint` are the words for the box, its button and how completion is used.
    """
    data: dict[str, Any] = {"sql": sql, "words": vocabulary, "label": label, "run": run, "hint": hint}
    return _component()(data=data, key="editor", on_run_change=lambda: None).run


@cache
def _component() -> Any:
    return st.components.v2.component(
        "fazhi_editor",
        html=(
            "<textarea spellcheck='false' autocapitalize='off' aria-autocomplete='list'></textarea>"
            "<ul role='listbox' id='completions' hidden></ul><div class='below'><button type='button'></button>"
            "<small></small></div>"
        ),
        css=(_HERE / "editor.css").read_text(encoding="utf-8"),
        js=(_HERE / "editor.js").read_text(encoding="utf-8"),
    )
