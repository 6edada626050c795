"""Signs of a part in what is told of disputes, lawsuits and proposals; see `parts`."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.statements.statement import Statement

# `首次办理满意率92.9%，基本满意率7.1%`; not 满意和基本满意率, 满意率（含基本满意）.
_HALF_SATISFIED = re.compile(r"(?<!满意)(?<!满意[、和或与及])(?<![含括（(/+])基本满意率?")
# 受理二审902件，审结748件; 全省法院新收各类行政案件36420件: the indicators count first instances.
_INSTANCE = re.compile(r"各类行政(?:诉讼)?案件|一审|二审|再审|申诉")
# 调解涉外纠纷386起，成功率96.7%; not 物业纠纷、邻里纠纷等3200件.
_DISPUTES = re.compile(r"(?P<kind>\S{0,8}?)(?:矛盾)?(?:纠纷|争议)(?P<rest>[、和等]?)")
_KIND = re.compile(
    r"涉(?!及|诉|法)|医疗|医患|劳[动资务]|物业|邻里|婚姻|家庭|交通|金融|消费|知识产权|商事|合同|土地|山林|林权|草场|水事|海上|渔业|征地"
    r"|拆迁|房|保险|旅游|学生|校园"
)

# 以区政府为被告的行政诉讼28件, 市政府作被告的一审案件36件; not 以各级政府为被告.
_DEFENDANT = re.compile(
    r"(?:[省市县区州旗]政府|市级(?:政府|行政主体)|县级以上政府)(?:本级)?(?:单独)?(?:作为?|当|为|是)被告"
)
# 涉企复议案16件，调解结案11件.
_RECONSIDERATION = re.compile(r"(?P<kind>[\u4e00-\u9fff]{0,8})(?:行政)?复议(?:案件?|申请|调解|和解)?")
_KIND_OF_CASE = re.compile(r"涉(?!及|诉|法)[\u4e00-\u9fff]{1,4}|(?:工伤|征地|征收|投诉举报)[\u4e00-\u9fff]{0,3}")
# 全市法院受理行政诉讼、非诉审查、国家赔偿各类案件7712件.
_MORE_THAN_SUITS = re.compile(r"(?:非诉|国家赔偿|司法救助)[^，。；]*案件?|各类案件")
_BRANCH = re.compile(r"(?<!全市)(?:市|省)?(?:中院|高院|本院)(?!和|及|、)")
# 法律顾问参与论证33次，代理行政诉讼12件: what lawyers did for the body.
_REPRESENTED = re.compile(r"(?:法律顾问|律师)[^。]*(?:代理|协助|参与|参加)[^，。；、]{0,8}$")
_OF_LAWYERS = re.compile(r"律师|律协|法律援助|法援|公证|仲裁|法律服务")

Rule = tuple[str, str, Callable[[Statement, str], bool]]
"""The name of a sign, what it is searched for in the codes that it is asked for, and whether it holds."""


def _is_half_satisfied(statement: Statement, code: str) -> bool:
    """`满意率92.9%，基本满意率7.1%`: the share of the half satisfied alone."""
    return _HALF_SATISFIED.search(statement.own) is not None


def _is_of_other_instances(statement: Statement, code: str) -> bool:
    """`受理二审902件，审结748件`; what a court counts as 各类行政案件 is of all instances."""
    window = statement.window
    named = _INSTANCE.findall(statement.line.text, window.item, window.before[1])
    # A county's court hears first instances alone.
    higher = statement.publisher.kind == "court" and statement.publisher.level not in ("县", "区")
    all_kinds = named and named[-1].startswith("各类") and higher
    return bool(named) and (bool(all_kinds) or named[-1] in ("二审", "再审", "申诉"))


def _follows_a_kind(statement: Statement, code: str) -> bool:
    """`医疗纠纷调处64起，成功61起`: of the kind of disputes named last."""
    named = list(_DISPUTES.finditer(statement.sentence))
    if not named or named[-1]["rest"]:
        return False
    kind = named[-1]["kind"]
    return "、" not in kind and not kind.endswith(("各类", "等")) and _KIND.search(kind) is not None


def _is_of_one_defendant(statement: Statement, code: str) -> bool:
    """`区政府当被告的行政诉讼28件，已判决24件`: those against the government's own acts, in its report on its area."""
    if statement.publisher.kind in ("department", "township"):
        return False
    return _DEFENDANT.search(statement.sentence) is not None


def _is_kind_of_reconsideration(statement: Statement, code: str) -> bool:
    """`涉企复议案16件，调解结案11件`: cases of one kind."""
    named = list(_RECONSIDERATION.finditer(statement.sentence))
    return bool(named) and _KIND_OF_CASE.search(named[-1]["kind"]) is not None


def _is_more_than_suits(statement: Statement, code: str) -> bool:
    """What a court counts with 非诉 and 国家赔偿, and what the court itself took in beside all of its area."""
    if statement.publisher.kind != "court":
        return False
    sentence = statement.sentence
    if _MORE_THAN_SUITS.search(sentence) and "一审" not in sentence:
        return True
    return "中院" not in statement.line.title and _BRANCH.search(sentence) is not None


def _is_of_lawyers(statement: Statement, code: str) -> bool:
    """`办理诉讼案件91870件` on a page about legal aid: the lawyers' cases."""
    title = statement.line.title
    return _OF_LAWYERS.search(title) is not None and "法治" not in title and "应诉" not in title


def _is_of_advisers(statement: Statement, code: str) -> bool:
    """`法律顾问代理诉讼12件`: the cases that lawyers took on for the body."""
    return statement.figure.unit != "%" and _REPRESENTED.search(statement.sentence) is not None


def _is_of_a_court(statement: Statement, code: str) -> bool:
    """`就受案范围扩大、文件附带审查等提了6条建议` in a court's report: no review of the government's."""
    return statement.publisher.kind == "court"


_SUITS = r"^litigation\.(?:cases|closed)$"

DISPUTE_RULES: tuple[Rule, ...] = (
    ("half_satisfied", "satisfaction_rate$", _is_half_satisfied),
    ("instances", _SUITS, _is_of_other_instances),
    ("disputes", r"^mediation\.(?:disputes_resolved|success_rate)$", _follows_a_kind),
    ("defendant", r"^litigation\.", _is_of_one_defendant),
    ("kind_of_case", r"^reconsideration\.", _is_kind_of_reconsideration),
    ("more_than_suits", _SUITS, _is_more_than_suits),
    ("lawyers", r"^litigation\.|^decision\.adviser_matters$", _is_of_lawyers),
    ("advisers", r"^litigation\.", _is_of_advisers),
    ("court", r"^(?:rulemaking|decision|enforcement|services)\.", _is_of_a_court),
)
