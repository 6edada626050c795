"""Who reports: what a report's title says about the body whose numbers it gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["nation", "government", "justice", "department", "township", "court", "unknown"]
"""`justice`: the bureau that reviews, advises and mediates for its government; `department`: any other bureau."""

RANKS = {"国": 0, "省": 1, "州": 2, "市": 2, "县": 3, "区": 3, "镇": 4}
"""Levels from the nation down; a place is known by the last of these characters in its name."""
_LEVEL_OF = {"自治区": "省", "盟": "州", "旗": "县", "乡": "镇", "街道": "镇"}
_BEFORE_YEAR = re.compile(r"^[^\n]*?(?=20\d\d|关于|法治政府|依法行政|行政复议|行政应诉|行政执法|政府信息公开|“|《|$)")
# 临海新区卫生健康委2023年度行政执法工作情况: a department by its ending.
_DEPARTMENT = re.compile(
    r"(?:局|厅|委|委员会|部|署|院|办公室|总队|支队|大队|中心|中心支行|管委会|政协|人大|办|所|站|公司|协会|学校|大学)$"
)
_JUSTICE = re.compile(r"司法(?:局|厅|部|行政)|依法治[省市县区州旗]|法[治制]办")
# 青禾旅游度假区党工委、管委会: it governs an area, as a county does.
_ZONE = re.compile(r"[区园](?:党工委)?[、和 ]?(?:管委会|管理委员会)$")
_TOWNSHIP = re.compile(r"(?:镇|乡|街道|街|办事处|[镇乡]人民政府)$")
_GOVERNMENT = re.compile(r"(?:人民政府|政府)$")
_COURT = re.compile(r"法院|检察院|审判机关|检察机关")
# 鞍北市2023年度法院行政案件司法审查报告: of the courts there, though the name is that of the city.
_OF_COURTS = re.compile(r"法院[^，。]{0,6}(?:案件|审判|审查)|司法审查")
# 鞍北市2023年度行政审判白皮书: a court by what it reports on; 行政复议和行政审判白皮书 is a government's.
_ON_TRIALS = re.compile(r"行政审判|司法审查|行政案件司法")
_OF_GOVERNMENT = re.compile(r"复议|法治|政府")
# 国家税务总局清河县税务局: a bureau of the place, though the nation's name comes first.
_TAX_BUREAU = re.compile(r"^国家税务总局(?=[\u4e00-\u9fff]+税务局)")
_NATION = re.compile(r"^(?:全国|国家|中国|国务院|我国|司法部|最高)")
# 2022年运河区行政复议应诉分析报告.
_LEADING_YEAR = re.compile(r"^[ \u3000]*20\d\d ?年度?")
# 《宛东日报》：社阳县法院发布行政审判白皮书: the paper is not the publisher.
_PAPER = re.compile(r"^《[^》]{2,12}》[：:]")
# 2019年全国行政复议案件统计: the title begins with the year.
_WHOLE = re.compile(r"全(?:国|[省市县区州旗])")
# The last place in 九江市濂溪区司法局 is the one whose numbers are given: 区.
_PLACE = re.compile(r"自治[区州县旗]|街道|(?<!社)区|[省市州盟县旗镇乡]")


@dataclass(frozen=True, slots=True)
class Publisher:
    """The reporting body: its name as the title prints it, its kind, and the level of its place (of `RANKS`)."""

    name: str
    kind: Kind
    level: str

    def is_above(self, level: str) -> bool:
        """Whether a place of `level` is above the publisher's own."""
        return self.level in RANKS and RANKS[level] < RANKS[self.level]


@lru_cache(maxsize=1024)
def publisher_of(title: str) -> Publisher:
    """The publisher that a title names; kind `unknown` and level empty where it names none."""
    title = _LEADING_YEAR.sub("", _PAPER.sub("", title))
    match = _BEFORE_YEAR.match(title)
    name = (match[0] if match else "").strip(" \u3000的").removesuffix("发布").removesuffix("公布")
    if not name and (whole := _WHOLE.search(title)):
        name = whole[0]
    places = _PLACE.findall(name)
    level = places[-1] if places else ""
    level = _LEVEL_OF.get(level, level.replace("自治州", "州").replace("自治县", "县").replace("自治旗", "县"))
    name = _TAX_BUREAU.sub("", name)
    if _ON_TRIALS.search(title) and not _OF_GOVERNMENT.search(title):
        return Publisher(name, "court", level)
    if _NATION.match(name):
        return Publisher(name, "nation", "国")
    if _COURT.search(name) or _OF_COURTS.search(title):
        return Publisher(name, "court", level)
    if _JUSTICE.search(name):
        return Publisher(name, "justice", level)
    if _TOWNSHIP.search(name):
        return Publisher(name, "township", level or "镇")
    if _ZONE.search(name) or _GOVERNMENT.search(name) or (places and name.endswith(places[-1])):
        return Publisher(name, "government", level)
    if _DEPARTMENT.search(name):
        return Publisher(name, "department", level)
    return Publisher(name, "government" if level else "unknown", level)
