"""From one doubtful figure to the next and back, by button or by the keys N and P."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import streamlit as st

from dashboard.parts.address import click
from dashboard.parts.session import say


def show_steps(figures: list[str], before: int, after: int) -> None:
    """Buttons that write `figures[before]` or `figures[after]` into the address; a place beyond the list is none."""
    with st.container(horizontal=True, vertical_alignment="center"):
        back = st.button(say("previous"), shortcut="p", icon=":material/arrow_back:", disabled=before < 0)
        on = st.button(say("next"), shortcut="n", icon=":material/arrow_forward:", disabled=after >= len(figures))
    if back or on:
        click("figure", figures[before if back else after])
        st.rerun()


def neighbours(places: list[int], chosen: int | None) -> tuple[int, int]:
    """Which of `places`, offsets in rising order, come before and after the offset `chosen`; without one, the first
    comes after. None before is -1, none after the length of the list.
    """
    return (-1, 0) if chosen is None else (bisect_left(places, chosen) - 1, bisect_right(places, chosen))
