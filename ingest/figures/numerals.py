"""A printed numeral and the number that it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL_SCALES = {"十": 10, "百": 100, "千": 1000}
LARGE_SCALES = {"万": 10_000, "亿": 100_000_000}

CHINESE_DIGITS = "零〇一二两三四五六七八九十百千万亿"
REST_OF_CHINESE = rf"[{CHINESE_DIGITS}]*(?:点[零〇一二三四五六七八九]+)?"
CHINESE = rf"[{CHINESE_DIGITS}]{REST_OF_CHINESE}"


def _arabic(up_to_three: str, some: str) -> str:
    return (
        rf"(?:{up_to_three}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?"
        rf"|{up_to_three}(?: [0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?"
        rf"|{some}(?: ?\. ?[0-9]+(?= ?[%万亿])|\.[0-9]+)?)"
    )


ARABIC = _arabic("[0-9]{1,3}", "[0-9]+")
REST_OF_ARABIC = _arabic("[0-9]{0,2}", "[0-9]*")
"""What `ARABIC` matches behind its first digit."""
# 分 and 千克 take their 百 or 千 back: 3百分点, 5千克.
SCALE = r"(?:(?:十(?=[万亿])|百(?!分)|千(?![克瓦米])|万|亿)+)"

_HALF = Decimal("0.5")
_MANY_DIGITS = Context(prec=200)
"""Damaged texts run hundreds of digits together; the usual 28 would raise an error and lose the report."""
_BELOW_TEN_THOUSAND = re.compile(
    r"零?(?:(?P<千>[一二两三四五六七八九])?千)?零?(?:(?P<百>[一二两三四五六七八九])?百)?"
    r"零?(?:(?P<十>[一二三四五六七八九])?十)?零?(?P<一>[一二两三四五六七八九零])?"
)
_ARABIC_PARTS = re.compile(rf"(?P<number>{ARABIC}) ?(?P<scale>{SCALE})?")


@dataclass(slots=True)
class Numeral:
    """What a numeral says: its value, and half of the place of its last printed digit."""

    value: Decimal
    precision: Decimal


def plain(number: Decimal) -> Decimal:
    """`number` without trailing zeros and never in exponent form, to six places (as the warehouse keeps it)."""
    if number.as_tuple().exponent < -6:  # type: ignore[operator]
        number = number.quantize(Decimal("0.000001"), context=_MANY_DIGITS)
    if number == number.to_integral_value():
        return Decimal(int(number))
    return number.normalize()


def scale_of(words: str) -> int:
    """The factor that scale words stand for: `百万` is 1,000,000; no words are 1."""
    factor = 1
    for word in words:
        factor *= SMALL_SCALES.get(word) or LARGE_SCALES.get(word) or 1
    return factor


def read_arabic(printed: str) -> Numeral | None:
    """Read Arabic digits with separators and scale words (`1,234`, `45 317`, `17.92万`, `2亿3000万`)."""
    value, half_place, position = Decimal(0), _HALF, 0
    while position < len(printed):
        match = _ARABIC_PARTS.match(printed, position)
        if not match:
            return None
        digits = match["number"].replace(",", "").replace(" ", "")
        factor = scale_of(match["scale"] or "")
        value += Decimal(digits) * factor
        half_place = _half_place(factor, len(digits.partition(".")[2]))
        position = match.end()
    return Numeral(plain(value), half_place) if printed else None


@lru_cache(maxsize=256)
def _half_place(factor: int, decimals: int) -> Decimal:
    return plain(Decimal(factor) / (2 * 10**decimals))


def _below_ten_thousand(printed: str) -> int | None:
    match = _BELOW_TEN_THOUSAND.fullmatch(printed.replace("〇", "零"))
    if not match or not printed.strip("零〇"):
        return 0 if printed and not printed.strip("零〇") else None
    total = 0
    for word, factor in SMALL_SCALES.items():
        if match[word]:
            total += DIGITS[match[word]] * factor
        elif word in printed:
            total += factor
    last = match["一"]
    if last:
        # 一百二 says 120 in speech and nothing certain in print.
        if printed[:-1] and printed[-2] in "百千":
            return None
        total += DIGITS[last]
    return total


def _whole(printed: str) -> int | None:
    for word, factor in (("亿", LARGE_SCALES["亿"]), ("万", LARGE_SCALES["万"])):
        if word in printed:
            # The last 亿 and 万 divide: 一万二千亿 is (12,000) × 亿.
            left, _, right = printed.rpartition(word)
            above = _whole(left) if left else 1
            below = _whole(right) if right else 0
            if above is None or below is None or below >= factor:
                return None
            return above * factor + below
    return _below_ten_thousand(printed)


def read_chinese(printed: str) -> Numeral | None:
    """Read a Chinese numeral (`一百二十`, `四万`, `三点五万`); None for what is no numeral (`八五`, `三四`)."""
    whole, point, rest = printed.partition("点")
    if not point:
        value = _whole(printed)
        if value is None:
            return None
        trailing = re.search(r"[万亿]+$", printed)
        return Numeral(Decimal(value), Decimal(scale_of(trailing[0] if trailing else "")) / 2)
    digits = rest.rstrip("万亿")
    factor = scale_of(rest[len(digits) :])
    above = _whole(whole)
    if above is None or not digits:
        return None
    decimals = "".join(str(DIGITS[digit]) for digit in digits)
    value_read = Decimal(f"{above}.{decimals}") * factor
    return Numeral(plain(value_read), plain(Decimal(factor) / (2 * 10 ** len(decimals))))


def read(printed: str) -> Numeral | None:
    """Read a numeral in either script, without hedges; None where it is none."""
    if not printed:
        return None
    if printed[0] not in "0123456789":
        return read_chinese(printed)
    return Numeral(Decimal(printed), _HALF) if printed.isdecimal() else read_arabic(printed)


def read_fraction(whole: str, part: str) -> Numeral | None:
    """Read `whole`分之`part` as a percentage: `三分之二` is 66.666667."""
    below, above = read(whole), read(part)
    if below is None or above is None or not below.value:
        return None
    factor = Decimal(100) / below.value
    return Numeral(plain(above.value * factor), plain(above.precision * factor))
