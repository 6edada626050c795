"""Signs by which a figure is no indicator of the reporting body's whole year, whatever its words propose.

Each rule has a name and a sentence that it holds for; together they are the discourse rules of whole and part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from ingest.indicators.catalogue import load_catalogue
from ingest.statements.statement import Statement

# 镇街平均承接287项, 每半年主持1次, 至少办2期: an average, a rhythm, a norm.
_EACH = re.compile(
    r"平均(?!水平)|每(?:年|半年|季度?|月|周|天|日|个?村|个?镇|村|镇|人|名|两|[一二三]年)|人均|村均|至少|不少于|不低于|各(?=[0-9]*$)"
)
# 2025年败诉率力争控制在5%以内, 计划培训3期: not done yet.
_INTENDED = re.compile(
    r"力争|争取|控制在|目标(?:为|是|值|任务)?|计划(?:开展|完成|培训|办理|举办|新增|建)|(?:拟|将)(?:开展|举办|新增|新建|建成)"
)
_OWN_LEVEL = re.compile(r"[省市县区州盟]本级")
# 首批“高效办成一件事”13件, 第二批承诺制事项83项.
_BATCH = re.compile(r"首批|第[一二三四五六]批")
# 受表彰的有全国模范人民调解组织2个, 3卷案卷被评为优秀案卷.
_HONOURED = re.compile(r"模范|先进|优秀|金牌|表彰|(?:被|获|获得)?评为|入选|荣获|获评")
_NEW = re.compile(r"(?<!续聘、)(?<!和)新(?:增|建|组建|设|创|创建|成立|打造|培育|培养|聘|评|命名)")
_STAFF = re.compile(r"干部职工|全体(?!会)|机关干部|工作人员|职工|支部|夜学|党员|基层党组织|全员")
_CASES = ("reconsideration", "litigation", "mediation", "enforcement", "publicity", "legal_services", "services")
# 涉疫行政处罚案件, 劳资纠纷, 校园法治宣传活动, 禁毒手册: one kind of what the indicator counts.
_KIND = re.compile(
    r"涉(?!及|诉|法)[\u4e00-\u9fff]{1,3}|校园|校外|农民工|未成年|妇女|老年人?|残疾人|青少年|学生|禁毒|反诈|民法典读本|民法典手册|生态环境|环保|食品|药品|知识产权|"
    r"劳[动资]|交通|金融|医疗|医患|物业|邻里|土地|婚姻|家庭|治安|消防|房地产|征地|拆迁|社保|医保|海上|渔业|信息公开类|简易程序|一般程序|普通程序|"
    r"招投标|工程|秒批|帮办|高频|闭会|领域|类$"
)
_LEVELS = {
    "国": "国",
    "省": "省",
    "自治区": "省",
    "市": "市",
    "州": "州",
    "盟": "州",
    "县": "县",
    "区": "区",
    "旗": "县",
}
_WHOLE_OF = re.compile(r"全(国|省|自治区|市|州|盟|县|区|旗)(?!面|域|程|员)")
_CASES_OF = re.compile(r"复议|诉讼|应诉|申请公开|信访|工单")
_RESPONDENT = re.compile(r"(?:作|以[^，。；]{1,12})?为被申请人|被申请人的")
_STATE_COUNCIL = re.compile(r"国务院行政复议")


@cache
def _kinds() -> dict[str, str]:
    return {indicator.code: f"{indicator.kind}.{indicator.aggregation}" for indicator in load_catalogue()}


def _own(statement: Statement) -> str:
    return statement.line.text[slice(*statement.line.windows[statement.place].before)]


def _clause(statement: Statement) -> str:
    window = statement.line.windows[statement.place]
    return statement.line.text[window.clause : window.before[1]]


def _thing(statement: Statement) -> str:
    span = statement.phrase.object
    return statement.line.text[slice(*span)] if span else ""


def _is_of_above(statement: Statement, code: str) -> bool:
    """`全省2024年行政机关负责人出庭应诉率为97.2%` in a city's report."""
    match = _WHOLE_OF.search(_clause(statement))
    return match is not None and statement.publisher.is_above(_LEVELS[match[1]])


def _is_stock(code: str) -> bool:
    return _kinds().get(code, "").endswith(".stock")


def _is_new(statement: Statement, code: str) -> bool:
    """`新建应急救援队伍27支`: not all that there are."""
    return _is_stock(code) and _NEW.search(_own(statement)) is not None


def _is_of_a_kind(statement: Statement, code: str) -> bool:
    if (code and code.partition(".")[0] not in _CASES) or statement.figure.unit == "%":
        return False
    return _KIND.search(_thing(statement)) is not None


