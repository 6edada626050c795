"""The year that a text speaks of where its head says none, or another."""

from __future__ import annotations

import pytest

from ingest.extraction import extract_document

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("全国司法局长会议召开（2025年1月）\n据了解，2024年审查备案规章120件。\n复议方面，新收案件98件。", 2024),
        ("全国司法局长会议召开（2025年7月）\n2024年备案120件。今年，新收案件98件。", 2025),
        ("行政审判白皮书发布（2023年6月15日）\n2022年，某省法院受理120件。\n新收案件98件。", 2022),
        ("某县加强法律援助（2020年7月）\n法律援助中心办案98件。", 2020),
        ("某市年鉴2018·司法行政\n调解纠纷98件。", 2017),
        ("《某市年鉴（2018卷）》政法\n调解纠纷98件。", 2017),
        ("2018年鉴·司法行政\n调解纠纷98件。", 2017),
        ("某市年鉴2018·司法行政\n2018年，全市司法所扎实工作。\n调解纠纷98件。", 2018),
        ("某市年鉴2004·司法行政（2003年）\n调解纠纷98件。", 2003),
        ("某市2023年司法行政工作\n调解纠纷98件。", 2023),
    ],
)
def test_the_last_figure_is_of_the_year_that_the_text_speaks_of(text: str, year: int) -> None:
    assert extract_document(text.encode(), "page.txt").figures[-1].year == year


@pytest.mark.parametrize(
    ("text", "base_year"),
    [
        ("某区2023年法治政府建设情况报告\n办理复议案件34件，较2020年的9件增长近2.8倍。", "2020"),
        ("某区2023年法治政府建设情况报告\n败诉率从2020年的12%降至2023年的8%，下降4个百分点。", "2020"),
        ("某区2023年法治政府建设情况报告\n2020年受理9件，2023年受理34件，同比增长12%。", "2022"),
        ("某区2023年法治政府建设情况报告\n受理34件，比2021年增长12%。", "2021"),
        ("某区2023年法治政府建设情况报告\n受理34件，环比增长12%。", "prev_period"),
        ("某区2023年法治政府建设情况报告\n受理34件，同比增长12%。", "2022"),
    ],
)
def test_a_change_names_the_year_that_it_is_measured_against(text: str, base_year: str) -> None:
    assert extract_document(text.encode(), "page.txt").figures[-1].base_year == base_year
