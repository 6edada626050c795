"""Every region of China is reported by the ways in which titles name it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Region
from ingest.publishers.regions import load_regions
from ingest.reports.head import head_from_title

pytestmark = pytest.mark.unit

YEARS = range(2014, 2025)
FORMS = [
    ("{full}{year}年法治政府建设情况报告", None),
    ("{full}人民政府关于{year}年度法治政府建设情况的报告", None),
    ("中共{full}委 {full}人民政府关于{year}年法治政府建设情况的报告", None),
    ("中共{full}委{full}人民政府{year}年法治政府建设情况报告", None),
    ("{year}年度{full}法治政府建设工作总结", None),
    ("关于{full}{year}年法治政府建设情况的报告", None),
    ("{name}{year}年法治政府建设工作报告", "{full}人民政府"),
]
ORGANS = {
    "公安局": "department",
    "住房和城乡建设局": "department",
    "人民政府办公室": "department",
    "经济开发区管委会": "department",
    "青禾镇人民政府": "township",
    "青禾街道办事处": "township",
}


def regions_of(year: int) -> list[Region]:
    return [
        region
        for region in load_regions().regions
        if region.valid_from <= year <= (region.valid_to or year) and not region.invented and region.parent_code
    ]


def full_name(region: Region, year: int) -> str:
    above = load_regions().ancestors(region, year)
    return (above[0].name if above else "") + region.name


@given(st.data(), st.sampled_from(YEARS), st.sampled_from(FORMS))
def test_a_region_with_its_parent_is_found_in_its_years(
    data: st.DataObject, year: int, form: tuple[str, str | None]
) -> None:
    region = data.draw(st.sampled_from(regions_of(year)))
    title, issuer = form
    words = {"full": full_name(region, year), "name": region.name, "year": year}
    head = head_from_title(title.format(**words), issuer.format(**words) if issuer else None, "", load_regions())
    assert (head.region_code, head.level, head.report_year) == (region.code, region.level, year)


@given(st.data(), st.sampled_from(YEARS), st.sampled_from(sorted(ORGANS)))
def test_an_organ_of_a_region_does_not_speak_for_it(data: st.DataObject, year: int, organ: str) -> None:
    region = data.draw(st.sampled_from(regions_of(year)))
    title = f"{full_name(region, year)}{organ}{year}年法治政府建设年度报告"
    head = head_from_title(title, None, "", load_regions())
    assert (head.region_code, head.level) == (region.code, ORGANS[organ])


@pytest.mark.parametrize(
    ("alias", "code"),
    [("前郭县", "220721"), ("科左中旗", "150521"), ("喀左县", "211324"), ("锡盟", "152500"), ("广西", "450000")],
)
def test_short_names_that_no_rule_gives_are_known(alias: str, code: str) -> None:
    assert head_from_title(f"{alias}2023年法治政府建设情况报告", None, "", load_regions()).region_code == code
