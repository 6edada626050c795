"""Signs by which a figure is no indicator of the reporting body's whole year, whatever its words propose.

Each rule has a name and a sentence that it holds for; together they are the discourse rules of whole and part.
"""

from __future__ import annotations

import re
from functools import cache

from ingest.indicators.catalogue import load_catalogue
from ingest.statements.acts import ACT_CODES, ACT_RULES
from ingest.statements.disputes import DISPUTE_RULES, Rule
from ingest.statements.leadership import LEADERSHIP_RULES
from ingest.statements.reviewing import REVIEW_RULES
from ingest.statements.statement import Statement
from ingest.statements.whose import is_planned

# 镇街平均承接287项, 每半年主持1次, 至少办2期: an average, a rhythm, a norm.
_EACH = re.compile(
    r"平均(?!水平)|每(?:年|半年|季度?|月|周|天|日|个?村|个?镇|村|镇|人|名|两|[一二三]年)|[人村日月周]均|至少|不少于|不低于|各(?=[0-9]*$)"
)
# 2025年败诉率力争控制在5%以内, 计划培训3期: not done yet.
_INTENDED = re.compile(
    r"力争|争取|控制在|目标(?:为|是|值|任务)?|计划(?:开展|完成|培训|办理|举办|新增|建)|(?:拟|将)(?:开展|举办|新增|新建|建成)"
)
_OWN_LEVEL = re.compile(r"[省市县区州盟]本级")
_NAMED_LEVEL = re.compile(r"本级|全[省市县区州盟旗]|各[级省市县区州盟旗]")
# 受表彰的有全国模范人民调解组织2个, 3卷案卷被评为优秀案卷.
_HONOURED = re.compile(r"模范|先进|优秀|金牌|表彰|(?:被|获|获得)?评为|入选|荣获|获评")
NEW = re.compile(
    r"(?<!续聘、)(?<!和)新(?:增|建|组建|设|创|创建|成立|打造|培育|培养|聘|评|命名|上线|推出|落地|开通|添|纳入|选)"
)
_CASES = r"^$|^(?:reconsideration|litigation|mediation|enforcement|publicity|legal_services|services)\."
# 涉疫行政处罚案件, 劳资纠纷, 校园法治宣传活动, 禁毒手册: one kind of what the indicator counts.
_KIND = re.compile(
    r"涉(?!及|诉|法|企经营许可)[\u4e00-\u9fff]{1,3}|校园|校外|进企业|农民工|未成年|妇女|老年人?|残疾人|青少年|学生|禁毒|反诈|民法典读本|民法典手册|"
    r"生态环境|环保(?!袋)|食品|药品|知识产权|劳[动资]|交通|金融|医疗|医患|物业|邻里|土地|婚姻|家庭|治安|消防|房地产|征地|拆迁|社保|医保|海上|渔业|信息公开类|"
    r"(?:简易|一般|普通)程序(?!案卷)|招投标|工程|秒批|帮办|高频|闭会|(?<=.)领域|(?<!各)类$"
)
# 民政领域集中宣传: in a bureau's report its own field is the whole; an audience or a campaign is none.
_AUDIENCE = re.compile(r"校园|校外|进企业|农民工|未成年|妇女|老年人?|残疾人|青少年|学生|禁毒|反诈")
# 简易程序案件, 涉企案件: the acts of a bureau of one field are all of that field, but these are some of them.
_SOME_ACTS = re.compile(
    rf"{_AUDIENCE.pattern}|涉(?![及诉法水农林海路烟渔税矿草])|(?:简易|一般|普通)程序(?!案卷)|领域|(?<!各)类$"
)
# 进农村、进校园、进企业普法活动: several places are no kind.
_PLACES = re.compile(r"进[\u4e00-\u9fff]{1,3}(?:[、和]?进[\u4e00-\u9fff]{1,3})+")
# 审计法宣传周摆摊2场; not 结合宪法宣传周等节点.
_OCCASION = re.compile(r"(?:宣传|法|民法典)[周月日]|开放日")
# 安全生产月期间发放资料9.2万份，全年宣传214场: the materials alone.
_OF_THE_DAY = re.compile(
    r"(?:咨询日|(?:生产|质量|安全|服务|活动|主题)[月周日]|宣传(?:咨询)?[月周日])(?:期间|当[天日]|中|里)?[^，。；、]*$"
)
_OCCASIONS = re.compile(r"等|节点|、|以及|和")
# 办理执法案件4516件，其中许可类741件、处罚类 ⟦236件⟧: all penalties, though one kind of act.
_ACTS = re.compile(r"(?:处罚|检查)类(?:案件)?$")
# 市场监管领域办理行政处罚案件26件: a field, in a government's report.
_FIELD = re.compile(
    r"(?<!各)(?<!重点)(?<!执法)领域(?:内)?[^，。；、]{0,6}$|领域[^，。；、]{0,4}(?:处罚|查处|立案|办结|办理|检查)"
)
# 发现问题39个，整改 ⟦39个⟧: what became of those found.
_SETTLED = re.compile(
    r"^[，、,；;\s]*(?:其中|已|均|全部|现|目前|督促|推动)*(?:整改|改正|纠正|销号|办结|解决)(?:完成|到位|完毕|了)*$"
)
_LEVELS = {place: place for place in "国省市州县区"} | {"自治区": "省", "盟": "州", "旗": "县"}
# 5月份，全市受理诉求18件; not 9月份组织开展案卷评查, which tells when it was done.
_IN_A_MONTH = re.compile(
    r"(?:^|[，。；：])(?:20\d\d年)?(?:1[0-2]|[1-9])月份?，?"
    r"(?:[全我本][省市县区州旗盟]|共|12345|热线|[^，。；0-9]{0,8}(?:受理|收到|新收|接收|接听))[^。]*$"
)
_ALL_YEAR = re.compile(r"全年(?![^。]*(?:半年|季度|月份|[0-9]月))")
_WHOLE_OF = re.compile(r"全(国|省|自治区|市|州|盟|县|区|旗)(?!面|域|程|员|“?民主法治|[、和及与](?:[省市]|我))")
_CASES_OF = re.compile(r"复议|诉讼|应诉|申请公开|信访|工单")
# 作为被申请人的案件17件, 以市政府为第三人的1件, 复议被纠错1件, 被申请复议2件.
_RESPONDENT = re.compile(
    r"(?:作|以[^，。；]{1,12})?[为当](?:被申请人|第三人)|被申请人的|复议(?:案件)?被|被(?:申请|提起)?(?:行政)?复议"
)
# 省厅受理复议申请45件，审结41件: a bureau that reviews the acts of those below it.
_REVIEWS = re.compile(r"复议[^，。；]{0,8}(?:受理|审结|办结|审理)|(?:受理|审结|办结|审理|收到)[^，。；]{0,8}复议")
# 以县政府各部门为被申请人的案件: told by the organ that reviews their acts.
_BELOW = re.compile(r"(?:部门|街道|乡镇|镇街|县区|区县|县（区）|区（县）|县（市、区）|下级)[^，。；]{0,6}为被申请人")
# 工作总结（第四季度）: 全年组织宣传90场, 截止12月底化解纠纷2740件.
_BY_ITS_END = re.compile(r"全年|截[至止]到?(?:20\d\d年)?(?:12月(?:底|末|31日)|年底)")
# 婚姻家庭、邻里等各类纠纷3200件: kinds named as examples.
_OF_ALL_KINDS = re.compile(r"等(?:各类|各种|多类)")
# 法律援助受理案件860件，办结790件: the cases taken in are counted, where they are told.
_CLOSED, _TAKEN_IN = re.compile(r"办结|审结|结案"), re.compile(r"受理|指派|接收")
# 建起法治基地，在此开展普法26场次、调处纠纷19件: what was done in one place.
_HERE = re.compile(r"[在于]此(?!基础|期间|[前后次外])|在这[里儿]|在该")
# 热线接听咨询8.6万人次、窗口接待5.2万人次: each channel is a part of the consultations.
_CHANNELS = tuple(map(re.compile, ("热线|12348|接[听电]", "窗口|现场接待|来访")))
_STATE_COUNCIL = re.compile(r"国务院行政复议")


