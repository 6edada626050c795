"""The year that a figure speaks of."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest.figures.becoming import BECOMES

_HERE = Path(__file__).parent
_CHINESE_YEAR = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_BASE_BEFORE = re.compile(r"(?:较|比|(?<!年)与|(?<!年)同|跟|相较|相比|对比|对照)(?:于)?$")
_BASE_ENDS = ("较", "比", "与", "同", "跟", "于", "照")
_WITH = re.compile(_BASE_BEFORE.pattern.replace("跟|", "跟|和|"))
_BASE_AFTER = re.compile(r"(?:度|同期|全年|底|末)?(?:水平)?(?:相比|相较|的[^,;。、]{0,8}[0-9.]+倍|同期相比)")
# 为2021年的2倍, 是2020年全年的约3倍.
_MULTIPLE_AFTER = re.compile(r"(?:同期|全年)?的? ?[约近]?(?:[0-9.]+ ?[倍%]|[一二两三四五六七八九十百]+(?:分之|倍|成))")
_SPAN = re.compile(
    r"(?:[^,;。、0-9]{0,4}(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:份)?)(?:以来|起|至今|开始|至目前|至现在|来)"
)
_FROM = re.compile(r"(?:[由从])(?:[^,;。、]{0,10})$")
# 由8%, 从市级的120项, 原先58项.
_FROM_VALUE = re.compile(r"(?:[由从](?!法定|承诺|规定|原法定)|原先|原有|原来)[^,;。0-9]{0,10}$")
# 改革前要21天，现在2天: set against what there is now.
_ONCE = re.compile(r"(?:原来|原先|原有|原本|改革前|从前|以往|过去)(?!的?[一两三几]年|年)[^,;。0-9]{0,14}$")
_NOW = re.compile(
    r"[^;。]{0,16}?,[^,;。0-9]{0,4}?(?:现在|如今|眼下|现(?=[为有只仅需])|(?:合并|调整|调减|改革|精简|优化|压缩|整合)(?:之|以)?后|并起来)"
)
# 由2020年的12%、2021年的10%降至8%: the last of them dates what has changed, and not what it has become.
_THAT_CHANGED = re.compile(
    r"度?(?:全年|同期)?的? ?[约近超]?[0-9][0-9.,]*[万亿]?[余多]?(?:百分点|[^0-9,;。、至到为成]{1,2}?)" + BECOMES.pattern
)
# 较2021年的9件, 较2020年全年审结的17件.
_OF_THE_BASE = re.compile(
    r"(?:度|同期|全年)*(?:[\u4e00-\u9fff]{2,4}(?=的))?的? ?\(?"
    r"(?:[0-9][0-9., ]*(?! ?[倍0-9.,])|[一二三四五六七八九十百千两]+(?!倍))"
)
_COMPARED_WITH_FIGURE = re.compile(r"(?:度|同期)?的 ?[0-9][0-9., ]*[万亿]?[余多]?[^0-9,;。、]{1,3}(?:相)?比")
# A page on a report, written the year after: `白皮书发布。去年全市共审结…` speaks of the report's own year.
_ON_ITS_OWN_YEAR = re.compile(r"(?:^|[。!?;:”])[\s]*$")
# 去年，…; 去年全省…; 去年通过“春风行动”等活动，全省…
_TELLS_OF_IT = re.compile(r",|通过[^;。0-9]{2,30},|[全我本][省市县区州国]|[省市县区州]|各级|共")
# 去年这个时候只收到12件: set against now, wherever it stands.
_LAST_YEAR_THEN = re.compile("度?(?:同期|同时|此时|这个?时候?|年?底|年?末|的)")
# 今年将新建站点: a page of the year after says what is to come.
_SAYS_THIS_YEAR = re.compile("今年(?![^,。0-9]{0,12}(?:将|拟|计划|继续|力争))")
# `丰县加强法律援助体系建设(2020年7月)`: told within the year that it is dated by.
_TITLE_WITH_A_DATE = re.compile(r"[^\n]{0,80}((?:19|20)[0-9]{2}) ?年 ?[0-9]{1,2} ?月(?:[0-9]{1,2} ?日)?\)\s*(?:\n|$)")
# 上年全年办理12件, 2022年，全省法院全年审结15件: the whole of the year just named.
_JUST_NAMED = re.compile(r",? ?(?:[全我本][省市县区州国院局](?:法院|各级)?)?")
_FIGURE_BEFORE = re.compile(r"[0-9一二两三四五六七八九十百千万亿余多%][^,;。、0-9]{0,4},$")
_ONLY_A_FIGURE = re.compile(
    r"(?:度|同期|全年)*的?(?:数|数量|[该此这同]类[\u4e00-\u9fff]{0,2}|该项)?(?:则|仅|只)?(?:为|是|有)? ?[约近超]?"
    r" ?[0-9一二两三四五六七八九十百千][0-9一二两三四五六七八九十百千万亿余多,. ]*[^0-9,;。、的]{1,4}(?:[,;。)]|$)"
)
_LISTED = re.compile(r" ?[、和及与,] ?")
_RESPECTIVELY = re.compile(r",?[^0-9,;。]{0,20}(?:分别|依次)")
_REST_OF_CLAUSES = re.compile("[^;。]*")
_NUMBER = re.compile("[0-9][0-9.]*")
# 对2018年5月—2020年11月出台的政策措施进行清理: the years date what was cleaned up, not the clean-up.
_DATES_A_THING = re.compile(
    r"(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:以来|前|底前|以前|期间)?(?:制定|出台|印发|发布|颁布|签订|公布|实施|施行)的"
)
# 下一步，…; 三是下一步将…; not 下一步工作得到肯定.
_NEXT_STEP = re.compile(r"[^,;。:]{0,4}?(?:下一步|下步|下一阶段|接下来)(?:工作中?)?(?:,|:|将|拟|要)")
# 上年度法治考评得分98分，在26个部门里排第一: what was found of that year, told in this one.
_ASSESSED = re.compile(r"度?[^,;。0-9]{0,8}(?:考评|考核|评估|测评|评议)")
# 2023年春节前要响应: what has to be done by then is of the year before it.
_EVE = re.compile(r"(?:春节|元旦)前")
_OLD_STOCK = re.compile(r"(?:度)?(?:结转|结余|遗留|未结|旧存|转入)")


@dataclass(slots=True)
class YearMention:
    """A year said in a line: offsets, the year, and how far it reaches."""

    start: int
    end: int
    year: int
    depth: int
    """How many brackets it stands in."""
    once: bool = False
    """True where it dates the next figure alone: 由2020年的…降至."""
    years: tuple[int, ...] = ()
    """All years of an enumeration that ends here, for as many figures: 2021年、2022年分别为…"""
    also: tuple[int, ...] = ()
    """Years listed before it that share its 年: 2021、2022年."""


@cache
def _year_words() -> dict[str, int]:
    with (_HERE / "year_words.csv").open(encoding="utf-8", newline="") as handle:
        return {row["word"]: int(row["offset"]) for row in csv.DictReader(handle)}


@cache
def _mention() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _year_words()), key=lambda word: -len(word)))
    heads = "".join(sorted({word[0] for word in _year_words()}))
    return re.compile(
        rf"(?=[12二{heads}])"
        r"(?:(?=[12])(?<![0-9])(?:(?P<also>(?:(?:19|20)[0-9]{2} ?[、和] ?)+)"
        r"|(?P<from>(?:19|20)[0-9]{2}) ?年?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)? ?[-—~–至到] ?)?"
        r"(?P<digits>(?:19|20) ?[0-9] ?[0-9]) ?年(?P<degree>度)?"
        r"|(?P<chinese>二[零〇][一二三四零〇][零〇一二三四五六七八九])年(?P<chinese_degree>度)?"
        rf"|(?P<word>{words})(?P<word_degree>度)?)"
    )


@cache
def _modifying() -> tuple[str, ...]:
    lines = (_HERE / "modifying_verbs.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def depth(line: str, offset: int) -> int:
    """How many brackets stand open at an offset of a folded line."""
    opened = line.count("(", 0, offset)
    return max(0, opened - line.count(")", 0, offset)) if opened else 0


def looks_back(text: str, year: int | None) -> bool:
    """Whether 去年 may be the report's own `year`: where a folded text was written after it, as news of it are.

    No text that calls a year 今年, or that is dated by a month of it, was.
    """
    match = _TITLE_WITH_A_DATE.match(text)
    return not _SAYS_THIS_YEAR.search(text) and not (match and int(match[1]) == year)


def year_mentions(
    line: str,
    own_year: int | None,
    spans: list[tuple[int, int, str]],
    until: int,
    looking_back_before: int = 0,
) -> list[YearMention]:
    """Years in a folded line that date figures; years in names, comparisons and cumulative spans do not.

    `until` is where the last figure begins, behind which none is looked for. `own_year` is the year that the line
    speaks of by itself, to which 全年 and 上年 are said: the report's, or the one after it in a plan. A 去年 that
    stands before `looking_back_before` may be that year too.
    """
    found: list[YearMention] = []
    for match in _mention().finditer(line, 0, until):
        year = _said(match, own_year)
        begin, end = match.span()
        if year is None or (spans and any(left <= begin < right for left, right, _ in spans)):
            continue
        before, after = line[max(0, begin - 12) : begin].rstrip(), line[end : end + 24]
        base = _is_base(before, after)
        if before.endswith(("和", "跟")) and _COMPARED_WITH_FIGURE.match(after):
            base = True
        restated = base and _WITH.search(before) and _OF_THE_BASE.match(after)
        if (base and not restated) or _names_a_thing(before) or _DATES_A_THING.match(after) or _EVE.match(after):
            continue
        if _OLD_STOCK.match(after):
            if before.endswith(("无", "没有")):
                continue
            # 收到11件，2021年结转2件，办结10件: carried over from then, that one figure alone.
            found.append(YearMention(begin, end, year, depth(line, begin), once=True))
            continue
        if _SPAN.match(after):
            # Counted from then until the report: its own year.
            if own_year is None:
                continue
            year = own_year
        passing = own_year is not None and year < own_year and _in_passing(before, after)
        assessed = own_year is not None and year < own_year and _ASSESSED.match(after) is not None
        once = (
            passing
            or assessed
            or bool(restated)
            or (("由" in before or "从" in before) and _FROM.search(before) is not None)
            or (own_year is not None and year < own_year and _THAT_CHANGED.match(after) is not None)
        )
        if match["word"] == "全年" and found and _JUST_NAMED.fullmatch(line, found[-1].end, begin):
            continue
        if begin < looking_back_before and not once and match["word"] == "去年" and _says_own_year(line, end, own_year):
            year = own_year or year
        also = tuple(map(int, re.findall("[0-9]{4}", match["also"]))) if match["also"] else ()
        if match["from"] and _has_a_figure_for_each(line, end, year - int(match["from"]) + 1):
            also = tuple(range(int(match["from"]), year))
        found.append(YearMention(begin, end, year, depth(line, begin), once, also=also))
    return _enumerated(line, found)


def _says_own_year(line: str, end: int, own_year: int | None) -> bool:
    """Whether 去年, which ends at `end`, is the report's own year: nothing sets the year before against that."""
    return f"{own_year}年" not in line and not _LAST_YEAR_THEN.match(line, end)


