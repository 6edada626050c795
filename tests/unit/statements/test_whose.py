"""Whose a figure is: of a plan, of another body, of a part, or of the reporting body's whole."""

from __future__ import annotations

import pytest

from ingest.extraction import extract_document

pytestmark = pytest.mark.unit

TITLE = "临澜县2024年法治政府建设年度报告"


def whose(sentence: str, raw: str, title: str = TITLE) -> str | None:
    """Whose the figure printed as `raw` is, in a report of one sentence."""
    found = extract_document(f"{title}\n\n{sentence}\n".encode(), "report.txt").figures
    return next(figure.whose for figure in found if figure.raw == raw)


@pytest.mark.parametrize(
    ("sentence", "raw"),
    [
        ("年度计划检查企业70家，实际检查81家次。", "70家"),
        ("2025年打算轮训执法人员3期。", "3期"),
        ("2025年计划开展法治督察3次，办培训班2期。", "2期"),
        ("全面清理存量文件，废止9件、拟修改6件。", "6件"),
        ("每两个月安排集中学法1次，全年学法6次。", "1次"),
        ("乡镇调委会专职调解员一般不得少于2名。", "2名"),
    ],
)
def test_what_is_intended_or_asked_for_is_of_a_plan(sentence: str, raw: str) -> None:
    assert whose(sentence, raw) == "plan"


@pytest.mark.parametrize(
    ("sentence", "raw"),
    [
        ("年度计划检查企业70家，实际检查81家次。", "81家次"),
        ("为园区企业代拟文本40份。", "40份"),
        ("到校办模拟法庭6场。", "6场"),
        ("便民服务窗口每年服务群众90万人次。", "90万人次"),
        ("2024年打算轮训的班次全部办完，共3期。", "3期"),
    ],
)
def test_what_was_done_is_of_no_plan(sentence: str, raw: str) -> None:
    assert whose(sentence, raw) != "plan"


@pytest.mark.parametrize(
    ("sentence", "raw"),
    [
        ("政务公开水平在全省88个县市中位列第六。", "88个"),
        ("参加市局业务培训5期，自办培训2期。", "5期"),
        ("县人大常委会举行宪法宣誓仪式4次。", "4次"),
        ("全省办理法律援助案件2.1万件。", "2.1万件"),
    ],
)
def test_what_other_bodies_do_is_of_another(sentence: str, raw: str) -> None:
    assert whose(sentence, raw) == "other"


@pytest.mark.parametrize(
    ("sentence", "raw", "title"),
    [
        ("全县7家单位和9名个人受到表彰。", "7家", TITLE),
        ("提请县人大常委会审议决定草案2件。", "2件", TITLE),
        ("“全省一单”下县级权责清单3100项。", "3100项", TITLE),
        ("县人民法院发来司法建议5件。", "5件", TITLE),
        ("全国共有执业律师60.2万人。", "60.2万人", "2023年度律师工作统计分析"),
        ("全市累计接收矫正对象1.2万人。", "1.2万人", "临澜市社区矫正工作发布会摘要"),
        ("全市法院新收行政案件910件。", "910件", "临澜市2024年度法院行政案件司法审查报告"),
    ],
)
def test_what_is_of_the_publisher_is_of_no_other(sentence: str, raw: str, title: str) -> None:
    assert whose(sentence, raw, title) != "other"
