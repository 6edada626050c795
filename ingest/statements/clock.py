"""Stretches of time other than one whole year: several years, or a part of a year that ends before October.

`“七五”期间培训600期，发放资料9万份。大讲堂120场`: what is said once holds for the figures behind it, until other
words of time stand before one (`vocabulary/times.csv`). A title can say it for the whole text
(`2024年7月群众诉求分析`, `司法行政“十四五”回眸`).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from ingest.figures.numerals import read
from ingest.indicators.headings import of_part_of_year
from ingest.model import Figure
from ingest.statements.times import times, times_in

_BEFORE_OCTOBER = 9

# 较上半年, 比前三季度: what is compared with, not what is counted; 同上半年相比.
_COMPARED = re.compile(r"(?:较|比|对比|相较|相比于?|低于|高于)$")
_COMPARED_BEHIND = re.compile(r"(?:同期)?(?:相比|相较)")
_MONTH_BEHIND = re.compile(r"\d{1,2}月")
# 今年以来（截至7月），办理48件: brackets that hold the time alone speak of what stands behind them, too.
_ONLY_TIME = 20
# 截至7月底，全市共有律师事务所98家: what there is, at whatever day it was counted.
_THERE_IS = re.compile(r"(?:共|现|设|拥|已|仍)?有(?!效|关|序|力)[^，。；]*$")
# 2023年第5期通报 of which the first lines say 本月: a bulletin of one month.
_BULLETIN = re.compile(r"月报|周报|旬报|第\d{1,3}[期周]|运行|诉求|分析")
_THIS_MONTH = re.compile(r"本月|本周")
_OPENING = 200
# 自8月上线以来, 2024年3月启动以来.
_BEGUN = re.compile(r"(?:(?P<year>20\d\d)年(?:\d{1,2}月)?|今年|(?<!\d)\d{1,2}月)[^，。；、]{0,12}$")
_CLOSED = re.compile(r"[^（(]*[)）]")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
# （2020年7月）: when a page was written.
_DATED = re.compile(r"[（(](20\d\d)年(1[0-2]|[1-9])月(?:\d{1,2}日)?[)）]\s*$")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
# 2023年法治政府建设年度报告 is on its year, whatever its first paragraph looks back to.
_OF_A_YEAR = re.compile(r"20\d\d年[^（(]*(?:报告|总结|情况|汇报|年报|白皮书)|年度")
# “十四五”回眸, 社区矫正十年回眸, 五年综述（2021—2025年）.
_TITLE_OF_YEARS = re.compile(
    r"十[一二三四五]五(?:”|时期|期间|规划)*|[二两三四五六七八九十]年(?:回眸|综述|回顾|巡礼|成就|纪实)|20\d\d[—–~～至-]+20\d\d年|20\d\d年以来"
)
# One of the years that an enumeration or the head of a column tells.
_OWN_YEARS = frozenset({"year.enumerated", "year.column", "year.row"})
# Counted over the years, while 98个, 98人 and 98% tell what there is at their end.
_FLOWS = frozenset(
    ["次", "场", "场次", "份", "件", "条", "期", "起", "宗", "册", "种", "人次", "件次", "批次", "元", "部"]
)
# 五年来，队伍增至98名; 2021年以来，全县建有站点98个: what there is at the end of the years; not 共98人受训.
_AT_ITS_END = re.compile(
    r"(?:(?:增加?|上?升|提升|提高|扩大?|发展|壮大|攀升|降低?|下降|减少?)[至到]|[现设拥建]有[^，。；0-9]{0,12})(?:了|约|近)?$"
)


class Stretch(NamedTuple):
    """More or less than a year; `first` and `last` are days, None where the words do not tell them."""

    kind: Literal["span", "short"]
    first: date | None = None
    last: date | None = None


class Mark(NamedTuple):
    """Words of time in a line: where they stand, how far they hold, and for what."""

    start: int
    end: int
    reach: str
    stretch: Stretch | None


class Clock:
    """The time that a text tells at each of its figures. `text` is folded (`plain`), `year` the report's own."""

    def __init__(self, text: str, year: int | None) -> None:
        self.year = year
        title, _, body = text.lstrip().partition("\n")
        self._title = title[:80]
        self._short = self._short_of_title(body)
        dated = _DATED.search(self._title)
        self._dated = int(dated[2]) if dated and int(dated[1]) == year and int(dated[2]) <= _BEFORE_OCTOBER else None
        self._span = self._short is None and self._is_of_years(body)
        self._line: str | None = None
        self._marks: list[Mark] = []

    def at(self, line: str, spots: Sequence[tuple[int, int]], place: int, figure: Figure) -> Stretch | None:
        """The stretch that the figure at `spots[place]` of a folded line is of; None for a whole year."""
        if not _OWN_YEARS.isdisjoint(figure.rules):
            return None
        if line != self._line:
            self._line, self._marks = line, self._marks_of(line)
        start = spots[place][0]
        since = spots[place - 1][1] if place else 0
        for mark in reversed(self._marks):
            if mark.end > start or not _is_open(line, mark, start):
                continue
            if mark.reach in ("next", "next_year") and since > mark.end:
                continue
            if mark.reach == "date":
                return self._short
            if not _reaches(line, mark, start, whole=self._short is None and not self._span):
                break
            return mark.stretch
        if self._short:
            return self._short
        return Stretch("span") if self._span and figure.unit in _FLOWS else None

    def _marks_of(self, line: str) -> list[Mark]:
        found: list[Mark] = []
        for name, kind, pattern in times_in(line):
            for match in pattern.finditer(line):
                if _COMPARED.search(line, 0, match.start()) or _COMPARED_BEHIND.match(line, match.end()):
                    continue
                reach, stretch = self._meant(name, kind, match)
                if reach:
                    found.append(Mark(*match.span(), reach, stretch))
        found.sort(key=lambda mark: (mark.start, -mark.end))
        kept: list[Mark] = []
        for mark in found:
            if not kept or mark.start >= kept[-1].end:
                kept.append(mark)
        return kept

    def _meant(self, name: str, kind: str, match: re.Match[str]) -> tuple[str, Stretch | None]:
        if kind == "next_year" or kind == "date":
            return kind, None
        if kind == "year":
            is_date = _MONTH_BEHIND.match(match.string, match.end()) is not None
            return ("date" if is_date else "year"), None
        if kind == "this_year":
            if self._dated and self.year:
                return "sentence", Stretch("short", date(self.year, 1, 1), _last_day(self.year, self._dated))
            return "date", None
        groups = match.groupdict()
        if name == "since_event" and self._begins_this_year(match):
            return "", None
        if self.year is not None:
            if int(groups.get("to") or 0) > self.year and kind == "span":
                return "", None
            if groups.get("since") and int(groups["since"]) >= self.year:
                return ("date", None) if kind != "span" else ("", None)
        first, last = _days(groups, self.year)
        if kind in ("short", "until"):
            return kind, Stretch("short", first, last)
        return kind, Stretch("span", first, last)

    def _begins_this_year(self, match: re.Match[str]) -> bool:
        """`自8月推广小程序以来`, `今年启动以来`: since then is not more than the year."""
        begun = _BEGUN.search(match.string, max(0, match.start() - 20), match.start())
        return begun is not None and (begun["year"] is None or int(begun["year"]) == self.year)

    def _short_of_title(self, body: str) -> Stretch | None:
        where = self._words_of_part()
        for _, kind, pattern in times():
            if kind == "short" and (match := pattern.search(where)):
                return Stretch("short", *_days(match.groupdict(), self.year))
        if match := _MONTH.search(where):
            month = int(match[1])
            if month > _BEFORE_OCTOBER or self.year is None:
                return None
            return Stretch("short", date(self.year, month, 1), _last_day(self.year, month))
        if where and (re.search(r"第\d{1,3}周", where) or _THIS_MONTH.search(body, 0, _OPENING)):
            return Stretch("short")
        return None

    def _words_of_part(self) -> str:
        """The words of the title that may name a part of the year; what stands in brackets is only a bulletin's."""
        if of_part_of_year(self._title):
            return _IN_BRACKETS.sub("", self._title)
        dated = _DATED.search(self._title)
        of_year = dated is None or int(dated[1]) == self.year
        return self._title if of_year and _BULLETIN.search(self._title) else ""

    def _is_of_years(self, body: str) -> bool:
        """Whether the title, or a first line without figures, says that the text looks back on several years."""
        if _TITLE_OF_YEARS.search(self._title):
            return True
        if _OF_A_YEAR.search(self._title):
            return False
        opening = body.lstrip("\n").partition("\n")[0]
        marks = self._marks_of(opening)
        return (
            bool(marks)
            and marks[-1].stretch is not None
            and marks[-1].reach.endswith("span")
            and not _counts(opening, marks[-1])
        )


