"""Under whom a report is filed that somebody's listing shows."""

from __future__ import annotations

import pytest

from ingest.listings.links import Link
from ingest.loading.catalogue import Catalogue
from ingest.publishers.catalogue import Publisher
from ingest.publishers.regions import load_regions
from ingest.reports.filing import publisher_of_title

pytestmark = pytest.mark.unit

CITY = Publisher("140200-政府", "大同市人民政府", "140200", "prefecture", "https://dt.gov.cn/fz/", "html")
BUREAU = Publisher("140200-司法局", "大同市司法局", "140200", "department", "https://sfj.dt.gov.cn/fz/", "html")


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("灵丘县2025年法治政府建设情况报告", "140224-政府"),
        ("中共灵丘县委 灵丘县人民政府关于2025年法治政府建设情况的报告", "140224-政府"),
        ("灵丘县公安局2025年度法治政府建设工作报告", "140224-公安局"),
        ("云冈区西韩岭乡人民政府2025年度法治政府建设情况报告", "140214-西韩岭乡人民政府"),
        ("2025年度法治政府建设情况报告", None),
        ("市司法局2025年法治政府建设情况报告", None),
        ("", None),
    ],
)
def test_a_title_names_its_publisher_where_it_names_a_region(title: str, named: str | None) -> None:
    found = publisher_of_title(title, "https://dt.gov.cn/fz/1.html", load_regions())
    assert (found and found.publisher_id) == named


@pytest.mark.parametrize(
    ("host", "title", "owner"),
    [
        (CITY, "灵丘县2025年法治政府建设情况报告", "140224-政府"),
        (CITY, "大同市2025年法治政府建设情况报告", "140200-政府"),
        (CITY, "大同市市场监督管理局2025年法治政府建设情况报告", "140200-市场监督管理局"),
        (CITY, "2025年法治政府建设情况报告", "140200-政府"),
        (BUREAU, "大同市2025年法治政府建设情况报告", "140200-政府"),
        # Two names of what may be one body.
        (BUREAU, "大同市司法行政局2025年法治政府建设情况报告", "140200-司法局"),
    ],
)
def test_a_link_is_filed_under_whom_its_title_names(host: Publisher, title: str, owner: str) -> None:
    link = Link("https://dt.gov.cn/fz/1.html", title, None, 2025)
    catalogue = Catalogue.of([host], [], {host.publisher_id: [link]}, [])
    assert [one.publisher_id for one in catalogue.addresses] == [owner]
    assert [one.note for one in catalogue.publishers] == [""] + ["seen"] * (owner != host.publisher_id)