@cache
def _kinds() -> dict[str, str]:
    return {indicator.code: f"{indicator.kind}.{indicator.aggregation}" for indicator in load_catalogue()}


def _is_of_above(statement: Statement, code: str) -> bool:
    """`全省2024年行政机关负责人出庭应诉率为97.2%` in a city's report; `市里抽评案卷20本`."""
    subject = statement.subject
    if subject.role == "above" and statement.line.text.startswith("里", subject.end):
        return code.startswith("enforcement.")
    match = _WHOLE_OF.search(statement.clause)
    return match is not None and statement.publisher.is_above(_LEVELS[match[1]])


def is_stock(code: str) -> bool:
    """Whether a code counts what there is, not what was done."""
    return _kinds().get(code, "").endswith(".stock")


def _is_new(statement: Statement, code: str) -> bool:
    """`新建应急救援队伍27支、952人`: not all that there are."""
    own = statement.clause if code == "emergency.rescuers" else statement.own
    return is_stock(code) and NEW.search(own) is not None


def _is_of_each(statement: Statement, code: str) -> bool:
    """`镇街平均承接287项`; an average rate is that of the whole: `全县平均满意率95%`."""
    clause = statement.clause.replace("平均", "") if statement.figure.unit == "%" else statement.clause
    return _EACH.search(clause) is not None


