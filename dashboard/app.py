"""The page that Streamlit runs, from top to bottom, at each visit and each click."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.parts.address import start_page
from dashboard.parts.menu import view_pages
from dashboard.parts.session import say
from dashboard.parts.top import show_nothing_published, show_top
from dashboard.warehouse import NothingPublished

# Without one, Streamlit shows the first view's icon, and asks a host of its maker's for it.
_ICON = Path(__file__).with_name("icon.svg")


def main() -> None:
    """One page of all, between what stands on each of them."""
    st.set_page_config(page_title=say("title"), page_icon=_ICON, layout="wide")
    page = st.navigation(view_pages(), position="top")
    start_page()
    try:
        show_top()
        page.run()
    except NothingPublished as nothing:
        show_nothing_published(str(nothing))


main()
