"""Level, change, change in points or share; which way a change goes."""

from __future__ import annotations

import pytest

from ingest.figures import find_figures

pytestmark = pytest.mark.unit

TABLE = """
受理案件120件 | level 120
同比增长34.48% | change 34.48
同比上升5% | change 5
同比增加5% | change 5
同比提高5% | change 5
同比下降5% | change -5
同比减少5% | change -5
同比降低5% | change -5
同比增5% | change 5
同比降5% | change -5
一审案件降5% | change -5
访问量2300次，增5% | level 2300; change 5
去年升4%，今年再升5% | change 4; change 5
新增5% | level 5
维持3467件 74.7% | level 3467; share 74.7
满意度升5% | level 5
同比减5% | change -5
环比下降5.1% | change -5.1
同比下降了5% | change -5
同比下降约5% | change -5
同比下降超过5% | change -5
同比大幅下降45% | change -45
较上年增长12% | change 12
较去年同期增长12% | change 12
比上年减少12% | change -12
比去年多12件 | change 12
比2019年的16件少5件 | level 16; change -5
较上年的四十件多六件 | level 40; change 6
较上年多办理案件12件 | change 12
比2021年多服务企业35家 | change 35
比去年同期少收案15件 | change -15
比年初多出62名 | change 62
较10月多4件 | change 4
比上年增产1.9% | change 1.9
同比↑5% | change 5
败诉率6%，↓2.4个百分点 | level 6; point_change -2.4
比去年少12件 | change -12
较2021年增加12件 | change 12
与上年相比下降12% | change -12
同上年相比增加120件 | change 120
同比增加120件 | change 120
同比减少120件 | change -120
案件总量减少120件 | change -120
同比增幅达20% | change 20
降幅达20% | change -20
降幅为20%，增幅为3% | change -20; change 3
增速12.5% | change 12.5
增长率为12.5% | change 12.5
增长幅度达到12.5% | change 12.5
净增6亿元 | change 600000000
净减30人 | change -30
提升30%以上 | change 30
缩短42% | change -42
办理时限缩短60% | change -60
缩短办理时限60% | change -60
压减审批时间50%以上 | change -50
减少申请材料30% | change -30
办理环节压缩30% | change -30
办理时限压缩了5个工作日 | change -5
压缩办理时限5个工作日 | change -5
平均缩短3天 | change -3
压减至3个 | level 3
压减到3个 | level 3
由21个工作日压减至3个工作日 | level 21; level 3
由120件增至158件 | level 120; level 158
从120件下降到58件 | level 120; level 58
从15%降至6% | level 15; level 6
满意率提升至98% | level 98
满意率提升到98% | level 98
败诉率降为3% | level 3
败诉率下降为3% | level 3
提高到98%以上 | level 98
精简率达65% | level 65
缩减率90.3% | level 90.3
压缩率为80% | level 80
办结率98% | level 98
办结率达98%，同比提升2个百分点 | level 98; point_change 2
提升2.3个百分点 | point_change 2.3
办结率98%、满意率96%，分别提升0.4个和1.3个百分点 | level 98; level 96; point_change 0.4; point_change 1.3
下降18.8个百分点 | point_change -18.8
较上年降低1.2个百分点 | point_change -1.2
同比回落0.5个百分点 | point_change -0.5
高出全市平均水平3个百分点 | point_change 3
败诉率为8%，比上年下降2.1百分点 | level 8; point_change -2.1
占比60%以上 | share 60
占总数的60% | share 60
占60% | share 60
占全部案件60% | share 60
占比为60% | share 60
占比达到60% | share 60
占比分别为40%、60% | share 40; share 60
受理120件，占全市总量的12% | level 120; share 12
所占比重为12% | share 12
占地面积120亩 | level 120
三分之二以上的案件在基层化解 | share 66.666667
超五成的当事人为自然人 | share 50
80%的纠纷在村里化解 | share 80
成功率达九成 | level 90
达到去年同期的2.5倍 | level 2.5
是上年的3倍 | level 3
提升1倍 | change 1
增长2.3倍 | change 2.3
翻一番 | change 1
新增23个站点 | level 23
新增站点23个 | level 23
增加到126个 | level 126
增设窗口12个 | level 12
办件量、办结量分别增长6%、8% | change 6; change 8
办件量和投诉量分别下降6%和8% | change -6; change -8
案件同比增长11.6%；投资31亿元 | change 11.6; level 3100000000
收案120件（同比上升16%）、结案98件（同比下降4%） | level 120; change 16; level 98; change -4
得分75.1分，较上年提升2.6分 | level 75.1; change 2.6
受理120件，较上年多15件，占比12% | level 120; change 15; share 12
减税降费3.2亿元 | level 320000000
合格率100% | level 100
实现100%覆盖 | level 100
降低企业成本20% | change -20
提高办事效率30% | change 30
申请材料减少40%、跑动次数减少60% | change -40; change -60
增长30%，达到520件 | change 30; level 520
增长30%达520件 | change 30; level 520
群众满意度由92%提升到97% | level 92; level 97
上升12%、下降3%、持平的占5% | change 12; change -3; share 5
同比-5.3% | change -5.3
同比+5.3% | change 5.3
下调收费标准20% | change -20
发案率较上年下降三成 | change -30
立案数同比翻了两番 | change 2
网办占比由63%上升至71% | share 63; share 71
分别下降5.6%、23.1%和0.8个百分点 | change -5.6; change -23.1; point_change -0.8
增速为-3.2% | change -3.2
有45.5%的案件调解结案 | share 45.5
60%以上案件当庭履行 | share 60
近七成案件当庭履行 | share 70
占比提高到35% | share 35
减少15%左右 | change -15
"""


def rows() -> list[tuple[str, list[str]]]:
    parts = [line.rpartition("|") for line in TABLE.splitlines() if line]
    return [(sentence.strip(), [part.strip() for part in expected.split(";")]) for sentence, _, expected in parts]


@pytest.mark.parametrize(("sentence", "expected"), rows())
def test_words_around_a_number_say_what_it_measures(sentence: str, expected: list[str]) -> None:
    assert [f"{figure.measure} {figure.value}" for figure in find_figures(sentence)] == expected


def test_the_rules_that_fired_are_named() -> None:
    (figure,) = find_figures("2023年同比减少近15%", 2023)
    assert figure.rules == ("hedge.at_most.近", "change.down.减少", "year.stated")
