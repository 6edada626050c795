"""How a view or a number is cited: what it is, which published version it comes from, and where it can be seen."""

from __future__ import annotations

from datetime import datetime
from textwrap import wrap
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from dashboard.parts.address import chosen
from dashboard.parts.session import say, version

_WIDEST = 62
"""Characters of a line that a picture of 390 pixels shows in full."""


def permalink() -> str:
    """The address of what is seen, with all that was chosen."""
    base = str(st.context.url or "").partition("?")[0]
    asked = urlencode(chosen(), safe=",:")
    return f"{base}?{asked}" if asked else base


def source_line() -> str:
    """Lines for below a chart: the data, the version and where they are seen, no wider than a phone."""
    address = "\n".join(wrap(permalink(), _WIDEST, break_on_hyphens=False))
    return say("source_line", file=version().path.name, address=address)


def citation() -> str:
    """What to write where a view is cited."""
    today = datetime.now(_zone()).date().isoformat()
    return say("citation", file=version().path.name, address=permalink(), day=today)


def show_citation(key: str) -> None:
    """The citation, to be copied."""
    with st.popover(say("cite"), icon=":material/format_quote:", type="tertiary", key=f"cite_{key}"):
        st.code(citation(), language=None, wrap_lines=True)


def local_time(moment: str) -> str:
    """A time of the warehouse (ISO, UTC) in the visitor's zone, to the minute, with the zone: 2026-01-02 08:00 UTC+8.

    Markdown takes a second colon for that of an emoji, so that the zone is written without one.
    """
    there = datetime.fromisoformat(moment).astimezone(_zone())
    offset = there.utcoffset()
    hours = offset.total_seconds() / 3600 if offset else 0
    return f"{there:%Y-%m-%d %H:%M} UTC{hours:+g}" if hours else f"{there:%Y-%m-%d %H:%M} UTC"


def _zone() -> ZoneInfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
