"""The menu: the views as Streamlit's pages."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import streamlit as st

from dashboard.parts.session import say
from dashboard.view_names import FIRST_VIEW, VIEWS


def view_pages() -> list[Any]:
    """Streamlit's pages, in the order of the menu; links find them by name in the session."""
    pages = {
        name: st.Page(
            import_module(f"dashboard.views.{name}").show,
            title=say(f"page.{name}"),
            icon=icon,
            url_path=name,
            default=name == FIRST_VIEW,
        )
        for name, icon in VIEWS.items()
    }
    st.session_state["pages"] = pages
    return list(pages.values())
