"""The entry that corrects or explains a figure, to be copied into `corrections.yml` or `exceptions.yml`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard.parts.session import say
from warehouse.review.entries import correction_entry, exception_entry

_ACTIONS = ["override", "drop", "flag", "keep"]
_HOLDS = timedelta(days=730)


def show_entry(row: Any, rules: list[str]) -> None:
    """The entry for a figure: `row` has `figure_id`, `sha256`, `raw`, `start`, `quote`, `value`, `unit`, `year`,
    `indicator_code`; `rules` are those that doubt it, which an explanation names.
    """
    figure = str(row["figure_id"])
    actions = _ACTIONS if rules else _ACTIONS[:-1]
    action = st.segmented_control(
        say("decision"), actions, default=actions[0], required=True, key=f"decision_{figure}",
        format_func=lambda one: say(f"decision_{one}"),
    )  # fmt: skip
    reason = st.text_input(say("reason"), key=f"reason_{figure}", max_chars=300, live="400ms").strip()
    told = reason or say("reason_missing")
    if action == "keep":
        until = date.today() + _HOLDS  # noqa: DTZ011 — the day of whoever decides
        entry = "".join(exception_entry(rule, figure, told, until) for rule in rules)
    else:
        entry = correction_entry(
            row, str(action), told, str(row["quote"]), **(_as_read(row) if action == "override" else {})
        )
    st.caption(say("entry_hint", file="exceptions.yml" if action == "keep" else "corrections.yml"))
    st.code(entry, language=None, wrap_lines=True)


def _as_read(row: Any) -> dict[str, object]:
    """The fields of an override as they are read now: what is right stays or is taken out, what is wrong is mended."""
    import pandas as pd

    value = float(row["value"])
    fields: dict[str, object] = {"value": int(value) if value.is_integer() else value}
    fields |= {"unit": str(row["unit"])} if isinstance(row["unit"], str) else {}
    fields |= {"indicator": str(row["indicator_code"]) if isinstance(row["indicator_code"], str) else None}
    return fields | {"year": None if pd.isna(row["year"]) else int(row["year"])}
