"""The generated pages are reports that the extractor reads, and always the same ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.report_files import write_reports
from ingest.extraction import extract_document
from ingest.reports.recognition import check_report

pytestmark = pytest.mark.integration


def test_more_pages_are_the_same_pages_and_more(tmp_path: Path) -> None:
    few, many = write_reports(tmp_path / "few", 3), write_reports(tmp_path / "many", 5)
    assert [path.name for path in few] == [path.name for path in many[:3]]
    assert [path.read_bytes() for path in few] == [path.read_bytes() for path in many[:3]]
    assert len({path.read_bytes() for path in many}) == 5


def test_a_page_is_read_as_the_report_that_it_is(tmp_path: Path) -> None:
    [path] = write_reports(tmp_path, 1)
    read = extract_document(path.read_bytes(), path.name)
    check_report(read.document, read.head)
    assert f"{read.head.region_code}-{read.head.report_year}" == path.stem
    assert len(read.sections) > 5
    assert sum(figure.indicator_code is not None for figure in read.figures) > 30
