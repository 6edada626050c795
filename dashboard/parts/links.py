"""Links from one view to another, with what is to be seen there."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from dashboard.parts.markup import is_web_address, plain
from dashboard.parts.session import language_asked, say


def link_to(view: str, label: str, **chosen: str) -> None:
    """A link to the page `view` (the name of its file) with `chosen` in its address."""
    asked = chosen | language_asked()
    st.page_link(
        st.session_state["pages"][view], label=plain(label), query_params=asked, icon=":material/arrow_forward:"
    )


def address_of(view: str, **chosen: str) -> str:
    """The same as an address within the page, for plain HTML; `view` is empty for the first one."""
    asked = urlencode(chosen | language_asked())
    return f"{view}?{asked}" if asked else view or "."


def link_to_text(sha256: str, figure: object = None, at: int | None = None) -> None:
    """A link to the report's text, at a figure or at an offset in code points."""
    chosen = {"report": sha256} | ({"figure": figure} if isinstance(figure, str) else {})
    link_to("report", say("open_text"), **chosen, **({"at": str(at)} if at is not None else {}))


def link_to_source(address: object) -> None:
    """A link to where the report was published, if that is a web address."""
    if is_web_address(address):
        st.link_button(say("open_source"), str(address), icon=":material/open_in_new:", type="tertiary")
