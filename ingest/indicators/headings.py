"""What stands above a line and says what it is about: captions, section headings, the row above in a table."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from ingest.model import Section

_CAPTION = re.compile(
    r"^[ \u3000]*(?:【([^】\n]{2,30})】|表 ?[0-9一二三四五六七八九十]{1,2}[ ：.、]*([^\n|]{2,30}))[ \u3000\r]*$", re.M
)
_MAY_BE_CAPTION = re.compile("【|表 ?[0-9一二三四五六七八九十]")


_TITLE = re.compile(r"^[^\n，。；|]{4,60}(?:报告|总结|情况|汇报|通报|年报|月报|白皮书)[^\n，。；|]{0,12}$", re.M)
# 方山县2024年行政复议案件统计分析 on the first line; not 一、行政复议工作, which heads a section.
_FIRST_LINE = re.compile(r"\s*(?![一二三四五六七八九十]{1,3}、|[（(])([^\n，。；：|]{4,60}?)[ \u3000\r]*\n")
_OPENING = 400
"""Characters at the beginning of a text among which its title stands."""


# 2025年上半年法治政府建设情况: half a year, whatever the report is called.
_LESS_THAN_A_YEAR = re.compile(r"[上下]半年|[一二三四1-4]季度")
# 全国调解工作会议情况（2023年10月）: when it was held, not what is counted.
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_PART_OF_YEAR = re.compile(
    r"(?<![0-9])(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?(?![0-9至到—–~-]|日)|[上下]半年|[一二三四1-4]季度|第[0-9一二三四五]{1,3}周"
)

_OF_YEAR = re.compile("年度|全年|法治政府建设|依法行政")
"""Reports by these names are on the year, whenever they were written."""


@lru_cache(maxsize=1024)
def of_part_of_year(title: str) -> bool:
    """Whether a title says that its report is on a part of a year only: `2023年9月份…通报`."""
    if _LESS_THAN_A_YEAR.search(title):
        return True
    bare = _IN_BRACKETS.sub("", title)
    return _PART_OF_YEAR.search(bare) is not None and not _OF_YEAR.search(bare)


def title_of(text: str) -> str:
    """The line near the beginning of `text` that reads like a report's title, else a first line that is no sentence."""
    if match := _TITLE.search(text, 0, _OPENING):
        return match[0]
    first = _FIRST_LINE.match(text, 0, _OPENING)
    return first[1] if first else ""


def captions(text: str) -> list[tuple[int, str]]:
    """(offset behind it, words) of each caption of `text`: `【行政复议】` or `表1 …` alone on its line."""
    if not _MAY_BE_CAPTION.search(text):
        return []
    return [(match.end(), match[1] or match[2]) for match in _CAPTION.finditer(text)]


def heading_of(found: Sequence[tuple[int, str]], section: Section | None, start: int) -> str:
    """The words above the line at `start`: the caption, where it stands nearer than the heading of the section."""
    heading, since = (section.heading, section.start) if section else ("", -1)
    place = bisect_right(found, start, key=lambda caption: caption[0]) - 1
    return found[place][1] if place >= 0 and found[place][0] > since else heading


def is_row(line: str) -> bool:
    """Whether a line is a row of a table, as readers write one."""
    return " | " in line
