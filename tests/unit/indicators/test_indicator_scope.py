"""Whole or part, plans, headings, and what never changes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Figure, Section
from ingest.statements import assign_indicators, explain, read_statements

pytestmark = pytest.mark.unit


def figure_of(text: str, raw: str, unit: str) -> Figure:
    start = text.index(raw)
    return Figure(
        start=start,
        end=start + len(raw),
        raw=raw,
        value=Decimal(1),
        precision=Decimal(0),
        unit=unit,
        bound="exact",
        measure="level",
        scope="total",
        year=2031,
        sentence_start=0,
        sentence_end=len(text),
        rules=("numeral",),
    )


def section(text: str, heading: str, *, is_plan: bool = False) -> Section:
    return Section(0, 1, heading, None, None, is_plan, 0, len(text))


def assigned(text: str, raw: str, unit: str, *sections: Section) -> Figure:
    return assign_indicators(text, [figure_of(text, raw, unit)], sections)[0]


def cues_of(text: str, raw: str, unit: str) -> tuple[str, ...]:
    """The cues of `scope_cues.csv` that hold for the figure."""
    statement = read_statements(text, [figure_of(text, raw, unit)])[1][0]
    assert statement is not None
    return statement.cues


def test_rule_ids_are_appended_to_those_of_earlier_rooms() -> None:
    figure = assigned("全年受理行政复议案件18件。", "18件", "件")
    assert figure.rules[0] == "numeral"
    assert figure.rules[1].startswith("indicator.reconsideration.accepted#")


def test_a_subject_named_in_an_earlier_sentence_is_inherited() -> None:
    figure = assigned("扎实推进行政复议工作。全年立案受理18件。", "18件", "件")
    assert figure.indicator_code == "reconsideration.accepted"


def test_a_new_list_item_forgets_the_subject_of_the_one_before() -> None:
    text = "一是推进行政复议工作，畅通渠道。二是规范投诉办理，全年立案受理18件。"
    assert assigned(text, "18件", "件").indicator_code is None


def test_a_list_item_keeps_the_subject_of_the_opening_sentence() -> None:
    text = "（三）提升行政复议质效。一是畅通渠道，全年立案受理18件。"
    assert assigned(text, "18件", "件").indicator_code == "reconsideration.accepted"


def test_the_heading_gives_the_subject_where_the_line_names_none() -> None:
    text = "全年立案受理18件。"
    assert assigned(text, "18件", "件").indicator_code is None
    heading = section(text, "（二）行政复议工作")
    assert assigned(text, "18件", "件", heading).indicator_code == "reconsideration.accepted"


def test_a_section_on_plans_holds_no_indicator() -> None:
    text = "受理行政复议案件18件。"
    figure = assigned(text, "18件", "件", section(text, "三、下一步打算", is_plan=True))
    assert (figure.indicator_code, figure.scope) == (None, "part")
    assert "scope.plan" in figure.rules


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("5月份，全市受理行政复议案件18件。", "month"),
        ("2031年5月受理行政复议案件18件。", "month"),
        ("第12周12345热线受理诉求18件。", "week"),
        ("第二季度受理行政复议案件18件。", "quarter"),
        ("自9月以来，受理行政复议案件18件。", "month"),
        ("近三年累计受理行政复议案件18件。", "many_years"),
        ("“十四五”期间，受理行政复议案件18件。", "many_years"),
        ("通过“一站式”平台受理行政复议案件18件。", "campaign"),
        ("在青禾街道调解矛盾纠纷18件。", "place"),
        ("区教育局受理行政复议案件18件。", "department"),
        ("力争受理行政复议案件18件。", "target"),
        ("平均每月受理行政复议案件18件。", "month_single"),
    ],
)
def test_words_of_a_part_are_found(text: str, cue: str) -> None:
    assert cue in cues_of(text, "18件", "件")


@pytest.mark.parametrize(
    "text",
    [
        "截至2031年12月，全市受理行政复议案件18件。",
        "截至12月底，全市受理行政复议案件18件。",
        "1—12月，全市受理行政复议案件18件。",
        "区司法局受理行政复议案件18件。",
        "各乡镇、街道配合，全县受理行政复议案件18件。",
        "全年累计受理行政复议案件18件。",
        "《云泽县行政应诉办法》印发后，受理行政复议案件18件。",
    ],
)
def test_words_that_only_look_like_a_part_do_not(text: str) -> None:
    figure = assigned(text, "18件", "件")
    assert (figure.indicator_code, figure.scope) == ("reconsideration.accepted", "total")


def test_words_within_a_title_are_no_subject() -> None:
    text = "推进行政复议工作，印发《法律援助与行政诉讼案件办理规定》，立案受理18件。"
    assert assigned(text, "18件", "件").indicator_code == "reconsideration.accepted"


def test_examples_of_what_cases_are_about_do_not_change_the_subject() -> None:
    text = "收到行政复议申请，案件类型主要为行政处罚、行政检查等，立案受理18件。"
    assert assigned(text, "18件", "件").indicator_code == "reconsideration.accepted"


def test_a_share_is_no_indicator() -> None:
    text = "调解结案的行政复议案件占30%。"
    figure = figure_of(text, "30%", "%")._replace(measure="share")
    found = assign_indicators(text, [figure])[0]
    assert (found.indicator_code, found.scope) == (None, "part")


def test_a_figure_that_is_not_there_cannot_be_explained() -> None:
    text = "受理行政复议案件18件。"
    figure = figure_of(text, "18件", "件")
    with pytest.raises(ValueError, match="no figure at"):
        explain(text, figure._replace(start=0), [figure])


def test_an_explanation_names_what_lost_and_on_which_column() -> None:
    text = "全年受理行政复议案件18件。"
    figure = figure_of(text, "18件", "件")
    explanation = explain(text, figure, [figure])
    assert explanation.proposed is not None
    assert explanation.proposed[0] == "reconsideration.accepted"
    assert explanation.window == ("全年受理行政复议案件", "")
    assert ("indicator.reconsideration.closed#1", "deed") in explanation.lost


_PIECES = st.sampled_from(
    [
        "行政复议",
        "受理",
        "，",
        "。",
        "、",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "其中",
        "12件",
        "3.5%",
        "分别为",
        "\n",
        "一是",
        "和",
        "矛盾纠纷",
        "同比增长",
        "审结",
        "热线",
        "满意率",
        "2031年",
        "不予受理",
        "街道",
        "；",
        ":",
        "执法",
        "培训",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=40))
def test_any_text_keeps_its_figures_in_order_and_all_else_about_them(pieces: list[str]) -> None:
    text, figures = "", []
    for piece in pieces:
        if piece[-1] in "件%" and piece[0].isdigit():
            blank = figure_of(piece, piece, piece[-1])
            figures.append(blank._replace(start=len(text), end=len(text) + len(piece)))
        text += piece
    found = assign_indicators(text, figures)
    assert [(f.start, f.end, f.raw, f.value, f.unit, f.bound) for f in found] == [
        (f.start, f.end, f.raw, f.value, f.unit, f.bound) for f in figures
    ]
    assert found == assign_indicators(text, figures)
    assert all(f.scope == "total" or f.rules[-1] == "scope.component" for f in found if f.indicator_code)


@pytest.mark.parametrize(
    "span",
    [
        "1—8月",
        "1-9月",
        "1至9月份",
        "3月至11月",
        "一至十月",
        "前11个月",
        "前三季度",
        "前10个月",
        "1—3季度",
        "头九个月",
    ],
)
def test_what_was_counted_in_some_months_is_a_part_of_the_year(span: str) -> None:
    figure = assigned(f"{span}，全县受理行政复议案件45件。", "45件", "件")
    assert figure.indicator_code is None


@pytest.mark.parametrize(
    "span", ["1—12月", "1月至12月", "一至十二月", "1月1日至12月31日", "截至11月底", "四个季度", "全年12个月"]
)
def test_the_whole_year_is_none_of_its_parts(span: str) -> None:
    assert assigned(f"{span}，全县受理行政复议案件45件。", "45件", "件").scope == "total"


def test_the_whole_year_is_told_again_behind_some_months() -> None:
    text = "1—9月开展专项宣传，全年受理行政复议案件45件。"
    assert assigned(text, "45件", "件").indicator_code == "reconsideration.accepted"


@pytest.mark.parametrize(
    ("heading", "line", "raw", "unit", "code"),
    [
        ("二、行政复议", "收：612件", "612件", "件", "reconsideration.applications"),
        ("二、行政复议", "· 结：598件", "598件", "件", "reconsideration.closed"),
        ("（二）执法人员管理", "持证：986人", "986人", "人", "enforcement.certified_officers"),
        ("（二）执法人员管理", "培训：3期", "3期", "期", "enforcement.training_sessions"),
        ("三、案卷评查", "评查：2次", "2次", "次", "enforcement.file_reviews"),
        ("三、案卷评查", "案卷：240件", "240件", "件", "enforcement.case_files_reviewed"),
        ("四、矛盾纠纷", "化解：298件", "298件", "件", "mediation.disputes_resolved"),
        ("五、机关党建", "培训：3期", "3期", "期", None),
        ("五、机关党建", "收：612件", "612件", "件", None),
    ],
)
def test_the_heading_says_what_the_label_before_a_colon_leaves_out(
    heading: str, line: str, raw: str, unit: str, code: str | None
) -> None:
    assert assigned(line, raw, unit, section(line, heading)).indicator_code == code


def test_a_count_since_an_earlier_year_is_no_count_of_the_year() -> None:
    assert assigned("2029年以来，县法律援助中心办理法律援助案件714件。", "714件", "件").indicator_code is None
    assert "since_year" not in cues_of("2031年以来，县法律援助中心办理法律援助案件714件。", "714件", "件")


def test_a_span_of_several_years_is_no_year_but_a_year_from_december_to_november_is() -> None:
    assert assigned("2028年1月至2031年5月，收到行政复议申请258件。", "258件", "件").indicator_code is None
    assert assigned("2029—2031年，全县收到行政复议申请258件。", "258件", "件").indicator_code is None
    assert "span" not in cues_of("2030年12月至2031年11月，收到行政复议申请258件。", "258件", "件")


@pytest.mark.parametrize("own, part", [("云溪街道", False), ("晴川区", True)])
def test_a_street_named_in_the_title_is_no_part_of_its_own_report(own: str, part: bool) -> None:
    text = f"{own}2031年法治政府建设工作报告\n今年以来，云溪街道党工委开展习近平法治思想专题学习18次。"
    assert ("place" in cues_of(text, "18次", "次")) == part


@pytest.mark.parametrize("own, part", [("晴川县林业局", False), ("晴川县", True)])
def test_a_bureau_named_in_the_title_is_no_part_of_its_own_report(own: str, part: bool) -> None:
    text = f"{own}2031年法治政府建设情况报告\n全年，县林业局办理行政处罚案件18件。"
    assert ("department" in cues_of(text, "18件", "件")) == part


@pytest.mark.parametrize(
    "title, code",
    [
        ("晴川县2031年法治政府建设情况报告", None),
        ("国家水利部2031年法治政府建设情况报告", "reconsideration.applications"),
        ("", "reconsideration.applications"),
    ],
)
def test_figures_of_the_nation_are_those_of_a_report_of_the_nation_alone(title: str, code: str | None) -> None:
    text = f"{title}\n主渠道作用显现，全国新收行政复议申请18万件。"
    assert assigned(text, "18万件", "件").indicator_code == code


def test_what_is_first_in_the_nation_is_still_the_reports_own() -> None:
    text = "晴川县2031年法治政府建设情况报告\n作为全国试点，全年新收行政复议申请18件。"
    assert assigned(text, "18件", "件").indicator_code == "reconsideration.applications"


@pytest.mark.parametrize(
    "title, code",
    [
        ("晴川县2031年法治政府建设情况报告", None),
        ("云岭省2031年法治政府建设情况报告", "reconsideration.applications"),
    ],
)
def test_figures_of_the_province_are_those_of_the_provinces_report_alone(title: str, code: str | None) -> None:
    text = f"{title}\n据统计，全省各级行政复议机关新收行政复议申请18万件。"
    assert assigned(text, "18万件", "件").indicator_code == code


@pytest.mark.parametrize(
    "since, part",
    [("2031年1月1日", False), ("2029年1月1日", True), ("", True)],
)
def test_counts_since_a_law_came_into_force_are_those_of_its_first_year_alone(since: str, part: bool) -> None:
    text = f"{since}《法律援助法》实施以来，法律援助机构共受理法律援助案件18件。"
    assert ("since_law" in cues_of(text, "18件", "件")) == part


def test_a_time_at_the_head_of_a_sentence_holds_behind_its_semicolons() -> None:
    text = "9月份，12345热线前台即时答复诉求7件；受理诉求18件。"
    assert "month" in cues_of(text, "18件", "件")


def test_a_time_in_the_middle_of_a_sentence_ends_with_its_semicolon() -> None:
    text = "持续提升12345热线服务水平，热线中心完成了9月份的系统升级；受理诉求18件。"
    assert assigned(text, "18件", "件").indicator_code == "services.hotline_requests"


@pytest.mark.parametrize(
    "title, code",
    [
        ("晴川县2031年9月份12345热线运行情况通报", None),
        ("晴川县2031年上半年12345热线运行情况通报", None),
        ("晴川县2031年12345热线运行情况通报", "services.hotline_requests"),
        ("晴川县2031年1月至12月12345热线运行情况通报", "services.hotline_requests"),
    ],
)
def test_a_report_on_a_part_of_the_year_has_no_figures_of_the_year(title: str, code: str | None) -> None:
    assert assigned(f"{title}\n12345热线受理诉求18件。", "18件", "件").indicator_code == code


@pytest.mark.parametrize("end, code", [("其中：", None), ("", "reconsideration.applications")])
def test_the_items_of_a_list_behind_among_are_parts(end: str, code: str | None) -> None:
    above = "1.总体情况。全省新收行政复议申请900件。"
    text = f"{above}{end}\n(1)省政府新收行政复议申请8件。\n(2)云溪市新收行政复议申请18件。"
    figures = [figure_of(text, raw, "件") for raw in ("900件", "8件", "18件")]
    found = assign_indicators(text, figures)
    assert found[0].indicator_code == "reconsideration.applications"
    assert found[2].indicator_code == code


@pytest.mark.parametrize("span", ["1—10月", "1-11月", "1至10月份", "1月至12月", "截至10月底"])
def test_a_year_counted_until_october_or_later_is_told_as_one(span: str) -> None:
    figure = assigned(f"{span}，全县受理行政复议案件45件。", "45件", "件")
    assert (figure.indicator_code, figure.scope) == ("reconsideration.accepted", "total")
