"""A number is read whole or not at all: what stands to the left of a numeral is part of it or rules it out."""

from __future__ import annotations

import re
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures import find_figures
from ingest.figures.numerals import read
from ingest.model import Refused

pytestmark = pytest.mark.unit

# A sentence | what is read from it: printed text = value unit, in order.
READ = """
全年为企业减免费用3千5百万元。 | 3千5百万元=35000000 元
全市线上办理政务服务事项2亿3千4百万件。 | 2亿3千4百万件=234000000 件
发放普法宣传册1千零20本，接受咨询12万3千4百人次。 | 1千零20本=1020 本; 12万3千4百人次=123400 人次
受理申请1亿72300人次 | 1亿72300人次=100072300 人次
全年调解矛盾纠纷三千 九百 六十五件。 | 三千 九百 六十五件=3965 件
投入3万 5千元、1 0 8 3 件 | 3万 5千元=35000 元; 1 0 8 3 件=1083 件
退还多收费用壹仟两百元，罚款伍拾万元，印制壹份 | 壹仟两百元=1200 元; 伍拾万元=500000 元; 壹份=1 份
审结五百卅四件、廿五件，补偿十万零五千元 | 五百卅四件=534 件; 廿五件=25 件; 十万零五千元=105000 元
办结一〇八三件、一○八件 | 一〇八三件=1083 件; 一○八件=108 件
办结率提高四点 五个百分点 | 四点 五个百分点=4.5 百分点
投资一万二千三百四十五亿元 | 一万二千三百四十五亿元=1234500000000 元
涉案金额12345678901.25元，访问123456789012次 | 12345678901.25元=12345678901.25 元; 123456789012次=123456789012 次
执法队伍三支，大陆居民3人，收拾残局2次 | 三支=3 支; 3人=3 人; 2次=2 次
平均用时两个半月，最长5天半 | 两个半月=2.5 个月; 5天半=5.5 天
平均办理时长3天20小时，等候1小时20分钟 | 3天20小时=92 小时; 1小时20分钟=80 分钟
每件补贴3元5角 | 3元5角=3.5 元
对逾期不改的企业分别处五十至一百万元罚款。 | 五十=500000 元; 一百万元=1000000 元
投入三到五百万元、3-5千万元、500至1万元 | 三=3000000 元; 五百万元=5000000 元; 3=30000000 元; 5千万元=50000000 元; 500=500 元; 1万元=10000 元
2.1本机关受理信息公开申请12件。 | 12件=12 件
2.3本项目投入3万元，惠及120户。 | 3万元=30000 元; 120户=120 户
2.4项目推进，共15项 | 15项=15 项
2.1 12件办结 | 12件=12 件
查获毒品324.5克，查扣汽油1200升、运动鞋500双、子弹23发，抓获12伙，开庭56庭次，查处12案15人。 | 324.5克=324.5 克; \
1200升=1200 升; 500双=500 双; 23发=23 发; 12伙=12 伙; 56庭次=56 庭次; 12案=12 案; 15人=15 人
烟花1200斤，用电1500度，修路12km、300m²，PM2.5为35微克/立方米 | 1200斤=1200 斤; 1500度=1500 度; 12km=12 公里; \
300m²=300 平方米; 35微克/立方米=35 微克/立方米
罚款￥5000，合计¥3.5万 | ￥5000=5000 元; ¥3.5万=35000 元
在10000与20000之间，最多20000间。 | 20000间=20000 间
利润为负5万元 | 5万元=-50000 元
起诉率为3.2件/万人 | 3.2件/万人=3.2 件/万人
3.2件/万人 | 3.2件/万人=3.2 件/万人
补贴120元/平方米、200元/人/年，培训12人/次 | 120元/平方米=120 元/平方米; 200元/人/年=200 元/人/年; 12人/次=12 人次
3.0件 | 3.0件=3 件
人均3.25件，平均96.325分，接待1.083万人 | 3.25件=3.25 件; 96.325分=96.325 分; 1.083万人=10830 人
噪声12分贝，发电12兆瓦时，PM10为45微克每立方米、45μg/m³ | 12分贝=12 分贝; 12兆瓦时=12 兆瓦时; \
45微克每立方米=45 微克/立方米; 45μg/m³=45 微克/立方米
罚款￥ 12,000.00 | ￥ 12,000.00=12000 元
较上年-15件，同比变化-3件 | 15件=-15 件; 3件=-3 件
较上年+15件 | 15件=15 件
减排CO₂1200吨、CO2 560吨，PM2.5 33微克/立方米，复印A3 420张 | 1200吨=1200 吨; 560吨=560 吨; \
33微克/立方米=33 微克/立方米; 420张=420 张
修订第一百二十三条、第4款，新增3款 | 3款=3 款
受理一千零八\u3164十三件、1\u2800083件 | 一千零八\u3164十三件=1083 件; 1\u2800083件=1083 件
"""

