"""What the patterns propose for acts of enforcement, documents, advisers and rescue teams."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures
from ingest.statements.parts import part_of
from ingest.statements.reading import read_statements
from ingest.statements.statement import Statement

pytestmark = pytest.mark.unit

COUNTY, BUREAU, TOWN = "青禾县人民政府", "青禾县应急管理局", "青禾县白河镇人民政府"


def statements_of(sentence: str, body: str) -> list[Statement]:
    text = f"{body}2024年度法治政府建设情况报告\n\n{sentence}"
    return read_statements(text, find_figures(text, 2024, ()), (), 2024)[1]


def read(sentence: str, body: str = COUNTY) -> list[tuple[str | None, str | None]]:
    """(code of the patterns, name of the sign that it is a part) of each figure."""
    codes = [(each, each.code) for each in statements_of(sentence, body)]
    return [(code, part_of(each, code) if code else None) for each, code in codes]


@pytest.mark.parametrize(
    ("body", "sentence", "codes"),
    [
        (BUREAU, "检查企业612家次，立案58起。", ["enforcement.inspections", "enforcement.penalties"]),
        (COUNTY, "检查企业612家次，立案58起。", [None, None]),
        (TOWN, "检查场所512家次，立案3起。", ["enforcement.inspections", "enforcement.penalties"]),
        (BUREAU, "办结劳动人事争议案件1230件。", [None]),
        (COUNTY, "双随机抽查市场主体326户。", ["enforcement.random_inspection_entities"]),
        (COUNTY, "行政处罚权交给乡镇（街道）91项。", ["enforcement.powers_delegated"]),
        (COUNTY, "县政府法律顾问6名全程参与。", ["decision.legal_advisers"]),
        (COUNTY, "党政机关法律顾问提供意见7600余件次。", ["decision.adviser_matters"]),
        (
            COUNTY,
            "审核行政规范性文件12件，提出意见96条。",
            ["rulemaking.documents_reviewed", "rulemaking.review_opinions"],
        ),
    ],
)
def test_what_is_counted_depends_on_who_reports_and_how(body: str, sentence: str, codes: list[str | None]) -> None:
    assert [code for code, _ in read(sentence, body)] == codes


@pytest.mark.parametrize(
    ("sentence", "signs"),
    [
        ("组织地震演练1次。", ["kind_of_drill"]),
        ("开展防汛、地震等各类演练90次。", [None]),
        ("综合应急救援队1支60人。", [None, "one_team"]),
        ("全县各类救援队伍共21支486人。", [None, None]),
        ("市场监管领域办理行政处罚案件26件，全县行政处罚案件312件。", ["kind", None]),
        ("开展涉企行政执法专项行动，道路交通执法发现问题28个。", [None]),
        ("市场监管领域办理行政处罚案件26件。", ["kind"]),
        ("县应急管理局巡查企业，立案处罚37起。", ["bureau"]),
        ("卫生健康部门监督检查96户次，处罚11件。", ["bureau", "bureau"]),
        ("各部门行政处罚37起。", [None]),
        ("县司法局牵头，人民调解案件370件。", [None]),
        ("市里抽评执法案卷24卷。", ["above"]),
        ("负责人出庭应诉率超过90%的有9个县。", ["of_some", None]),
        ("负责人出庭应诉率达到100%。", [None]),
        ("跨省通办31件、省内通办24件，合计55件。", ["added_up", "added_up", None]),
        ("跨省通办31件、省内通办24件，合计60件。", [None, None, None]),
    ],
)
def test_a_part_is_told_by_its_sign(sentence: str, signs: list[str | None]) -> None:
    assert [sign for _, sign in read(sentence)] == signs


def test_a_bureau_s_own_field_and_level_are_its_whole() -> None:
    assert read("办理交通运输行政处罚案件1860件。", "青禾市交通运输局") == [("enforcement.penalties", None)]
    assert read("市本级查处案件41件，罚没款52万元。", "青禾市农业农村局")[0] == ("enforcement.penalties", None)


def test_a_total_after_its_parts_is_the_whole() -> None:
    told = statements_of("县级组织演练14场，指导乡镇演练203场，共217场。", COUNTY)
    assert [each.listed for each in told] == [True, True, False]