def _is_of_a_kind(statement: Statement, code: str) -> bool:
    if statement.figure.unit == "%":
        return False
    # Problems are found in campaigns, which have a field: 道路交通执法专项整治发现问题28个.
    # 法治体检 is done at enterprises alone: “法治体检”走进企业.
    if code in ("enforcement.problems_found", "services.enterprise_checkups") or _ACTS.search(statement.own):
        return False
    thing = _PLACES.sub("", statement.thing)
    if code == "services.one_thing_packages":
        # 高频“一件事”31个: what is often asked for is what they are made for.
        thing = thing.replace("高频", "")
    if _OF_ALL_KINDS.search(thing):
        return False
    kinds = _KIND
    if statement.publisher.kind == "department":
        kinds = {"publicity": _AUDIENCE, "enforcement": _SOME_ACTS}.get(code.partition(".")[0], _KIND)
    elif code in ACT_CODES and _FIELD.search(statement.own):
        return True
    return kinds.search(thing) is not None


def _is_of_an_occasion(statement: Statement, code: str) -> bool:
    """`审计法宣传周摆摊2场，发折页800份`: what one week or day saw of the year's events and materials."""
    sentence = statement.sentence
    match = _OF_THE_DAY.search(statement.clause) or _OCCASION.search(sentence)
    return match is not None and _OCCASIONS.search(sentence) is None


def _is_of_own_level(statement: Statement, code: str) -> bool:
    """`市本级纠错率`; a bureau that prints no other number of the kind means itself: `市本级查处案件41件`."""
    if "本级" in statement.line.title or not (_OWN_LEVEL.search(statement.own) or _goes_on_at_own_level(statement)):
        return False
    return statement.publisher.kind != "department" or statement.same_code > 0


def _goes_on_at_own_level(statement: Statement) -> bool:
    """`市本级收到申请318件，受理290件`: what is counted alike right behind it; not `，全市受理1102件`."""
    last = statement.last
    if last is None or last.figure.unit != statement.figure.unit or _NAMED_LEVEL.search(statement.own):
        return False
    return _OWN_LEVEL.search(last.own) is not None or _goes_on_at_own_level(last)


# 出庭率超过 ⟦90%⟧ 的有12个省, 达到 ⟦100%⟧ 的街道9个: what some have reached is not what all have.
_OF_SOME = re.compile(
    r"(?:以上|以下|左右)?的(?:共|仅|已)?(?:[省市县区旗]|单位|部门|地区|机关|街道|乡镇|镇街|地方)?[有达共]?\d"
)


def _is_of_some(statement: Statement, code: str) -> bool:
    end = statement.line.spots[statement.place][1]
    return statement.figure.unit == "%" and _OF_SOME.match(statement.line.text, end) is not None


# 五年间败诉率由2020年的 ⟦12%⟧ 降到2024年的 ⟦5%⟧.
_OF_ONE_YEAR = re.compile(r"(?:[由从到至]|相比|增[至到])20\d\d年度?[底末]?的?[约近]?$")


def _spans_years(statement: Statement, code: str) -> bool:
    """`“十四五”期间，排查矛盾纠纷69840件`; a stock is of the report's year, and `2020年的12%` of its own."""
    if _OF_ONE_YEAR.search(statement.own):
        return False
    several = statement.stretch is not None and statement.stretch.kind == "span"
    return (several or statement.span) and not is_stock(code)


def _is_shorter(statement: Statement, code: str) -> bool:
    """`今年下半年，每月6场开展主题宣传`; not `全年组织法治宣传90场` in the sentence behind it."""
    window = statement.window
    span = (window.sentence[0], window.before[1])
    if statement.stretch and statement.stretch.kind == "short":
        return True
    if statement.part_of_year and _BY_ITS_END.search(statement.line.text, *span) is None:
        return True
    months = not {"quarter", "week", "months"}.isdisjoint(statement.cues) or "本月" in statement.sentence
    months = months or _IN_A_MONTH.search(statement.sentence) is not None
    return months and _ALL_YEAR.search(statement.line.text, *span) is None