def _counts(line: str, mark: Mark) -> bool:
    return re.search(r"\d", line[mark.end :]) is not None


def _is_open(line: str, mark: Mark, start: int) -> bool:
    """Whether what a mark says still holds behind the bracket that it stands in."""
    between = line[mark.end : start]
    closed = _CLOSED.match(between)
    if closed is None:
        return True
    opened = max(line.rfind("（", 0, mark.start), line.rfind("(", 0, mark.start))
    return mark.end + closed.end() - opened <= _ONLY_TIME and not re.search(r"\d", closed[0])


def _reaches(line: str, mark: Mark, start: int, whole: bool) -> bool:
    """Whether a mark holds for a figure at `start`. A year holds on behind its sentence in a text on whole years."""
    between = line[mark.end : start]
    if mark.stretch and mark.stretch.kind == "span" and _AT_ITS_END.search(between):
        return False
    if mark.reach == "span":
        return True
    if mark.reach == "clause_span" and not between.startswith("："):
        return not re.search("[。；]", between)
    if mark.reach == "until" and _THERE_IS.search(between):
        return False
    head, stop, last = between.rpartition("。")
    if not stop or (mark.reach == "year" and whole):
        return True
    return mark.reach in ("short", "until") and "。" not in head and last.lstrip().startswith("其中")


