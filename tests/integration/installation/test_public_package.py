"""The package that notebooks import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import fazhi
from ingest.model import DocumentRejected
from warehouse.workspace import SAMPLES, UserError

pytestmark = pytest.mark.integration


def test_it_offers_two_names() -> None:
    assert fazhi.__all__ == ["extract", "open_warehouse"]


def test_a_report_is_read_with_every_figure_at_its_place() -> None:
    report = fazhi.extract(str(SAMPLES / "heting-2023.txt"))
    assert report.head.report_year == 2023
    assert len(report.figures) > 40
    assert all(report.document.text[one.start : one.end] == one.raw for one in report.figures)


def test_what_is_no_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    with pytest.raises(DocumentRejected):
        fazhi.extract(tmp_path / "empty.pdf")


@pytest.mark.parametrize("named", [True, False], ids=["by argument", "by FAZHI_DATA"])
def test_the_published_warehouse_opens_without_schemas_before_names(
    sample_data: Path, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    if not named:
        monkeypatch.setenv("FAZHI_DATA", str(sample_data))
    with fazhi.open_warehouse(sample_data if named else None) as con:
        (count,) = con.execute("select count(*) from indicator_yoy").fetchall()[0]
    assert count > 100


def test_a_folder_without_a_warehouse_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nothing is published here yet"):
        fazhi.open_warehouse(tmp_path)


def test_importing_it_loads_nothing_heavy() -> None:
    told = "import sys, fazhi; print(*(set(sys.modules) & {'dagster', 'dbt', 'duckdb', 'pandas', 'jieba'}))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
