"""What stands around every page: its language for fonts and screen readers, and styles of our own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_TAGS = {"zh": "zh-CN", "en": "en"}


def show_surroundings(language: str) -> None:
    """Declares the language of the document and lays the styles over it."""
    st.html(f"<style>{(_HERE / 'page.css').read_text(encoding='utf-8')}</style>")
    _component()(data={"language": _TAGS[language]}, key="surroundings")


@cache
def _component() -> Any:
    return st.components.v2.component(
        "fazhi_surroundings",
        html="<span></span>",
        js=(_HERE / "surroundings.js").read_text(encoding="utf-8"),
    )
