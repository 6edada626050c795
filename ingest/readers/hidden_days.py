"""The day of publication where a page prints it below its article, or where only a script knows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone

from selectolax.lexbor import LexborHTMLParser

from ingest.readers.blocks import Line
from ingest.readers.labels import labels_in_line

PUBLISHED_BELOW = "published_below"
PUBLISHED_IN_SCRIPT = "published_in_script"
_DAY = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_VALUE = r"""["']?\s*[:=]\s*["']?((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}|1\d{9}(?:\d{3})?(?!\d))"""
_KEYS = r"\b(?:pub(?:lish)?(?:ed)?_?(?:time|date|at)|release_?(?:time|date)|fbsj|fbrq|doc_?rel_?time)"
_SCRIPTED = re.compile(_KEYS + _VALUE, re.I)
_WECHAT = re.compile(r"\b(?:ct|create_?time)" + _VALUE, re.I)
"""What articles of public accounts say: seconds since 1970, or the day."""
_CHINA = timezone(timedelta(hours=8))


def hidden_days(tree: LexborHTMLParser, lines: Sequence[Line], last: Line) -> dict[str, str]:
    """`published_below`: the first day labelled as that of publication below the article, whose last line is `last`.
    `published_in_script`: the one day that scripts name as such; none where they name several, as lists do."""
    found = {}
    below = next(_labelled_below(lines, last), None)
    if below:
        found[PUBLISHED_BELOW] = below
    scripted = set(_scripted(tree))
    if len(scripted) == 1:
        found[PUBLISHED_IN_SCRIPT] = scripted.pop()
    return found


def _labelled_below(lines: Sequence[Line], last: Line) -> Iterator[str]:
    at = next((number for number, line in enumerate(lines) if line is last), len(lines))
    for line in lines[at + 1 :]:
        for field, value in labels_in_line(line.text):
            if field == "published" and _DAY.match(value):
                yield value


def _scripted(tree: LexborHTMLParser) -> Iterator[str]:
    pattern = _WECHAT if tree.css_first("#js_content") is not None else _SCRIPTED
    for script in tree.css("script"):
        for match in pattern.finditer(script.text() or ""):
            yield _day(match[1])


def _day(written: str) -> str:
    """`2024-03-06` of a day, or of seconds or milliseconds since 1970; months and days with two digits."""
    if written.isdigit():
        return datetime.fromtimestamp(int(written[:10]), _CHINA).date().isoformat()
    year, month, day = (int(part) for part in re.findall(r"\d+", written))
    return f"{year:04}-{month:02}-{day:02}"
