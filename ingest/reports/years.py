"""Which year a report speaks of: from its title, else from how its body opens, else from its headings."""

from __future__ import annotations

import re
from collections import Counter

EARLIEST, LATEST = 1999, 2099
_ZEROS = "〇○零0OＯ"
_NUMERALS = "一二三四五六七八九"
_HAN_DIGITS = dict.fromkeys(_ZEROS, "0") | {c: str(n) for n, c in enumerate(_NUMERALS, start=1)}
_HAN = f"[{_ZEROS}{_NUMERALS}]"
_YEAR = rf"(?:(?<!\d)(?:19|20)\d\d(?!\d)|(?<!{_HAN})(?:一九|二[{_ZEROS}]){_HAN}{{2}}(?!{_HAN}|十))"
_NAMED = re.compile(r"《[^《》\n]{0,120}》|〈[^〈〉\n]{0,80}〉|[〔\[【(（]\s*\d{4}\s*[〕\]】)）]\s*第?\s*\d+\s*号")
_RANGE = re.compile(rf"{_YEAR}\s*年?\s*[-—–~～－至到]+\s*{_YEAR}\s*年?|(?<!\d)(?:20\d\d){{2}}\s*年")
_DAY = r"[\d一二三四五六七八九十]{1,3}"
_FULL_DATE = re.compile(rf"{_YEAR}\s*(?:年\s*{_DAY}\s*月(?:\s*{_DAY}\s*日)?|[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{1,2}})")
_PLANNED = re.compile(r"(年度?|年)?[^，,。;；、及和与]{0,14}?(工作)?(打算|安排|计划|思路|要点|规划|任务|展望|重点工作)")
_TITLE_YEAR = re.compile(rf"(?P<year>{_YEAR})\s*(?P<mark>年度?|度)?")
_OPENINGS = (
    re.compile(
        rf"现[就将把][^。\n]{{0,30}}?(?P<year>{_YEAR})\s*年?度?[^。\n]{{0,60}}(报告|汇报|总结|通报|公布|公开|述)"
    ),
    re.compile(rf"(?:^|[\n。：:])\s*(?P<year>{_YEAR})\s*年(度|以来|来|，|,|、|是|我|全|，在|在|[\u4e00-\u9fff])"),
    re.compile(
        rf"(?P<year>{_YEAR})\s*年度?[^。\n]{{0,30}}?(法治政府|依法行政|法治建设|依法治)[^。\n]{{0,20}}?(情况|工作|报告|总结)"
    ),
    re.compile(rf"过去的(?P<year>{_YEAR})\s*年|刚刚过去的(?P<year2>{_YEAR})\s*年"),
)
_OPENING_LENGTH = 1500
_HEADING_NUMBER = r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])"
_HEADING_YEAR = re.compile(
    rf"^\s*{_HEADING_NUMBER}?\s*(?P<year>{_YEAR})\s*年度?(?P<rest>[^\n。]{{0,40}})", re.MULTILINE
)
_HEADS_PLANS = re.compile("打算|安排|计划|思路|展望|下一步|重点工作|工作要点")


def year_number(written: str) -> int | None:
    """`2023`, `二〇二三` → 2023; None for years in which no such report was written."""
    digits = "".join(_HAN_DIGITS.get(character, character) for character in written)
    number = int(digits) if digits.isascii() and digits.isdigit() else 0
    return number if EARLIEST <= number <= LATEST else None


def _blanked(text: str, *patterns: re.Pattern[str]) -> str:
    """The text with every match made blank: offsets stay."""
    for pattern in patterns:
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text


def year_of_title(title: str) -> int | None:
    """The year that a title reports on; None where it names none, only a range, or only a coming year.

    A year that belongs to a date, a document number or the name of a law or plan is none; of `2020年…情况及
    2021年工作安排` it is the first.
    """
    bare = _blanked(title, _NAMED if not _is_quoted(title) else _RANGE, _FULL_DATE, _RANGE)
    planned: set[int] = set()
    for match in _TITLE_YEAR.finditer(bare):
        number = year_number(match["year"])
        if number is None:
            continue
        if _PLANNED.match(bare, match.end()) and "情况" not in bare[match.end() : match.end() + 16]:
            planned.add(number)
            continue
        return number
    return None


def _is_quoted(title: str) -> bool:
    """A title that stands in 《》 as a whole, as law databases print it."""
    return bool(re.fullmatch(r"[^《》]{0,30}《[^《》]+》[^《》]{0,12}", title.strip()))


def year_of_body(text: str) -> int | None:
    """The year that the body says it reports on: how it opens, else its headings, else the year of which it
    keeps speaking. None where it does not say so plainly."""
    bare = _blanked(text, _NAMED, _RANGE)
    opening = _blanked(bare[:_OPENING_LENGTH], _FULL_DATE)
    for pattern in _OPENINGS:
        for match in pattern.finditer(opening):
            written = next(value for value in match.groupdict().values() if value)
            number = year_number(written)
            if number is not None and not _PLANNED.match(opening, match.end("year")):
                return number
    return _year_of_headings(bare) or _year_mostly_named(bare)


def _year_of_headings(text: str) -> int | None:
    coming: int | None = None
    for match in _HEADING_YEAR.finditer(text):
        number = year_number(match["year"])
        if number is None or len(match["rest"]) > 30:
            continue
        if (
            re.search(r"打算|安排|计划|思路|展望|下一步|重点工作|工作要点", match["rest"])
            and "情况" not in match["rest"]
        ):
            coming = coming or number - 1
        elif re.search(r"情况|成效|举措|做法|工作", match["rest"]):
            return number
    return coming


def _year_mostly_named(text: str) -> int | None:
    named = Counter(match for match in re.findall(rf"({_YEAR})\s*年", text))
    counted: Counter[int] = Counter()
    for written, times in named.items():
        number = year_number(written)
        if number is not None:
            counted[number] += times
    if not counted:
        return None
    (year, times), *others = counted.most_common(2)
    return year if times >= 3 and times >= 2 * (others[0][1] if others else 0) else None
