"""What stands on every page: which data one looks at, whether newer data is there, and the language."""

from __future__ import annotations

import streamlit as st

from dashboard import words
from dashboard.parts.markup import plain
from dashboard.parts.session import is_published, language, newer_version, say, version
from warehouse.publication import Publication

_LOOKED_FOR_EVERY = "15s"


def show_top() -> None:
    """The line above the page, and the word that newer data is published. Raises `NothingPublished`."""
    told, switch = st.columns([4, 1], vertical_alignment="center")
    with switch, st.container(horizontal=True, horizontal_alignment="right"):
        _language_switch()
    with told:
        st.caption(_provenance())
    _newer_data()


@st.fragment(run_every=_LOOKED_FOR_EVERY)
def show_nothing_published(path: str) -> None:
    """That there is nothing at `path` yet, until there is."""
    if is_published():
        st.rerun(scope="app")
    st.title(say("title"), anchor=False)
    st.warning(say("nothing_published", path=path))


def _provenance() -> str:
    publication = version().publication
    if publication is None:
        return say("version_undescribed", file=plain(version().path.name))
    counts = {"reports": f"{publication.reports:,}", "figures": f"{publication.figures:,}"}
    told = say("version", published=_minute(publication), **counts)
    return told + (" " + say("samples") if publication.sample else "")


def _minute(publication: Publication) -> str:
    """When it was published, to the minute: Markdown takes the seconds' colons for those of an emoji."""
    return f"{publication.published_at[:16].replace('T', ' ')} UTC"


def _language_switch() -> None:
    before = language()
    chosen = st.segmented_control(
        say("language"),
        list(words.LANGUAGES),
        format_func=lambda code: words.LANGUAGES[code],
        default=before,
        required=True,
        label_visibility="collapsed",
        key="language_switch",
    )
    if chosen and chosen != before:
        st.session_state["language"] = chosen
        _write_language()
        st.rerun()
    _write_language()


def _write_language() -> None:
    if language() == "zh":
        st.query_params.pop("lang", None)
    else:
        st.query_params["lang"] = language()


@st.fragment(run_every=_LOOKED_FOR_EVERY)
def _newer_data() -> None:
    newer = newer_version()
    if newer is None:
        return
    at = _minute(newer.publication) if newer.publication else ""
    with st.container(horizontal=True, vertical_alignment="center", key="newer"):
        st.info(say("newer", published=at), icon=":material/update:")
        if st.button(say("newer_show"), key="newer_show"):
            st.session_state["version"] = newer
            st.rerun(scope="app")
