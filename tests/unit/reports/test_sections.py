"""The tree of headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reports.sections import find_section, split_sections

pytestmark = pytest.mark.unit


def outline(text: str) -> list[tuple[int, str]]:
    return [(section.rank, section.heading) for section in split_sections(text)[1:]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开头。\n一、主要做法\n甲。\n二、不足\n乙。", [(1, "一、主要做法"), (1, "二、不足")]),
        (
            "一、做法\n（一）加强领导。全年6次。\n(二)规范执法\n丙。",
            [(1, "一、做法"), (2, "（一）加强领导"), (2, "(二)规范执法")],
        ),
        ("一、做法\n1.甲项。内容\n2．乙项\n3、丙项", [(1, "一、做法"), (3, "1.甲项"), (3, "2．乙项"), (3, "3、丙项")]),
        ("（一）总述。一是抓学习。共3次；二是抓执法。", [(2, "（一）总述"), (4, "一是抓学习"), (4, "二是抓执法")]),
        ("一是抓学习。\n二是抓执法。", [(4, "一是抓学习"), (4, "二是抓执法")]),
        ("现报告如下：一、做法。办理3件。二、不足。有差距。", [(1, "一、做法"), (1, "二、不足")]),
        ("第一部分 做法\n甲。\n第二部分：打算\n乙。", [(1, "第一部分 做法"), (1, "第二部分")]),
        ("十一、下一步打算\n甲。", [(1, "十一、下一步打算")]),
        ("格局不断完善一是抓学习。有3次二是抓执法。", [(4, "一是抓学习"), (4, "二是抓执法")]),
    ],
)
def test_numbered_headings_are_found_on_lines_and_within_them(text: str, expected: list[tuple[int, str]]) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全县统一是前提，第二是重点。",
        "办理一、二审案件共53件。",
        "12.5%的案件已办结。",
        "依据第三条第(二)项办理。",
        "3.5万件。",
        "2023年12月。",
    ],
)
def test_numbers_in_prose_are_no_headings(text: str) -> None:
    assert outline("开头。\n" + text) == []


@pytest.mark.parametrize(
    "heading",
    [
        "三、下一步工作打算",
        "十一、2024年工作安排",
        "三、存在的不足及2025年工作打算",
        "五、2024年法治政府建设工作思路",
        "四、下步工作计划",
        "五、今后努力方向",
        "三、2024年度工作展望",
        "四、2024年重点工作任务",
    ],
)
def test_the_part_on_the_coming_year_is_told_by_its_heading(heading: str) -> None:
    sections = split_sections(
        f"开头。\n一、主要做法\n办理3件。\n{heading}\n（一）加强领导。\n一是抓落实。计划办理9件。"
    )
    assert [section.is_plan for section in sections] == [False, False, True, True, True]


@pytest.mark.parametrize(
    "heading",
    [
        "二、存在的不足和问题",
        "四、问题与不足",
        "六、当前存在的主要问题",
        "三、工作中存在的短板弱项",
        "三、不足之处",
        "三、面临的困难和挑战",
    ],
)
def test_shortcomings_are_a_section_of_their_own_and_of_the_reports_year(heading: str) -> None:
    sections = split_sections(f"开头。\n一、主要做法\n办理3件。\n{heading}\n仍有2个乡镇没有配齐人员。")
    assert [section.is_plan for section in sections] == [False, False, False]
    unnumbered = heading.partition("、")[2]
    assert split_sections(f"开头。\n主要做法如下。\n{unnumbered}\n仍有2个乡镇没有配齐人员。")[-1].heading == unnumbered


@pytest.mark.parametrize(
    "heading",
    [
        "一、2023年度工作计划完成情况",
        "二、聚焦突出问题，规范行政执法",
        "三、解决群众反映强烈的问题",
        "四、主要做法和成效",
        "五、2023年法治政府建设情况",
        "六、健全突发事件应对体系",
        "七、落实2023年重点任务推进情况",
    ],
)
def test_headings_on_work_that_was_done_are_no_plans(heading: str) -> None:
    assert not split_sections(f"开头。\n{heading}\n办理3件。")[1].is_plan


def test_headings_without_numbers_count_where_nothing_else_divides_the_text() -> None:
    text = "桐庐县报告\n2023年，推进。\n坚持党的领导\n（一）学习。6次。\n规范行政执法\n（一）检查。8次。\n下一步打算\n抓落实。"
    assert [heading for rank, heading in outline(text) if rank == 1] == ["坚持党的领导", "规范行政执法", "下一步打算"]


@pytest.mark.parametrize(
    ("heading", "domain"),
    [
        ("一、坚持党的领导，压实第一责任人职责", "leadership"),
        ("（二）深化“放管服”改革，优化营商环境", "services"),
        ("（三）加强规范性文件管理", "rulemaking"),
        ("（四）健全重大行政决策机制", "decision"),
        ("（五）严格规范公正文明执法", "enforcement"),
        ("（六）提升突发事件应对能力", "emergency"),
        ("（七）多元化解矛盾纠纷", "mediation"),
        ("（八）发挥行政复议主渠道作用", "reconsideration"),
        ("（九）规范行政应诉工作", "litigation"),
        ("（十）强化行政权力制约和监督", "oversight"),
        ("（十一）完善公共法律服务体系", "legal_services"),
        ("（十二）深入开展普法宣传", "publicity"),
        ("一、总体情况", None),
    ],
)
def test_the_domain_stands_in_the_heading(heading: str, domain: str | None) -> None:
    assert split_sections(f"开头。\n{heading}\n办理3件。")[1].domain == domain


def test_a_section_without_a_topic_of_its_own_has_that_of_the_section_above() -> None:
    sections = split_sections("一、规范行政执法\n（一）总体上。好。\n（二）往细处看。办理行政复议3件。")
    assert [section.domain for section in sections[1:]] == ["enforcement", "enforcement", "enforcement"]


def test_an_item_ends_with_its_paragraph() -> None:
    text = "一、做法\n一是学习。二是执法。\n另外，办理3件。"
    sections = split_sections(text)
    assert find_section(sections, text.index("办理")).heading == "一、做法"


LINES = st.sampled_from(
    [
        "一、做法",
        "二、不足",
        "（一）领导。6次",
        "(二)执法",
        "1.检查",
        "2、处罚",
        "一是学习。二是执法；",
        "三是监督。",
        "正文共3件。",
        "",
        "  ",
    ]
)


@given(st.lists(LINES, max_size=25), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_every_offset_lies_in_exactly_one_innermost_section(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    sections = split_sections(text)
    assert (sections[0].rank, sections[0].ordinal, sections[0].start) == (0, 0, 0)
    assert [section.ordinal for section in sections] == list(range(len(sections)))
    for offset in range(len(text)):
        holding = [section for section in sections if section.start <= offset < section.end]
        deepest = max(section.rank for section in holding)
        assert sum(section.rank == deepest for section in holding) == 1
        assert find_section(sections, offset) == next(one for one in holding if one.rank == deepest)
    for section in sections[1:]:
        assert text[section.start : section.end].startswith(section.heading)
        if section.parent is not None:
            above = sections[section.parent]
            assert above.rank < section.rank and above.start <= section.start and section.end <= above.end


@given(st.text(max_size=300))
def test_any_text_has_at_least_one_section(text: str) -> None:
    sections = split_sections(text)
    assert sections[0].start == 0
    assert max(section.end for section in sections) == len(text)
    assert find_section(sections, len(text)) in sections


@pytest.mark.parametrize(
    "text", ["\ud800一、做法\n\udfff（一）执法。", "一、", "（一）", "1.", "一是", "\n\n", "一、\n" * 3000]
)
def test_odd_texts_are_divided_without_error(text: str) -> None:
    sections = split_sections(text)
    assert max(section.end for section in sections) == len(text)
