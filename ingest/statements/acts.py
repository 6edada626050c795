"""Signs of a part in what is told of enforcement, services and emergencies; see `parts`."""

from __future__ import annotations

import re

from ingest.statements.disputes import Rule
from ingest.statements.statement import Statement

ACT_CODES = ("enforcement.penalties", "enforcement.inspections", "enforcement.leniency_cases")
# 首批“高效办成一件事”13件, 第二批承诺制事项83项.
_BATCH = re.compile(r"首批|第[一二三四五六]批")
# 第一批、第二批共承接23项.
_IN_ALL = re.compile(r"共|累计|合计|全年")
# 某县2023年行政复议案件分析报告; not 某局2023年法治政府建设暨行政复议应诉情况.
_ON_CASES = re.compile(r"^(?!.*(?:法治|依法行政|总结|执法)).*(?:复议|应诉|行政审判|行政诉讼|败诉)")
# 行政处罚20件，其中警告3件、罚款 ⟦12件⟧、没收违法所得 ⟦5件⟧: one kind of penalty.
_PENALTY = re.compile(r"(?:警告|罚款|没收[^，。；、]{0,6}|吊销[^，。；、]{0,4}|通报批评|停产停业|拘留)$")
# 地震演练1次, 校园消防演练3场; 消防、防汛等各类演练 are all of them.
_DRILL = re.compile(
    r"^[\u4e00-\u9fff]{0,4}(?:地震|消防|防汛|防火|防灭火|森林火灾|反恐|防恐|校车|电梯|燃气|危化品|食品安全)"
    r"(?:应急|救援|疏散|综合|实战|安全)*演练$"
)
# 综合救援队1支 ⟦60人⟧: of one team among several.
_ONE_TEAM = re.compile(r"(?<![0-9十百])[1一]支[，、,（(]?(?:共|约|计|队员)*$")

# 县人大常委会开展执法检查3次: how an assembly supervises the government.
_ASSEMBLY = re.compile(r"人大(?!代表)[^。；]{0,24}执法检查$")
# 应持证1216人，实际持证1187人.
_DUE = re.compile(r"应(?:当)?(?:持证|持有)")

# 村级事项36项，街道级事项52项: what is done below the county.
_LEVEL_BELOW = re.compile(r"(?:乡镇|[镇乡村]|街道|社区)级")
# 组织3批次参加执法资格考试: no training.
_EXAM = re.compile(r"[^，。；]{0,14}参加[^，。；]{0,20}(?:考试|测试)")


def _is_an_exam(statement: Statement, code: str) -> bool:
    """`组织3批次参加执法资格考试`."""
    return _EXAM.match(statement.line.text, statement.line.spots[statement.place][1]) is not None


def _is_below(statement: Statement, code: str) -> bool:
    """`街道级事项52项`, in a report of a county."""
    return statement.publisher.kind != "township" and _LEVEL_BELOW.search(statement.own + statement.thing) is not None


def _is_of_a_bureau(statement: Statement, code: str) -> bool:
    """`县应急管理局检查企业830家次，立案处罚37起` in a government's report; its justice bureau speaks for all."""
    subject = statement.subject
    if statement.publisher.kind != "government" or subject.role != "organ":
        return False
    return "司法" not in statement.line.text[subject.start : subject.end]


def _is_of_a_batch(statement: Statement, code: str) -> bool:
    """`首批13件`; powers of one batch, up to the sentence's end: `第一批取消1项，承接8项`, not `共承接9项`."""
    if _BATCH.search(statement.own):
        return True
    return (
        code.startswith("services.powers_")
        and bool(_BATCH.search(statement.sentence))
        and not _IN_ALL.search(statement.own)
    )


def _is_a_ground(statement: Statement, code: str) -> bool:
    """`行政处罚96件、信息公开20件` in a page on reconsideration: what its cases are about."""
    return _ON_CASES.search(statement.line.title) is not None


def _is_of_one_penalty(statement: Statement, code: str) -> bool:
    return statement.bare and _PENALTY.search(statement.own) is not None


def _is_of_one_team(statement: Statement, code: str) -> bool:
    """`综合救援队1支60人，专业队伍11支`: the people of one team are not all rescuers."""
    if statement.publisher.kind == "township":
        return False
    end = statement.line.spots[statement.place][0]
    return _ONE_TEAM.search(statement.line.text[max(0, end - 12) : end]) is not None


def _is_of_one_kind_of_drill(statement: Statement, code: str) -> bool:
    return _DRILL.search(statement.thing) is not None


ACT_RULES: tuple[Rule, ...] = (
    (
        "assembly",
        r"^enforcement\.inspections$",
        lambda statement, code: _ASSEMBLY.search(statement.sentence) is not None,
    ),
    ("due", r"^enforcement\.certified_officers$", lambda statement, code: _DUE.search(statement.own) is not None),
    ("exam", r"^enforcement\.training_sessions$", _is_an_exam),
    ("bureau", rf"^(?:{'|'.join(ACT_CODES)}|enforcement\.leniency_items|emergency\.|mediation\.)", _is_of_a_bureau),
    ("below", r"^services\.items$", _is_below),
    ("batch", "", _is_of_a_batch),
    ("kind_of_drill", r"^emergency\.drills$", _is_of_one_kind_of_drill),
    ("one_team", r"^emergency\.rescuers$", _is_of_one_team),
    ("ground", rf"^(?:{'|'.join(ACT_CODES)}|services\.disclosures)$", _is_a_ground),
    ("one_penalty", r"^enforcement\.penalties$", _is_of_one_penalty),
)
