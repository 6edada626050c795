"""Sentences of the reports that say some words, the best first."""

from __future__ import annotations

import streamlit as st

from dashboard.parts.address import typed
from dashboard.parts.links import link_to_text
from dashboard.parts.markup import plain, show_quote
from dashboard.parts.session import ask, say
from dashboard.parts.tables import show_source

_COUNT = 20


def show() -> None:
    """The page."""
    st.title(say("page.search"), anchor=False)
    words = typed(say("words"), "q", say("words_hint"))
    if not words:
        st.caption(say("search_hint"))
        return
    found = ask("search", words=words, count=_COUNT)
    if found is None:
        return
    if found.frame.empty:
        st.caption(say("nothing_found"))
        return
    st.caption(say("sentences_found", count=len(found.frame)))
    for row in found.frame.to_dict("records"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(row['region_name'])} {row['report_year']}**", width="content")
            link_to_text(str(row["sha256"]), at=int(row["start"]))
        show_quote(str(row["quote"]), [str(word) for word in row["words"]])
    show_source(found, "search")
