"""What a figure counts and what was done with it: the object and the deed of its clause, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

_DEEDS = Path(__file__).with_name("deeds.txt")
# `清单事项由上年的` ⟦68项⟧ `增加到` ⟦104项⟧, `满意率同比提高` ⟦2.3个百分点⟧: words of change are no part of the object.
_CHANGE = (
    r"(?:扩大?|扩充|扩展|拓展|发展|壮大|增加?|更新|更正|规范|调整|上?升|提[升高]?|下?降|减少|压[减缩]|精简|稳定|维持|保持|控制)[至到为在]"
    r"|提[高升]|上升|下降|增[长加]|保持|首次|率先|同样|历史性|连续[一二三四五六七八九十0-9]+年|减少|降低"
    r"|(?<=[年期比])[多少]了?"
    r"|同[比期]|环比|[较比]?(?:[上去]年|上一年|20\d\d ?年度?)(?:同期)?|相比"
    r"|[高低]于|较|比|[由从](?:[上去]年|20\d\d ?年)?"
)
# `出庭应诉率持续` ⟦100%⟧, `一审行政案件降` ⟦16.3%⟧; not 新增, 提升.
_KEPT = r"持续|始终|一直|继续|高达|稳居|足有|做到|只有|(?<!新)增|(?<![上提])升|降|(?<![裁核])减|涨"
# `受理案件共计约` ⟦93件⟧, `败诉率不超过` ⟦8%⟧: what stands between the object and the number and names neither.
_FILLERS = re.compile(
    r"(?:不得?(?:超过?|高于|多于|大于|低于|少于|小于)|共计|总计|合计|累计|总共|共有|共|计|达到|达成|达|为|约|接近|近|不足|超过|超|逾|突破|多达|分别|先后|仅|就|已经|已|了|均|各"
    rf"|总数|总量|数量|平均|人数|件数|一共|在?全[年省市县区州镇乡国]|一年|今年|年内|当年|(?:截至)?目前|全部|另计?|都|也|是|有|的|{_CHANGE}|{_KEPT}|(?<![以年])来|至|到|在|仍|(?<![实发表体])现"
    r"|[（(](?:含|包括|不含)[^（()）]{1,10}[）)]|：|:|“|（|\(|\||\s)+$"
)
# `复议案件全年收` ⟦64件⟧, `，结` ⟦59件⟧, `规范性文件新立` ⟦6件⟧: adverbs, and a verb of one character; not 会议.
_SHORT = re.compile(
    r"(?:全年|年内|一年|当年|今年|共|又|再|已|均|还|也|新|须|需|应|待|依法|先后|累计|合计|一共|总共|都|全|我[市县区])*"
    r"(?P<verb>[收结审看办做报备出立发定废清评抽查罚调训讲开搞听学换放接演聘晒答提改回]|(?<!会)议)[完过得好出成]?$"
)
# `部署会开了` ⟦4次⟧, `法律援助案件办了` ⟦87件⟧: what a noun may end in that is no known one.
_NOUN_ENDS = "会议班课座坛堂训动演案件助"
# `全年审乡级合同` ⟦22份⟧, `出省政府规章` ⟦9件⟧: a verb of one character before what it is done to.
_OPENING = re.compile(
    r"(?:全年|年内|当年|今年|一年|共|已|先后|累计|依法|全[省市县区州镇乡])*(?P<verb>审(?![计判批理议])|出(?![庭口入具动生台警])|收(?![入费支])|"
    r"废|清(?![单理])|评(?![估查审选议])|看|办(?![公案税])|发(?![展改票现])|报(?![告名]))"
)
# `县委常委会专题研究` ⟦4次⟧, `就地调解` ⟦288宗⟧: how it is done; not 专题 alone.
_MANNER = re.compile(
    r"(?:(?<=[\u4e00-\u9fff])(?:专题|专门|集体|集中|亲自|逐[部条章])|全员|就地|当场|随即|及时|依法|并|再|又|另|(?<![最更创革])新)+$"
)
_LONGEST_FILLERS = 24
_NOT_AN_OBJECT = re.compile(
    # `评查案卷` ⟦150份⟧ `合格率96.7%`: a rate behind the number is the next figure's.
    r"[以左右余多至给到（(]|的|[\u4e00-\u9fff]{0,6}率|同比|环比|较|比|和|与|及|、|，|。|；|：|均|已|全|占|为|是|增|减"
    r"|受(?![援众益理])|同(?!级)|扩[大展充]|上升|下降|提高|提升[至到为]|[提升降][到至]|达|由|在|被|获|得|分别|次[,，]"
)
_SAID = re.compile(
    r"都|均|全部|全面|实现|已|(?<![许认])可(?![^，。]{0,2}性)|被|由|需|须|通过|累计|向|按(?!期|时|日)|(?<=事项)[进入上线网]|在(?![^，。]{0,8}的)"
)
# `14个村有“法律明白人”65名`: the places counted, not what they have.
_HAS = re.compile(r"(?<=[村居镇乡道区县])(?:都|均)?[有配设聘](?![关限线])")
_OBJECT_BEHIND = re.compile(
    r"(?:以上|以下|左右|余|多)?(?:的)?(?P<object>[\u4e00-\u9fffA-Za-z“”「」《》（）()、+—-]{1,24})"
)


# `申请人撤回` ⟦2件⟧, `办理时间压缩到` ⟦5个工作日⟧: part of a noun, and no deed; not 申请人民调解.
_OF_A_NOUN = re.compile(r"(?<=申请|代理)人(?!民)|时[间限长]")
# `其中无脚本演练` ⟦9次⟧: that it is a part, which `whose` and `part` say.
_OF_THEM = re.compile(r"其中(?!心)的?")


class Phrase(NamedTuple):
    """Spans in the line (start, end), None where the clause has no such word."""

    object: tuple[int, int] | None
    deed: tuple[int, int] | None
    behind: tuple[int, int] | None = None
    """The noun behind the number, where the object is the one before it."""


@cache
def _deed() -> re.Pattern[str]:
    words = [line for line in _DEEDS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: -len(word))))


def named(line: str, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The span of an object without 其中; None where nothing else is left."""
    if span is None or (match := _OF_THEM.match(line, *span)) is None:
        return span
    return (match.end(), span[1]) if match.end() < span[1] else None


