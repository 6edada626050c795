"""Hedges around a number make it a bound."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures

pytestmark = pytest.mark.unit

TABLE = """
办结案件120件 | exact
办结案件120余件 | at_least
办结案件120多件 | at_least
办结案件120件余 | at_least
办结案件120件以上 | at_least
办结案件120件及以上 | at_least
办结案件超120件 | at_least
办结案件超过120件 | at_least
办结案件超过了120件 | at_least
办结案件逾120件 | at_least
办结案件突破120件 | at_least
办结案件不少于120件 | at_least
办结案件不低于120件 | at_least
办结案件不下120件 | at_least
办结案件至少120件 | at_least
办结案件近120件 | at_most
办结案件将近120件 | at_most
办结案件接近120件 | at_most
办结案件不足120件 | at_most
办结案件不到120件 | at_most
办结案件不超过120件 | at_most
办结案件不多于120件 | at_most
办结案件最多120件 | at_most
办结案件120件以内 | at_most
办结案件120件以下 | at_most
办结案件约120件 | about
办结案件大约120件 | about
办结案件约为120件 | about
办结案件120件左右 | about
办结案件120件上下 | about
办结案件120来件 | about
办结案件近120余件 | about
办结案件约120余件 | about
办结案件约120件左右 | about
办结案件超120余件 | at_least
办结案件不少于120件以上 | at_least
每个行政村至少培养3名骨干 | at_least
各单位每年至少开展2次培训 | at_least
每季度最少组织1次集中学习 | at_least
每半年起码举办2场活动 | at_least
每年不少于开展4次督察 | at_least
群众办事最多跑动1次 | at_most
每家企业每年至多检查2次 | at_most
对同一企业最多实施1次检查 | at_most
至少能解决12件难题 | at_least
不少部门办理12件 | exact
很多单位建成12个站点 | exact
挽回经济损失约120万元 | about
预约120件 | exact
履约120件 | exact
违约120件 | exact
签约120件 | exact
集约120件 | exact
附近120户 | exact
就近120户 | exact
最近120件 | exact
通过率98%以上 | at_least
通过率达98%（含）以上 | at_least
通过率保持在98%以上 | at_least
通过率高于98% | at_least
通过率不高于98% | at_most
通过率低于3% | at_most
通过率不低于98% | at_least
通过率超 98% | at_least
通过率≥98% | at_least
占比60%多 | at_least
占比十分之一强 | at_least
占比五成以上 | at_least
占比超五成 | at_least
增长近两成 | at_most
金额2亿元以上 | at_least
金额2亿多元 | at_least
金额2亿余元 | at_least
金额约2亿元 | about
金额高达2亿元 | exact
发放10万+份 | at_least
接待群众上千人次 | at_least
接待群众近千人次 | at_most
接待群众千余人次 | at_least
接待群众约千人次 | about
10个工作日内办结 | at_most
5日内答复 | at_most
2小时内响应 | at_most
3倍多 | at_least
超额完成120件 | exact
超期120件 | exact
时长120分钟左右 | about
办理120件，余下12件 | exact exact
办结120件多次回访 | exact
分别超过95%、98% | at_least at_least
分别超过120件、130件和140件 | at_least at_least at_least
约占30% | about
约有300人 | about
有300人左右 | about
未超过5件 | at_most
不止5件 | at_least
为120户以上门方式送法 | exact
办结120件内容详见附件 | exact
"""


def rows() -> list[tuple[str, list[str]]]:
    parts = [line.rpartition("|") for line in TABLE.splitlines() if line]
    return [(sentence.strip(), expected.split()) for sentence, _, expected in parts]


@pytest.mark.parametrize(("sentence", "bounds"), rows())
def test_a_hedge_sets_the_bound(sentence: str, bounds: list[str]) -> None:
    assert [figure.bound for figure in find_figures(sentence)] == bounds


def test_hedges_stand_outside_the_printed_figure() -> None:
    (figure,) = find_figures("覆盖近2.2万余人次以上")
    assert figure.raw == "2.2万余人次"
    assert figure.rules[:3] == ("hedge.at_most.近", "hedge.at_least.余", "hedge.at_least.以上")
