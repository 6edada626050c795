"""What the patterns propose for a figure, and the sign by which it is none of the whole."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures
from ingest.statements.parts import part_of
from ingest.statements.reading import read_statements
from ingest.statements.statement import Statement

pytestmark = pytest.mark.unit


def statements_of(sentence: str, body: str = "青禾县") -> list[Statement]:
    text = f"{body}2024年度法治政府建设情况报告\n\n{sentence}"
    figures = find_figures(text, 2024, ())
    return read_statements(text, figures, (), 2024)[1]


def read(sentence: str, body: str = "青禾县") -> list[tuple[str | None, str | None]]:
    """(code of the patterns, name of the sign that it is a part) of each figure."""
    codes = [(each, each.match.pattern.code if each.match else None) for each in statements_of(sentence, body)]
    return [(code, part_of(each, code) if code else None) for each, code in codes]


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("县委中心组法治专题学了4次，县政府常务会会前学了3次。", ["leadership.study_sessions"] * 2),
        ("依法行政研讨班办了2期。", ["leadership.training_courses"]),
        ("法治建设工作汇报，县委常委会听了4次。", ["leadership.deliberations"]),
        ("县政府常务会研究审议法治建设重大问题，全年累计17次。", ["leadership.deliberations"]),
        ("组织“警察说法”进村寨，普法宣传进村进校26场次。", ["publicity.events"]),
        ("普法。全年36场，资料5000份。", ["publicity.events", "publicity.materials"]),
        ("“高效办成一件事”。上线31件，办件2.1万件。", ["services.one_thing_packages", "services.one_thing_cases"]),
        ("推行容缺受理，涉及事项232项。", ["services.tolerant_acceptance_items"]),
        ("全面落实告知承诺制，142项证明事项实行告知承诺。", ["services.commitment_items"]),
        ("12345热线受理诉求46.8万件，解决率94.2%。", ["services.hotline_requests", None]),
        ("整理归档材料1100份。", [None]),
    ],
)
def test_the_same_is_proposed_however_it_is_worded(sentence: str, codes: list[str | None]) -> None:
    assert [code for code, _ in read(sentence)] == codes


@pytest.mark.parametrize(
    ("sentence", "signs"),
    [
        ("12名县直部门负责人作了现场述法。", ["in_person"]),
        ("162名主要负责人现场述法，245名书面述法。", ["in_person", "in_person"]),
        ("党政主要负责人36名书面述法，其中6名现场述法。", [None, "in_person"]),
        ("宪法宣传周集中普法宣传2场，发放宣传折页800份。", ["occasion", "occasion"]),
        ("安全生产月期间发放资料800份，全年举办普法活动14场次。", ["occasion", None]),
        ("结合宪法宣传周等节点，开展普法宣传活动14场次，发放宣传折页800份。", [None, None]),
        ("开展进农村、进校园、进企业普法活动14场次。", [None]),
        ("开展校园普法活动14场次。", ["kind"]),
        ("全国民主法治示范村4个、省级62个。", [None, None]),
        ("“高效办成一件事”新上线13个。", ["new"]),
        ("下半年普法宣传12场。全年普法宣传90场。", ["period", None]),
    ],
)
def test_a_part_is_told_by_its_sign(sentence: str, signs: list[str | None]) -> None:
    assert [sign for _, sign in read(sentence)] == signs


def test_its_own_field_is_the_whole_of_what_a_bureau_explains() -> None:
    sentence = "普法。民政领域集中宣传8场次。"
    assert read(sentence, "青禾县民政局") == [("publicity.events", None)]
    assert read(sentence) == [("publicity.events", "kind")]


def test_bodies_that_report_side_by_side_are_parts_of_a_whole_printed_nowhere() -> None:
    assert [each.listed for each in statements_of("专题述法会上，2个街道、3个县直部门现场述法。")] == [True, True]
