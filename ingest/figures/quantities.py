"""Where a numeral stands with a measure word: candidates for figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from ingest.figures.measures import MeasureWord, measure_pattern, measure_words
from ingest.figures.numerals import (
    ARABIC,
    CHINESE,
    CHINESE_DIGITS,
    REST_OF_ARABIC,
    REST_OF_CHINESE,
    SCALE,
    Numeral,
    plain,
    read,
    read_fraction,
)

_CONNECTOR = r"(?: ?(?:[-~–]+|—+|至|到|、|和|及|与|/|或) ?)"
_CONNECTOR_ENDS = "-~–—至到、和及与/或 "
_BEFORE = re.compile(rf"(?<![0-9])(?<![0-9][.,])({ARABIC}) ?({SCALE})?({_CONNECTOR})$")
_CHINESE_BEFORE = re.compile(rf"(?<![{CHINESE_DIGITS}第])({CHINESE})()( ?(?:[-~–]|—+|至|到) ?)$")
_INNER_HEDGE = re.compile("[余多几]")
_STRAY_SPACE = re.compile(r" (?=[十百千万亿])| ?(\.) ?")
_YEAR_LIKE = re.compile(r"(?:19|20)[0-9]{2}$")


@dataclass(slots=True)
class Quantity:
    """A numeral with its measure word, offsets in the line that holds it."""

    start: int
    end: int
    printed: str
    """The numeral without hedges and measure word."""
    value: Decimal
    precision: Decimal
    measure: MeasureWord
    inner_hedge: str = ""
    """余, 多, 来 or + inside the quantity."""
    chinese: bool = False
    fraction: bool = False
    shares_unit: bool = False
    """True where the measure word stands behind a later number of the same list or range, or in the head of a table."""
    rules: tuple[str, ...] = ()


@cache
def _pattern() -> re.Pattern[str]:
    unit = measure_pattern()
    scales = rf"(?:{SCALE}(?:[余多]{SCALE}|[0-9]{{1,4}}{SCALE}?)?)?"
    return re.compile(
        # The first character is taken before it is asked which numeral it begins: a pattern that begins with a set
        # of characters is searched for three times as fast as one that begins with alternatives.
        rf"[0-9{CHINESE_DIGITS}]"
        rf"(?:(?P<fraction>(?:(?<=[0-9])[0-9]*|(?<![0-9])[{CHINESE_DIGITS}]*)分之(?:{CHINESE}|{ARABIC})|(?<=百)分百"
        rf"|(?<=[一二两三四五六七八九1-9])(?<![0-9{CHINESE_DIGITS}.].)成"
        # Behind 五成 the words 一审, 二级 and 三方 may follow, and other figures: 四年, 五件.
        r"(?:[一二三1-3](?!,[0-9])(?= ?(?:$|[,;。、!?:()|”’的]|以[上下内]|左右|上下|多|余))"
        rf"|[四五六七八九4-9](?![0-9{CHINESE_DIGITS},.级星大])(?! ?[余多几来]? ?{unit})|半(?![数年月天个]))"
        rf"|(?<=[占的近超约过][1-9])/(?:[2-9]|10)(?![0-9/])(?!月|日))"
        rf"|(?<=[0-9])(?<![0-9][0-9])(?<![0-9]\.[0-9])(?P<arabic>{REST_OF_ARABIC} ?(?:[余多] ?)?{scales}) ?"
        rf"(?P<hedge>[余多几来]|\+)? ?(?P<unit>{unit})"
        rf"|(?<![0-9])(?<![{CHINESE_DIGITS}0-9].)(?P<chinese>{REST_OF_CHINESE}(?:余|多|几)?[百千万亿]*) ?"
        rf"(?P<chinese_hedge>[余多几来])? ?(?P<chinese_unit>{unit}))"
    )


@cache
def _table_head() -> re.Pattern[str]:
    return re.compile(
        rf"\((?:单位[:：]? ?)?(?P<unit>万元|亿元|{measure_pattern()})\)(?:[ :|]|\t)*(?P<arabic>{ARABIC})(?=[ |]|$)"
    )


def _fraction(match: re.Match[str]) -> Quantity | None:
    printed = match[0]
    if printed == "百分百":
        numeral: Numeral | None = Numeral(Decimal(100), Decimal("0.5"))
    elif "成" in printed:
        return _tenths(match)
    elif "/" in printed:
        above, _, below = printed.partition("/")
        numeral = read_fraction(below, above)
    else:
        whole, _, part = printed.partition("分之")
        numeral = read_fraction(whole, part)
    if numeral is None:
        return None
    percent = measure_words()["%"]
    return Quantity(match.start(), match.end(), printed, numeral.value, numeral.precision, percent, "", True, True)


def _tenths(match: re.Match[str]) -> Quantity | None:
    """`九成九` is 99 %, `八成半` 85 %."""
    tenths, _, rest = match[0].partition("成")
    whole, part = read(tenths), read(rest.replace("半", "五"))
    if whole is None or part is None:
        return None
    value = 10 * whole.value + part.value
    return Quantity(*match.span(), match[0], value, part.precision, measure_words()["成"], "", True, True)


def _counted(match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    chinese = match["unit"] is None
    hedge, unit = match.group("chinese_hedge", "chinese_unit") if chinese else match.group("hedge", "unit")
    printed = match.string[start : match.end("chinese" if chinese else "arabic")]
    bare = printed.strip()
    if not bare.isdecimal():
        inner = _INNER_HEDGE.search(bare)
        if inner:
            hedge = hedge or inner[0]
            bare = _INNER_HEDGE.sub("", bare).strip()
    numeral = read(_STRAY_SPACE.sub(r"\1", bare) if " " in bare else bare)
    if numeral is None:
        return None
    value, precision = numeral.value, numeral.precision
    measure = measure_words()[unit]
    if measure.factor > 1:
        value, precision = plain(value * measure.factor), plain(precision * measure.factor)
    return Quantity(start, end, bare, value, precision, measure, hedge or "", chinese)


def _without_list_number(quantity: Quantity, line: str) -> Quantity:
    """`1.3个` at the head of a line is item 1 and three of something: things do not come in tenths."""
    whole, point, rest = quantity.printed.partition(".")
    if not point or quantity.measure.kind != "count" or not rest.isdigit() or len(whole) > 2:
        return quantity
    head = line[: quantity.start].rstrip()
    if head and head[-1] not in "。;:；：":
        return quantity
    start = quantity.start + len(whole) + 1
    return replace(
        quantity,
        start=start,
        printed=rest,
        value=Decimal(rest),
        precision=Decimal("0.5"),
        rules=("number.after_list_number",),
    )


def _sharing(line: str, last: Quantity, limit: int) -> list[Quantity]:
    """Numbers before `last` that share its measure word: `235、203件`, `3—5个月`; in reading order."""
    found: list[Quantity] = []
    right = last.start
    while True:
        if not right or line[right - 1] not in _CONNECTOR_ENDS:
            return found[::-1]
        match = (_CHINESE_BEFORE if last.chinese else _BEFORE).search(line, max(limit, right - 24), right)
        if not match or _YEAR_LIKE.match(match[1]):
            return found[::-1]
        before = line[match.start() - 1] if match.start() else ""
        listed = match[3].strip() in ("、", "和", "及", "与", "或")
        # 1、12个… at the head of a line or clause is a list number; after a letter or 第 it is a name.
        if (listed and before in ("", ";", "。", ":", "(", "\u3002")) or re.match(r"[A-Za-z第.〔(+×/*·-]", before):
            return found[::-1]
        numeral = read(match[1] + (match[2] or ""))
        if numeral is None:
            return found[::-1]
        factor = last.measure.factor
        scale = re.search(f"{SCALE}$", last.printed)
        if not listed and scale and not match[2]:
            widened = read(match[1] + scale[0])
            numeral = widened if widened and widened.value < last.value else numeral
        rule = "unit.shared" if listed else "unit.range"
        end = match.end(2) if match[2] else match.end(1)
        found.append(
            Quantity(
                match.start(),
                end,
                match[1],
                plain(numeral.value * factor),
                plain(numeral.precision * factor),
                last.measure,
                chinese=last.chinese,
                shares_unit=True,
                rules=(rule,),
            )
        )
        right = match.start()


def _headed(line: str) -> list[Quantity]:
    """Numbers whose measure word stands in brackets before them: `申请(件) 1083`. Those of cells are for `tables`."""
    found: list[Quantity] = []
    for match in _table_head().finditer(line):
        unit = match["unit"]
        numeral = read(match["arabic"])
        if numeral is None or " " in match["arabic"] or _YEAR_LIKE.fullmatch(match["arabic"]):
            continue  # 962 901 may be two columns
        factor = {"万元": 10_000, "亿元": 100_000_000}.get(unit, 1)
        measure = measure_words()["元" if unit in ("万元", "亿元") else unit]
        found.append(
            Quantity(
                match.start("arabic"),
                match.end("arabic"),
                match["arabic"],
                plain(numeral.value * factor),
                plain(numeral.precision * factor),
                measure,
                rules=("unit.table_head",),
            )
        )
    return found


def find_quantities(line: str) -> list[Quantity]:
    """Every numeral with a measure word in a folded line, in order; whether it is a figure is not asked yet."""
    found: list[Quantity] = []
    for match in _pattern().finditer(line):
        quantity = _fraction(match) if match["fraction"] else _counted(match)
        if quantity is None:
            continue
        if "." in quantity.printed:
            quantity = _without_list_number(quantity, line)
        if line[quantity.start - 1] in _CONNECTOR_ENDS:
            found += _sharing(line, quantity, found[-1].end if found else 0)
        found.append(quantity)
    if "(" not in line or "|" in line:
        return found
    headed = [head for head in _headed(line) if not any(q.start <= head.start < q.end for q in found)]
    return sorted([*found, *headed], key=lambda quantity: quantity.start) if headed else found