REFUSED = """
一万三人 | 一万三人
二百五人 | 二百五人
3万5人 | 3万5人
一亿三千人 | 一亿三千人
增长.5% | 5%
误差正负3% | 3%
受理1.083件 | 1.083件
2023.12件 | 2023.12件
3.5.6万元 | 3.5.6万元
1,23件 | 1,23件
12,34,567件 | 12,34,567件
12345,678件 | 12345,678件
083件 | 083件
1\ufffc83件 | 83件
1\ufffd83件 | 83件
1\ue00083件 | 83件
1□83件 | 83件
1?83件 | 83件
1…3件 | 3件
1 ,083件 | 083件
9 ,120件 | 120件
增长1。5% | 5%
走访三、四十户 | 四十户
减排CO21200吨 | 21200吨
PM2.535微克/立方米 | 2.535微克/立方米
1'083件 | 083件
10³2件 | 2件
三又二分之一倍 | 二分之一
±3% | 3%
2.5亿3000万元 | 2.5亿3000万元
三四个 | 三四个
万万件 | 万万件
12 15 7件 | 12 15 7件
受理1, 234件 | 1, 234件
在10000与20000间 | 20000间
两个半天 | 两个
"""


def rows(table: str) -> list[tuple[str, list[str]]]:
    found = []
    for line in filter(None, map(str.strip, table.splitlines())):
        sentence, _, expected = line.rpartition(" | ")
        found.append((sentence.strip(), [part.strip() for part in expected.split(";")]))
    return found


@pytest.mark.parametrize(("sentence", "expected"), rows(READ), ids=lambda value: str(value)[:30])
def test_a_numeral_is_read_whole(sentence: str, expected: list[str]) -> None:
    assert [f"{figure.raw}={figure.value} {figure.unit}" for figure in find_figures(sentence)] == expected


@pytest.mark.parametrize(("sentence", "words"), rows(REFUSED), ids=lambda value: str(value)[:30])
def test_what_cannot_be_read_whole_is_no_figure_and_told(sentence: str, words: list[str]) -> None:
    refused: list[Refused] = []
    assert find_figures(f"共{sentence}。", refused=refused) == []
    assert [numeral.raw for numeral in refused] == words
    assert all(f"共{sentence}。"[one.start : one.end] == one.raw for one in refused)


@pytest.mark.parametrize("sentence", ["第一百二人", "上午九点三十分", "二〇二三年", "《三四个案例》", "“三四个”"])
def test_ordinals_times_and_names_are_not_told_as_refused(sentence: str) -> None:
    refused: list[Refused] = []
    assert (find_figures(sentence, refused=refused), refused) == ([], [])


