"""What one visitor holds: a language, the version that they look at, and answers to what was asked of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import words
from dashboard.asking import Answer, Literal, MissingTables, answer, counted, query
from dashboard.free_queries import FreeAnswer, run, vocabulary
from dashboard.warehouse import Version, newest_version, open_version
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

_ANSWERS_KEPT, _FREE_ANSWERS_KEPT, _VERSIONS_OPEN = 256, 32, 3


def language() -> str:
    """`zh` or `en`: as the address or else the browser says at the first run of a visit, then as the switch says."""
    if "language" not in st.session_state:
        asked = st.query_params.get("lang", "")
        st.session_state["language"] = asked if asked in words.LANGUAGES else browser_language()
    return str(st.session_state["language"])


def browser_language() -> str:
    """`zh` where the browser asks for Chinese, else `en`."""
    return "zh" if str(st.context.locale or "zh").lower().startswith("zh") else "en"


def language_asked() -> dict[str, str]:
    """What an address has to tell so that the next page is in the same language."""
    return {} if language() == browser_language() else {"lang": language()}


def is_dark() -> bool:
    """Whether the page is dark, as the system or the visitor's settings say."""
    return bool(st.context.theme.type == "dark")


def say(key: str, **filled: object) -> str:
    """The text of `key` in the visitor's language."""
    return words.said(language(), key, **filled)


def named(kind: str, code: object) -> str:
    """What a code of the warehouse means, in the visitor's language."""
    return words.term(language(), kind, code)


def localized(row: Any, name: str) -> str:
    """The column `<name>_zh` or `<name>_en` of a row, as the visitor reads."""
    return str(row[f"{name}_{language()}"])


def version() -> Version:
    """The version that this visitor looks at: the newest at their first run. Raises `NothingPublished`."""
    if "version" not in st.session_state:
        st.session_state["version"] = newest_version(Workspace.from_environment())
    held: Version = st.session_state["version"]
    return held


def is_published() -> bool:
    """Whether there is anything to look at."""
    return Workspace.from_environment().warehouse.exists()


def newer_version() -> Version | None:
    """A version that was published since; None where there is none, or the pointer leads nowhere for now."""
    from dashboard.warehouse import NothingPublished

    try:
        newest = newest_version(Workspace.from_environment())
    except NothingPublished:
        return None
    return newest if newest.path != version().path else None


def ask(name: str, **asked: Literal) -> Answer | None:
    """The answer to `queries/<name>.sql`; None where the file is too old for it, after telling the visitor."""
    return _ask(query(name, **asked))


def ask_counts(name: str, by: tuple[str, ...], **asked: Literal) -> Answer | None:
    """How many rows `queries/<name>.sql` has of each of its columns `by`, as `row_count`; None as for `ask`."""
    return _ask(counted(name, by, **asked))


def _ask(sql: str) -> Answer | None:
    import duckdb

    try:
        return answered(str(version().path), sql)
    except MissingTables as missing:
        st.info(say("missing", tables=", ".join(missing.names)), icon=":material/info:")
        return None
    except duckdb.IOException:
        # Older than the versions that are kept, and nobody has it open any more.
        st.session_state.pop("version", None)
        st.rerun()


@st.cache_resource(max_entries=_ANSWERS_KEPT, show_spinner=False)
def answered(path: str, sql: str) -> Answer:
    """What the file at `path` answers. One answer serves all visitors: nobody changes its frame.

    Raises `MissingTables` for an older file, `duckdb.IOException` for one that is gone.
    """
    return answer(_connection(path).cursor(), sql)


def answered_freely(sql: str) -> FreeAnswer:
    """What the visitor's version answers to the visitor's own query. Raises `QueryRefused`."""
    return _answered_freely(str(version().path), sql)


def words_of_sql() -> list[str]:
    """The names that can be completed in a query."""
    return _words_of_sql(str(version().path))


@st.cache_data(max_entries=_VERSIONS_OPEN, show_spinner=False)
def _words_of_sql(path: str) -> list[str]:
    return vocabulary(_connection(path).cursor())


@st.cache_resource(max_entries=_FREE_ANSWERS_KEPT, show_spinner=False)
def _answered_freely(path: str, sql: str) -> FreeAnswer:
    return run(_connection(path), sql)


@st.cache_resource(max_entries=_VERSIONS_OPEN, show_spinner=False)
def _connection(path: str) -> duckdb.DuckDBPyConnection:
    return open_version(Path(path))
