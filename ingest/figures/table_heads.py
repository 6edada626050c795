"""What the head of a column, the label of a row or a caption says: unit, year, and change or share."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.figures.measures import MeasureWord, measure_words
from ingest.model import Measure

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2}) ?年|^(20[0-9]{2})(?:年?度?)?$")
_RELATIVE_YEAR = re.compile(
    r"(?:(?P<own>本年度?|今年|本期)|上年度?|去年|上年同期|上期) ?(?:\(.*\)|数|数据|数量|件数|值)?"
)
_BRACKETS = re.compile(r"\(([^()]{1,10})\)")
_UNIT_COLUMN = re.compile(r"(?:计量)?单位")
_COUNTED_BY = re.compile(r"(?:.*[^率])?(件|人|户|次|起|宗|份|家|个|人次|件次|场次)数?")
"""A head such as `受理件数`, `参训人次`: only with 数, or a unit of two characters, is it more than a word's end."""
_NO_VALUES = re.compile(r"序号|编号|代码|排[名序]|名次|备注|说明|日期|时间|电话|[文案]号|年份|年度|页码|行政区划")
_CHANGE = re.compile(r"同比|环比|[比较](?:上年|去年|上期|同期|20[0-9]{2})|增减|增长|增幅|降幅|增速|升降|变[化动]|±")
_FALLS = re.compile(r"下降|减少|降幅|降低|减幅")
_RISES = re.compile(r"[增升±]")
_SHARE = re.compile(r"占比|比重|构成比|占[^|]{0,10}(?:比例|百分比|%)")
_TARGET = re.compile(
    r"(?:20[0-9]{2}年?度?|全年|年度|年初|本年度?)?的?(?:目标|计划|预期|任务)(?:值|数|任务|指标|要求)?(?:\([^()]*\)|%)?"
)
"""`2023年目标`, `计划数`, `目标值(%)`: not `目标完成率`."""
SEVERAL_YEARS = re.compile(r"(?:19|20)[0-9]{2}年?[-—–~～至](?:19|20)?[0-9]{2}年?")
"""`2016—2020年`"""
_PART_OF_YEAR = re.compile(r"[一二三四1-4]季度|[上下]半年|(?<![0-9年])1?[0-9](?:月?[-—–~至]1?[0-9])?月(?!底|末)")
"""`一季度`, `上半年`, `1-6月`"""
_NO_YEARS = {"year.several": SEVERAL_YEARS.search, "year.part": _PART_OF_YEAR.search, "year.target": _TARGET.fullmatch}
_FACTORS = {"": 1, "万": 10**4, "亿": 10**8, "千": 10**3, "百万": 10**6, "千万": 10**7}


class Unit(NamedTuple):
    """A measure word, of so many at a time."""

    word: MeasureWord
    factor: int
    """What a number is multiplied by: 10,000 where the head says 万元."""


class Head(NamedTuple):
    """What the head of a column or the label of a row says; None where it does not."""

    unit: Unit | None = None
    year: int | None = None
    measure: Measure | None = None
    falls: bool = False
    is_value: bool = True
    """False for columns of ordinals, names and remarks: their numbers count nothing."""
    is_unit: bool = False
    """True for the column that names the unit of each row."""
    no_year: str = ""
    """The rule by which nothing was counted in one year: the column is of several, of a part of one, or of targets."""

    def says(self) -> bool:
        return self != Head()

    def over(self, below: Head) -> Head:
        """This head with what the one below it adds."""
        return Head(
            below.unit or self.unit,
            below.year or self.year,
            below.measure or self.measure,
            below.falls or self.falls,
            below.is_value and self.is_value,
            below.is_unit or self.is_unit,
            below.no_year or self.no_year,
        )


def head_of(words: str, own_year: int | None) -> Head:
    """What a head or a label says; `own_year` is that of the report, by which 本年 and 上年 are meant."""
    words = words.replace(" ", "")
    measure: Measure | None = None
    if _SHARE.search(words):
        measure = "share"
    elif _CHANGE.search(words):
        measure = "change"
    falls = measure == "change" and bool(_FALLS.search(words)) and not _RISES.search(words)
    if _UNIT_COLUMN.fullmatch(words):
        return Head(is_value=False, is_unit=True)
    is_value = not _NO_VALUES.fullmatch(words)
    no_year = next((rule for rule, says in _NO_YEARS.items() if says(words)), "")
    year = None if no_year else _year_in(words, measure, own_year)
    return Head(unit_in(words), year, measure, falls, is_value, no_year=no_year)


def _year_in(words: str, measure: Measure | None, own_year: int | None) -> int | None:
    years = [match[1] or match[2] for match in _YEAR.finditer(words)]
    if measure == "change":
        return int(years[0]) if len(years) == 1 and words.startswith(years[0]) else None
    if years:
        return int(years[0]) if len(set(years)) == 1 else None
    match = _RELATIVE_YEAR.fullmatch(words)
    if match is None or own_year is None:
        return None
    return own_year if match["own"] else own_year - 1


@lru_cache(maxsize=1024)
def unit_of(words: str) -> Unit | None:
    """The unit that words say and nothing else: `件`, `万元`, `单位:人次`, `±%`."""
    words = re.sub(r"^(?:计量)?单位[:：]?|[±+\-/]+(?=%)", "", words.replace(" ", ""))
    for scale, factor in _FACTORS.items():
        word = measure_words().get(words.removeprefix(scale)) if words.startswith(scale) else None
        if word and (scale == "" or word.kind in ("count", "money", "size")):
            return Unit(word, factor)
    return None


def units_of(words: str) -> list[Unit]:
    """The units of a caption, none where one of them is not known: `件、%`."""
    found = [unit_of(part) for part in re.split(r"[、,/和]", words)]
    return [unit for unit in found if unit] if all(found) else []


def unit_in(words: str) -> Unit | None:
    """The unit in a head: `(件)`, `数量/件`, `占比%`, `受理件数`."""
    for inner in _BRACKETS.findall(words):
        if unit := unit_of(inner):
            return unit
    if words.endswith("%"):
        return unit_of("%")
    _, slash, behind = words.rpartition("/")
    if slash and (unit := unit_of(behind)):
        return unit
    match = _COUNTED_BY.fullmatch(words)
    if match and (words.endswith("数") or len(match[1]) > 1):
        return unit_of(match[1])
    return None
