"""Ordinary wordings of enforcement, services and emergencies, and what the patterns propose for each figure."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures
from ingest.statements.parts import part_of
from ingest.statements.reading import read_statements

pytestmark = pytest.mark.unit

TITLES = {
    "county": "青禾县人民政府2024年法治政府建设情况报告",
    "bureau": "青禾县水务局2024年法治政府建设情况报告",
    "town": "青禾县白河镇人民政府2024年法治政府建设情况报告",
    "hotline": "青禾市2024年12345热线运行情况",
    "reviews": "青禾县2024年行政复议案件分析报告",
}
DOMAINS = {"e": "enforcement", "s": "services", "m": "emergency"}


def proposed(kind: str, sentence: str) -> str:
    """The code of each figure in its order, the domain cut to a letter; `-` for none and what is of a part."""
    title = TITLES[kind]
    text = f"{title}\n\n{sentence}"
    figures = find_figures(text, 2024, ())
    codes = []
    for figure, statement in zip(figures, read_statements(text, figures, (), 2024)[1], strict=True):
        if figure.start < len(title):
            continue
        code = statement.code if statement else None
        if statement is None or code is None or part_of(statement, code):
            codes.append("-")
        else:
            domain, _, name = code.partition(".")
            codes.append(f"{next((key for key, value in DOMAINS.items() if value == domain), domain)}.{name}")
    return " ".join(codes)


@pytest.mark.parametrize(
    ("kind", "sentence", "codes"),
    [
        ("county", "全县持证执法873人。", "e.certified_officers"),
        ("town", "有执法证的干部11名。", "e.certified_officers"),
        ("county", "为126名考试合格人员核发执法证。", "e.certificates_issued"),
        ("county", "执法资格考试报名60人，过关率92%。", "e.exam_takers e.exam_pass_rate"),
        ("county", "对新任执法人员开展岗前培训2期。", "e.training_sessions"),
        ("county", "处罚案卷评查126卷。", "e.case_files_reviewed"),
        ("county", "案卷评查2次，评卷68本。", "e.file_reviews e.case_files_reviewed"),
        ("county", "开展案卷评查2次，审查案件86起。", "e.file_reviews e.case_files_reviewed"),
        ("bureau", "《轻微违法行为不予处罚清单》32项。", "e.leniency_items"),
        ("county", "免罚清单列17项。", "e.leniency_items"),
        ("county", "审核重大行政处罚决定62件。", "-"),
        ("bureau", "行政处罚20件，其中罚款12件、没收5件。", "e.penalties - -"),
        ("bureau", "立案查处水事违法640件。", "e.penalties"),
        ("town", "罚款决定2起。", "e.penalties"),
        ("county", "行政检查案件118起。", "e.inspections"),
        ("bureau", "专项检查9家。", "-"),
        ("bureau", "开展“双随机”检查，共抽查经营主体120户次。", "e.random_inspection_entities"),
        ("county", "向20个乡镇下沉执法事项46项。", "- e.powers_delegated"),
        ("town", "划转执法事项315项。", "s.powers_received"),
        ("town", "下放综合执法事项407项由镇级行使。", "e.powers_delegated"),
        ("reviews", "从案由看，行政处罚96件，信息公开20件。", "- -"),
        ("county", "优化放权。市里下放12项全部接住，下放园区37项。", "s.powers_received s.powers_delegated"),
        ("county", "第一批行政权力取消2项，承接8项。", "- -"),
        ("county", "“一件事”套餐12个，套餐办件3180件。", "s.one_thing_packages s.one_thing_cases"),
        ("county", "“高效办成一件事”27件。", "s.one_thing_packages"),
        ("county", "“一件事”上线13项，政务窗口全年办件2.9万件。", "s.one_thing_packages -"),
        ("county", "县级2540个事项全进中心。", "s.items"),
        ("county", "证明事项告知承诺87项，承诺办理2310件。", "s.commitment_items s.commitment_cases"),
        ("town", "12345工单办结36件，按时完成率100%。", "- s.hotline_completion_rate"),
        ("hotline", "参评满意率73.4%。", "s.hotline_satisfaction_rate"),
        ("hotline", "本月受理各类诉求3.6万件。", "-"),
        ("town", "官网、公众号更新信息386条。", "s.disclosures"),
        ("town", "镇网站累计公开48条。", "s.disclosures"),
        ("county", "新建应急救援队伍27支、952人。", "- -"),
        ("town", "乡里9人持有行政执法证。", "e.certified_officers"),
        ("county", "执法证件审验注销82个。", "e.certificates_withdrawn"),
        ("county", "年审1180人，通过率98.8%。", "- e.certificate_review_rate"),
        ("county", "监督人员持证43人。", "e.certified_supervisors"),
        ("county", "“执法大讲堂”开讲10期，听课2300人次。", "e.training_sessions e.training_participants"),
        ("county", "四张清单事项731项，依清单办理免罚案件127件。", "e.leniency_items e.leniency_cases"),
        ("county", "免罚清单，列明事项85项，作出免罚决定的案件64件。", "e.leniency_items e.leniency_cases"),
        ("county", "免罚清单，涉及23个部门216项。", "- e.leniency_items"),
        ("county", "涉企执法专项行动查纠问题210个。", "e.problems_found"),
        ("county", "全县查处各类违法案件863件，查处环境违法案件12件。", "e.penalties -"),
        ("county", "以告知承诺方式办理的政务服务事项达132项。", "s.commitment_items"),
        ("county", "52项涉企经营许可事项实行告知承诺。", "s.commitment_items"),
        ("county", "对86项政务服务事项实行容缺受理。", "s.tolerant_acceptance_items"),
        ("county", "推动765项政务服务事项进权责清单系统。", "s.items"),
        ("county", "与邻县签订协议，异地办件812件。", "s.cross_region_cases"),
        ("county", "12345热线响应率100%，解决率95.4%。", "s.hotline_response_rate -"),
        ("hotline", "受理总量86.2万件，日均2361件。", "s.hotline_requests -"),
        ("town", "演练7次，乡村两级队伍9支128人。", "m.drills m.rescue_teams m.rescuers"),
        ("county", "演练7次，参加320人。", "m.drills -"),
        ("county", "推动市级权限向县区下放56项。", "s.powers_delegated"),
        ("county", "赋予经济开发区县级权限86项。", "s.powers_delegated"),
        ("county", "承接市级权限89项。", "s.powers_received"),
        ("county", "开展执法人员法律知识轮训6场次。", "e.training_sessions"),
        ("bureau", "执法案例分析会6次。", "e.training_sessions"),
        ("hotline", "全年呼入98.6万通，接通率98.2%。", "s.hotline_requests -"),
        ("county", "镇街平均承接赋权事项287项。", "-"),
        ("county", "“法治体检”走进企业186家。", "s.enterprise_checkups"),
        ("bureau", "各类涉烟违法案件查处258起。", "e.penalties"),
        ("bureau", "计划检查企业120家，实际检查131家次。", "- e.inspections"),
        ("county", "深化部门“双随机”，抽到企业196户。", "e.random_inspection_entities"),
        ("county", "5名人员报考并通过行政执法资格考试。", "e.exam_takers"),
        ("town", "综合执法：检查260家次，立案6起。", "e.inspections e.penalties"),
        ("county", "热线办得好：受理12.6万件，办结率99%。", "s.hotline_requests s.hotline_completion_rate"),
        ("county", "应急：队伍26支，演练120场。", "m.rescue_teams m.drills"),
        ("county", "包容审慎。清单260项。", "e.leniency_items"),
        ("county", "“一件事”改革落地28件，“一件事”年办3.6万件。", "s.one_thing_packages s.one_thing_cases"),
        ("county", "加强执法队伍建设，举办培训8期，参训1200人次。", "e.training_sessions e.training_participants"),
        ("county", "全县执法系统开展各类培训126场。", "e.training_sessions"),
        ("town", "请来县里的业务骨干培训执法队员6次。", "e.training_sessions"),
        ("county", "行政处罚败诉2件，撤销行政处罚3件。", "- -"),
        ("hotline", "满意率由93%提升至96%。", "s.hotline_satisfaction_rate s.hotline_satisfaction_rate"),
        ("county", "应急救援队伍18支，队伍总人数503人。", "m.rescue_teams m.rescuers"),
        ("county", "行政检查2.6万件，处罚3140件，罚款42万元。", "e.inspections e.penalties -"),
        ("county", "推进基层赋权，交给街道处罚权65项。", "e.powers_delegated"),
        ("county", "市政府规章新制定3部。", "rulemaking.rules_issued"),
        ("county", "律师开展“法治体检”，为企业看合同120份。", "-"),
    ],
)
def test_the_sentence_proposes_these_codes(kind: str, sentence: str, codes: str) -> None:
    assert proposed(kind, sentence) == codes
