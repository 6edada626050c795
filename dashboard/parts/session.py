"""What one visitor holds: a language, the version that they look at, and answers to what was asked of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import words
from dashboard.asking import Answer, Literal, MissingTables, answer, query
from dashboard.warehouse import Version, newest_version, open_version
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

_ANSWERS_KEPT, _VERSIONS_OPEN = 256, 3


def language() -> str:
    """`zh` or `en`: as the address says at the first run of a visit, then as the switch says."""
    if "language" not in st.session_state:
        asked = st.query_params.get("lang", "zh")
        st.session_state["language"] = asked if asked in words.LANGUAGES else "zh"
    return str(st.session_state["language"])


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
    import duckdb

    try:
        return answered(str(version().path), query(name, **asked))
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


@st.cache_resource(max_entries=_VERSIONS_OPEN, show_spinner=False)
def _connection(path: str) -> duckdb.DuckDBPyConnection:
    return open_version(Path(path))
