"""Headings without a number: bold lines of their own, of which a page's text keeps the words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.reports.markers import markers_in_line
from ingest.reports.titles import is_report_title
from ingest.reports.topics import domain_of, opens_the_last_part

_BARE = re.compile(r"[\u4e00-\u9fff\d“”‘’《》、,，—\s]{4,40}[:：]?$")
_CLOSING = re.compile(r"(人民政府|委员会|[局厅委办部院]|\d\s?日|公署)$")
_NO_HEADING = re.compile("[:：、，,]$|(报告|总结|通知|公告)$")
_SENTENCE_END = re.compile("[。；;！!？?:：]$")
_LONGEST_LAST_PART = 30
_LONGEST_OVER_PARAGRAPH = 24
"""Characters. A longer line without a full stop may be one that was broken in the middle of a sentence."""
_LEAST_PARAGRAPH = 30
_BELOW_NUMBERS = 3


def unnumbered_rank(
    text: str, lines: Sequence[re.Match[str]], index: int, numbered_tops: bool, open_ranks: set[int]
) -> int | None:
    """The rank of the line `lines[index]` as a heading; None where it is none.

    It is one where it opens the part on shortcomings or plans, where a `(一)` follows though no `一、` is used, or
    where it names a topic of its own between two paragraphs; this last one stands below the numbered headings that are
    open (`open_ranks`).
    """
    line = lines[index][0].strip()
    if not _BARE.match(line) or _CLOSING.search(line) or index == 0:
        return None
    if opens_the_last_part(line) and len(line) <= _LONGEST_LAST_PART and "报告" not in line:
        return 1
    following = next((later for later in lines[index + 1 : index + 3] if later[0].strip()), None)
    if following is None:
        return None
    markers = markers_in_line(text, following.start(), following.end(), [])
    if not numbered_tops and markers and (markers[0].rank, markers[0].ordinal) == (2, 1):
        return None if "法治政府建设" in line and "报告" in line else 1
    if _stands_over_paragraph(line, following[0].strip(), lines[:index]):
        return _BELOW_NUMBERS if open_ranks & {1, 2} else 1
    return None


def _stands_over_paragraph(line: str, following: str, before: Sequence[re.Match[str]]) -> bool:
    if len(line) > _LONGEST_OVER_PARAGRAPH or _NO_HEADING.search(line) or is_report_title(line) or not domain_of(line):
        return False
    if len(following) < _LEAST_PARAGRAPH or "。" not in following:
        return False
    above = next((earlier[0].strip() for earlier in reversed(before) if earlier[0].strip()), "")
    return bool(_SENTENCE_END.search(above)) or len(above) <= _LONGEST_OVER_PARAGRAPH
