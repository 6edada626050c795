"""Where a numeral stands with a measure word: candidates for figures."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from ingest.figures.compound import joined
from ingest.figures.measures import MeasureWord, measure_pattern, measure_words
from ingest.figures.numerals import INVISIBLE, RUN, Numeral, in_plain_form, plain, read, read_fraction
from ingest.figures.quantity import Quantity
from ingest.figures.sharing import Bare, is_between, range_of_shares, sharing
from ingest.figures.torn import behind_name, is_torn

__all__ = ["Quantity", "find_quantities"]

_GAP = f"[ {INVISIBLE}]{{0,2}}"
_INNER_HEDGE = re.compile(r" ?([余多几来]) ?(?=([十百千万亿拾佰仟 ]*)$)?")
_NEGATIVE = re.compile(r"(?<![正胜欠担抱肩背自辜])负 ?$|零下 ?$|[为是达:|(] ?-$")
_LIST_NUMBER = re.compile(
    r"[0-9]{1,2}\. +(?=[0-9])|(?:[0-9]{1,2}\.)+[0-9]{1,2} +(?=[0-9])|[0-9]{1,2}\.\u200b*(?=[0-9]+(?:,[0-9]{3})*$)"
)
"""`1. ` and `2.1 ` before a number, and `1.` in `1.3` before things that do not come in tenths."""
_WORD = re.compile(r"本|项目(?!标)|个[人体别性案]|条[件目款文]|人[大事力]|次[日生级要]|份[量子]|户[外主]|所[以谓]")
"""What is no measure word behind a list number: 2.1本机关, 2.4项目推进."""
_CURRENCY = {"¥": "元", "$": "美元"}
_CURRENCY_SIGN = re.compile("([¥$]) ?$")
_NO_TENTHS = re.compile(r"(?:19|20)[0-9]{2}\.(?:0?[1-9]|1[0-2])|[0-9]{1,3}\.[0-9]{3}")
"""What may be a month or a thousand where whole things are counted: 2023.12件, 1.083件."""
_UNIT_HEAD_END = re.compile(" |$")


@cache
def _pattern() -> re.Pattern[str]:
    unit = measure_pattern()
    # Behind 五成 the words 一审, 二级 and 三方 may follow, and other figures: 四年, 五件.
    hundredth = (
        "[一二三1-3](?!,[0-9])(?= ?(?:$|[,;。、!?:()|”’的]|以[上下内]|左右|上下|多|余))"
        rf"|[四五六七八九4-9](?![0-9零一二三四五六七八九十百千万亿,.级星大])(?! ?[余多几来]? ?{unit})"
        "|半(?![数年月天个])"
    )
    half = "半(?P<halved>月|小时|工作日|星期|学期|季度)?(?![数个天年场价工挂自成截边封开径学月日小])"
    return re.compile(
        rf"(?P<run>{RUN})(?: ?分 ?之 ?(?P<part>{RUN})|(?<=百)(?P<all>分百)|成(?P<hundredth>{hundredth})"
        r"|/(?P<below>[2-9]|10)(?![0-9/月日])"
        rf"|{_GAP}(?P<hedge>[余多几来]|\+)?{_GAP}(?P<unit>{unit})(?P<half>{half})?)?"
    )


@cache
def _unit_head() -> re.Pattern[str]:
    """A measure word in brackets before a number: `申请(件) 1083`."""
    return re.compile(rf"\((?:单位[:：]? ?)?(?P<unit>万元|亿元|{measure_pattern()})\)[ :]*")


@cache
def _per() -> re.Pattern[str]:
    """What a number is told by: 3.2件/万人, 120元/平方米, 200元/人/年; not 12件/次均…, where words go on."""
    return re.compile(rf"(?: ?/ ?[十百千万]?{measure_pattern()}){{1,2}}(?![\u4e00-\u9fff])")


def _fraction(match: re.Match[str]) -> Quantity | None:
    run, part, line = match["run"], match["part"], match.string
    numeral: Numeral | None = None
    if match["all"]:
        numeral = Numeral(Decimal(100), Decimal("0.5")) if run == "百" else None
    elif match["below"]:
        if len(run) == 1 and match.start() and line[match.start() - 1] in "占的近超约过":
            numeral = read_fraction(match["below"], run)
    else:
        numeral = read_fraction(run, part)
    if numeral is None:
        return None
    percent = measure_words()["%"]
    return Quantity(*match.span(), match[0], numeral.value, numeral.precision, percent, "", True, True)


def _tenths(match: re.Match[str]) -> Quantity | None:
    """`九成九` is 99 %, `八成半` 85 %."""
    whole, part = read(match["run"]), read(match["hundredth"].replace("半", "五"))
    if whole is None or part is None or not 0 < whole.value < 10:
        return None
    value = 10 * whole.value + part.value
    return Quantity(*match.span(), match[0], value, part.precision, measure_words()["成"], "", True, True)


def _behind_list_number(match: re.Match[str], measure: MeasureWord) -> int:
    """Where the numeral begins behind a list number: `1.3个` at the head of a line is item 1 and three of something."""
    number = _LIST_NUMBER.match(match["run"]) if "." in match["run"] else None
    if number is None or (not number[0].endswith(" ") and measure.kind != "count"):
        return match.start()
    rest = match["run"][number.end() :]
    if number[0].endswith(".") and (rest[0] == "0" or _per().match(match.string, match.end())):
        return match.start()  # 3.0件, 3.2件/万人
    head = match.string[max(0, match.start() - 8) : match.start()].rstrip()
    return match.start() + number.end() if not head or head[-1] in "。;:；：" else match.start()


# 分别提高 ⟦0.4个⟧ 和1.3个百分点: the last of a list names the unit; not 3个和5个村.
_POINTS_BEHIND = re.compile("(?: ?[、和及与] ?[0-9.]+ ?个){1,4}百分点")


def _counted(match: re.Match[str]) -> Quantity | None:
    line, measure, end = match.string, measure_words()[match["unit"]], match.end()
    start = behind_name(line, match.start(), match["run"]) or _behind_list_number(match, measure)
    after_number = start != match.start()
    hedge, run = match["hedge"] or "", line[start : match.end("run")]
    half = Decimal(0)
    if inner := _INNER_HEDGE.search(run):
        if inner[2] is None:
            return None
        hedge, run = hedge or inner[1], run[: inner.start()] + inner[2]
    # `95. 8%` is a number with a blank inside, `1. 12件` is none; at the head of a line `9. 5%` may be either.
    scaled = measure.kind not in ("count", "time", "size") or run[-1] in "万亿"
    printed = match["run"]
    if (" ." in printed or ". " in printed) and (after_number == scaled):
        return None
    word = after_number and _WORD.match(line, match.start("unit"))
    numeral = None if word or (measure.kind == "count" and _NO_TENTHS.fullmatch(run)) else read(run)
    if numeral is None:
        return None
    if match["half"] or line.startswith("半", match.end("unit")):
        halved = _halved(match, measure)
        if halved is None:
            return None
        measure, end, half = halved
    value, precision = numeral.value + half, numeral.precision / 10 if half else numeral.precision
    if measure.factor > 1:
        value, precision = plain(value * measure.factor), plain(precision * measure.factor)
    if per := _per().match(line, end):
        measure, end = replace(measure, unit=measure.unit + per[0].replace(" ", "")), per.end()
    rules = ("number.after_list_number",) if after_number else ()
    if measure.printed == "个" and _POINTS_BEHIND.match(line, end):
        measure, rules = measure_words()["个百分点"], (*rules, "unit.shared")
    chinese = not run[0].isascii()
    return Quantity(start, end, in_plain_form(run), value, precision, measure, hedge, chinese, rules=rules)


def _halved(match: re.Match[str], measure: MeasureWord) -> tuple[MeasureWord, int, Decimal] | None:
    """两个半月 is 2.5 months, 三年半 3.5 years; None for 两个半天, which may be said of one day."""
    words, end = measure_words(), match.end()
    if not match["half"]:
        return None if measure.printed == "个" else (measure, end, Decimal(0))
    if match["halved"]:
        whole = words.get("个" + match["halved"]) if measure.printed == "个" else None
        return (whole, end, Decimal("0.5")) if whole else None
    if measure.printed != "个" and measure.kind in ("count", "ratio", "points", "score"):
        return measure, match.end("unit"), Decimal(0)
    return measure, end, Decimal("0.5")


def _with_head(match: re.Match[str], heads: dict[int, str]) -> Quantity | None:
    """A number with its measure word before it: `申请(件) 1083`, `¥1083`. Those of cells are for `tables`."""
    start, end = match.span()
    line, run = match.string, match["run"]
    sign = _CURRENCY_SIGN.search(line, max(0, start - 2), start)
    currency = _CURRENCY[sign[1]] if sign else None
    unit = currency or heads.get(start)
    if unit is None or (not currency and not (_UNIT_HEAD_END.match(line, end) and run[0].isdecimal())):
        return None
    numeral = read(run)
    # 962 901 may be two columns.
    if numeral is None or (not currency and (" " in run or re.fullmatch("(?:19|20)[0-9]{2}", run))):
        return None
    factor = {"万元": 10_000, "亿元": 100_000_000}.get(unit, 1)
    measure = measure_words()["元" if factor > 1 else unit]
    value, precision = plain(numeral.value * factor), plain(numeral.precision * factor)
    rules = ("unit.currency_sign" if currency else "unit.table_head",)
    return Quantity(sign.start() if sign else start, end, in_plain_form(run), value, precision, measure, rules=rules)


def _read(match: re.Match[str]) -> Quantity | None:
    if is_torn(match.string, match.start(), match["run"]):
        return None
    if match["unit"]:
        quantity = _counted(match)
        if quantity and _NEGATIVE.search(match.string, max(0, quantity.start - 4), quantity.start):
            quantity.value, quantity.rules = -quantity.value, (*quantity.rules, "number.negative")
        return quantity
    return _tenths(match) if match["hundredth"] else _fraction(match)


def _is_cardinal(match: re.Match[str]) -> bool:
    """Whether something is counted by a numeral that could not be read: no year, no day and no time of day."""
    if match["unit"] is None:
        return match["part"] is not None
    printed = measure_words()[match["unit"]].printed
    return printed not in ("年", "日", "周", "点") and not (printed in ("分", "秒") and "点" in match["run"])


def find_quantities(line: str, refused: list[tuple[int, int]] | None = None) -> list[Quantity]:
    """Every numeral with a measure word in a folded line, in order; whether it is a figure is not asked yet.

    The places of numerals with a measure word that cannot be read whole are put into `refused`.
    """
    found: list[Quantity] = []
    bare: list[Bare] = []
    heads = (
        {head.end(): head["unit"] for head in _unit_head().finditer(line)} if "(" in line and "|" not in line else {}
    )
    for match in _pattern().finditer(line):
        if match.lastgroup == "run":
            quantity = _with_head(match, heads) or range_of_shares(line, match, found)
            if quantity is None:
                bare.append(match.span())
                continue
            found.append(quantity)
        else:
            quantity = _read(match)
            if quantity is None or is_between(line, quantity, bare):
                if refused is not None and _is_cardinal(match):
                    refused.append(match.span())
            else:
                if bare:
                    found += sharing(line, quantity, bare)
                found.append(quantity)
        bare.clear()
    return joined(found, line)
