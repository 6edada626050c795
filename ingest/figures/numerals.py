"""A printed numeral and the number that it says.

A numeral is read whole or not at all: `RUN` matches all that hangs together, and `read` gives the value of all of it
or None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
SMALL_SCALES = {"十": 10, "百": 100, "千": 1000}
LARGE_SCALES = {"万": 10_000, "亿": 100_000_000}

CHINESE_DIGITS = "零〇一二两三四五六七八九十百千万亿廿卅卌"
INVISIBLE = "\u200b"
"""What `fold` makes of every sign that is not seen, such as soft hyphens and zero-width blanks."""
REVERSED = "\u202e"
"""What `fold` makes of the signs that turn the direction of writing: the digits may stand in another order."""
_CAPITAL_DIGITS = "壹贰貳叁參叄肆伍陆陸柒捌玖"
_CAPITAL_SCALES = "拾佰仟"
_PLAIN = str.maketrans(
    dict(zip(_CAPITAL_DIGITS + _CAPITAL_SCALES, "一二二三三三四五六六七八九十百千", strict=True))
    | {"〇": "零", "○": "零", "廿": "二十", "卅": "三十", "卌": "四十", INVISIBLE: ""}
)
_LONGEST = 60
"""Characters. Longer ones are no numerals but damaged text."""
_MOST_DIGITS = 15

_HUNDRED = "百(?!分点)"
_THOUSAND = "千(?![克瓦米])"
# 分点 and 克 take their 百 or 千 back: 3百分点, 5千克.
_SCALE = f"(?:[十万亿{_CAPITAL_SCALES}]|{_HUNDRED}|{_THOUSAND})"
_NUMERAL = f"[0-9{CHINESE_DIGITS}{_CAPITAL_DIGITS}{_CAPITAL_SCALES}]"
_CAPITALS = f"[{_CAPITAL_DIGITS}{_CAPITAL_SCALES}]"
# 伍, 陆, 拾 and 肆 end other words: 队伍, 大陆, 收拾, 放肆. A set of characters comes first: it is searched for fast.
_FIRST = (
    f"[0-9{CHINESE_DIGITS}{_CAPITAL_DIGITS}{_CAPITAL_SCALES}]"
    f"(?:(?<=[0-9{CHINESE_DIGITS}])|(?<![队隊行入退收放大内登着]{_CAPITALS})(?:(?<![伍陆陸拾肆])|(?![0-9])))"
)
_BLANKS = f"[ {INVISIBLE}{REVERSED}]{{1,8}}"
_UNSEEN = f"[{INVISIBLE}{REVERSED}]{{0,4}}"
_REST = (
    f"(?:[0-9○零〇一二两三四五六七八九廿卅卌{_CAPITAL_DIGITS}]|{_SCALE}"
    f"|[{INVISIBLE}{REVERSED}]+(?={_NUMERAL})|[ ]{{0,2}}点[ ]{{0,2}}(?={_NUMERAL})"
    # Blanks within 1 083, 3万 5千, 三千 九百, but not between 一 12.
    f"|(?<=[0-9百千万亿]){_BLANKS}(?=[0-9])|{_BLANKS}(?={_SCALE})|(?<=[{CHINESE_DIGITS}]){_BLANKS}(?=[{CHINESE_DIGITS}])"
    rf"|(?<=[0-9])(?:, ?(?=[0-9]{{3}}(?![0-9]))|{_UNSEEN},{_UNSEEN}(?=[0-9]))"
    rf"|(?<=[0-9]){_UNSEEN} ?\.{_UNSEEN} ?{_UNSEEN}(?=[0-9])"
    # 二十余万 is a numeral with a hedge inside; 三千余五百 is none, but 五百 must not be read alone.
    f"| ?[余多几来] ?(?={_SCALE})|[余多](?=[0-9零一二两三四五六七八九]))"
)
RUN = f"{_FIRST}{_REST}*+"
"""The longest run of characters that may belong to one numeral."""

ARABIC = r"(?:[0-9]{1,3}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+)(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
"""A number in a cell of its own: `1083`, `1,083.5`, `12 345`."""
SCALE = "(?:[十百千]?(?:万亿|万|亿)|[百千])"

_GROUPS = re.compile(
    r"(?<![0-9,. ])(?:[0-9]{1,3}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+)(?![0-9])|[0-9](?: [0-9]){2,}(?![ 0-9]))"
)
"""`1,234,567`, `12 345`, and letter-spaced `1 0 8 3`."""
_NOT_BETWEEN_DIGITS = re.compile(r"(?<![0-9]) +| +(?![0-9])")
_ONE_NUMBER = re.compile(
    r"(?P<above>[0-9]+)(?:\.(?P<decimals>[0-9]+))?(?P<scale>[十百千]?(?:万亿|万|亿)?)"
    r"|(?P<chinese>[零一二两三四五六七八九十百千万亿]+)点(?P<places>[零一二三四五六七八九]+)"
    r"(?P<large>(?:[十百千]?(?:万亿|万|亿))?)"
)
"""One number with a scale behind it: `17.92万`, `3千万`, `三点五亿`."""
_POSITIONAL = re.compile("[一二三四五六七八九][零一二三四五六七八九]{2,}")
_SECTION = re.compile(r"(?P<zero>零)?(?P<below>[^零万亿][^万亿]*)?(?P<scale>[万亿]|\Z)")
"""`3千4百万` and `零五百`: what stands between two of 万 and 亿."""
_STEP = re.compile(
    r"(?P<zero>零)?(?:(?P<count>[一二两三四五六七八九]|[0-9]+(?:\.[0-9]+)?)?(?P<scale>[十百千])"
    r"|(?P<last>[一二两三四五六七八九]|[0-9]+(?:\.[0-9]+)?)\Z)"
)
"""`3千`, `四百` and, at the end, `零五` or `72300`."""
_DECIMALS_INSIDE = re.compile(r"\.[0-9]+[^0-9]+[0-9一二两三四五六七八九]")
_HALF = Decimal("0.5")
_FINEST = Decimal("0.000001")
"""The warehouse keeps six places."""
_MANY_DIGITS = Context(prec=200)
"""Damaged texts run hundreds of digits together; the usual 28 would raise an error and lose the report."""


@dataclass(slots=True)
class Numeral:
    """What a numeral says: its value, and half of the place of its last printed digit."""

    value: Decimal
    precision: Decimal


def plain(number: Decimal) -> Decimal:
    """`number` without trailing zeros and never in exponent form, to six places (as the warehouse keeps it)."""
    if number.as_tuple().exponent < -6:  # type: ignore[operator]
        number = number.quantize(_FINEST, context=_MANY_DIGITS)
    if number == number.to_integral_value():
        return Decimal(int(number))
    return number.normalize()


def scale_of(words: str) -> int:
    """The factor that scale words stand for: `百万` is 1,000,000; no words are 1."""
    factor = 1
    for word in words:
        factor *= SMALL_SCALES.get(word) or LARGE_SCALES[word]
    return factor


@lru_cache(maxsize=256)
def _half_place(factor: int, decimals: int) -> Decimal:
    return max(plain(Decimal(factor) / (2 * 10**decimals)), _FINEST)


def in_plain_form(printed: str) -> str:
    """A numeral in plain digits: no capitals, no separators, no blanks but those that group nothing."""
    if printed.isdecimal() and printed.isascii():
        return printed
    printed = _GROUPS.sub(lambda group: re.sub("[, ]", "", group[0]), printed.translate(_PLAIN))
    return _NOT_BETWEEN_DIGITS.sub("", printed)


def read(printed: str) -> Numeral | None:
    """Read a numeral of any script without hedges (`1,234`, `17.92万`, `2亿3千4百万`, `一百二十`).

    None for what is no numeral or not certainly one: `三四`, the elided `一百二` and `一万三`, a leading zero (`083`).
    """
    if printed.isdecimal() and printed.isascii():
        return _whole_number(printed)
    if not printed or len(printed) > _LONGEST:
        return None
    printed = in_plain_form(printed)
    if one := _ONE_NUMBER.fullmatch(printed):
        return _read_one(*one.groups("")[:3]) or _read_one(*one.groups("")[3:])
    if _POSITIONAL.fullmatch(printed):
        return _read_digit_by_digit(printed)
    return _read_composed(printed)


def _whole_number(printed: str) -> Numeral | None:
    if len(printed) > _MOST_DIGITS or (printed[0] == "0" and len(printed) > 1):
        return None
    return Numeral(Decimal(printed), _HALF)


def _read_one(above: str, decimals: str, scale: str) -> Numeral | None:
    if not above:
        return None
    whole = _whole_number(above) if above.isascii() else _read_composed(above)
    if whole is None:
        return None
    digits = decimals if decimals.isascii() else "".join(str(DIGITS[digit]) for digit in decimals)
    factor = scale_of(scale)
    return Numeral(plain(Decimal(f"{whole.value}.{digits}") * factor), _half_place(factor, len(digits)))


def _read_digit_by_digit(printed: str) -> Numeral | None:
    """`一零八三` is 1083; `一二三` is a list, and `二零二三` a year."""
    if "零" not in printed or re.fullmatch("(?:一九|二零)..", printed):
        return None
    return Numeral(Decimal("".join(str(DIGITS[digit]) for digit in printed)), _HALF)


def _read_composed(printed: str) -> Numeral | None:
    """`2亿3千4百万`, `一万二千亿`: sections, each with its 万 or 亿; 万 before 亿 is multiplied too."""
    if printed == "零":
        return Numeral(Decimal(0), _HALF)
    if _DECIMALS_INSIDE.search(printed):
        return None
    total, below_yi, half, before, at = Decimal(0), Decimal(0), _HALF, "", 0
    while at < len(printed):
        match = _SECTION.match(printed, at)
        section = match and _read_section(match["below"] or "", match["scale"], before, bool(match["zero"]))
        if match is None or section is None:
            return None
        if match["below"]:
            half = section.precision
        if match["scale"] == "万":
            if below_yi:
                return None
            below_yi, half = section.value * 10_000, half * 10_000
        elif match["scale"] == "亿":
            if total:
                return None
            total, below_yi, half = (below_yi + section.value) * 100_000_000, Decimal(0), half * 100_000_000
        else:
            below_yi += section.value
        before, at = match["scale"], match.end()
    return Numeral(plain(total + below_yi), plain(half))


def _read_section(below: str, scale: str, before: str, zero: bool) -> Numeral | None:
    """What stands between `before` and `scale`, each 万, 亿 or nothing; None where it is elided or too large."""
    if not below:
        # 百万 and 万: one of them; 万亿: none below.
        implied = {("", "万"): 1, ("", "亿"): 1, ("万", "亿"): 0}.get((before, scale))
        return None if implied is None or zero else Numeral(Decimal(implied), _HALF)
    if zero and not before:
        return None
    read_below = _below_ten_thousand(below)
    if read_below is None or read_below.value >= (10_000 if before == "万" or scale == "万" else 100_000_000):
        return None
    # 一万三 says 13,000 in speech and nothing certain in print, as do 一亿三千 and 3万5.
    elided = len(below) == 1 if before == "万" or not scale else False
    elided = elided or (before == "亿" and not scale and below[-1] in "百千")
    return None if before and not zero and elided else read_below


def _below_ten_thousand(printed: str) -> Numeral | None:
    total, half, limit, at = Decimal(0), _HALF, Decimal(0), 0
    while at < len(printed):
        step = _STEP.match(printed, at)
        if step is None:
            return None
        count, factor = step["count"] or step["last"], SMALL_SCALES.get(step["scale"] or "", 1)
        if count is None and at and step["scale"] != "十":
            return None
        value = _digits(count) if count else Decimal(1)
        if value is None or (at and value * factor >= limit) or (step["last"] and at and _is_elided(step, limit)):
            return None
        if count and count[0].isascii():
            half = _half_place(factor, len(count.partition(".")[2]))
        total, limit, at = total + value * factor, Decimal(factor), step.end()
    return Numeral(total, half)


def _digits(printed: str) -> Decimal | None:
    if not printed.isascii():
        return Decimal(DIGITS[printed])
    return None if len(printed.partition(".")[0]) > 1 and printed[0] == "0" else Decimal(printed)


def _is_elided(step: re.Match[str], limit: Decimal) -> bool:
    """`一百二` says 120 in speech and nothing certain in print."""
    return limit > 10 and not step["zero"] and len(step["last"]) == 1


def read_fraction(whole: str, part: str) -> Numeral | None:
    """Read `whole`分之`part` as a percentage: `三分之二` is 66.666667."""
    below, above = read(whole), read(part)
    if below is None or above is None or not below.value:
        return None
    factor = Decimal(100) / below.value
    return Numeral(plain(above.value * factor), plain(above.precision * factor))
