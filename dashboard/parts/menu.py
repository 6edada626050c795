"""The menu: the views as Streamlit's pages."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import streamlit as st

from dashboard.parts.session import say
from dashboard.record_views import RECORDS
from dashboard.view_names import FIRST_VIEW, SECTIONS, VIEWS


def view_pages() -> dict[str, list[Any]]:
    """Streamlit's pages, in the order of the menu, by section; links find them by name in the session."""
    pages = {
        name: st.Page(shown(name), title=say(f"page.{name}"), icon=icon, url_path=name, default=name == FIRST_VIEW)
        for name, icon in VIEWS.items()
    }
    st.session_state["pages"] = pages
    return {
        say(f"section.{section}") if section else "": [pages[name] for name in names]
        for section, names in SECTIONS.items()
    }


def shown(name: str) -> Callable[[], None]:
    """What shows the view `name`."""
    module = import_module("dashboard.views.records" if name in RECORDS else f"dashboard.views.{name}")
    page: Callable[[], None] = module.view(name) if name in RECORDS else module.show
    return page
