"""Signs by which a figure of meetings, study or duty reports is none of the leadership's whole year."""

from __future__ import annotations

import re

from ingest.statements.disputes import Rule
from ingest.statements.statement import Statement

_STAFF = re.compile(r"干部职工|全体(?!会)|机关干部|工作人员|职工|支部|夜学|党员|基层党组织|全员")
_IN_PERSON = re.compile(r"现场|当面|登台|上台|到会|口头|会议?上")
_PERSONS_IN_PERSON = re.compile(
    r"现场[^，,。；]{0,4}[0-9.]+[万余多]*[名人位]|[0-9.]+[万余多]*[名人位][^，,。；]{0,16}现场"
)
# 新任命的41名国家工作人员宪法宣誓, 新录用公务员46名初任培训: no study of the leadership.
_OTHER_STUDY = re.compile(r"宣誓|初任|新录用|岗前|学法用法考试|旁听|参考(?!资料|书)|网上考")
# 理论学习中心组学习12次: of the party's papers; 中心组法治专题学习 and 中心组学习宪法 are of law.
_GENERAL_STUDY = re.compile(
    r"(?:理论学习|中心组(?:理论|集体|集中|开展)?学习(?:会|研讨)?|党[组委工]+(?:（扩大）)?会议?学习)(?:办|开|了|共|累计|全年)*$"
)
_LAW = re.compile(r"[法宪]|条例")
# 2个县、3个部门现场述法: what counts kinds of units side by side gives no whole.
_NEVER_SPLIT = r"^leadership\.duty_reporting_units$"


def _is_in_person(statement: Statement, code: str) -> bool:
    """`162名主要负责人现场述法，245名书面述法`: those who report on the spot, and those beside them who do not."""
    line, window = statement.line.text, statement.window
    own = line[window.before[0] : window.after[1]]
    beside = "书面" in own and _PERSONS_IN_PERSON.search(line, window.sentence[0], window.before[0])
    return bool(beside or _IN_PERSON.search(own))


def _is_of_staff(statement: Statement, code: str) -> bool:
    """`干部职工集体学法9次`: the leadership's sessions are counted, not the staff's."""
    return _STAFF.search(statement.clause) is not None


def _is_general_study(statement: Statement, code: str) -> bool:
    """`党组理论学习中心组学习12次`: whoever means law says so."""
    if not _GENERAL_STUDY.search(statement.clause):
        return False
    window = statement.window
    return _LAW.search(statement.line.text, window.clause, window.after[1]) is None


def _is_other_study(statement: Statement, code: str) -> bool:
    """`新录用的46名公务员初任培训`, `13名国家工作人员宪法宣誓`: no officials who studied law."""
    window = statement.window
    return _OTHER_STUDY.search(statement.line.text, window.clause, window.after[1]) is not None


def _is_a_bulletin(statement: Statement, code: str) -> bool:
    """`印发督查通报6期`: what was written about inspections."""
    return statement.own.endswith(("通报", "简报", "专报"))


LEADERSHIP_RULES: tuple[Rule, ...] = (
    ("in_person", r"^leadership\.duty_reporters$", _is_in_person),
    ("staff", r"^leadership\.study_(?:sessions|participants)$", _is_of_staff),
    ("general_study", r"^leadership\.study_sessions$", _is_general_study),
    ("other_study", r"^leadership\.(?:study_participants|duty_reporters)$", _is_other_study),
    ("bulletin", r"^leadership\.inspections$", _is_a_bulletin),
    ("side_by_side", _NEVER_SPLIT, lambda statement, code: statement.listed),
)