@pytest.mark.parametrize("sign", "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\ufe0f\u202e\u202a\u2066")
@pytest.mark.parametrize(
    "form", ["1{}05件", "1{}234件", "一百{}二十件", "3{}.5件", "3.{}5件", "3千{}5百件", "12{} 345件"]
)
def test_a_sign_that_is_not_seen_neither_cuts_a_numeral_nor_changes_it(sign: str, form: str) -> None:
    whole = find_figures("共" + form.format(""))[0].value
    assert {figure.value for figure in find_figures("共" + form.format(sign))} <= {whole}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("同比负增长12.6%", ["change -12.6"]),
        ("增速为负3.2%", ["change -3.2"]),
        ("增长−5%", ["change -5"]),
        ("压减30%至50%", ["change -30", "change -50"]),
        ("减少百分之三十至五十以上", ["change -30", "change -50"]),
        ("百分之五到十的企业", ["level 5", "share 10"]),
        ("由30%至50%", ["level 30", "level 50"]),
        ("压减5天至3天", ["change -5", "level 3"]),
        ("翻一番", ["change 1"]),
        ("下降到三分之一", ["share 33.333333"]),
        ("是上年的3倍", ["level 3"]),
    ],
)
def test_signs_and_ranges_of_changes(sentence: str, expected: list[str]) -> None:
    assert [f"{figure.measure} {figure.value}" for figure in find_figures(sentence)] == expected


UNITS = st.sampled_from(["件", "人次", "元", "个工作日"])
NUMBERS = st.one_of(st.integers(0, 10**13), st.integers(0, 99_999), st.integers(1, 9999).map(lambda n: n * 10_000))


def mixed(number: int) -> str:
    """2亿3千4百万: a Chinese numeral with Arabic digits."""
    return "".join(
        str("一二三四五六七八九".find(sign) + 1) if sign in "一二三四五六七八九" else sign
        for sign in cn2an.an2cn(number)
    )


def by_sections(number: int) -> str:
    """1亿72300, 12万3400."""
    above, below = divmod(number, 10**8)
    wan, rest = divmod(below, 10**4)
    if above:
        return f"{above}亿{below or ''}"
    return f"{wan}万{rest or ''}" if wan else str(rest)


def forms(number: int) -> list[str]:
    chinese, digits = cn2an.an2cn(number), str(number)
    blanks = f"{number:,}".replace(",", " ")
    signs = ["\u200b".join(digits), "\u00ad".join(chinese), " ".join(chinese), " ".join(digits)]
    capital = cn2an.an2cn(number, "up")
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in digits)
    usual = [digits, wide, f"{number:,}", f"{number:,}".replace(",", "，"), blanks, chinese, capital]
    return [*usual, mixed(number), by_sections(number), f"{Decimal(number) / 10_000:f}万", *signs]


@given(NUMBERS, UNITS)
def test_a_number_printed_in_any_form_is_read_as_it_is_or_refused(number: int, unit: str) -> None:
    for printed in forms(number):
        values = [figure.value for figure in find_figures(f"全年共计{printed}{unit}。")]
        assert values in ([], [Decimal(number)]), printed


@given(st.integers(3, 10**13), UNITS)
def test_the_usual_forms_are_never_refused(number: int, unit: str) -> None:
    for printed in forms(number)[:7]:
        (figure,) = find_figures(f"全年共计{printed}{unit}。")
        assert (figure.value, figure.unit, figure.raw) == (number, unit, printed + unit)


PARTS = st.lists(
    st.sampled_from([*"0123456789一二三十百千万亿零点两.,壹仟佰廿", " ", "\u200b", "余", "多"]), min_size=1, max_size=9
)


@given(PARTS, PARTS)
def test_no_figure_is_the_end_of_a_longer_numeral(left: list[str], right: list[str]) -> None:
    printed = "".join([*left, *right])
    for figure in find_figures(f"共{printed}件"):
        before = f"共{printed}件"[: figure.start].rstrip("\u200b")
        point = figure.raw[0].isdecimal() and re.search(r"[0-9]\.\.?$", before)
        assert not point and not re.search(r"[0-9壹佰]$", before), printed


@given(st.text(alphabet="0123456789一二两三十百千万亿零〇点.,壹仟 ", max_size=20))
def test_whatever_is_read_is_finite_and_plain(printed: str) -> None:
    numeral = read(printed)
    assert numeral is None or (numeral.value >= 0 and "E" not in str(numeral.value))
