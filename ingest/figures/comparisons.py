"""What a quantity is measured against: a level, a change, a change in points, or a share of a whole."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.figures.quantity import Quantity
from ingest.model import Measure

_CHANGES = Path(__file__).with_name("changes.csv")
_FILL = (
    r"(?:了|约|近|超|超过|突破|逾|接近|将近|不低于|不少于|不足|不到|大约|至少|最多|达|达到|高达|多达|分别|均|都|各|平均|普遍|"
    r"整体|总体|幅度|比例|最高|将|又|再|也|为|是|上|有|最|近乎|大幅|超额|首次|了近|,| )*"
)
_RESULT = re.compile(
    r"(?:至|到|成|为|达|达到)(?:了|约|近|超过?|不足|不到|接近|目前的|现在的|如今的|当前的|今年的|的|[0-9]{4}年的?| )*$"
)
_SHARE = re.compile(
    r"^比例(?:[高可]?达到?|为|是|约|近|超)*$|占(?!地|用|道|据|领|有权|压)(?!比较)[^;。:!?]*$|比重[^,;。:!?]{0,6}$"
)
_SHARE_CELL = re.compile(r"占比(?:\(%\))?[ |:]+$")
_NO_SHARE = re.compile(r"率[^,;。、占]{0,8}$")
_COMPARED = re.compile(
    r"同比|环比|[较比与同跟](?:上|去|前|往|同|[0-9]{4}年|[0-9]{1,2}月|年初|年底|期初|此前|过去|改革前|之前|原|[^,;。]{1,12}(?:相比|期))|相[比较]于?|相较"
)
# 较上年-15件, 增减+3件: a sign right behind a comparison, also before things that are counted.
SIGNED_COUNT = re.compile(
    r"(?:同比|环比|[较比](?:上一?年度?|去年|前年|[0-9]{4}年度?|上月|上季度?)(?:同期)?|增减|变化|增幅|增量|变动)(?:量|数|值|情况|为|是|[:(])*[+-]$"
)
_SIGNED_IN_BRACKETS = re.compile(r" ?\( ?[+-] ?")
"""`1083件(-12.6%)`, `降低38件(-3.4%)`."""
_BASE_JUST_BEFORE = re.compile(r"[较比](?:上一?年度?|去年|前年|[0-9]{4}年度?|上月|[0-9]{1,2}月份?)(?:同期)?的? ?$")
# 比上年同期，纠纷总数减少23起，婚姻家庭类减9起.
_AFTER_A_CHANGE = re.compile(r"[,、][^,;。0-9]{1,10}[增减升降多少]")
_MORE_OF = re.compile(
    r"[较比](?:上一?年度?|去年|前一?年|[0-9]{4}年度?|上月|上季度?|[0-9]{1,2}月份?|年初|此前|以往)(?:同期)?(?:共|总共|又|再)*"
    r"(?P<word>[多少])(?![次个元种方年数于年部层])[^,;。、0-9]{1,7}$"
)
"""A verb with its object between 多 and the number: 比上年多办理案件12件."""
# 案件降16.3%, 访问2650万次，增59.2%, 事故少了21.4%: a share of what there was, with nothing that it is compared with;
# not 新增3%, 不少30%.
_SHORT_OF_COUNT = re.compile(r"(?<![新不可应率度])(?:升|降|增|减|涨|跌)(?:了|约|近|超过?)*$|[多少]了(?:约|近|超过?)*$")
# 减时限63%, “减时间”82.7%, 降费最高达45%.
_CUT = re.compile(r"(?P<short>[减降])(?:时限|时间|环节|材料|成本|费用?)[”\"]?(?:了|约|近|超过?|最高|平均|达到?)*$")
_RATE_OF_CHANGE = re.compile(r"(?:率|比例|比)" + _FILL + "$")
_CONNECTORS_ONLY = re.compile(r"(?: |[|]|、|和|及|与|以及|或|至|到|—|-|~|–|/)*")
_OF_A_WHOLE = re.compile(
    r"的(?!比例|目标|任务|覆盖|水平|增速|增幅|比率|速度|幅度|概率|好成绩|满意|[^,;。]{0,6}率)[\u4e00-\u9fff]"
)
_REACHED = re.compile(r"达?[到成]|至|为(?!期)|成")
_MOST_OF = re.compile(r"(?:[^,;。]{1,5}[级省市区县镇乡])?[近超约逾有]*$")
"""Before 97%以上事项: nothing, or the place whose 事项 they are."""
_TO_LAST_CLAUSE_END = re.compile(r".*[,;。:!?()|]", re.S)


@dataclass(slots=True)
class Reading:
    """Measure and direction of a quantity, and the rules that said so."""

    measure: Measure = "level"
    falls: bool = False
    rules: tuple[str, ...] = ()


_LEVEL = Reading()


@cache
def _words(kind: str) -> dict[str, str]:
    with _CHANGES.open(encoding="utf-8", newline="") as handle:
        return {row["word"]: row["direction"] for row in csv.DictReader(handle) if row["kind"] == kind}


@cache
def _alternatives(*kinds: str) -> str:
    words = {word for kind in kinds for word in _words(kind)}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: -len(word)))


@cache
def _adjacent() -> re.Pattern[str]:
    """A word of change right before the number: 同比增长约, 降幅达."""
    return re.compile(rf"(?P<word>{_alternatives('noun')}|{_alternatives('verb')}){_FILL}$")


@cache
def _short() -> re.Pattern[str]:
    return re.compile(rf"(?P<short>{_alternatives('short')})(?:了|约|近|超过?|出| )*$")


@cache
def _with_object() -> re.Pattern[str]:
    """A verb of change with its object before the number: 缩短办理时限."""
    return re.compile(
        rf"(?P<verb>{_alternatives('verb')})(?!率|比例|幅度|值|在)(?P<object>(?:效率|[^,;。至到占达率为、]){{1,14}})$"
    )


@cache
def _hint() -> re.Pattern[str]:
    """A character that some word of change begins with."""
    words = {word[0] for kind in ("noun", "verb", "short") for word in _words(kind)}
    return re.compile(f"[{''.join(sorted(words))}]")


def is_listed(gap: str) -> bool:
    """Whether nothing but 、, 和 and the like stands between two figures."""
    return 0 < len(gap) <= 12 and _CONNECTORS_ONLY.fullmatch(gap) is not None


def _direction(word: str) -> str:
    return {**_words("noun"), **_words("verb"), **_words("short")}[word]


def _change(word: str, measure: Measure = "change") -> Reading:
    direction = _direction(word)
    return Reading(measure, direction == "down", (f"{measure}.{direction}.{word}",))


def _change_word(lead: str, quantity: Quantity, compared: bool) -> str | None:
    """The word of change that governs a quantity after `lead`, if one does."""
    if not _hint().search(lead):
        return None
    relative = quantity.measure.kind in ("ratio", "multiple", "points") or quantity.fraction
    match = _adjacent().search(lead)
    if match:
        word = match["word"]
        return word if word in _words("noun") or not _REACHED.match(lead, match.end("word")) else None
    match = _short().search(lead)
    of_count = quantity.measure.kind == "ratio" and _SHORT_OF_COUNT.search(lead) is not None
    if match and (compared or of_count) and not _RATE_OF_CHANGE.search(lead):
        return match["short"]
    match = _CUT.search(lead) if quantity.measure.kind == "ratio" else None
    if match:
        return match["short"]
    match = _MORE_OF.search(lead)
    if match:
        return match["word"]
    match = _with_object().search(lead)
    if match and not _RESULT.search(lead):
        lasting = quantity.measure.kind == "time" and not re.search(r"[次间]$", match["object"])
        if relative or lasting:
            return match["verb"]
    return None


def _share(quantity: Quantity, gap: str, lead: str, after: str, hedged: bool) -> Reading | None:
    match = _SHARE.search(lead) or _SHARE_CELL.search(gap)
    if match:
        return Reading("share", rules=(f"share.{'占' if match[0][0] == '占' else match[0][:2]}",))
    if _NO_SHARE.search(lead):
        return None
    if quantity.fraction and re.search("分之|/", quantity.printed) and not quantity.printed.startswith("百"):
        return Reading("share", rules=("share.fraction",))
    if quantity.measure.printed == "成":
        return Reading("share", rules=("share.成",))
    if _OF_A_WHOLE.match(after):
        return Reading("share", rules=("share.的",))
    if _MOST_OF.fullmatch(lead) and re.match("[\u4e00-\u9fff]", after) and hedged:
        return Reading("share", rules=("share.of_what_follows",))
    return None


def _is_range(before: Quantity, quantity: Quantity, reading: Reading, line: str) -> bool:
    """`压减30%至50%` is a range of changes, `压减5天至3天` and `由30%至50%` are none."""
    begun = line[max(0, before.start - 8) : before.start]
    return reading.measure != "level" and quantity.value > before.value and not re.search("[由从自]", begun)


def _as_before(quantity: Quantity, line: str, gap: str, before: Quantity, reading: Reading) -> Reading | None:
    """The reading that a listed figure takes over from the one before it: 分别增长6%、8%."""
    carried = "measure.as_before"
    rules = reading.rules if reading.rules[-1:] == (carried,) else (*reading.rules, carried)
    if before.measure.unit == quantity.measure.unit:
        if re.search("[至到]", gap) and not before.shares_unit and not _is_range(before, quantity, reading, line):
            return None
        return Reading(reading.measure, reading.falls, rules)
    if quantity.measure.kind == "points" and reading.measure == "change":
        return Reading("point_change", reading.falls, rules)
    return None


def read_measure(
    quantity: Quantity, line: str, gap: str, previous: tuple[Quantity, Reading] | None, listed: bool, end: int
) -> Reading:
    """The measure of a quantity.

    `gap` stands between it and the figure before it, with that one's hedges (the line's begin for none), `previous`
    is that figure and how it was read, `listed` whether the gap `is_listed`, `end` where the quantity ends with its
    hedges. Offsets are in the folded line.
    """
    if previous and listed:
        carried = _as_before(quantity, line, gap, *previous)
        if carried:
            return carried
    last = _TO_LAST_CLAUSE_END.match(gap)
    cut = last.end() if last else 0
    lead = gap[cut:].replace(" ", "")
    by_count = lead.endswith(("+", "-")) and SIGNED_COUNT.search(gap[-40:].replace(" ", "")) is not None
    signed = by_count or (quantity.measure.kind == "ratio" and lead.endswith(("+", "-", "负")))
    sign = lead[-1] if signed else ""
    hinted = bool(sign or _hint().search(lead))
    compared = by_count or (hinted and _is_compared(gap, line, previous, quantity.measure.unit))
    word = _change_word(lead.removesuffix(sign), quantity, compared)
    if quantity.measure.kind == "points":
        found = word or _last_word(lead)
        return _change(found, "point_change") if found else Reading("point_change", rules=("point_change.unit",))
    if sign and (word or compared or (previous and _SIGNED_IN_BRACKETS.fullmatch(gap))):
        return Reading("change", sign != "+", ("change.plus" if sign == "+" else "change.minus",))
    if word:
        return _change(word)
    if previous and previous[1].measure == "share" and _RESULT.search(gap) and not cut:
        # 占比由63%上升至71%: both are shares.
        return Reading("share", rules=(*previous[1].rules, "measure.as_before"))
    if quantity.measure.kind == "ratio" and previous and previous[0].measure.kind == "count" and gap.isspace():
        # 维持 3467件 74.7%: a row without lines says what share of all its count is.
        return Reading("share", rules=("share.of_the_column",))
    if quantity.measure.kind == "ratio" or quantity.fraction:
        return _share(quantity, gap, lead, line[end : end + 24], end > quantity.end) or _LEVEL
    return _LEVEL


def _is_compared(gap: str, line: str, previous: tuple[Quantity, Reading] | None, unit: str) -> bool:
    """Whether the words before a quantity of `unit` compare it with another time."""
    if _COMPARED.search(gap.replace(" ", "")[-40:]):
        return True
    if previous is None:
        return False
    if previous[1].measure == "change" and previous[0].measure.unit == unit and _AFTER_A_CHANGE.fullmatch(gap):
        return True
    if "," in gap or len(gap) >= 6:
        return False
    # 比2019年的16件少5件: what it is compared with is a figure itself.
    start = previous[0].start
    return _BASE_JUST_BEFORE.search(line[max(0, start - 14) : start]) is not None


def _last_word(lead: str) -> str | None:
    words = re.findall(_alternatives("verb", "noun"), lead)
    if words:
        return str(words[-1])
    match = re.search(rf"({_alternatives('short')})[^,;。]*$", lead)
    return match[1] if match else None