def _has_a_figure_for_each(line: str, end: int, years: int) -> bool:
    """`2021—2023年，分别办结12件、15件和18件`: as many figures as the span that ends at `end` has years."""
    match = _RESPECTIVELY.match(line, end)
    rest = _REST_OF_CLAUSES.match(line, match.end()) if match else None
    return rest is not None and len(_NUMBER.findall(rest[0])) == years


def _enumerated(line: str, mentions: list[YearMention]) -> list[YearMention]:
    """2021年、2022年和2023年分别…: the last of the years carries them all, one for each figure that follows."""
    for index, mention in enumerate(mentions):
        if not _RESPECTIVELY.match(line, mention.end):
            continue
        first = index
        while first and _LISTED.fullmatch(line, mentions[first - 1].end, mentions[first].start):
            first -= 1
        years = tuple(year for each in mentions[first : index + 1] for year in (*each.also, each.year))
        if len(years) > 1:
            mentions[index] = replace(mention, years=years)
    return mentions


def _in_passing(before: str, after: str) -> bool:
    """`收到326件，上年为298件，办结301件`: set beside the figure before it, an earlier year dates one figure alone."""
    return _FIGURE_BEFORE.search(before) is not None and _ONLY_A_FIGURE.match(after) is not None


def _said(match: re.Match[str], own_year: int | None) -> int | None:
    if match["digits"]:
        return int(match["digits"].replace(" ", ""))
    if match["chinese"]:
        return int("".join(_CHINESE_YEAR.get(digit, "0") for digit in match["chinese"]))
    if own_year is None:
        return None
    if (
        match["word"] == "去年"
        and _ON_ITS_OWN_YEAR.search(match.string, 0, match.start())
        and _TELLS_OF_IT.match(match.string, match.end())
    ):
        return own_year
    return own_year + _year_words()[match["word"]]


