"""Signs of a part in what is told of disputes, lawsuits and proposals; see `parts`."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.statements.statement import Statement

# `首次办理满意率92.9%，基本满意率7.1%`; not 满意和基本满意率.
_HALF_SATISFIED = re.compile(r"(?<!满意)(?<!满意[、和或与及])基本满意率?")
# 受理二审902件，审结748件; 全省法院新收各类行政案件36420件: the indicators count first instances.
_INSTANCE = re.compile(r"各类行政(?:诉讼)?案件|一审|二审|再审|申诉")
# 调解涉外纠纷386起，成功率96.7%; not 物业纠纷、邻里纠纷等3200件.
_DISPUTES = re.compile(r"(?P<kind>\S{0,8}?)(?:矛盾)?(?:纠纷|争议)(?P<rest>[、和等]?)")
_KIND = re.compile(
    r"涉(?!及|诉|法)|医疗|医患|劳[动资务]|物业|邻里|婚姻|家庭|交通|金融|消费|知识产权|商事|合同|土地|山林|林权|草场|水事|海上|渔业|征地"
    r"|拆迁|房|保险|旅游|学生|校园"
)

Rule = Callable[[Statement, str], bool]


def _is_half_satisfied(statement: Statement, code: str) -> bool:
    """`满意率92.9%，基本满意率7.1%`: the share of the half satisfied alone."""
    return code.endswith("satisfaction_rate") and _HALF_SATISFIED.search(statement.own) is not None


def _is_of_other_instances(statement: Statement, code: str) -> bool:
    """`受理二审902件，审结748件`; what a court counts as 各类行政案件 is of all instances."""
    if code not in ("litigation.cases", "litigation.closed"):
        return False
    window = statement.window
    named = _INSTANCE.findall(statement.line.text, window.item, window.before[1])
    all_kinds = named and named[-1].startswith("各类") and statement.publisher.kind == "court"
    return bool(named) and (bool(all_kinds) or named[-1] in ("二审", "再审", "申诉"))


def _follows_a_kind(statement: Statement, code: str) -> bool:
    """`医疗纠纷调处64起，成功61起`: of the kind of disputes named last."""
    if code not in ("mediation.disputes_resolved", "mediation.success_rate"):
        return False
    named = list(_DISPUTES.finditer(statement.sentence))
    if not named or named[-1]["rest"]:
        return False
    kind = named[-1]["kind"]
    return "、" not in kind and not kind.endswith(("各类", "等")) and _KIND.search(kind) is not None


DISPUTE_RULES: tuple[tuple[str, Rule], ...] = (
    ("half_satisfied", _is_half_satisfied),
    ("instances", _is_of_other_instances),
    ("disputes", _follows_a_kind),
)