def _is_one_case(statement: Statement, code: str) -> bool:
    """Cases that a page on disclosure tells are about disclosure: `引发行政复议3件、行政诉讼6件`. Nor are those
    meant that are of another kind: `依申请公开收到87件，办结88件` behind a sentence on reconsideration."""
    window = statement.window
    named = _CASES_OF.findall(statement.line.text, window.sentence[0], window.before[1])
    return "信息公开" in statement.line.title or (bool(named) and named[-1] in ("申请公开", "信访", "工单"))


def _is_of_a_respondent(statement: Statement, code: str) -> bool:
    """`以区政府为被申请人的复议案件共17件，目前审结10件`: a body complained of is not the reviewing organ.

    Governments review, and their justice bureaus for them: in the report of any other bureau that does not say that
    it took in or decided cases, and of a town, reconsideration is of its own acts.
    """
    sentence = statement.sentence
    if _BELOW.search(sentence):
        return False
    kind = statement.publisher.kind
    if kind == "township" or (kind == "department" and _REVIEWS.search(sentence) is None):
        return True
    return _RESPONDENT.search(sentence) is not None


def _is_of_a_channel(statement: Statement, code: str) -> bool:
    """`12348热线接听咨询8.6万人次，窗口接待5.2万人次`: consultations by telephone, and those at a counter."""
    whole = statement.line.text[slice(*statement.window.sentence)]
    found = [channel.search(whole) and bool(channel.search(statement.own)) for channel in _CHANNELS]
    return None not in found and any(found)


def _is_closed_aid(statement: Statement, code: str) -> bool:
    """`法律援助受理案件860件，办结790件`; not `全年办结法律援助案件790件`."""
    if not _CLOSED.search(statement.own):
        return False
    return _TAKEN_IN.search(statement.sentence.removesuffix(statement.own)) is not None


RULES: tuple[Rule, ...] = (
    ("period", "", _is_shorter),
    ("years", "", _spans_years),
    # 其中：(1)省政府新收申请173件: the items below the colon.
    ("items", "", lambda statement, code: statement.line.is_of_list_of_parts),
    ("above", "", _is_of_above),
    ("each", "", _is_of_each),
    ("intended", "", lambda statement, code: _INTENDED.search(statement.clause) is not None or is_planned(statement)),
    ("own_level", "", _is_of_own_level),
    ("added_up", "", lambda statement, code: statement.added_up),
    ("honoured", "", lambda statement, code: _HONOURED.search(statement.own) is not None),
    ("new", "", _is_new),
    ("kind", _CASES, _is_of_a_kind),
    ("of_some", "", _is_of_some),
    ("settled", "problems_found$", lambda statement, code: _SETTLED.search(statement.own) is not None),
    ("occasion", r"^publicity\.(?:events|materials)$", _is_of_an_occasion),
    ("channel", r"^legal_services\.consultations$", _is_of_a_channel),
    ("here", "", lambda statement, code: _HERE.search(statement.clause) is not None),
    ("closed_aid", r"^legal_services\.aid_cases$", _is_closed_aid),
    # 全国法院一站式建设情况: what courts have mediated are not the disputes of people's mediation.
    ("courts", r"^mediation\.", lambda statement, code: "法院" in statement.line.title),
    ("disclosure", r"^(?:reconsideration|litigation)\.", _is_one_case),
    ("respondent", r"^reconsideration\.", _is_of_a_respondent),
    *ACT_RULES,
    *DISPUTE_RULES,
    *REVIEW_RULES,
    *LEADERSHIP_RULES,
    ("state_council", "", lambda statement, code: _STATE_COUNCIL.search(statement.own) is not None),
)


# 2021年以来120件，2023年降至30件: each figure has a time of its own.
_OF_ITS_TIME = frozenset({"period", "years"})


@cache
def _rules_for(code: str) -> list[Rule]:
    return [rule for rule in RULES if re.search(rule[1], code)]


def signs_of(statement: Statement, code: str) -> list[str]:
    """Names of the rules by which the figure is no `code` of the whole; they are kept.

    `涉企检查1204次，同比下降9%`: what a change is the change of tells for it, too.
    """
    if code not in statement.signs:
        found = [name for name, _, holds in _rules_for(code) if holds(statement, code)]
        if statement.of is not None:
            found += [name for name in signs_of(statement.of, code) if name not in found and name not in _OF_ITS_TIME]
        statement.signs[code] = found
    return statement.signs[code]


def part_of(statement: Statement, code: str) -> str | None:
    """The name of the first rule by which the figure is no `code` of the whole; None where none holds."""
    return next(iter(signs_of(statement, code)), None)
