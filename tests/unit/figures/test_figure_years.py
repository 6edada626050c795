"""The year that a figure speaks of."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures
from ingest.model import Section

pytestmark = pytest.mark.unit

# All sentences stand in a report on 2023.
TABLE = """
受理案件120件 | 2023
2022年受理案件120件 | 2022
2022年，全市受理案件120件，办结98件 | 2022 2022
去年受理案件120件 | 2023
据悉，去年全市受理案件120件，审结98件 | 2023 2023
去年受理案件120件，今年受理98件 | 2022 2023
去年这个时候受理120件 | 2022
受理案件98件。去年受理120件 | 2023 2022
去年只有12件，2023年达到15件 | 2022 2023
从去年12件增加到15件 | 2022 2023
去年底有12个 | 2022
2022年全年受理120件 | 2022
另悉，2022年，全省法院全年审结120件，败诉率12% | 2022 2022
上年全年受理120件，其中刑事12件 | 2022 2022
2022年受理120件，全年审结98件 | 2022 2023
上年受理案件120件，今年受理98件 | 2022 2023
败诉率2021年为13%、2022年为11%、2023年为9% | 2021 2022 2023
2021年、2022年、2023年分别办结12件、15件和18件 | 2021 2022 2023
2021—2023年，全市分别办结12件、15件和18件 | 2021 2022 2023
2021—2023年，收案、结案分别为120件和118件 | 2023 2023
2021年和2022年，分别立案12起、15起 | 2021 2022
2022、2023年分别受理120件、150件 | 2022 2023
较2022年增长12% | 2023
比2021年增长12%，达到120件 | 2023 2023
与2022年相比下降12% | 2023
较去年下降12% | 2023
是2020年的3倍 | 2023
由2022年的120件增加到158件 | 2022 2023
从上年的21个工作日压减至3个 | 2022 2023
2020年以来累计受理120件 | 2023
2020年至今已受理120件 | 2023
去年8月至今调解120件 | 2023
截至2023年底，共有调解员120名 | 2023
截至2022年底，共有调解员120名 | 2022
2021—2023年，共受理120件 | 2023
2018年5月1日至2021年6月30日间审结120件 | 2021
《法治建设规划（2021—2025年）》120项任务完成 | 2023
落实《2022年要点》，完成任务12项 | 2023
召开2022年度述法会议，听取汇报12次 | 2023
印发2024年工作要点，明确任务12项 | 2023
2022年的120件积案全部化解 | 2022
共受理120件（2022年98件），办结110件 | 2023 2022 2023
受理120件（去年同期98件） | 2023 2022
收到120件，上年为98件，办结110件 | 2023 2022 2023
收到120件，去年同期98件，办结110件 | 2023 2022 2023
收到120件，2022年为98件，2021年为80件，办结110件 | 2023 2022 2021 2023
收到120件，2022年仅98件；办结110件 | 2023 2022 2023
满意率98%，上年度是96%，办结率95% | 2023 2022 2023
收到120件，上年受理98件，审结95件 | 2023 2022 2022
上年收到120件，审结98件 | 2022 2022
2025年力争达到95% | 2025
二〇二二年受理案件120件 | 2022
2022 年度受理案件120件 | 2022
2022年受理120件。今年办结98件。共98件。 | 2022 2023 2023
今年以来受理120件 | 2023
全年受理120件 | 2023
上年结转12件，新收120件 | 2022 2023
2022年12件，2023年15件 | 2022 2023
败诉率由8%降至6% | - 2023
站点从12个增加到15个 | - 2023
许可事项由19项精简至14项 | - 2023
满意率由92.5%提到95% | - 2023
出庭率由2021年的86.4%、2022年的92.1%提高到98.3%，败诉率从11.2%降至8.5% | 2021 2022 2023 - 2023
2022年，败诉率由8%降至6% | - 2022
办理时限由法定的20个工作日压减至3个工作日 | 2023 2023
办理时限由承诺20个工作日压减至3个工作日 | 2023 2023
业务量和去年的5126件比增幅超过50% | 2022 2023
比2022年的十六件少五件 | 2022 2023
2023年受理120件，同比增长5%，2022年受理114件 | 2023 2023 2022
明年计划新建站点12个 | 2024
同比去年增长12% | 2023
较去年的61件减少15件 | 2022 2023
比2022年的61件多15件 | 2022 2023
比2022年的45%提高5个百分点 | 2022 2023
收案数（15件）较2022年（20件）下降25% | 2023 2022 2023
投诉量为上年的三分之一 | 2023
结转上年2件 | 2023
相比2022年提高12% | 2023
相较于上年减少3件 | 2023
2022年度败诉率为5%，2023年度下降到3% | 2022 2023
"""


def rows() -> list[tuple[str, list[int | None]]]:
    parts = [line.rpartition("|") for line in TABLE.splitlines() if line]
    return [
        (sentence.strip(), [None if year == "-" else int(year) for year in expected.split()])
        for sentence, _, expected in parts
    ]


@pytest.mark.parametrize(("sentence", "years"), rows())
def test_a_figure_has_the_year_that_its_sentence_says(sentence: str, years: list[int | None]) -> None:
    assert [figure.year for figure in find_figures(sentence, 2023)] == years


def test_without_a_report_year_only_stated_years_are_known() -> None:
    assert [figure.year for figure in find_figures("受理12件。2022年受理9件。去年受理8件。")] == [None, 2022, None]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023年行政审判白皮书发布\n去年全省受理案件120件。\n", 2023),
        ("2023年行政审判白皮书发布\n去年全省受理案件120件。\n今年将推进府院联动。\n", 2023),
        ("2023年法治政府建设情况报告\n去年受理案件120件。\n今年以来更多。\n", 2022),
        ("某县加强法律援助（2023年7月）\n去年受理案件120件。\n", 2022),
    ],
)
def test_last_year_is_that_of_the_report_where_the_text_was_written_after_it(text: str, year: int) -> None:
    figures = find_figures(text, 2023)
    assert [figure.year for figure in figures] == [year]


TABLE_OF_YEARS = """
项目 | 2022年 | 2023年 | 增减
处罚案件 | 140件 | 186件 | 增长32.9%
其中简易程序 | 12件 | 15件 | 增长25%
表后另起一段，受理案件12件。
"""


def test_the_head_of_a_column_dates_the_figures_below_it() -> None:
    years = [figure.year for figure in find_figures(TABLE_OF_YEARS, 2023)]
    assert years == [2022, 2023, 2023, 2022, 2023, 2023, 2023]


def test_columns_are_dated_by_words_as_well() -> None:
    assert [f.year for f in find_figures("项目 | 本年 | 上年\n受理 | 12件 | 9件\n", 2023)] == [2023, 2022]


def test_a_year_said_in_a_cell_counts_for_more_than_the_head_of_its_column() -> None:
    assert [f.year for f in find_figures("项目 | 2023年\n受理 | 2021年9件\n", 2023)] == [2021]


def test_a_plan_speaks_of_the_coming_year() -> None:
    text = "受理案件12件。\n下一步\n新建站点3个，2023年建成的2个投入使用。"
    plan = Section(1, 1, "下一步", None, None, True, text.index("下一步"), len(text))
    assert [figure.year for figure in find_figures(text, 2023, [plan])] == [2023, 2024, 2023]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("下一步，学法增至4次，力争覆盖率达98%。", [2024, 2024]),
        ("受理9件，下一步工作得到肯定的有2项。", [2023, 2023]),
        ("对照2022年的31件，纠纷量升12.8%。", [2022, 2023]),
        ("本年收案量为2022年全年的3倍，为2021年的约5倍。", [2023, 2023]),
        ("审结41件，较2022年全年审结的17件增长1.4倍。", [2023, 2022, 2023]),
        ("处罚类复议89件，2022年该类为44件；不作为类17件。", [2023, 2022, 2023]),
        ("2024年春节前当场受理，工地设窗口36个。", [2023]),
        ("承诺时限由20个工作日缩到5个工作日。", [None, 2023]),
        ("审批事项由214项压到197项。", [None, 2023]),
        ("由2个部门负责，牵头成立5个专班。", [2023, 2023]),
    ],
)
def test_a_year_that_dates_something_else_leaves_the_figure_its_own(text: str, years: list[int | None]) -> None:
    assert [figure.year for figure in find_figures(text, 2023)] == years


def test_last_year_behind_a_speaker_is_that_of_the_report() -> None:
    text = "2023年工作综述\n记者获悉：去年通过“春风行动”等活动，全省办理援助案件12件。\n"
    assert [figure.year for figure in find_figures(text, 2023)] == [2023]
