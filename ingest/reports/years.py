"""Which year a report speaks of: from its title, else from how its body opens, else from its headings."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from ingest.reports.dates import read_date
from ingest.reports.lines import Found, Line, text_source

EARLIEST, LATEST = 1999, 2099
_ZEROS = "〇○零0OＯ"
_NUMERALS = "一二三四五六七八九"
_HAN_DIGITS = dict.fromkeys(_ZEROS, "0") | {c: str(n) for n, c in enumerate(_NUMERALS, start=1)}
_HAN = f"[{_ZEROS}{_NUMERALS}]"
_YEAR = rf"(?:(?<!\d)(?:19|20)\d\d(?!\d)|(?<!{_HAN})(?:一九|二[{_ZEROS}]){_HAN}{{2}}(?!{_HAN}|十))"
_NAMED = re.compile(r"《[^《》\n]{0,120}》|〈[^〈〉\n]{0,80}〉|[〔\[【(（]\s*\d{4}\s*[〕\]】)）]\s*第?\s*\d+\s*号")
_RANGE = re.compile(rf"{_YEAR}\s*+(?:年\s*)?[-—–~～－至到]+\s*{_YEAR}\s*年?|(?<!\d)(?:20\d\d){{2}}\s*年")
_DAY = r"[\d一二三四五六七八九十]{1,3}"
_FULL_DATE = re.compile(rf"{_YEAR}\s*(?:年\s*{_DAY}\s*月(?:\s*{_DAY}\s*日)?|[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{1,2}})")
_PLANNED = re.compile(r"(年度?|年)?[^，,。;；、及和与]{0,14}?(工作)?(打算|安排|计划|思路|要点|规划|任务|展望|重点工作)")
_CARRIED_OUT = re.compile("[^，,、及和与暨]{0,8}(情况|总结)")
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
    rf"^[^\S\n]*+(?:{_HEADING_NUMBER}[^\S\n]*+)?(?P<year>{_YEAR})\s*年度?(?P<rest>[^\n。]{{0,40}})", re.MULTILINE
)
_SET_APART = re.compile(r"(?<!\d)(?:1\s9|2\s0)\s\d\s\d(?!\d)")
"""`2 0 2 3年`, as titles are stretched."""
_NAMED_YEAR = re.compile(rf"({_YEAR})\s*年")
_NEAR_ITS_END = 11
"""Month. Reports are signed from December on, some in November; earlier a year has nothing to report on."""
_SIGNATURE_LENGTH = 300
_IN_TEXT = re.compile(r"text:(\d+)-(\d+)")
_HEADS_WORK = re.compile("情况|成效|举措|做法|工作")
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
    title = _SET_APART.sub(lambda match: re.sub(r"\s", "", match[0]), title)
    bare = _blanked(title, _NAMED if not _is_quoted(title) else _RANGE, _FULL_DATE, _RANGE)
    planned: set[int] = set()
    for match in _TITLE_YEAR.finditer(bare):
        number = year_number(match["year"])
        if number is None:
            continue
        plan = _PLANNED.match(bare, match.end())
        if plan and not _CARRIED_OUT.match(bare, plan.end()) and "情况" not in bare[match.end() : match.end() + 16]:
            planned.add(number)
            continue
        return number
    return None


def _is_quoted(title: str) -> bool:
    """A title that stands in 《》 as a whole, as law databases print it."""
    return bool(re.fullmatch(r"[^《》]{0,30}《[^《》]+》[^《》]{0,12}", title.strip()))


def find_year(titles: list[Line], text: str, published: date | None) -> Found[int | None]:
    """The year that a report speaks of: its title's, else its body's.

    A title taken over from the year before (`2022年`, over a body of which two of three signs say 2023: it opens with
    2023, it plans 2024, it was published in 2024) is outweighed, too. A title's year that was not near its end on the
    day of publication (or of signing, where no other day is known) is a slip where the body names an earlier one. The
    body's counts then, with the note `title_says:2024`. Other notes: `body_says:2021` where the two differ,
    `published_before_its_end`; without a year `several_years` or `not_said`.
    """
    told, source = next(((year, one.source) for one in titles if (year := year_of_title(one.words))), (None, ""))
    titled: Found[int | None] = Found(told, source)
    body = _without_titles(text, titles)
    if told is None:
        found = _year_in_body(body)
        if found.value is not None:
            return found
        return found._replace(note="several_years" if any(_RANGE.search(one.words) for one in titles) else "not_said")
    known_on = published or _signed_on(text)
    if known_on and known_on < date(told, _NEAR_ITS_END, 1):
        found = _year_in_body(body)
        if found.value is not None and found.value < told and known_on >= date(found.value, _NEAR_ITS_END, 1):
            return found._replace(note=f"title_says:{told}")
        return titled._replace(note="published_before_its_end")
    bare = _blanked(body, _NAMED, _RANGE)
    opening = _year_of_opening(bare)
    if opening and opening.value and opening.value > told and _is_stale(told, opening.value, bare, known_on):
        return opening._replace(note=f"title_says:{told}")
    headings = _year_of_headings(bare) if opening is None else None
    if headings and headings.value and headings.value > told and known_on and known_on.year == headings.value + 1:
        return headings._replace(note=f"title_says:{told}")
    differs = opening is not None and opening.value != told
    return titled._replace(note=f"body_says:{opening.value}") if opening and differs else titled


def _is_stale(told: int, opening: int, text: str, known_on: date | None) -> bool:
    """Whether another sign beside the opening speaks for the later year, and the day does not speak against it."""
    if known_on and known_on < date(opening, _NEAR_ITS_END, 1):
        return False
    headings = _year_of_headings(text)
    return (headings is not None and headings.value == opening) or (known_on is not None and known_on.year > told + 1)


def year_of_body(text: str) -> int | None:
    """The year that the body says it reports on: how it opens, else its headings, else the year of which it
    keeps speaking. None where it does not say so plainly."""
    return _year_in_body(text).value


def _year_in_body(text: str) -> Found[int | None]:
    bare = _blanked(text, _NAMED, _RANGE)
    return _year_of_opening(bare) or _year_of_headings(bare) or _year_mostly_named(bare) or Found(None)


def _year_of_opening(text: str) -> Found[int | None] | None:
    opening = _blanked(text[:_OPENING_LENGTH], _FULL_DATE)
    for pattern in _OPENINGS:
        for match in pattern.finditer(opening):
            group = next(name for name, value in match.groupdict().items() if value)
            number = year_number(match[group])
            if number is not None and not _PLANNED.match(opening, match.end("year")):
                return Found(number, text_source(*match.span(group)))
    return None


def _year_of_headings(text: str) -> Found[int | None] | None:
    coming: Found[int | None] | None = None
    for match in _HEADING_YEAR.finditer(text):
        number = year_number(match["year"])
        if number is None or len(match["rest"]) > 30:
            continue
        source = text_source(*match.span("year"))
        if _HEADS_PLANS.search(match["rest"]) and "情况" not in match["rest"]:
            coming = coming or Found(number - 1, source)
        elif _HEADS_WORK.search(match["rest"]):
            return Found(number, source)
    return coming


def _year_mostly_named(text: str) -> Found[int | None] | None:
    counted: Counter[int] = Counter()
    first: dict[int, str] = {}
    for match in _NAMED_YEAR.finditer(text):
        number = year_number(match[1])
        if number is not None:
            counted[number] += 1
            first.setdefault(number, text_source(*match.span(1)))
    if not counted:
        return None
    (year, times), *others = counted.most_common(2)
    most = times >= 3 and times >= 2 * (others[0][1] if others else 0)
    return Found(year, first[year]) if most else None


def _without_titles(text: str, titles: list[Line]) -> str:
    """The text with the titles that stand in it made blank: a body says for itself which year it is on."""
    for title in titles:
        place = _IN_TEXT.match(title.source)
        if place:
            start, end = int(place[1]), int(place[2])
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _signed_on(text: str) -> date | None:
    """The date that stands on a line of its own at the end of the text."""
    lines = [line.strip() for line in text[-_SIGNATURE_LENGTH:].split("\n")]
    return next((day for line in reversed(lines) if len(line) <= 20 and (day := read_date(line))), None)
