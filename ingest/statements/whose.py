"""Whose a figure is: of a plan, of another body, of a part of the reporting body or of its whole."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.model import Whose
from ingest.statements.statement import Statement

# Rules of `parts` that tell a part even where all words together speak for the whole. What is of one kind, of a month
# or of several years is weighed: it may be all that there is of it.
_OF_A_PART = frozenset(
    {"own_level", "new", "disclosure", "state_council", "disputes", "occasion", "in_person", "one_team"}
    | {"added_up", "bureau", "batch", "defendant", "ground", "items", "side_by_side", "kind_of_case", "kind_of_drill"}
    | {"one_penalty", "here", "honoured"}
)
# 拟修改2件, 计划培训3期, 年度计划检查企业120家; not 模拟法庭6场, 代拟文本40份, 按计划完成2690个.
_INTENDED = re.compile(
    r"力争|争取|打算|目标(?:为|是|值)|将(?:完成|达到|新增|建成|力争)|应查(?:企业|单位|对象)?$"
    r"|计划(?:开展|完成|培训|办理|举办|检查|新增|是|为)|检查计划$"
    r"|(?<![模虚代重提草])拟(?:于|在)?(?:修改|修订|废止|新?增|新?建|开展|举办|组织|制定)"
)
# 2025年计划完成立法项目3件, 开展督察 ⟦2次⟧; 下一步, 学法拟增至4次.
_MEANT = re.compile("计划|打算|拟|力争|争取|将")
_NEXT = re.compile(rf"(?:(20\d\d)年|下一步|明年|下年度?)[，]?[^，。；]{{0,6}}(?:{_MEANT.pattern})")
# 行专调委会专职不少于3名; not 每村不少于3名，全区 ⟦402名⟧.
_NORM = re.compile(r"(?:至少|不少于|不得少于|不低于)[^，；]{0,6}$")
# 每半年主持1次, 按每两月1次安排; not 每月一题，16项 and 每年服务90万人次.
_RHYTHM = re.compile(r"每(?:半年|季度?|月|周|两个?月|两周|学期|年|[一二三]个月)(?!一)[^，；。]{0,16}$")
_OFTEN = 4
"""The most that a rhythm asks for: `每学期不少于4课时`."""
_RHYTHM_UNITS = frozenset({"次", "期", "场", "场次", "课时", "回", "件"})
# 在全国 ⟦100个⟧ 重点城市里排第一: those that the body is ranked among.
_AMONG = re.compile(r"全(?:国|省|市|县|区|州|部)?[^，。；]{0,2}$")
_RANKED = re.compile(
    r"[^，。；、和]{0,10}(?:城市|区县|县区|县市|市州|部门|乡镇|镇街|单位|街道|地级市)[^，。；、和]{0,8}(?:排|居|位列|名列|列第|位于)"
)
# 参加省局执法培训 ⟦6期⟧, 参加上级培训3期; those who took part, 22人次, are its own.
_ATTENDED = re.compile(
    r"参加[^，。；]{0,6}(?:国家|[省市县区州]局|[省市县区州]里|上级|[厅局委]|直单位)[^，。；]{0,10}(?:培训|班)共?$"
)
_EVENTS = frozenset({"期", "次", "班", "场", "场次", "批次"})
# 市中级人民法院发来司法建议 ⟦7件⟧: what courts ask of the body.
_ASKED = re.compile(r"建议(?:书|函)?$")
# 县人大常委会举行宪法宣誓 ⟦2次⟧; not 提请县人大常委会审议草案2件.
_ASSEMBLY = re.compile(r"^[省市县区州盟旗]?人大(?:常委会)?(?:举行|组织|开展|办|审议)")
# 一季度受理93件, 上半年培训2期; not 12月新建3个.
_SHORTER = re.compile(r"[一二三四1-4]季度|[上下]半年")


def whose(statement: Statement, published: str | None, is_likely_whole: Callable[[], bool], sign: str | None) -> Whose:
    """`own`, `part`, `other` or `plan`; `sign` is the rule of `parts` by which the figure is of a part."""
    if published:
        return "own"
    if is_planned(statement):
        return "plan"
    if _is_of_another(statement):
        return "other"
    # In a report on half a year that half is the whole; a month may only tell when it was.
    shorter = sign == "period" and not statement.part_of_year and _SHORTER.search(statement.clause) is not None
    is_part = sign in _OF_A_PART or shorter
    return "own" if not is_part and is_likely_whole() else "part"


def is_planned(statement: Statement) -> bool:
    """`2025年计划培训3期`, `拟修改2件`, `每季度不少于1次`: not what was done."""
    figure, clause, year = statement.figure, statement.clause, statement.report_year
    if _INTENDED.search(clause) or _NORM.search(clause):
        return True
    if _RHYTHM.search(clause) and figure.unit in _RHYTHM_UNITS and figure.value <= _OFTEN:
        return True
    if not _MEANT.search(statement.sentence):
        return False
    return any(not match[1] or (year and int(match[1]) > year) for match in _NEXT.finditer(statement.sentence))


def _is_of_another(statement: Statement) -> bool:
    if statement.of is not None and _is_of_another(statement.of):
        return True
    figure, subject = statement.figure, statement.subject
    if figure.unit in _EVENTS and _ATTENDED.search(statement.clause):
        return True
    _, end = statement.line.spots[statement.place]
    if _AMONG.search(statement.own) and _RANKED.match(statement.line.text, end):
        return True
    if _ASSEMBLY.search(statement.clause):
        return True
    # “全省一单”下市级权责清单3528项: a name.
    quoted = statement.line.text[max(0, subject.start - 1) : max(0, subject.start)] == "“"
    foreign = subject.role in ("court", "above") and subject.clauses == 0 and not quoted
    return foreign and not _ASKED.search(statement.own)
