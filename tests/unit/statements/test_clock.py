"""Figures of several years or of a part of one have no year, but a period where the words tell it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ingest.extraction import extract_document
from ingest.model import Figure
from ingest.statements.times import rows

pytestmark = pytest.mark.unit

TEXTS = Path(__file__).parents[2] / "golden/statements/texts"
TITLE = "临澜县2024年法治政府建设年度报告"


def read(body: str, raw: str, title: str = TITLE) -> Figure:
    """The figure printed as `raw` in a text with this title."""
    found = extract_document(f"{title}\n\n{body}\n".encode(), "report.txt").figures
    return next(figure for figure in found if figure.raw == raw)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
def test_each_row_takes_its_example_and_not_the_other(row: dict[str, str]) -> None:
    pattern = re.compile(row["pattern"])
    assert pattern.search(row["example"])
    assert not pattern.search(row["counterexample"])


def test_what_a_row_takes_holds_one_of_its_triggers() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    for row in rows():
        pattern, triggers = re.compile(row["pattern"]), row["trigger"].split("|")
        found = {match[0] for text in [row["example"], *texts] for match in pattern.finditer(text)}
        assert found and all(any(trigger in words for trigger in triggers) for words in found), row["name"]


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("“十四五”以来，培训执法人员77期。", date(2021, 1, 1), date(2024, 12, 31)),
        ("“七五”期间，组建普法队伍12支，编印读本5种，开展宣讲77场。", date(2016, 1, 1), date(2020, 12, 31)),
        ("“七五”期间组建普法队伍12支。面向农村，累计开展宣讲77场。", date(2016, 1, 1), date(2020, 12, 31)),
        ("2021年以来，全县清理规范性文件77件。", date(2021, 1, 1), date(2024, 12, 31)),
        ("2022年至2024年，全县清理规范性文件77件。", date(2022, 1, 1), date(2024, 12, 31)),
        ("四年来，调解组织化解纠纷9件，涉及金额77万元。", None, None),
        ("近三年，资助困难群众77人次。", None, None),
        ("平台上线以来累计办件77件。", None, None),
        ("年收案量连续三年突破77件。", None, None),
        ("上半年受理申请9件，办结77件。", date(2024, 1, 1), date(2024, 6, 30)),
        ("上半年立案9件。其中移送77件。", date(2024, 1, 1), date(2024, 6, 30)),
        ("前三季度，热线接到诉求9件；按期办结77件。", date(2024, 1, 1), date(2024, 9, 30)),
        ("今年一季度，检查企业77家。", date(2024, 1, 1), date(2024, 3, 31)),
        ("今年以来（截至5月），办理援助案件77件。", date(2024, 1, 1), date(2024, 5, 31)),
        ("1至8月，平台立案9宗，罚款77万元。", date(2024, 1, 1), date(2024, 8, 31)),
    ],
)
def test_more_or_less_than_a_year_is_no_year(sentence: str, start: date | None, end: date | None) -> None:
    raw = next(figure for figure in ("77期", "77场", "77件", "77万元", "77人次", "77家") if figure in sentence)
    figure = read(sentence, raw)
    assert (figure.year, figure.period_start, figure.period_end) == (None, start, end)


@pytest.mark.parametrize(
    "sentence",
    [
        "“十四五”以来培训9期。2024年培训77件。",
        "“八五”普法规划实施方案印发77件。",
        "上半年受理9件；全年受理77件。",
        "上半年受理9件。审结77件。",
        "全年受理77件（上半年9件）。",
        "全年受理99件（上半年9件），审结77件。",
        "较上半年多受理77件。",
        "1至10月，受理77件。",
        "中心组一季度不得少于1次，年内学法77件。",
        "对2020年至2023年出台的文件作了清理，废止77件。",
        "出台行动方案（2024—2026年），列出措施77件。",
        "平台上线以来累计办件9件；企业诉求收到77件。",
        "截至7月底，全县共有律师事务所77件。",
        "近三年资助9人次，今年资助77件。",
        "3月印发清单77件。",
        "五年来，调解组织由9件增至77件。",
        "2021年以来，全县建有法治广场77件。",
        "上年度法治考评得分9分，在77件项目里排第一。",
        "自8月上线以来，平台受理77件。",
    ],
)
def test_a_year_is_said_again_or_was_never_left(sentence: str) -> None:
    assert read(sentence, "77件").year == 2024


@pytest.mark.parametrize(
    ("title", "body", "year"),
    [
        ("临澜县2024年上半年人民调解情况", "全县化解纠纷77件。", None),
        ("临澜市12345热线运行月报（2024年5月）", "平台接到诉求77件。", None),
        ("临澜市12345热线2024年7月群众诉求分析", "其中在办77件。", None),
        ("临澜市12345热线2024年7月群众诉求分析", "2023年全年接到诉求77件。", 2023),
        ("临澜市12345热线2024年第9期通报", "本月接到诉求9件。在线办结77件。", None),
        ("临澜市12345热线2024年11月运行情况", "平台接到诉求77件。", 2024),
        ("临澜县加强法律援助（2024年7月）", "今年以来，受理77件。", None),
        ("临澜县加强法律援助（2024年7月）", "2024年，受理77件。", 2024),
        ("临澜县普法办2024年：走进乡村", "“八五”普法以来，临澜重心下移。\n一是进村。开展宣讲77件。", None),
        ("临澜县普法办2024年：走进乡村", "“八五”普法以来，临澜重心下移。\n二是阵地。建成广场77处。", 2024),
        ("临澜县2024年法治政府建设年度报告", "“八五”普法以来，临澜重心下移。\n开展宣讲77件。", 2024),
    ],
)
def test_a_title_or_a_first_line_speaks_for_the_whole_text(title: str, body: str, year: int | None) -> None:
    raw = "77处" if "77处" in body else "77件"
    assert read(body, raw, title).year == year


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("权责事项由77项压到40项。", None),
        ("试点由77项工作扩展到90项。", None),
        ("原先77项指标压成40项。", None),
        ("审批事项原来77项，调整后40项。", None),
        ("改革前要提交77项材料，现在只要4项。", None),
        ("原有77项改革任务继续推进。", 2024),
    ],
)
def test_what_once_was_is_of_no_year(sentence: str, year: int | None) -> None:
    assert read(sentence, "77项").year == year