def _days(groups: dict[str, str | None], year: int | None) -> tuple[date | None, date | None]:
    """First and last day of what the named groups of a row of `times.csv` say."""
    if plan := groups.get("plan"):
        begun = 2001 + 5 * _number(plan)
        return date(begun, 1, 1), _end_of_plan(begun, year)
    if publicity := groups.get("publicity"):
        begun = 1981 + 5 * _number(publicity)
        return date(begun, 1, 1), _end_of_plan(begun, year)
    if since := groups.get("since"):
        ended = int(groups.get("to") or year or 0)
        return date(int(since), 1, 1), date(ended, 12, 31) if ended else None
    ended = int(groups.get("to") or year or 0)
    months = _months(groups)
    if not ended or not months:
        return None, None
    return date(ended, months[0], 1), _last_day(ended, months[1])


def _end_of_plan(begun: int, year: int | None) -> date:
    """The last day of five years, or of the report's year where that is one of them."""
    return date(year if year and begun <= year < begun + 4 else begun + 4, 12, 31)


def _months(groups: dict[str, str | None]) -> tuple[int, int] | None:
    if groups.get("half"):
        return 1, 6
    if quarters := groups.get("quarters") or groups.get("last"):
        return 1, 3 * _number(quarters)
    if quarter := groups.get("quarter") or groups.get("nth") or (groups.get("opening") and "1"):
        return 3 * _number(quarter) - 2, 3 * _number(quarter)
    if first := groups.get("first"):
        return 1, _number(first)
    if end := groups.get("end"):
        return _number(groups.get("month") or "1"), _number(end)
    return None


def _number(written: str) -> int:
    numeral = read(written)
    return int(numeral.value) if numeral else int("零一二三四五六七八九十".index(written))


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
