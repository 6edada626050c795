"""The year of a page whose title names none: pages of one field, looks back on five years."""

from __future__ import annotations

import re

from ingest.reports.years import year_of_title

# Behind a year: 2026年计划办理98件, 2026年将推进….
_INTENDED = r"[^,，。；;\n]{0,12}(?:将|拟|计划|力争|争取|目标|打算)"
# `2022年，…`, 截至2022年底; no day (`2023年2月3日`), no eve of a feast, no version, nothing still to come (`到2027年`).
_TOLD = re.compile(
    r"(?<![0-9])(?<!(?<![截止年])到)((?:19|20)[0-9]{2}) ?年"
    rf"(?!鉴|版|前|[0-9]{{1,2}}月[0-9]{{1,2}}日|(?:春节|元旦)|{_INTENDED})"
)
# “十四五”法治政府建设情况; not “十五五”规划编制情况.
_FIVE_YEARS = re.compile(r"十([一二三四五六])五(?:[”\"」]?(?:时期|期间|以来)|[”\"」](?!规划))")
_TO_COME = re.compile(rf"(?<![0-9])((?:19|20)[0-9]{{2}}) ?年{_INTENDED}")
# 2026年2月3日: said when the page was written.
_DAY = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2}) ?年([0-9]{1,2})月[0-9]{1,2}日")
_YEAR_BEFORE = re.compile(r"去年|上年|过去(?:的)?一年|全年")


def year_told(title: str, body: str) -> int | None:
    """The year of the title (`白皮书（2024）发布`), else the last that the body tells of; None without any.

    Under a title on a five-year plan it is one of that plan, by default its last.
    """
    if (year := year_of_title(title)) is not None:
        return year
    named = [int(year) for year in _TOLD.findall(body)]
    if match := _FIVE_YEARS.search(title):
        last = 2005 + 5 * "一二三四五六".index(match[1]) + 5
        return max((year for year in named if last - 5 < year <= last), default=last)
    return max(named, default=None) or _year_of_dates(body)


def _year_of_dates(body: str) -> int | None:
    """The year before one that is still to come, or before a day of its first months; else that of the day."""
    if planned := [int(year) for year in _TO_COME.findall(body)]:
        return min(planned) - 1
    if match := _DAY.search(body):
        early = int(match[2]) <= 3 and _YEAR_BEFORE.search(body) is not None
        return int(match[1]) - 1 if early else int(match[1])
    return None


def is_on_five_years(title: str) -> bool:
    """Whether a title says that a text looks back on a five-year plan (`“十四五”时期…情况`)."""
    return _FIVE_YEARS.search(title) is not None