def phrase_of(
    line: str, before: tuple[int, int], after: tuple[int, int], nouns: Sequence[tuple[int, int]] = ()
) -> Phrase:
    """Object and deed of the figure whose own words are `line[before]` and `line[after]`.

    The object behind the number comes first (`3件规范性文件`), unless only the noun before it is a known one; else
    it is the noun between the last deed and the number (`受理复议案件93件`), or before a deed that stands right at
    the number (`复议案件共受理93件`). `nouns` are spans of known nouns: a verb within one is no deed (`应诉` in
    `出庭应诉率`).
    """
    start, end = before
    match = _FILLERS.search(line, max(start, end - _LONGEST_FILLERS), end)
    stop = match.start() if match else end
    stop = max([stop, *[right for left, right in nouns if start <= left < stop < right <= end]])
    deeds = _deeds(line, start, stop, nouns)
    short = _short_deed(line, start, stop, nouns)
    if short and not (deeds and deeds[-1][1] > short[0]):
        deeds.append(short)
        stop = short[1]
    deed = deeds[-1] if deeds else None
    if deed is None:
        thing = _trimmed(line, start, stop)
        if thing and (opening := _OPENING.match(line, *thing)) and _names_behind(opening.end(), thing[1], nouns):
            deed, thing = opening.span("verb"), (opening.end(), thing[1])
    elif deed[1] < stop:
        thing = _trimmed(line, deed[1], stop)
    else:
        begin = deeds[-2][1] if len(deeds) > 1 else start
        manner = _MANNER.search(line, begin, deed[0])
        stop = manner.start() if manner else deed[0]
        match = _FILLERS.search(line, max(begin, stop - _LONGEST_FILLERS), stop)
        thing = _trimmed(line, begin, match.start() if match else stop)
    behind = _behind(line, after, nouns)
    if behind is None:
        return Phrase(thing, deed)
    deed = deed or next(iter(_deeds(line, behind[1], after[1], nouns)), None)
    if thing and _known(thing, nouns) and not _known(behind, nouns):
        return Phrase(thing, deed, behind)
    return Phrase(behind, deed)