def _is_base(before: str, after: str) -> bool:
    if before.endswith(_BASE_ENDS) and _BASE_BEFORE.search(before):
        return True
    return bool(_BASE_AFTER.match(after)) or (
        before.endswith(("是", "为", "到", "达")) and bool(_MULTIPLE_AFTER.match(after))
    )


def is_former(start: int, end: int, line: str, mentions: Sequence[YearMention]) -> bool:
    """Whether the quantity at `line[start:end]` is what another has risen or fallen from: `由8%降至6%`.

    No year is said of it, as is in `由上年的8%`. What a law or a promise sets (`由法定的20个工作日`) is no such value.
    """
    if not BECOMES.match(line, end):
        return False
    began = _FROM_VALUE.search(line, max(0, start - 14), start)
    return began is not None and not any(began.start() <= mention.start < start for mention in mentions)


def is_of_once(start: int, end: int, line: str) -> bool:
    """Whether the quantity at `line[start:end]` tells how things once were: `原来142项，调减后86项`."""
    return bool(_NOW.match(line, end)) and bool(_ONCE.search(line, max(0, start - 20), start))


def is_next_step(line: str, start: int) -> bool:
    """Whether the sentence that begins at `start` tells what is to come: `下一步，力争办结率达到98%`."""
    return _NEXT_STEP.match(line, start) is not None


def _names_a_thing(before: str) -> bool:
    """召开2022年度述法会 dates the meeting; 完成2022年… the work."""
    return before.endswith(_modifying()) or (before.endswith(("了", "好", "《")) and before[:-1].endswith(_modifying()))


def year_of(
    start: int,
    brackets: int,
    sentence_start: int,
    mentions: list[YearMention],
    uses: Counter[int],
    default: int | None,
) -> tuple[int | None, str]:
    """The year of a figure at `start` inside `brackets` brackets, and the id of the rule.

    `uses` counts how many figures each mention has dated so far in the line.
    """
    for mention in reversed(mentions):
        if mention.start >= start or mention.start < sentence_start or mention.depth > brackets:
            continue
        turn = uses[mention.start]
        if mention.once and turn:
            continue
        uses[mention.start] += 1
        if mention.years:
            return mention.years[min(turn, len(mention.years) - 1)], "year.enumerated"
        return mention.year, "year.stated"
    return default, "year.report"
