"""The year of a page whose title names none: pages of one field, looks back on five years."""

from __future__ import annotations

import re

# `2022年，…` and 截至2022年底; no day (`2023年2月3日`), no eve of a feast, no version, nothing that is still to come.
_TOLD = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2}) ?年"
    r"(?!鉴|版|前|[0-9]{1,2}月[0-9]{1,2}日|(?:春节|元旦)|[^,，。；;\n]{0,12}(?:将|拟|计划|力争|争取|目标|打算))"
)
# “十四五”法治政府建设情况; not “十五五”规划编制情况.
_FIVE_YEARS = re.compile(r"十([一二三四五六])五(?:[”\"」]?(?:时期|期间|以来)|[”\"」](?!规划))")
# 复议工作白皮书（2024）发布
_IN_BRACKETS = re.compile(r"[（(]((?:19|20)[0-9]{2})(?:年度?)?[)）]")


def year_told(title: str, body: str) -> int | None:
    """The year in brackets in the title, else the last that the body tells of; None without any.

    Under a title on a five-year plan it is one of that plan, by default its last.
    """
    if match := _IN_BRACKETS.search(title):
        return int(match[1])
    named = [int(year) for year in _TOLD.findall(body)]
    if match := _FIVE_YEARS.search(title):
        last = 2005 + 5 * "一二三四五六".index(match[1]) + 5
        return max((year for year in named if last - 5 < year <= last), default=last)
    return max(named, default=None)


def is_on_five_years(title: str) -> bool:
    """Whether a title says that a text looks back on a five-year plan (`“十四五”时期…情况`)."""
    return _FIVE_YEARS.search(title) is not None
