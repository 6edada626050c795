"""Strangers' texts within the page's own: escaped, so that they are shown and never followed."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&@/])")


def plain(text: object) -> str:
    """`text` for a place that reads Markdown: no link, picture, formula, icon or tag comes of it."""
    return _MARKDOWN.sub(r"\\\1", " ".join(str(text).split()))


def is_web_address(address: object) -> bool:
    """Whether a browser may be sent there: a source is a stranger's text, and may be a script or a file."""
    return isinstance(address, str) and address.startswith(("http://", "https://"))


def quote_markup(quote: str, marked: list[str]) -> str:
    """`quote` as HTML, each of the `marked` words within it in `<mark>`."""
    words = sorted({word for word in marked if word}, key=len, reverse=True)
    if not words:
        return f"<blockquote class='quote'>{escape(quote)}</blockquote>"
    parts = re.split("(" + "|".join(map(_pattern, words)) + ")", quote, flags=re.IGNORECASE)
    told = "".join(f"<mark>{escape(part)}</mark>" if at % 2 else escape(part) for at, part in enumerate(parts))
    return f"<blockquote class='quote'>{told}</blockquote>"


def _pattern(word: str) -> str:
    """A number is looked for as a whole: 1 is not the beginning of 13, nor the end of 2.1."""
    whole = re.escape(word)
    if word[0].isdigit():
        whole = rf"(?<![\d.,]){whole}"
    return rf"{whole}(?![.,]?\d)" if word[-1].isdigit() else whole


def show_quote(quote: str, marked: list[str] | None = None) -> None:
    """A sentence of a report, with words of it marked."""
    st.html(quote_markup(quote, marked or []))
