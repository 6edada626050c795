"""How each kind of listing is selected from: what `link_selector` may say, and what a wrong one is told."""

from __future__ import annotations

import re
from functools import cache

from ingest.publishers.catalogue import ListingKind

_STEP = re.compile(r"\$|\*|[\w\u4e00-\u9fff-]+")


def selector_fault(kind: ListingKind, selector: str) -> str | None:
    """Why a `link_selector` cannot be used for this kind of listing; None where it can."""
    try:
        if kind == "html":
            _try_css(selector)
        elif kind == "json":
            json_steps(selector)
        else:
            re.compile(selector)
    except (ValueError, re.error) as error:
        return str(error) or f"{selector!r} is not understood"
    return None


def _try_css(selector: str) -> None:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        LexborHTMLParser("<p></p>").css(selector)
    except SelectolaxError as error:
        raise ValueError(f"{selector!r} is not a CSS selector ({error})") from error


@cache
def json_steps(path: str) -> tuple[str, ...]:
    """The steps of a path such as `$.data.rows[*]` → (`data`, `rows`); every array on the way is gone through.

    Raises ValueError where it is no such path.
    """
    steps = path.replace("[*]", ".*").replace("[]", ".*").split(".")
    for step in steps:
        if not _STEP.fullmatch(step):
            raise ValueError(f"{path!r} is not a path of names separated by dots, such as `data.rows[*]`")
    return tuple(step for step in steps if step not in ("$", "*"))
