"""Quantities that are no figures: ordinals, dates, service hours, and names with numbers in them."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from string import ascii_letters

from ingest.figures.comparisons import SIGNED_COUNT
from ingest.figures.numerals import CHINESE_DIGITS
from ingest.figures.quantities import find_quantities
from ingest.figures.quantity import Quantity

_HERE = Path(__file__).parent
_ANY_NUMBER = rf"[0-9{CHINESE_DIGITS}]+"
_JOIN = r"(?: ?[、和及与至到—\-~–] ?第?)"
_ORDINAL = re.compile(rf"第 ?\(?(?:{_ANY_NUMBER}\)?(?P<unit>[条款项批期届次章类])?{_JOIN})*\(?$")
_NOT_A_RANK = "目此以之会年月诉庭开当事任岗课提空先生眼跟班节赛"
_SESSION = re.compile(rf"{_ANY_NUMBER}届$")
_MEETING = re.compile(r"(?:全体)?(?:扩大)?会议|全会|常委会")
_MEETING_OF = re.compile(r"届[^,;。、0-9]{0,8}$|(?:人大|政协|人代会|党代会)$")
_RANK = re.compile(rf"(?<![{_NOT_A_RANK}])前$|倒数$|排名全[国省市区县]$")
_RANK_ENDS = "前数国省市区县"
_MODEL_ENDS = ascii_letters + "+*×/·•-"
_MODEL = re.compile(r"[A-Za-z0-9][+×*/·•]$|[+×*·•]$|[A-Za-z]-$|[0-9][A-Za-z]$|(?<![A-Za-z])[A-Za-z]$|[a-z]$")
_CLAUSE_END = re.compile(r" ?(?:$|[,;。、!?:)|”’」』》]|等(?!级|次|额)|以上|以下|以内|左右|和|及|并|的)")
_CLAUSE_STOP = re.compile(r" ?(?:$|[,;。、!?:)|])")
_BEFORE_ONE = re.compile(
    r"[第统唯同这那某另任再合归为跑办每逐专单划初周期步之万如若少何数了上下有是]$|只进$|只[用需]$|[一二三四五六七八九十]$"
)
_TELLING = "第条款项批期届次章类、和及与至到前数国省市区县每隔号路街弄巷栋幢楼座" + CHINESE_DIGITS
"""Characters that an ordinal, a rank, an address or a denominator can end in."""
_MULTIPLIED = re.compile(r" ?[+×*] ?[0-9A-Za-zN]")
_SIGNS = " +×*"
_SIGNED = re.compile(r"[\u4e00-\u9fff(:,、 ][+]$")
_OF_A_RATE = re.compile(r"(?:之?内|以内)?[^,;。、0-9]{1,6}率")
_NONE_OF = re.compile(r"(?:无|没有?|未有?|未发生|未出现|没有发生|没有出现|未接到|未收到|不存在)$")
_ROUND = ("百", "千", "万", "亿", "百万", "千万", "万亿")
_HEDGED_ROUND = re.compile(r"(?:(?<![最附就])近|超|超过|逾|约|上|过|破|突破|不足)$")
_ADDRESS = re.compile(r"[号路街弄巷栋幢楼座]$")
_CIRCLE = re.compile(r"[^,;。、]{0,14}?圈")
_YEARS_CUE = re.compile(r"(?:连续|历时|长达|历经|累计|为期|已有|时隔|坚持|超过?|近)$")
_YEARS_FOLLOW = re.compile(r"来(?!自)|以上|多|余|内")
_DAY_DATE = re.compile(r"[月至到—\-~–、][ ]?$")
_DAYS_LEFT = re.compile(r"(?:压缩|压减|缩短|减少|降|提速)[至到]$|[由从][^月]{1,8}[至到]$")
_DAY_FOLLOW = re.compile(
    r"以?内|之内|以上|左右|完结|办结|办理|审结|审批|完成|出证|取证|发证|拿|"
    r"缩短|压缩|压减|减少|降|[,;。、)]|$"
)
_DAY_CUE = re.compile(
    r"(?:[由从](?!本月|每月)[^,;。]{0,12}|仅|只需|[共为]|(?:压缩|压减|缩短|缩减|减少|提速|减|降)(?:至|到|为)?|法定|承诺|平均|提前|少于|"
    r"不?超过|不足|限时?|期限|时限|时间|工期|达|约|近|逾|满|公示|开工)[^0-9,;。]{0,3}$"
)
_CLOCK = re.compile(r"[0-9] ?[时点:] ?$")
_HOURS_FOLLOW = re.compile(r" ?(?:以内|之内|内|以上|以下|左右|(?=[,;。)])|$)")
_HOURS_BEFORE = re.compile(r"(?:至|到|为|超过|近|约|共|累计|[由从]|达|时长)$")
_REGISTER = re.compile(r"(?:[编账帐证案文单型票]号|编码|代码|号码|索引号?|条形?码|电话|手机|身份证|热线)[:为是 ]*$")
_POINT_FOLLOW = re.compile(r"(?:意见|要求|建议|措施|希望|指示|体会|举措|启示|经验|工作要求|具体|共识|做法|成效|不足)")

# A book title names a document whatever stands in it; what stands in quotation marks is a name if it is short.
_TITLE = re.compile(r"《[^\n《》]*(?:《[^\n《》]*》[^\n《》]*)*》")
_QUOTED = re.compile(r"“[^“”\n]{1,40}”|「[^「」\n]{1,40}」|『[^『』\n]{1,40}』|‘[^‘’\n]{1,40}’|\"[^\"\n]{1,24}\"")
_SAME_MARKS = re.compile(r"”[^“”\n]{1,8}”|“[^“”\n]{1,8}“")
_NAME_LENGTH = 18
_WORDS_OF_A_STATEMENT = 5
"""More characters before a number in a quotation state something: “排查整改问题2286个”."""


@cache
def _names() -> dict[str, list[tuple[int, str]]]:
    """Known names by the quantity in them: how far into the name it begins, and the name."""
    names: dict[str, list[tuple[int, str]]] = {}
    with (_HERE / "names.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            for quantity in find_quantities(row["name"]):
                printed = row["name"][quantity.start : quantity.end]
                names.setdefault(printed, []).append((quantity.start, row["name"]))
    return names


@cache
def _slogan() -> re.Pattern[str]:
    lines = (_HERE / "slogans.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(re.escape(line) for line in lines if line and not line.startswith("#")))


def name_spans(line: str) -> list[tuple[int, int, str]]:
    """Spans of a folded line that name something: titles in 《》, and quotations with their kind."""
    spans = [(match.start(), match.end(), "title") for match in _TITLE.finditer(line)]
    paired = line.count('"') % 2 == 0
    spans += [(m.start(), m.end(), "quoted") for m in _QUOTED.finditer(line) if paired or m[0][0] != '"']
    if line.count("“") != line.count("”"):
        spans += [(m.start(), m.end(), "quoted") for m in _SAME_MARKS.finditer(line)]
    return spans


def outside_names(places: list[tuple[int, int]], line: str) -> list[tuple[int, int]]:
    """Those of the `places` of numerals in a folded line that are in no title or quotation, and that rank nothing."""
    spans = name_spans(line)
    return [
        (start, end)
        for start, end in places
        if line[max(0, start - 1) : start] != "第"
        and not any(left <= start and end <= right for left, right, _ in spans)
    ]


def _in_name(quantity: Quantity, line: str, spans: list[tuple[int, int, str]]) -> str | None:
    first, behind = quantity.start, quantity.end
    for start, end, kind in spans:
        if start <= first and behind <= end:
            if kind == "title":
                return "not.title"
            said = not quantity.chinese and quantity.value >= 10 and first - start > _WORDS_OF_A_STATEMENT
            if not said and (quantity.chinese or end - start - 2 <= _NAME_LENGTH):
                return "not.quoted"
    for offset, name in _names().get(line[quantity.start : quantity.end], ()):
        if line.startswith(name, quantity.start - offset) and quantity.start >= offset:
            return "not.name"
    return None


def _by_neighbours(quantity: Quantity, before: str, after: str) -> str | None:
    last = before[-1:]
    if quantity.measure.printed == "次" and _MEETING.match(after) and _MEETING_OF.search(before):
        return "not.session"
    if "\u4e00" <= last <= "\u9fff" and last not in _TELLING and not (quantity.value == 1 and _NONE_OF.search(before)):
        return "not.model" if after[:1] in _SIGNS and _MULTIPLIED.match(after) else _index(quantity, before)
    ordinal = _ORDINAL.search(before) if "第" in before else None
    # 第1批、12个项目 counts projects; 第1、2批 and 第1批、第2批 count nothing.
    is_ordinal = ordinal and (last in "第(" or ordinal["unit"] in (None, quantity.measure.printed))
    if is_ordinal or (last == "届" and _SESSION.search(before)):
        return "not.ordinal"
    if quantity.value == 1 and _NONE_OF.search(before):
        return "not.none_of"
    if before.endswith(("每", "每隔")):
        return "not.denominator"
    if last in _RANK_ENDS and _RANK.search(before):
        return "not.rank"
    if last in _MODEL_ENDS and not quantity.chinese and _MODEL.search(before):
        signed = (_SIGNED if quantity.measure.kind == "ratio" else SIGNED_COUNT).search(before)
        if not signed:
            return "not.model"
    if quantity.measure.printed in ("栋", "幢", "座", "间") and _ADDRESS.search(before):
        return "not.address"
    if after[:1] in _SIGNS and _MULTIPLIED.match(after):
        return "not.model"
    return _index(quantity, before)


def _index(quantity: Quantity, before: str) -> str | None:
    """`编号20240112345件`: long numbers behind a word for a number in a register."""
    return (
        "not.index" if quantity.printed.isdecimal() and len(quantity.printed) > 8 and _REGISTER.search(before) else None
    )


def _chinese(quantity: Quantity, before: str, after: str) -> str | None:
    """Chinese numerals are part of many words: 统一, 第三, 三门县, 四个到位."""
    measure, printed = quantity.measure, quantity.printed
    if measure.chinese == "no":
        return "not.chinese_numeral"
    if re.search(r"(?:周|星期|礼拜|初|[十廿])$", before) and len(printed) == 1:
        return "not.weekday"
    if printed == "一" and measure.printed == "批":
        return "not.indefinite"
    if printed in ("一", "二", "零", "〇") and not quantity.fraction:
        one_is_counted = _CLAUSE_STOP.match(after) and not _BEFORE_ONE.search(before) and "每" not in before[-12:]
        hedged = measure.printed == "成" and re.search(r"[近超约逾过]$", before)
        if printed in ("零", "〇") or not (one_is_counted or hedged or measure.kind == "multiple"):
            return "not.indefinite"
    if measure.chinese == "end" and len(printed) == 1 and not _CLAUSE_END.match(after):
        return "not.word"
    if measure.printed in ("个", "项") and _slogan().match(after):
        return "not.slogan"
    if printed in _ROUND and not quantity.inner_hedge and not _HEDGED_ROUND.search(before):
        return "not.round_number"
    if printed[0] in "十百千万" and quantity.inner_hedge == "" and re.search(r"[数几成]$|成百上$", before):
        return "not.vague"
    return None


def _of_time(quantity: Quantity, before: str, after: str) -> str | None:
    """Years, days and hours: spans of time are figures, dates and service hours are not."""
    printed = quantity.measure.printed
    if printed == "年":
        span = re.search(r"连续 ?$", before) or (
            not quantity.chinese
            and quantity.value < 100
            and (_YEARS_CUE.search(before) or re.match(r"来(?!自)", after))
        )
        whole = len(quantity.printed) < 3 and not re.match(r"度|底|初|末|级|版|期|行动|规划|计划", after)
        return None if span and whole and not re.search("最近$", before) else "not.year"
    if printed == "日":
        if _DAY_DATE.search(before) and not re.search(
            r"(?:压缩|压减|缩短|减少|降|提速)[至到]$|[由从][^月]{1,8}[至到]$", before
        ):
            return "not.date"
        in_span = re.match(r" ?(?:以内|之内|内|完结|办结|出证|审结|左右|以上)", after)
        cue = _DAY_CUE.search(before) and _DAY_FOLLOW.match(after)
        return None if in_span or cue else "not.date"
    if before.endswith("最后"):
        return "not.idiom"
    if quantity.measure.kind in ("time", "size") and _CIRCLE.match(after):
        return "not.service_circle"
    if quantity.measure.kind == "time" and _OF_A_RATE.match(after):
        return "not.name_of_rate"
    if quantity.measure.unit == "小时" and _round_the_clock(quantity, before, after):
        return "not.service_hours"
    if printed == "个月" and re.search(r"(?<!目)前$|后$", before):
        return "not.date"
    return None


def _round_the_clock(quantity: Quantity, before: str, after: str) -> bool:
    """7×24小时, 24小时自助: hours of service; 24小时内 is a span."""
    if re.search(r"[×x*天] ?$|全天候?[^,;。]{0,4}$", before):
        return True
    return quantity.value == 24 and not _HOURS_FOLLOW.match(after) and not _HOURS_BEFORE.search(before)


_SPECIAL = ("分", "秒", "点", "面", "番", "倍")
"""Measure words that `_of_kind` knows more of, beside those that close a clause."""


def _of_kind(quantity: Quantity, before: str, after: str) -> str | None:
    printed = quantity.measure.printed
    if printed in ("分", "秒") and _CLOCK.search(before):
        return "not.clock"
    if quantity.measure.chinese == "closing" and not _CLAUSE_STOP.match(after):
        return "not.word"
    if printed == "点" and (not _POINT_FOLLOW.match(after) or _CLOCK.search(before)):
        return "not.clock"
    if printed == "面" and not re.match(r"锦旗|旗|[,;。、]|$", after):
        return "not.word"
    if printed == "番" and not re.search(r"翻了?$", before):
        return "not.word"
    if quantity.measure.kind == "multiple" and quantity.chinese and printed == "倍" and before.endswith("百"):
        return "not.word"
    return None


def why_no_figure(quantity: Quantity, line: str, spans: list[tuple[int, int, str]]) -> str | None:
    """The id of the rule by which a quantity in a folded line is no figure, None where it is one."""
    before = line[max(0, quantity.start - 24) : quantity.start].rstrip()
    after = "" if quantity.shares_unit else line[quantity.end : quantity.end + 24]
    reason = _in_name(quantity, line, spans) or _by_neighbours(quantity, before, after)
    if reason is None and quantity.chinese and not quantity.fraction:
        reason = _chinese(quantity, before, after)
    if reason is None and quantity.measure.kind in ("time", "years", "size"):
        reason = _of_time(quantity, before, after)
    if reason or quantity.shares_unit:
        return reason
    special = quantity.measure.printed in _SPECIAL or quantity.measure.chinese == "closing"
    return _of_kind(quantity, before, after) if special else None
