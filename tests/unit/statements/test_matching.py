"""How a figure finds its object, deed and topic, and which signs make it a part, in texts of several publishers."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures
from ingest.statements import read_statements
from ingest.statements.parts import part_of
from ingest.statements.publisher import publisher_of
from ingest.statements.statement import Statement

pytestmark = pytest.mark.unit

COUNTY = "青禾县2024年法治政府建设情况报告"
RECONSIDERED = "青禾县2024年行政复议案件统计分析"
JUSTICE = "青禾县司法局2024年法治政府建设情况报告"
BUREAU = "青禾省公安厅2024年法治政府建设情况报告"
COURT = "青禾市法院2024年行政审判白皮书"


def statements_of(sentence: str, title: str = COUNTY) -> list[Statement]:
    text = f"{title}\n\n{sentence}"
    found = read_statements(text, find_figures(text, 2024, ()), (), 2024)[1]
    return [each for each in found if each is not None]


def codes_of(sentence: str, title: str = COUNTY) -> list[str]:
    return [(each.code or "-").rpartition(".")[2] for each in statements_of(sentence, title)]


@pytest.mark.parametrize(
    ("sentence", "thing", "deed"),
    [
        ("复议案件全年收64件。", "复议案件", "收"),
        ("规范性文件今年出了3件。", "规范性文件", "出"),
        ("全年审乡级合同22份。", "乡级合同", "审"),
        ("合同协议过审61份。", "合同协议", "过审"),
        ("今年须办复议案件70件。", "须办复议案件", None),
        ("2024年计划安排专题讲座6期。", "专题讲座", None),
        ("把败诉率控制在9.5%以内。", "败诉率", None),
        ("力争年内“一件事”套餐达到30个以上。", "“一件事”套餐", None),
        ("负责人出庭应诉率持续100%。", "负责人出庭应诉率", None),
        ("一审行政案件降16.3%。", "一审行政案件", None),
        ("法律顾问实现100%覆盖。", "法律顾问", "实现"),
        ("完成审计项目12个。", "审计项目", "完成"),
    ],
)
def test_object_and_deed_are_told_by_short_verbs_too(sentence: str, thing: str, deed: str | None) -> None:
    statement = statements_of(sentence)[0]
    said = statement.phrase.deed
    assert statement.thing == thing
    assert (statement.line.text[slice(*said)] if said else None) == deed


@pytest.mark.parametrize(
    ("title", "sentence", "codes"),
    [
        (RECONSIDERED, "三、审理情况。全年审结148件，其中维持46件。", ["closed", "upheld"]),
        (COUNTY, "三、审理情况。全年审结148件。", ["-"]),
        (COUNTY, "（四）复议。新收587件，结541件。", ["applications", "closed"]),
        (COUNTY, "各级复议机关收到申请587件，复议机构审结541件。", ["applications", "closed"]),
        (
            COUNTY,
            "收到检察建议55件，复议意见书2件，到期办复率100%。",
            ["prosecutorial_suggestions", "-", "suggestion_reply_rate"],
        ),
        (COUNTY, "制定省级规范性文件11件，新立6件。", ["documents_issued", "documents_issued"]),
    ],
)
def test_the_topic_is_that_of_the_clause_before_or_the_title(title: str, sentence: str, codes: list[str]) -> None:
    assert codes_of(sentence, title) == codes


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("基层立法联系点就3部法规草案征集建议41条。", ["legislation_consultations", "-"]),
        ("政府合同审查5次，合同培训2次。", ["contracts_reviewed", "-"]),
        ("政府常务会的议题做合法性审查86次。", ["other_documents_reviewed"]),
        ("清理出失效规范性文件11件，继续有效37件。", ["documents_cleared", "documents_in_force"]),
        ("规范性文件目前共有45件。", ["documents_in_force"]),
        ("规范性文件报市里备案6件。", ["documents_filed"]),
        ("规范性文件审查9件，纠正2件。", ["documents_reviewed", "-"]),
        ("法律顾问参与复议、诉讼等17件，到会18次。", ["adviser_matters", "adviser_participations"]),
        ("审查率、法律顾问覆盖率等均达100%。", ["adviser_coverage_rate"]),
        ("行政诉讼96件，一审判决60件，被判决撤销3件。", ["cases", "closed", "-"]),
        ("行政争议实质化解45件；行政调解成功50件。", ["disputes_resolved", "-"]),
        ("一年出省级地方性法规11件、省政府规章9件。", ["-", "rules_issued"]),
        ("截至12月31日复议机构审结35件。", ["closed"]),
        (
            "审查规范性文件7件、合同64件，提出意见52条。",
            ["documents_reviewed", "contracts_reviewed", "review_opinions"],
        ),
        ("审查合同64件，提出意见52条。", ["contracts_reviewed", "contract_opinions"]),
        ("加强合同审核，审查合同、协议64件，提出法制审核意见52条。", ["contracts_reviewed", "contract_opinions"]),
        ("审查规范性文件7件，提出法制审核意见52条。", ["documents_reviewed", "review_opinions"]),
    ],
)
def test_the_sentence_proposes_these_codes(sentence: str, codes: list[str]) -> None:
    assert codes_of(sentence) == codes


@pytest.mark.parametrize(
    ("title", "sentence", "code", "sign"),
    [
        (COUNTY, "县直部门报来备案的规范性文件18件。", "rulemaking.documents_filed", "from_below"),
        (COUNTY, "向市政府报送备案规范性文件8件。", "rulemaking.documents_filed", None),
        (COUNTY, "公平竞争审查文件、合同7件。", "rulemaking.contracts_reviewed", "fair_competition"),
        (COUNTY, "开展公平竞争审查；合法性审查合同7件。", "rulemaking.contracts_reviewed", None),
        (COUNTY, "提请审议法规草案5件。", "rulemaking.legislation_consultations", "own_draft"),
        (COUNTY, "对省法规草案提出意见5件。", "rulemaking.legislation_consultations", None),
        (COUNTY, "出台部门规章7部。", "rulemaking.rules_issued", "internal"),
        (COUNTY, "出台政府规章7部。", "rulemaking.rules_issued", None),
        (COUNTY, "向人大常委会报送法规议案5件。", "oversight.npc_suggestions", "bill"),
        (COUNTY, "办理代表议案5件。", "oversight.npc_suggestions", None),
        (COUNTY, "审查规范性文件7件、合同64件，提出意见52条。", "rulemaking.contract_opinions", "on_both"),
        (COUNTY, "审查合同64件，提出意见52条。", "rulemaking.contract_opinions", None),
        (COUNTY, "审结报备文件41件，纠错率4.9%。", "reconsideration.correction_rate", "filing"),
        (COUNTY, "审结复议案件41件，纠错率4.9%。", "reconsideration.correction_rate", None),
        (JUSTICE, "县政府当被告的行政诉讼28件。", "litigation.cases", "defendant"),
        (JUSTICE, "全县行政机关当被告的行政诉讼28件。", "litigation.cases", None),
        (COUNTY, "涉企复议案16件，调解结案11件。", "reconsideration.settled", "kind_of_case"),
        (COUNTY, "复议案16件，调解结案11件。", "reconsideration.settled", None),
        (BUREAU, "全年行政复议4件，维持3件。", "reconsideration.upheld", "respondent"),
        (BUREAU, "全年受理复议申请45件，审结41件。", "reconsideration.closed", None),
        (BUREAU, "被申请复议4件，均已受理，维持3件。", "reconsideration.upheld", "respondent"),
        (COUNTY, "建议满意率（含基本满意）达100%。", "oversight.proposal_satisfaction_rate", None),
        (COUNTY, "建议满意率93%，基本满意率7%。", "oversight.proposal_satisfaction_rate", "half_satisfied"),
        (COUNTY, "复议被纠错1件。", "reconsideration.revoked", "respondent"),
        (COURT, "全市法院受理行政诉讼、国家赔偿各类案件712件。", "litigation.cases", "more_than_suits"),
        (COURT, "中院受理一审行政案件71件。", "litigation.cases", "more_than_suits"),
        (COURT, "全市法院受理一审行政案件71件。", "litigation.cases", None),
        (COURT, "就文件附带审查提了6条建议。", "rulemaking.review_opinions", "court"),
        (COUNTY, "法律顾问参与论证33次，代理行政诉讼12件。", "litigation.cases", "advisers"),
        (COUNTY, "聘请法律顾问7名，法律顾问列席会议3次。行政诉讼12件。", "litigation.cases", None),
        (COUNTY, "涉企行政检查312次，同比下降9%。", "enforcement.inspections", "kind"),
        (COUNTY, "涉企行政检查由2021年的312次降至208次。", "enforcement.inspections", "kind"),
        (COUNTY, "行政检查由2021年的312次降至208次。", "enforcement.inspections", None),
        (COUNTY, "五年间，行政诉讼败诉率由2020年的14%降到2024年的6%。", "litigation.loss_rate", None),
        (COUNTY, "五年间，行政诉讼败诉率为6%。", "litigation.loss_rate", "years"),
        (COUNTY, "印发督查通报6期。", "leadership.inspections", "bulletin"),
        (COUNTY, "开展专项督查6次。", "leadership.inspections", None),
        (COUNTY, "上线高频“一件事”31个。", "services.one_thing_packages", None),
        (COUNTY, "5月份，全县受理诉求18件。", "services.hotline_requests", "period"),
        (COUNTY, "9月份组织案卷评查，评查案卷87份。", "enforcement.case_files_reviewed", None),
        (COUNTY, "街道级事项52项全部下沉。", "services.items", "below"),
        (COUNTY, "政务服务事项152项全部下沉。", "services.items", None),
        (COUNTY, "组织3批次参加执法资格考试。", "enforcement.training_sessions", "exam"),
        (COUNTY, "组织3批次参加执法培训。", "enforcement.training_sessions", None),
        (COUNTY, "县人大常委会开展执法检查3次。", "enforcement.inspections", "assembly"),
        (COUNTY, "应持证216人，实际持证187人。", "enforcement.certified_officers", None),
        (COUNTY, "执法人员应持证216人。", "enforcement.certified_officers", "due"),
        (COUNTY, "以市政府为第三人的复议案件审结1件。", "reconsideration.closed", "respondent"),
        ("青禾省2024年度法律援助工作成绩单", "办理诉讼案件917件。", "litigation.cases", "lawyers"),
        ("青禾市“十四五”法治政府建设情况", "规范性文件清理58次。", "rulemaking.cleanups", "years"),
        ("青禾市“十四五”法治政府建设情况", "2024年，规范性文件清理8次。", "rulemaking.cleanups", None),
        (COUNTY, "委员提交提案248件，经审查立案。", "oversight.cppcc_proposals", "submitted"),
        (COUNTY, "办理政协提案248件，其中集体提案72件。", "oversight.cppcc_proposals", "submitted"),
        (COUNTY, "办理代表建议254件，其中大会建议219件。", "oversight.npc_suggestions", "submitted"),
        (COUNTY, "办理政协提案248件，立案率93%。", "oversight.cppcc_proposals", None),
        (COUNTY, "今年须办复议案件70件。", "oversight.npc_suggestions", "bill"),
        (RECONSIDERED, "受理案件88件。其中：\n（1）县政府受理20件", "reconsideration.accepted", "items"),
    ],
)
def test_the_sign_holds_for_the_part_alone(title: str, sentence: str, code: str, sign: str | None) -> None:
    assert part_of(statements_of(sentence, title)[-1], code) == sign


@pytest.mark.parametrize(
    ("title", "kind", "level"),
    [
        ("青禾旅游度假区党工委、管委会2024年法治政府建设情况", "government", "区"),
        ("国家税务总局青禾市税务局2024年法治税务报告", "department", "市"),
        ("国家税务总局2024年法治政府建设情况报告", "nation", "国"),
        ("青禾市2024年度行政案件司法审查报告", "court", "市"),
        ("青禾市2024年行政复议和行政审判白皮书", "government", "市"),
        ("《青禾日报》：方山县法院发布行政审判白皮书", "court", "县"),
    ],
)
def test_the_publisher_is_told_by_the_title(title: str, kind: str, level: str) -> None:
    publisher = publisher_of(title)
    assert (publisher.kind, publisher.level) == (kind, level)


@pytest.mark.parametrize(
    ("first", "kind"),
    [("青禾区化解纠纷431件，办结率97%", "unknown"), ("青禾区调解工作情况", "government")],
)
def test_a_passage_that_begins_with_a_figure_has_no_title(first: str, kind: str) -> None:
    text = f"{first}\n全国收到行政复议申请61.2万件。\n"
    _, statements = read_statements(text, find_figures(text, 2024), (), 2024)
    last = statements[-1]
    assert last is not None
    assert last.publisher.kind == kind
    assert (part_of(last, "reconsideration.applications") == "above") == (kind == "government")
