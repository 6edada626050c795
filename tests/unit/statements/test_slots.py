"""What a statement says beside its number: object, deed, whose, part, period, base and definition."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.extraction import extract_document
from ingest.model import Figure

pytestmark = pytest.mark.unit

TITLE = "临澜县2024年法治政府建设年度报告"


def read(sentence: str, raw: str, title: str = TITLE) -> Figure:
    """The figure printed as `raw` in a report of one sentence."""
    found = extract_document(f"{title}\n\n{sentence}\n".encode(), "report.txt").figures
    return next(figure for figure in found if figure.raw == raw)


@pytest.mark.parametrize(
    ("sentence", "raw", "thing", "deed"),
    [
        ("全年受理行政复议案件93件。", "93件", "行政复议案件", "受理"),
        ("行政复议案件共受理93件。", "93件", "行政复议案件", "受理"),
        ("全年制定出台12件行政规范性文件。", "12件", "行政规范性文件", "出台"),
        ("（三）全县政务服务事项1781项。", "1781项", "全县政务服务事项", None),
        ("　　（十四）持证执法人员690名。", "690名", "持证执法人员", None),
        ("一是主动公开政府信息7016条。", "7016条", "政府信息", "公开"),
        ("开展应急演练45次，其中无脚本演练9次。", "9次", "无脚本演练", None),
        ("法律顾问到场率接近100%。", "100%", "法律顾问到场率", None),
        ("整改完成，发现问题整改率达到95%。", "95%", "发现问题整改率", None),
        ("全年受理93件行政复议案件全部审结。", "93件", "行政复议案件", "受理"),
    ],
)
def test_object_and_deed_are_the_words_of_the_clause(sentence: str, raw: str, thing: str, deed: str | None) -> None:
    figure = read(sentence, raw)
    assert (figure.object, figure.deed) == (thing, deed)
    text = f"{TITLE}\n\n{sentence}\n"
    slots = {name: text[start:end] for name, start, end in figure.evidence}
    assert slots["object"] == thing
    assert slots.get("deed") == deed


def test_a_verb_within_a_noun_is_no_deed_and_what_is_left_of_a_clause_is_no_object() -> None:
    waiting = read("热线诉求平均办理时间压缩到5个工作日以内。", "5个工作日")
    assert (waiting.object, waiting.deed) == ("热线诉求平均办理时间", None)
    closed = read("办理行政诉讼案件53件，其中已结案46件。", "46件")
    assert (closed.object, closed.deed) == (None, "结案")


@pytest.mark.parametrize(
    ("sentence", "raw", "start", "end"),
    [
        ("全年受理行政复议案件93件。", "93件", date(2024, 1, 1), date(2024, 12, 31)),
        ("2022年以来，受理行政复议案件93件。", "93件", date(2022, 1, 1), date(2024, 12, 31)),
        ("1—10月，受理行政复议案件93件。", "93件", date(2024, 1, 1), date(2024, 10, 31)),
        ("上半年受理行政复议案件93件。", "93件", date(2024, 1, 1), date(2024, 6, 30)),
    ],
)
def test_a_period_is_what_the_words_say(sentence: str, raw: str, start: date, end: date) -> None:
    figure = read(sentence, raw)
    assert (figure.period_start, figure.period_end) == (start, end)


@pytest.mark.parametrize(
    ("change", "base"),
    [
        ("同比下降8%", "2023"),
        ("较2019年下降8%", "2019"),
        ("比前年下降8%", "2022"),
        ("环比下降8%", "prev_period"),
    ],
)
def test_a_change_has_the_base_that_its_words_name(change: str, base: str) -> None:
    assert read(f"全年受理行政复议案件93件，{change}。", "8%").base_year == base


@pytest.mark.parametrize(
    ("sentence", "raw", "definition"),
    [
        ("全年受理行政复议案件211件。", "211件", "accepted"),
        ("全年办理行政复议案件211件。", "211件", "handled"),
        ("行政复议案件直接纠错率9.1%。", "9.1%", "direct"),
        ("行政复议案件综合纠错率31%。", "31%", "combined"),
        ("行政机关负责人出庭应诉率98%。", "98%", "any_head"),
        ("行政机关主要负责人出庭应诉率41%。", "41%", "principal_head"),
        ("审结行政复议案件198件。", "198件", None),
    ],
)
def test_a_definition_is_told_by_its_words(sentence: str, raw: str, definition: str | None) -> None:
    assert read(sentence, raw).definition == definition


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("县本级收到行政复议申请93件。", "own_level"),
        ("市本级收到行政复议申请318件，受理93件。", "own_level"),
        ("办理行政处罚案件98件，其中涉企行政处罚案件93件。", "kind"),
        ("一季度受理行政复议案件93件。", "period"),
    ],
)
def test_a_part_carries_no_code_and_says_what_makes_it_one(sentence: str, part: str) -> None:
    figure = read(sentence, sentence[-4:-1])
    assert figure.indicator_code is None
    assert figure.proposed_code is not None
    assert (figure.whose, figure.part) == ("part", part)


@pytest.mark.parametrize(
    "sentence",
    ["全年平均每个乡镇调解纠纷93件。", "2021年以来，调解矛盾纠纷93件。", "力争全年调解纠纷93件。"],
)
def test_an_average_a_span_and_an_intention_are_no_count_of_the_year(sentence: str) -> None:
    figure = read(sentence, "93件")
    assert (figure.indicator_code, figure.proposed_code is not None) == (None, True)


def test_a_bureau_complained_of_does_not_review() -> None:
    sentence = "行政复议案件6件，维持4件。"
    assert read(sentence, "4件").indicator_code == "reconsideration.upheld"
    assert read(sentence, "4件", "临澜县水利局2024年法治政府建设年度报告").indicator_code is None
    assert read(sentence, "4件", "临澜县司法局2024年法治政府建设年度报告").indicator_code == "reconsideration.upheld"


@pytest.mark.parametrize(
    ("sentence", "raw", "target"),
    [
        ("法治文化阵地达到37个。", "37个", "publicity.culture_venues"),
        ("培育3个法治文化阵地。", "3个", None),
        ("新增法治文化阵地3个。", "3个", None),
        ("评查执法案卷330宗以上。", "330宗", "enforcement.case_files_reviewed"),
    ],
)
def test_what_a_promise_adds_to_a_stock_is_no_target_of_the_stock(sentence: str, raw: str, target: str | None) -> None:
    figure = read(f"二、2025年工作计划\n2025年，{sentence}", raw)
    assert (figure.whose, figure.target_code) == ("plan", target)
