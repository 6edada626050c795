"""Patterns and signs of leaders' study and meetings, mediation, legal services and publicity, in sentences of our own."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures
from ingest.statements import read_statements
from ingest.statements.parts import part_of
from ingest.statements.statement import Statement

pytestmark = pytest.mark.unit

COUNTY = "某县2023年法治政府建设情况报告"
BUREAU = "某县林业局2023年法治政府建设情况报告"
TOWN = "某县石桥镇2023年法治政府建设情况报告"
COURTS = "某省法院2023年一站式多元解纷情况"


def statements_of(title: str, sentence: str) -> list[Statement]:
    text = f"{title}\n{sentence}"
    figures = find_figures(text, 2023)
    found = read_statements(text, figures, (), 2023)[1]
    return [each for figure, each in zip(figures, found, strict=True) if each is not None and figure.start > len(title)]


def code_of(statement: Statement) -> str:
    code = statement.code
    return code.partition(".")[2] if code and part_of(statement, code) is None else "-"


@pytest.mark.parametrize(
    ("title", "sentence", "codes"),
    [
        # A verb of one character, or words on the year and area, between the noun and its number.
        (TOWN, "法治工作部署会开了3次。", "deliberations"),
        (TOWN, "党政班子集体学法一年10次。", "study_sessions"),
        (COUNTY, "调委会全县共215个。", "committees"),
        (COUNTY, "法律援助案件办了423件。", "aid_cases"),
        # Meetings and reports; what leaders write on papers is none.
        (COUNTY, "全年开依法治县委员会全体（扩大）会2次。", "deliberations"),
        (TOWN, "镇党委为法治工作专门开会4次。", "deliberations"),
        (COUNTY, "压实第一责任人职责，县长专题听取工作汇报3次。", "deliberations"),
        (COUNTY, "常务会议中，涉及法治建设的有9次。", "deliberations"),
        (COUNTY, "县长对法治工作作出批示18次。", "-"),
        (COUNTY, "常务会学法9次、听法治汇报3次。", "study_sessions deliberations"),
        (COUNTY, "县委依法治县办开展“一规划两纲要”落实情况督察2次。", "inspections"),
        (COUNTY, "任前法考4批次152人。", "appointment_exams appointment_exam_takers"),
        (COUNTY, "就依法治县工作，县委常委会专题研究4次。", "deliberations"),
        (COUNTY, "3次召开依法治县委员会会议。", "deliberations"),
        (COUNTY, "党组把行政复议法逐条学，共8次。", "study_sessions"),
        # Study of law by the leaders; of the party's papers, and by the bodies below, it is none.
        (BUREAU, "局党组中心组学林业法规6次。", "study_sessions"),
        (COUNTY, "常务会学法12次，带动部门学法190余次。", "study_sessions -"),
        (COUNTY, "全会精神在党组会上专题学了4次。", "-"),
        (BUREAU, "请律师来局里讲授行政处罚法4次。", "training_courses"),
        (COUNTY, "干部进修班把法治思想列为重点，全年办班12期，参训860人次。", "training_courses study_participants"),
        (COUNTY, "请省里法官作行政审判专题讲座1次。", "training_courses"),
        (COUNTY, "举办全县法治培训16期（次）。", "training_courses"),
        # Mediation named by its office or its heading alone.
        (TOWN, "司法所全年调解98起，成功96起。", "disputes_mediated disputes_resolved"),
        (TOWN, "调委会接手纠纷82件，调解成功80件。", "disputes_mediated disputes_resolved"),
        (TOWN, "就地化解邻里、山林等各类矛盾纠纷76件。", "disputes_resolved"),
        (TOWN, "预防纠纷36件。", "-"),
        (COUNTY, "各级调委会接到纠纷5120件，全年开展人民调解5080件。", "disputes_mediated disputes_mediated"),
        (COUNTY, "人民调解委员会实现全覆盖，数量达286个。", "committees"),
        (COUNTY, "共为困难群众办理法律援助案件720件。", "aid_cases"),
        (TOWN, "网格员摸出矛盾32起，当场化解30起。", "disputes_screened disputes_resolved"),
        (TOWN, "人民调解：受理106件，成功105件。", "disputes_mediated disputes_resolved"),
        (COUNTY, "调解成功率由上年的96.2%提到97.5%。", "success_rate success_rate"),
        # Centres and stations of a sentence on public legal services; those of legal aid are none.
        (COUNTY, "公共法律服务体系健全，建成中心1个、工作站16个。", "centers stations"),
        (COUNTY, "公共法律服务网络建成，法律援助联络点2600个。", "-"),
        (COUNTY, "法律援助中心另答复来访、来电等咨询3100人次。", "consultations"),
        (COUNTY, "156个村都有法律顾问，共46名律师。", "- village_advisers"),
        # Events told by their names or by who held them.
        (BUREAU, "普法方面，“植树节”等12场。", "events"),
        (COUNTY, "普法讲师团宣讲48场。", "events"),
        (COUNTY, "更新普法宣传栏12次。", "-"),
        (BUREAU, "森林防火条例宣讲26场。", "events"),
        (BUREAU, "普法方面，结合植树节等节点办活动18场。", "events"),
        (COUNTY, "深学法治思想，“八进”活动86场。", "-"),
        (TOWN, "14个村有“法律明白人”65名。", "- legal_guides"),
        (TOWN, "普法资料人手一册，共发1.2万册。", "- materials"),
    ],
)
def test_the_sentence_proposes_these_codes(title: str, sentence: str, codes: str) -> None:
    assert [code_of(each) for each in statements_of(title, sentence)] == codes.split()


@pytest.mark.parametrize(
    ("title", "sentence", "signs"),
    [
        (COUNTY, "12348热线提供法律咨询8600人次，窗口接待法律咨询5200人次。", ["channel", "channel"]),
        (COUNTY, "窗口接待法律咨询5200人次。", [None]),
        (COURTS, "调解矛盾纠纷4.2万件。", ["courts"]),
        (COUNTY, "法律援助受理案件860件，办结法律援助案件790件。", [None, "closed_aid"]),
        (COUNTY, "全年办结法律援助案件790件。", [None]),
        (TOWN, "建起法治基地，在此开展普法活动26场次、调处纠纷19件。", ["here", "here"]),
        (TOWN, "在此基础上，开展普法活动26场次。", [None]),
        (BUREAU, "党组中心组法治专题学习3次，局党组会学习7次。", [None, "general_study"]),
        (BUREAU, "党组理论学习中心组学习森林法3次。", [None]),
        (COUNTY, "年终述法会上，4个县、6个部门现场述法。", ["side_by_side", "side_by_side"]),
        (COUNTY, "年终述法会上，10个部门现场述法。", [None]),
        (COUNTY, "新录用公务员68人参加初任法治培训。", ["other_study"]),
        (COUNTY, "法治讲座后，新任命的41名国家工作人员参加宪法宣誓。", [None]),
    ],
)
def test_the_sign_that_a_figure_is_a_part(title: str, sentence: str, signs: list[str | None]) -> None:
    found = [part_of(each, each.code or "") for each in statements_of(title, sentence)]
    assert found == signs
