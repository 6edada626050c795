"""What a visitor chose stands in the page's address: a link leads others to the same view, the way back works.

The address wins where it differs from what was last written into it (a link, the way back); else the widget does.
What is chosen unasked is left out of the address, but not of what `chosen` tells: newer data may choose otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

Value = TypeVar("Value")
_SEPARATOR = ","
_UNASKED = "chosen unasked"
_PAUSE = "400ms"
"""What is typed counts after so long without another letter: nobody has to know of Enter."""


def choose(label: str, options: Sequence[str], name: str, default: str, shown: Callable[[str], str]) -> str:
    """One of `options` (at least one), kept under `name`."""
    _seed(name, lambda asked: asked if asked in options else default, default)
    if st.session_state[name] not in options:
        st.session_state[name] = default
    chosen: str = st.selectbox(label, options, format_func=shown, key=name)
    _note(name, chosen, default)
    return chosen


def choose_several(
    label: str, options: Sequence[str], name: str, default: list[str], shown: Callable[[str], str], most: int
) -> list[str]:
    """Up to `most` of `options`, kept under `name`."""
    known = set(options)

    def parsed(asked: str) -> list[str]:
        return [part for part in asked.split(_SEPARATOR) if part in known][:most] or default

    _seed(name, parsed, default)
    st.session_state[name] = [part for part in st.session_state[name] if part in known]
    chosen: list[str] = st.multiselect(label, options, format_func=shown, key=name, max_selections=most)
    _note(name, _SEPARATOR.join(chosen), _SEPARATOR.join(default))
    return chosen


def typed(label: str, name: str, placeholder: str) -> str:
    """What was typed, kept under `name`; without spaces around it. A pause is enough, Enter is not needed."""
    _seed(name, lambda asked: asked, "")
    text = str(st.text_input(label, key=name, placeholder=placeholder, max_chars=200, live=_PAUSE)).strip()
    _note(name, text)
    return text


def switched(label: str, name: str, *, default: bool = False) -> bool:
    """A switch, kept under `name` as `1` or `0`."""
    _seed(name, lambda asked: asked == "1", default)
    on = bool(st.toggle(label, key=name))
    _note(name, str(int(on)) if on or default else "", str(int(default)))
    return on


def counted(label: str, name: str, default: int) -> int:
    """A whole number from 0, kept under `name`."""
    _seed(
        name, lambda asked: int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 13 else default, default
    )
    count = int(st.number_input(label, min_value=0, step=10, key=name))
    _note(name, str(count), str(default))
    return count


def chosen() -> dict[str, str]:
    """All that is chosen on this page so far, with what stands in the address beside."""
    unasked: dict[str, str] = st.session_state.get(_UNASKED, {})
    return {name: text for name, text in unasked.items() if text} | st.query_params.to_dict()


def start_page() -> None:
    """Forgets what was chosen on the page before."""
    st.session_state[_UNASKED] = {}


def clicked(name: str, known: Callable[[str], bool]) -> str:
    """What was last clicked, as the address tells it; empty where nothing was, or nothing that is known."""
    asked = st.query_params.get(name, "")
    return asked if asked and known(asked) else ""


def click(name: str, value: str) -> None:
    """Writes a click into the address; an empty `value` takes it out."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def _seed(name: str, parsed: Callable[[str], Value], default: Value) -> None:
    asked = st.query_params.get(name, "")
    if name not in st.session_state or asked != st.session_state.get(_written(name)):
        st.session_state[name] = parsed(asked) if asked else default


def _note(name: str, text: str, default: str = "") -> None:
    written = "" if text == default else text
    click(name, written)
    st.session_state[_written(name)] = written
    st.session_state.setdefault(_UNASKED, {})[name] = text


def _written(name: str) -> str:
    return f"written:{name}"
