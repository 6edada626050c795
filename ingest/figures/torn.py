"""What stands to the left of a numeral may be a part of it, or say that its first digits are a name."""

from __future__ import annotations

import re
import unicodedata

_ENDS = "'’‘`´_^又±负\u202e.?□■○●◇◆…、,。\ufffc\ufffd"
_TORN_FROM = re.compile(
    r"[0-9a-zA-Z一二三四五六七八九十百千万亿]['’‘`´_^又]$|[±\u202e\ufffc\ufffd]$|正负$|(?<!\.)\.$|[0-9]\.{2,3}$"
    r"|[0-9][?□■○●◇◆]{1,3}$|[0-9]…{1,2}$|[0-9] ,$|(?<![0-9])[0-9]{1,2}。$"
)
"""`1'083`, 三又二分之一, `.5`, ±3, 正负3; a picture (U+FFFC) or another mark in place of a digit: `1□83`; `1 ,083`;
`1。5%`."""
_ABOUT = re.compile("([一二三四五六七八九])、$")
_CHINESE = "一二三四五六七八九"
_FORMULA = re.compile(r"(?<![A-Za-z])(?:CO|SO|NO|PM|CH|NH|O)$")
"""What is named with digits: CO2, PM2.5."""
_SMALL_DIGITS = "₀₁₂₃₄₅₆₇₈₉²³"
_NAMED = re.compile(r"[A-Za-z米里]$")


def is_torn(line: str, start: int, run: str) -> bool:
    """Whether the numeral `run` that begins at `start` of a folded line may be a part of what stands before it."""
    if not start:
        return False
    left = line[start - 1]
    if left in _SMALL_DIGITS and _NAMED.search(line, max(0, start - 2), start - 1):
        return False  # CO₂1200吨, m²1200
    if ord(left) > 127 and unicodedata.category(left) in ("Nd", "Nl", "No", "Co", "Cs"):
        return "CIRCLED" not in (name := unicodedata.name(left, "")) and "PARENTHESIZED" not in name
    if left.isascii() and left.isalpha():
        return " " not in run and _FORMULA.search(line, max(0, start - 4), start) is not None
    if left == "、":
        return _says_about(line, start, run)
    return left in _ENDS and _TORN_FROM.search(line, max(0, start - 4), start) is not None


def _says_about(line: str, start: int, run: str) -> bool:
    """三、四十件 is said of thirty or forty: 四十 is no number of its own. Not 三、四件."""
    before = _ABOUT.search(line, max(0, start - 2), start)
    if before is None or len(run) != 2 or run[1] not in "十百千万":
        return False
    return _CHINESE.find(run[0]) == _CHINESE.index(before[1]) + 1


def behind_name(line: str, start: int, run: str) -> int | None:
    """Where the number begins behind a name that ends in digits: `CO2 560吨`, `PM2.5 35微克`, `A3 420张`."""
    name, blank, rest = run.partition(" ")
    if not (start and blank and rest[:1].isdecimal() and line[start - 1].isascii() and line[start - 1].isalpha()):
        return None
    return start + len(name) + 1
