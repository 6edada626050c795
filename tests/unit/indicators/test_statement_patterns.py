"""Which pattern over slots a statement fulfils, and by which sign it is a part, in sentences of several publishers."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures
from ingest.statements import read_statements
from ingest.statements.parts import part_of
from ingest.statements.statement import Statement

pytestmark = pytest.mark.unit

COUNTY, COURT, BUREAU = (
    "某县2023年法治政府建设情况报告",
    "某省高级人民法院2023年行政审判情况",
    "某县林业局2023年工作总结",
)
JUSTICE = "某县司法局2023年工作总结"


def statements_of(title: str, sentence: str) -> list[Statement]:
    text = f"{title}\n{sentence}"
    figures = find_figures(text, 2023)
    found = read_statements(text, figures, (), 2023)[1]
    return [each for figure, each in zip(figures, found, strict=True) if each is not None and figure.start > len(title)]


@pytest.mark.parametrize(
    ("title", "sentence", "codes"),
    [
        (COUNTY, "收复议申请86件，审结79件；调撤22件。", "applications closed settled"),
        (COUNTY, "行政机关一审应诉52件，败诉率6.2%。", "litigation.cases litigation.loss_rate"),
        (COUNTY, "行政诉讼败诉率逐年下降，降至5.2%。", "litigation.loss_rate"),
        (COUNTY, "法律顾问代理复议3件、诉讼2件。", "decision.adviser_matters litigation.cases"),
        (BUREAU, "全年受理案件62起，其中行政案件55起。", "- -"),
        (COURT, "新收行政诉讼案件320件，其中一审120件。", "litigation.cases litigation.cases"),
        (COUNTY, "全乡调委会9个，调解员41人，受理56起。", "mediation.committees - mediation.disputes_mediated"),
        (COUNTY, "水事纠纷调处4件。", "-"),
        (COUNTY, "公共法律服务体系不断完善，建成乡镇工作站12个、村级工作室156个。", "stations rooms"),
        (JUSTICE, "四是援助。受理1980件，咨询290人次。", "legal_services.aid_cases legal_services.consultations"),
        (COUNTY, "法院发出司法建议5条，检察院发出检察建议47条。", "- oversight.prosecutorial_suggestions"),
    ],
)
def test_the_sentence_proposes_these_codes(title: str, sentence: str, codes: str) -> None:
    found = [each.code or "-" for each in statements_of(title, sentence)]
    wanted = codes.split()
    assert len(found) == len(wanted)
    assert all(code.endswith(want) for code, want in zip(found, wanted, strict=True)), found


@pytest.mark.parametrize(
    ("title", "sentence", "signs"),
    [
        (COUNTY, "以县政府各部门为被申请人的复议案件受理35件。", [None]),
        (COUNTY, "以县政府为被申请人的复议案件35件，审结30件。", [None, "respondent"]),
        (COUNTY, "首次办理人大代表建议满意率92.9%，基本满意率7.1%。", [None, "half_satisfied"]),
        (COUNTY, "人大代表建议办理满意和基本满意率99%。", [None]),
        (COURT, "受理一审行政诉讼案件90件，审结74件。", [None, None]),
        (COUNTY, "调解委员会调解医疗纠纷64起，成功61起。", ["kind", "disputes"]),
        (COUNTY, "调解物业、医疗等各类纠纷64起，成功61起。", [None, None]),
        ("某县司法局2023年第四季度工作总结", "截止12月底共化解矛盾纠纷2740件。", [None]),
        ("某县司法局2023年第四季度工作总结", "共化解矛盾纠纷740件。", ["period"]),
    ],
)
def test_a_part_of_what_is_counted_has_its_sign(title: str, sentence: str, signs: list[str | None]) -> None:
    found = statements_of(title, sentence)
    assert [part_of(each, each.code or "") for each in found] == signs
