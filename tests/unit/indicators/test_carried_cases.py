"""Cases taken over from the year before and left to the next one; which definition a figure follows."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures
from ingest.model import Figure
from ingest.reports.sections import split_sections
from ingest.statements.reading import assign_indicators

pytestmark = pytest.mark.unit


def read(sentence: str, year: int = 2023) -> dict[str, Figure]:
    text = f"云溪县{year}年法治政府建设情况报告\n{sentence}\n"
    return {figure.raw: figure for figure in assign_indicators(text, find_figures(text, year), [], year)}


def read_plan(promise: str) -> dict[str, Figure]:
    """The figures of what a report on 2023 promises for the next year."""
    text = f"云溪县2023年报告\n一、2024年工作打算\n{promise}\n"
    sections = split_sections(text)
    return {one.raw: one for one in assign_indicators(text, find_figures(text, 2023, sections), sections, 2023)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("上年结转行政复议案件30件，受理行政复议案件100件，审结120件。", {"30件": "reconsideration.carried_over"}),
        ("收到行政复议申请91件，2022年结转6件，5件正在审理。", {"6件": "reconsideration.carried_over", "5件": "reconsideration.pending"}),
        ("一审行政诉讼案件80件，上年旧存20件，未审结8件。", {"20件": "litigation.carried_over", "8件": "litigation.pending"}),
        ("行政复议案件审结60件，剩余7件，结转下年办理。", {"7件": "reconsideration.pending"}),
        ("行政复议案件审结62件，剩余2件结转2024年。", {"2件": "reconsideration.pending"}),
        ("2023年结转的行政复议案件88件，审结601件。", {"88件": "reconsideration.carried_over"}),
        ("行政复议案件结案98件，未结案22件。", {"98件": "reconsideration.closed", "22件": "reconsideration.pending"}),
        ("各类行政案件受理2118件（旧存231件在内）。", {"231件": "litigation.carried_over"}),
        ("行政复议收案由2020年的31件增至2023年的274件。", {"274件": "reconsideration.applications"}),
        ("受理行政复议案件50件。行政应诉案件74件（含上年结转11件），审结66件。", {"66件": "litigation.closed"}),
        ("依申请公开收到87件，上年结转3件，办结88件。", {"3件": None}),
        ("信访事项收到300件，正在办理20件。", {"20件": None}),
    ],
)  # fmt: skip
def test_cases_carried_over_and_pending_have_codes_of_their_own(sentence: str, expected: dict[str, str | None]) -> None:
    found = read(sentence)
    assert {raw: found[raw].indicator_code for raw in expected} == expected
    assert all(found[raw].year == 2023 for raw, code in expected.items() if code)


def test_cases_that_are_pending_make_those_closed_no_part() -> None:
    found = read("行政复议案件已办结57件，未办结6件。")
    assert (found["57件"].scope, found["57件"].part) == ("total", None)


def test_first_instances_are_no_component_beside_their_whole() -> None:
    found = read("全县行政机关应诉案件80件，其中一审55件、二审25件。")
    assert (found["80件"].scope, found["80件"].part) == ("total", None)


def test_cases_that_are_not_carried_over_date_nothing() -> None:
    assert read("无上年结转行政复议案件，受理行政复议案件100件。")["100件"].year == 2023


@pytest.mark.parametrize(
    ("sentence", "raw", "definition"),
    [
        ("受理行政复议案件100件。", "100件", "accepted"),
        ("办理行政复议案件100件。", "100件", "handled"),
        ("受理行政复议案件128件（含上年结转28件）。", "128件", "with_carried_over"),
        ("受理行政复议案件128件，其中上年结转28件。", "128件", "with_carried_over"),
        ("行政复议案件直接纠错率5.8%。", "5.8%", "direct"),
        ("行政复议案件综合纠错率20.3%。", "20.3%", "combined"),
        ("行政复议案件纠错率20.3%。", "20.3%", None),
        ("一审行政诉讼案件80件。", "80件", "first_instance"),
        ("行政诉讼案件120件（一审80件、二审40件）。", "120件", "all_instances"),
        ("行政诉讼案件120件。", "120件", None),
        ("行政机关应诉80件，其中一审55件。", "80件", "all_instances"),
        ("行政应诉案件80件，其中，一审55件，二审25件。", "80件", "all_instances"),
        ("全县行政应诉80件，一审55件、二审25件。", "80件", "all_instances"),
        ("行政机关败诉率8%，其中一审败诉率6%。", "8%", "all_instances"),
        ("行政机关负责人出庭应诉率100%。", "100%", "any_head"),
        ("行政机关正职负责人出庭应诉率42.5%。", "42.5%", "principal_head"),
    ],
)
def test_a_figure_says_which_definition_it_follows(sentence: str, raw: str, definition: str | None) -> None:
    found = read(sentence)[raw]
    assert found.indicator_code is not None
    assert found.definition == definition


def test_what_the_government_itself_counts_is_told_apart_from_its_area() -> None:
    assert read("县政府受理行政复议案件20件。")["20件"].part == "own_level"
    assert read("全县受理行政复议案件20件。")["20件"].part is None
    assert read("全县各级政府受理行政复议案件20件。")["20件"].part is None


def test_the_months_from_january_to_october_are_a_year_that_is_told_early() -> None:
    found = read("1—10月，全县受理行政复议案件80件。")["80件"]
    assert (found.indicator_code, str(found.period_end)) == ("reconsideration.accepted", "2023-10-31")
    whole = read("1—10月开展普法宣传，全年受理行政复议案件80件。")["80件"]
    assert str(whole.period_end) == "2023-12-31"


def test_a_promise_names_its_object_and_indicator_and_is_no_value() -> None:
    found = read_plan("力争办理法律援助案件达到250件，行政诉讼败诉率控制在5%以下。")
    assert [(one.indicator_code, one.whose) for one in found.values()] == [(None, "plan")] * 2
    assert found["250件"].target_code == "legal_services.aid_cases"
    assert found["250件"].object == "法律援助案件"
    assert found["5%"].target_code == "litigation.loss_rate"


@pytest.mark.parametrize(
    ("promise", "raw", "thing", "code"),
    [
        ("行政诉讼败诉率不超过8%", "8%", "行政诉讼败诉率", "litigation.loss_rate"),
        ("行政机关负责人出庭应诉率不低于95%", "95%", "行政机关负责人出庭应诉率", "litigation.head_appearance_rate"),
        ("法律援助案件不少于1000件", "1000件", "法律援助案件", "legal_services.aid_cases"),
        ("行政机关败诉率不高于5%", "5%", "行政机关败诉率", "litigation.loss_rate"),
    ],
)
def test_the_bound_of_a_promise_is_no_word_of_its_object(promise: str, raw: str, thing: str, code: str) -> None:
    figure = read_plan(f"2024年，{promise}。")[raw]
    assert (figure.object, figure.target_code, figure.indicator_code) == (thing, code, None)


def test_a_promised_change_is_one_of_an_indicator() -> None:
    found = read_plan("力争行政诉讼案件数量下降5%，12345热线满意率提高2个百分点。")
    assert (found["5%"].value, found["5%"].target_code) == (-5, "litigation.cases")
    assert found["2个百分点"].target_code == "services.hotline_satisfaction_rate"
