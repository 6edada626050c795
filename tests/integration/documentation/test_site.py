"""The documentation site, built as it is published."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from documentation.__main__ import build_site

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def site(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly: broken links and anchors fail it."""
    folder = tmp_path_factory.mktemp("site")
    assert build_site(folder, sample_data / "fazhi.duckdb") == 0
    return folder


def test_no_page_asks_another_host_for_anything(site: Path) -> None:
    for page in site.rglob("*.html"):
        for tag in re.findall(r"<(?:script|link|img|iframe)\b[^>]*>", page.read_text(encoding="utf-8")):
            assert not re.search(r'(?:src|href)="(?:https?:)?//', tag), f"{page.name}: {tag}"


def test_reference_pages_hold_what_the_program_holds(site: Path) -> None:
    def page(name: str) -> str:
        return (site / "reference" / f"{name}.html").read_text(encoding="utf-8")

    assert "fazhi archive verify" in page("commands")
    assert "marts.indicator_yoy" in page("tables")
    assert "reconsideration.accepted" in page("indicators")
    assert "FAZHI_CONTACT" in page("settings")
    assert "robots" in page("reasons")
    assert "万人次" in page("measure-words") or "人次" in page("measure-words")


def test_chinese_words_can_be_searched_for(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert "zh" in index["config"]["lang"]
    assert any("行政复议" in entry["text"].replace("\u200b", "") for entry in index["docs"])


def test_links_out_of_the_site_are_plain_words(site: Path) -> None:
    assert not [page for page in site.rglob("*.html") if 'href="../ingest' in page.read_text(encoding="utf-8")]
