"""Numbers that share the measure word, scale or 百分之 of another one in the same list or range."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures.numerals import Numeral, in_plain_form, plain, read, read_fraction
from ingest.figures.quantity import Quantity

Bare = tuple[int, int]
"""Where a numeral without a measure word begins and ends."""

_RANGE = " ?(?:[-~–]+|—+|至|到) ?"
_LISTED = " ?(?:、|和|及|与|/|或) ?"
_YEAR_LIKE = re.compile(r"(?:19|20)[0-9]{2}$")
_NO_PART_OF_A_LIST = re.compile(r"[A-Za-z第.〔(+×/*·-]")
_AFTER_A_RANGE = re.compile(r" ?(?:$|[,;。、!?:)|”’的]|以[上下内]|左右|之间|不等)")
_SCALE = re.compile("[十百千]?[万亿]*$")


def sharing(line: str, last: Quantity, bare: Sequence[Bare]) -> list[Quantity]:
    """Numbers before `last` that share its measure word: `235、203件`, `3—5个月`; in reading order.

    `bare` are the numerals without a measure word between it and the quantity before.
    """
    connector = re.compile(_RANGE if last.chinese else f"{_RANGE}|{_LISTED}")
    found: list[Quantity] = []
    right = last.start
    for start, end in reversed(bare):
        printed, gap = line[start:end], line[end:right]
        if not connector.fullmatch(gap) or _YEAR_LIKE.match(printed) or printed[0].isascii() == last.chinese:
            break
        before, listed = line[start - 1 : start], gap.strip() in ("、", "和", "及", "与", "或")
        # 1、12个… at the head of a line or clause is a list number; after a letter or 第 it is a name.
        if (listed and before in ("", ";", "。", ":", "(")) or _NO_PART_OF_A_LIST.match(before):
            break
        numeral = read(printed)
        if numeral is None:
            break
        if not listed:
            numeral = _with_scale_of(last, printed, numeral)
        factor = last.measure.factor
        value, precision = plain(numeral.value * factor), plain(numeral.precision * factor)
        rules = ("unit.shared" if listed else "unit.range",)
        one = Quantity(start, end, in_plain_form(printed), value, precision, last.measure, chinese=last.chinese)
        one.shares_unit, one.rules = True, rules
        found.append(one)
        right = start
    return found[::-1]


def _with_scale_of(last: Quantity, printed: str, numeral: Numeral) -> Numeral:
    """`3-5万` is 30,000 to 50,000 and 五十至一百万 500,000 to 1,000,000; `5000至1万` begins with 5,000."""
    if printed[-1] in "万亿":
        return numeral
    whole = _SCALE.findall(last.printed)[0]
    for scale in (whole, whole.lstrip("十百千")):
        widened = read(printed + scale) if scale not in ("", "十") else None
        if widened and numeral.value < widened.value < last.value:
            return widened
    return numeral


def range_of_shares(line: str, match: re.Match[str], found: Sequence[Quantity]) -> Quantity | None:
    """The second number of 百分之三十至五十, which is a numeral without a measure word."""
    first = found[-1] if found else None
    if first is None or not first.fraction or "分之" not in first.printed or "." in match["run"]:
        return None
    if not re.fullmatch(_RANGE, line[first.end : match.start()]) or not _AFTER_A_RANGE.match(line, match.end()):
        return None
    numeral = read_fraction(re.split(" ?分", first.printed)[0], match["run"])
    if numeral is None or numeral.value <= first.value:
        return None
    printed = in_plain_form(match["run"])
    one = Quantity(*match.span(), printed, numeral.value, numeral.precision, first.measure, "", True, True)
    one.rules = ("unit.range",)
    return one


def is_between(line: str, quantity: Quantity, bare: Sequence[Bare]) -> bool:
    """10000与20000间: between two numbers, where no rooms are counted."""
    if quantity.measure.printed != "间" or not bare:
        return False
    start, end = bare[-1]
    gap, before = line[end : quantity.start].strip(), line[max(0, start - 3) : start]
    return gap in ("与", "和") or (re.fullmatch(_RANGE, gap) is not None and bool(re.search("[在于]", before)))
