"""The period that a figure speaks of, and the year that a change is measured against."""

from __future__ import annotations

import calendar
import re
from datetime import date

from ingest.model import Figure
from ingest.statements.parts import is_stock
from ingest.statements.statement import Statement

_OTHER_TIMES = {"span": "year.several", "short": "year.part"}

_MONTH = r"(1[0-2]|0?[1-9])月"
# 截至10月底, 截止11月30日: what is counted until then.
_UNTIL = re.compile(rf"截[至止](?:到|至)?(?:(20\d\d)年)?{_MONTH}(?:底|末|份|(\d{{1,2}})[日号])?")
# 1—10月, 3月至6月.
_MONTHS = re.compile(rf"(?<![\d.])(1[0-2]|[1-9])月?[—–~～至到-]+{_MONTH}(?:份)?")
_ONE_MONTH = re.compile(rf"(?<![\d—–~～至到-]){_MONTH}份?(?![—–~～至到\d-])")
_HALF = re.compile(r"([上下])半年")
_QUARTER = re.compile(r"第?([一二三四1-4])季度")
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4}

_PREVIOUS = re.compile(r"环比|[上前](?:个?月|期|季度?|周)")
_NAMED_BASE = re.compile(r"(?:较|比|相较|相比|对比|对照|同|与|和)(?:于)?(20\d\d)年")
_REACHED = re.compile(r"[^,，。；;、]{0,12}[至到为][^,，。；;、]{0,8}$")
# 对照2021年的117件，纠纷量升12.8%.
_SET_BESIDE = re.compile(r"(?:对照|对比|相较于?|相比于?|较|比)(?:20\d\d年|上一?年|去年)度?(?:全年|同期)*的?$")
_PAUSE = re.compile(r"[,，。；;、]")
_WORD_BASE = re.compile(r"(前年|上上年)")


def in_time(statement: Statement, code: str | None) -> Figure:
    """The figure without a year where it is of several or of a part of one; what there is at their end keeps it."""
    figure, stretch = statement.figure, statement.stretch
    if stretch is None or (stretch.kind == "span" and code and is_stock(code)):
        return figure
    rules = tuple(_OTHER_TIMES[stretch.kind] if rule.startswith("year.") else rule for rule in figure.rules)
    return figure._replace(year=None, rules=rules)


def period(statement: Statement, year: int | None) -> tuple[date | None, date | None]:
    """First and last day of what is counted, in `year` if any; None where the text does not say."""
    if year is None and statement.stretch:
        return statement.stretch.first, statement.stretch.last
    words = statement.sentence
    if statement.part_of_year:
        words = f"{statement.line.title} {words}"
    if year is None:
        return None, None
    named = "月" in words
    if named and (match := _last(_UNTIL, words)) and "全年" not in words[match.end() :]:
        return date(year, 1, 1), _end(int(match[1] or year), int(match[2]), match[3])
    if statement.short or statement.part_of_year:
        return _short(words, year)
    if named and (match := _last(_MONTHS, words)) and match[1] == "1" and "全年" not in words[match.end() :]:
        return date(year, 1, 1), _end(year, int(match[2]))
    return date(year, 1, 1), date(year, 12, 31)


def _short(words: str, year: int) -> tuple[date | None, date | None]:
    if match := _last(_MONTHS, words):
        return date(year, int(match[1]), 1), _end(year, int(match[2]))
    if match := _last(_HALF, words):
        return (date(year, 1, 1), date(year, 6, 30)) if match[1] == "上" else (date(year, 7, 1), date(year, 12, 31))
    if match := _last(_QUARTER, words):
        quarter = _NUMBERS.get(match[1]) or int(match[1])
        return date(year, 3 * quarter - 2, 1), _end(year, 3 * quarter)
    if match := _last(_ONE_MONTH, words):
        return date(year, int(match[1]), 1), _end(year, int(match[1]))
    return None, None


def _end(year: int, month: int, day: str | None = None) -> date:
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(int(day), last) if day and int(day) else last)


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    found = list(pattern.finditer(words))
    return found[-1] if found else None


def base_year(statement: Statement) -> str | None:
    """The year that a change is measured against (`2022`), or `prev_period`; None for what is no change."""
    figure = statement.figure
    if figure.measure not in ("change", "point_change"):
        return None
    line, window = statement.line, statement.window
    spots = line.spots
    start = spots[statement.place - 1][1] if statement.place else window.sentence[0]
    words = line.text[max(start, window.sentence[0]) : window.before[1]]
    if _PREVIOUS.search(words):
        return "prev_period"
    if match := _last(_NAMED_BASE, words):
        return match[1]
    if (named := _year_compared_with(statement)) is not None:
        return str(named)
    year = figure.year or statement.report_year
    if year is None:
        return None
    return str(year - 2 if _WORD_BASE.search(words) else year - 1)


def _year_compared_with(statement: Statement) -> int | None:
    """The year of the figure that the change is taken from; None where none is printed before it.

    `较2021年的9件增长近2.8倍`; `从2021年的12%降至2023年的8%，下降4个百分点`.
    """
    place, own = statement.place, statement.figure
    shown = [each for each in statement.shown if each.sentence_start == own.sentence_start]
    if not shown or own.year is None:
        return None
    last = shown[-1]
    if last.year is not None and last.year < own.year:
        begin, _ = statement.line.spots[place - 1]
        if not _PAUSE.search(_gap(statement, place - 1)) or _SET_BESIDE.search(statement.line.text, 0, begin):
            return last.year
    first = shown[0]
    if len(shown) < 2 or first.year is None or first.year >= own.year or last.year != own.year:
        return None
    return first.year if first.unit == last.unit and _REACHED.fullmatch(_gap(statement, place - 2)) else None


def _gap(statement: Statement, place: int) -> str:
    spots = statement.line.spots
    return statement.line.text[spots[place][1] : spots[place + 1][0]]