def _short_deed(line: str, start: int, stop: int, nouns: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """A verb of one character right before the number, where nothing or a known noun stands before it."""
    match = _SHORT.search(line, start, stop)
    if match is None or match.end() != stop:
        return None
    begin = match.start()
    before = line[begin - 1] if begin > start else ""
    known = any(right == begin for _, right in nouns) or (before in _NOUN_ENDS and match["verb"] in "开办搞收")
    if before and before not in "，。；：、（(" and not known:
        return None
    return match.span("verb")


def _names_behind(start: int, end: int, nouns: Sequence[tuple[int, int]]) -> bool:
    """Whether a known noun ends at `end` and none begins before `start`."""
    last = [left for left, right in nouns if left < end and right == end]
    return bool(last) and min(last) >= start


def _known(span: tuple[int, int], nouns: Sequence[tuple[int, int]]) -> bool:
    """Whether the span ends in a known noun, brackets and quotation marks aside."""
    return any(span[0] <= left and span[1] <= right <= span[1] + 1 for left, right in nouns)


def _deeds(line: str, start: int, end: int, nouns: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found = []
    for match in _deed().finditer(line, start, end):
        a, b = match.span()
        # `调解和解率` ⟦26.4%⟧: a rate is named by what it is the rate of.
        if line[b : b + 1] == "率" or _OF_A_NOUN.match(line, b):
            continue
        for left, right in nouns:
            if ((left <= a and b <= right) or a < left < b < right) and right - left > b - a:
                break
        else:
            found.append((a, b))
    return found


def _behind(line: str, after: tuple[int, int], nouns: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    match = _OBJECT_BEHIND.match(line, *after)
    if match is None or _NOT_AN_OBJECT.match(line, match.start("object"), after[1]):
        return None
    start, end = match.span("object")
    deeds = _deeds(line, start, end, nouns)
    if deeds:
        if deeds[0][0] == start:
            return None
        end = deeds[0][0]
    # `2390项政务服务事项` 都上了平台: what is said of all of them begins no part of their name.
    said = _HAS.search(line, start + 1, end) or _SAID.search(line, start + 2, end)
    if said:
        end = said.start()
    # What follows the last known noun is a predicate: `107个村（社区）公共法律服务工作室` 正常运转.
    last = max((right for left, right in nouns if start <= left and right <= end), default=end)
    return _trimmed(line, start, last if end - last <= 6 else end)


_EDGES = '" ★\u3000 ，。；：:、“”「」（）()|的了◆●■▲▼◇○·•-'


# （三）全市政务服务事项, 2.政务服务事项, 一是政务服务事项: the mark of a list item is no word of the object.
_ITEM = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]|[0-9]{1,2}[.．、)）]|[一二三四五六七八九十]是")
# `2024年计划安排专题讲座` ⟦6期⟧, `力争年内“一件事”套餐达到` ⟦30个⟧, `把败诉率控制在` ⟦5%⟧ 以内: when and how it
# is meant are no words of the object; not 计划生育, 安排部署.
_LEADING = re.compile(
    r"(?:力争|争取|确保|努力|计划(?=安排|[“把将])|(?<=计划)安排|拟(?=把|将)|[将把使]|年内|全年|今年|当年"
    r"|20\d\d ?年度?(?!版))+"
)


def _trimmed(line: str, start: int, end: int) -> tuple[int, int] | None:
    """The last run of words in `line[start:end]` that no mark of punctuation parts; None without one."""
    while end > start and line[end - 1] in _EDGES:
        end -= 1
    begin = end
    while begin > start and line[begin - 1] not in "，。；：:|":
        begin -= 1
    while begin < end and line[begin].isspace():
        begin += 1
    item = _ITEM.match(line, begin, end)
    begin = item.end() if item else begin
    leading = _LEADING.match(line, begin, end)
    begin = leading.end() if leading and leading.end() < end else begin
    while begin < end and line[begin] in _EDGES and not (line[begin] == "“" and "”" in line[begin:end]):
        begin += 1
    # `全年行政检查（含非企业）` ⟦5.3万次⟧: a bracket that opens within closes within.
    if line[end : end + 1] == "）" and "（" in line[begin:end]:
        end += 1
    return (begin, end) if begin < end else None
