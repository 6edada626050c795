"""Headings in the many ways in which they are written, and the domain that each names."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures
from ingest.reports.sections import find_section, split_sections

pytestmark = pytest.mark.unit

PARAGRAPH = "全县各部门认真落实各项部署要求，组织开展专项行动，取得了新的明显成效，共办理各类事项17件。"


def outline(text: str) -> list[tuple[int, str, str | None]]:
    return [(section.rank, section.heading, section.domain) for section in split_sections(text)[1:]]


@pytest.mark.parametrize(
    ("heading", "rank"),
    [
        ("第一部分 主要做法", 1),
        ("第一章　主要做法", 1),
        ("１．主要做法", 3),
        ("۶. 主要做法", 3),
        ("一、主要做法", 1),
        ("一．主要做法", 1),
        ("一,主要做法", 1),
        ("一，主要做法", 1),
        ("（一）主要做法", 2),
        ("( 一 )主要做法", 2),
        ("【一】主要做法", 2),
        ("㈠主要做法", 2),
        ("1.主要做法", 3),
        ("1、主要做法", 3),
        ("1）主要做法", 3),
        ("1)主要做法", 3),
        ("（1）主要做法", 3),
        ("①主要做法", 3),
        ("⑴主要做法", 3),
        ("❶主要做法", 3),
        ("一是主要做法", 4),
        ("第一，主要做法", 4),
        ("第一、主要做法", 4),
        ("　　一、主要做法", 1),
        ("• （一）主要做法", 2),
    ],
)
def test_a_heading_is_known_by_its_number(heading: str, rank: int) -> None:
    assert [one[0] for one in outline(f"开头。\n{heading}\n{PARAGRAPH}")] == [rank]


@pytest.mark.parametrize(
    "line",
    [
        "第一，二审案件共办结53件。",
        "一，二审案件共办结53件。",
        "3，5万元以下的罚款可以当场收缴。",
        "第一季度办理17件。",
        "一）",
        "12)34件。",
        "第一章程序规定已经修订。",
    ],
)
def test_what_only_looks_like_a_number_divides_nothing(line: str) -> None:
    headings = [one for one in outline(f"开头。\n{line}") if one[0] < 4 and not one[1].startswith("第一章")]
    assert headings == []


def test_the_tree_holds_every_rank_in_the_one_above() -> None:
    text = (
        "第一部分 工作情况\n一是总体向好。\n第二部分 分项情况\n"
        "（一）规范执法\n1.检查\n①入企检查17次。\n②双随机检查9次。\n2.处罚\n（二）复议\n第一，受理5件。第二，办结4件。"
    )
    sections = split_sections(text)
    parents = {section.heading: sections[section.parent].heading for section in sections if section.parent is not None}
    assert parents["1.检查"] == parents["2.处罚"] == "（一）规范执法"
    assert parents["（一）规范执法"] == parents["（二）复议"] == "第二部分 分项情况"
    assert parents["第一，受理5件"] == "（二）复议"


@pytest.mark.parametrize(
    ("line", "rank"),
    [("规范行政执法", 3), ("行政复议应诉工作", 3), ("“放管服”改革", 3), ("全面推进政务公开", 3)],
)
def test_a_bold_line_between_paragraphs_is_a_heading_below_the_numbered_ones(line: str, rank: int) -> None:
    found = outline(f"开头。\n一、主要做法\n（一）依法履职\n{PARAGRAPH}\n{line}\n{PARAGRAPH}\n二、不足\n{PARAGRAPH}")
    assert [one[:2] for one in found] == [(1, "一、主要做法"), (2, "（一）依法履职"), (rank, line), (1, "二、不足")]


def test_a_text_divided_by_bold_lines_alone_has_their_domains() -> None:
    text = f"{PARAGRAPH}\n党的领导\n{PARAGRAPH}\n行政执法\n{PARAGRAPH}\n行政复议\n{PARAGRAPH}"
    assert [one[2] for one in outline(text)] == ["leadership", "enforcement", "reconsideration"]


@pytest.mark.parametrize(
    "line",
    [
        "桐庐县行政复议局",
        "桐庐县2023年行政执法工作情况报告",
        "市政务服务局：",
        "全县上下一心",
        "规范性文件管理，",
        "全县各级行政执法机关在开展执法工作过程中严格按照程序规定办理各类",
    ],
)
def test_other_short_lines_between_paragraphs_are_no_headings(line: str) -> None:
    assert outline(f"{PARAGRAPH}\n{line}\n{PARAGRAPH}") == []


def test_a_line_that_was_broken_off_in_a_sentence_is_no_heading() -> None:
    broken = "全县各部门和各乡镇街道在过去的一年里认真贯彻落实上级关于推进"
    assert outline(f"{PARAGRAPH}\n{broken}\n行政执法责任制\n{PARAGRAPH}") == []


def test_every_figure_knows_its_section() -> None:
    text = "开头17件。\n一、执法\n办案21件。\n（一）检查。开展33次。\n一是入企45家。\n二、复议\n收案52件。"
    sections = split_sections(text)
    held = {one.raw: find_section(sections, one.start).heading for one in find_figures(text, 2023, sections)}
    assert held == {"17件": "", "21件": "一、执法", "33次": "（一）检查", "45家": "一是入企45家", "52件": "二、复议"}


@pytest.mark.parametrize(
    ("heading", "domain"),
    [
        ("压紧压实党政主要负责人法治责任", "leadership"),
        ("完善党委统一领导的推进机制，落实述法制度", "leadership"),
        ("推进依法治县工作", "leadership"),
        ("加快转变政府职能", "services"),
        ("打造市场化法治化国际化营商环境", "services"),
        ("提升12345热线办理质效", "services"),
        ("强化数字赋能", "services"),
        ("激发经营主体活力", "services"),
        ("提高制度建设质量", "rulemaking"),
        ("加强重点领域地方立法", "rulemaking"),
        ("落实合法性审核", "rulemaking"),
        ("推进科学民主依法决策", "decision"),
        ("用好法律顾问和公职律师", "decision"),
        ("深化综合行政执法改革", "enforcement"),
        ("规范涉企行政检查", "enforcement"),
        ("全面落实“三项制度”", "enforcement"),
        ("加强事中事后监管", "enforcement"),
        ("提高应急处置水平", "emergency"),
        ("守牢安全生产底线", "emergency"),
        ("坚持和发展新时代“枫桥经验”", "mediation"),
        ("提升基层治理法治化水平", "mediation"),
        ("推进行政裁决", "mediation"),
        ("发挥复议主渠道作用", "reconsideration"),
        ("实质性化解行政争议", "reconsideration"),
        ("抓好行政机关负责人出庭应诉", "litigation"),
        ("深化府检联动，办好检察建议", "litigation"),
        ("自觉接受人大监督、民主监督", "oversight"),
        ("加强政务诚信建设", "oversight"),
        ("健全覆盖城乡的公共法律服务网络", "legal_services"),
        ("扩大法律援助覆盖面", "legal_services"),
        ("落实“谁执法谁普法”责任制", "publicity"),
        ("实施“八五”普法规划", "publicity"),
        ("培育法治文化", "publicity"),
        ("規範執法行為", "enforcement"),
        ("加強黨的領導", "leadership"),
        ("化解矛盾糾紛", "mediation"),
        ("工作亮点", None),
        ("存在的主要问题", None),
    ],
)
def test_a_heading_names_its_domain(heading: str, domain: str | None) -> None:
    assert split_sections(f"开头。\n（一）{heading}\n{PARAGRAPH}")[1].domain == domain