def _is_of_staff(statement: Statement, code: str) -> bool:
    """`干部职工集体学法9次`: the leadership's sessions are counted, not the staff's."""
    return code in ("leadership.study_sessions", "leadership.study_participants") and (
        _STAFF.search(_clause(statement)) is not None
    )


def _spans_years(statement: Statement, code: str) -> bool:
    """`“十四五”期间，排查矛盾纠纷69840件`; what there is now (a stock) is of the report's year."""
    return statement.span and not _is_stock(code)


def _is_shorter(statement: Statement, code: str) -> bool:
    return statement.part_of_year or not {"quarter", "week", "months"}.isdisjoint(statement.cues)


def _is_one_case(statement: Statement, code: str) -> bool:
    """Cases that a page on disclosure tells are about disclosure: `引发行政复议3件、行政诉讼6件`. Nor are those
    meant that are of another kind: `依申请公开收到87件，办结88件` behind a sentence on reconsideration."""
    if not code.startswith(("reconsideration.", "litigation.")):
        return False
    window = statement.line.windows[statement.place]
    named = _CASES_OF.findall(statement.line.text, window.sentence[0], window.before[1])
    return "信息公开" in statement.line.title or (bool(named) and named[-1] in ("申请公开", "信访", "工单"))


def _is_of_a_respondent(statement: Statement, code: str) -> bool:
    """`以区政府为被申请人的复议案件共17件，目前审结10件`: a body complained of is not the reviewing organ."""
    window = statement.line.windows[statement.place]
    sentence = statement.line.text[window.sentence[0] : window.before[1]]
    return code.startswith("reconsideration.") and _RESPONDENT.search(sentence) is not None


Rule = Callable[[Statement, str], bool]
RULES: tuple[tuple[str, Rule], ...] = (
    ("period", _is_shorter),
    ("years", _spans_years),
    ("above", _is_of_above),
    ("each", lambda statement, code: _EACH.search(_clause(statement)) is not None),
    ("intended", lambda statement, code: _INTENDED.search(_clause(statement)) is not None),
    (
        "own_level",
        lambda statement, code: bool(_OWN_LEVEL.search(_own(statement))) and "本级" not in statement.line.title,
    ),
    ("batch", lambda statement, code: _BATCH.search(_own(statement)) is not None),
    ("honoured", lambda statement, code: _HONOURED.search(_own(statement)) is not None),
    ("new", _is_new),
    ("kind", _is_of_a_kind),
    ("staff", _is_of_staff),
    ("disclosure", _is_one_case),
    ("respondent", _is_of_a_respondent),
    ("state_council", lambda statement, code: _STATE_COUNCIL.search(_own(statement)) is not None),
)


def part_of(statement: Statement, code: str) -> str | None:
    """The name of the first rule by which the figure is no `code` of the whole; None where none holds."""
    return next((name for name, rule in RULES if rule(statement, code)), None)


def listed_parts(statements: Sequence[Statement], codes: Sequence[str | None]) -> set[int]:
    """Places of figures that are parts of a whole printed nowhere, or of one printed before them.

    `省级人大代表建议7件、市级人大代表建议28件`; `学法12次，其中专题学习2次`. `codes` is what each of a line's
    statements is proposed for. Meetings and sessions of several bodies are each counted.
    """
    parts: set[int] = set()
    for place, (statement, code) in enumerate(zip(statements, codes, strict=True)):
        if code is None or (code.startswith("leadership.") and "其中" not in _own(statement)):
            continue
        if code == "rulemaking.cleanups" or statement.figure.measure != "level":
            continue
        for other in range(place):
            if codes[other] == code and _side_by_side(statements[other], statement):
                parts.add(place)
                larger = statements[other].figure.value > statement.figure.value
                if not (larger and "其中" in _between(statements[other], statement)) and not _is_whole(
                    statements[other]
                ):
                    parts.add(other)
    return parts


def _side_by_side(one: Statement, other: Statement) -> bool:
    return (
        one.figure.sentence_start == other.figure.sentence_start
        and one.figure.measure == other.figure.measure
        and one.figure.year == other.figure.year
        and one.figure.unit == other.figure.unit
        and other.proposal.base is None
    )


def _between(one: Statement, other: Statement) -> str:
    return one.line.text[one.line.spots[one.place][1] : other.line.spots[other.place][0]]


_WHOLE = re.compile(r"全(?:省|市|县|区|州|旗|镇|乡|年)|共(?!同|享|建|和|产)|累计|合计|总计|总数|总量")


def _is_whole(statement: Statement) -> bool:
    return _WHOLE.search(_own(statement)) is not None
