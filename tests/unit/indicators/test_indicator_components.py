"""Components of a whole that is printed nowhere."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures
from ingest.model import Figure
from ingest.statements import assign_indicators
from ingest.statements.components import RULE

pytestmark = pytest.mark.unit

# Codes by the last part of their name; a component is marked by +.
TABLE = """
开展规范性文件定期清理1次、专项清理2次 | cleanups+ cleanups+
行政复议案件撤销6件，确认违法2件 | revoked+ revoked+
县委理论学习中心组集体学法6次、县政府常务会议学法14次 | study_sessions+ study_sessions+
政府常务会议学法9次，同比增长12%，党组会学法4次 | study_sessions+ study_sessions+ study_sessions+
共承接上级赋权110项，市级赋权98项 | powers_received -
新承接省级赋权12项，累计承接上级赋权98项 | powers_received powers_received
收到行政复议申请53件，审结48件 | applications closed
收到行政复议申请53件，上年为50件 | applications applications
行政复议按期办结率98%，按时审结率99% | on_time_rate on_time_rate
承接省级赋权12项。承接市级赋权98项 | powers_received powers_received
"""


TITLE = "青禾县2031年法治政府建设情况报告"


def read(sentence: str) -> list[Figure]:
    text = f"{TITLE}\n\n{sentence}"
    return [
        figure for figure in assign_indicators(text, find_figures(text, 2031), (), 2031) if figure.start > len(TITLE)
    ]


def said(figure: Figure) -> str:
    code = figure.indicator_code.rpartition(".")[2] if figure.indicator_code else "-"
    return code + "+" * (figure.rules[-1] == RULE)


@pytest.mark.parametrize(("sentence", "expected"), [tuple(line.split(" | ")) for line in TABLE.strip().splitlines()])
def test_components_keep_their_indicator_and_are_parts(sentence: str, expected: str) -> None:
    found = read(sentence)
    assert [said(figure) for figure in found] == expected.split()
    assert all(figure.scope == "part" for figure in found if said(figure).endswith("+"))


def test_a_whole_that_is_printed_leaves_its_parts_without_an_indicator() -> None:
    first, second, third = read("受理行政复议案件53件，其中受理工伤类案件20件、治安类案件18件。")
    assert (first.indicator_code, first.scope) == ("reconsideration.accepted", "total")
    assert {figure.indicator_code for figure in (second, third)} == {None}


def test_figures_of_two_indicators_are_no_components() -> None:
    text = "青禾县2031年法治政府建设情况报告\n\n受理行政复议申请107件，审结104件，经调解、和解结案33件。"
    found = assign_indicators(text, find_figures(text, 2031), (), 2031)
    assert [(figure.indicator_code, figure.whose) for figure in found] == [
        ("reconsideration.accepted", "own"),
        ("reconsideration.closed", "own"),
        ("reconsideration.settled", "own"),
    ]
    assert not any(RULE in figure.rules for figure in found)
