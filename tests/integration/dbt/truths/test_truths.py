"""What the marts say of invented reports, against the table of truths that the reports were made of."""

from __future__ import annotations

import importlib.util
import sys
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest

from ingest.archive import Archive
from ingest.batches import extract_new
from ingest.extraction import extractor_version
from ingest.loading.corpus import Corpus
from ingest.loading.loading import load_raw

pytestmark = pytest.mark.integration

HERE = Path(__file__).parent
REGIONS = HERE.parents[3] / "ingest" / "publishers" / "regions.csv"


def stories() -> ModuleType:
    spec = importlib.util.spec_from_file_location("stories", HERE / "stories.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["stories"] = module
    spec.loader.exec_module(module)
    return module


STORIES = stories()
CORPUS = STORIES.corpus()


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, findings: str, build: Callable[..., None]) -> Path:
    folder = tmp_path_factory.mktemp("truths")
    archive = Archive(folder / "archive")
    for report in CORPUS.reports:
        archive.store(f"file:///{report.name}", "files", report.text.encode(), None)
    corpus = Corpus.of(archive.fetches())
    extract_new(corpus.items, archive, folder / "extractions")
    path = folder / "candidate.duckdb"
    with duckdb.connect(str(path)) as con:
        load_raw(con, corpus, folder / "extractions" / extractor_version(), [REGIONS])
        con.execute(findings)
        STORIES.doubt(con, CORPUS)
    build(path, "--exclude-resource-type", "unit_test")
    return path


@pytest.fixture(scope="module")
def said(warehouse: Path) -> dict[Any, list[Any]]:
    """What the marts say in each cell: the values of all rows that it names, which ought to be one at most."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return {cell: [row[0] for row in con.execute(*STORIES.question(cell)).fetchall()] for cell in CORPUS.cells}


def is_true(cell: Any, values: list[Any]) -> bool:
    if cell.expected is None:
        return values in ([], [None])
    return len(values) == 1 and same(values[0], cell.expected)


def same(value: Any, expected: str) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value).lower() == expected.lower()
    try:
        return Decimal(str(value)) == Decimal(expected)
    except InvalidOperation:
        return False


def test_the_table_of_truths_is_large_and_no_report_is_lost(warehouse: Path) -> None:
    assert len({report.name for report in CORPUS.reports}) == len(CORPUS.reports)
    with duckdb.connect(str(warehouse), read_only=True) as con:
        [(read, placed)] = con.execute("select count(*), count(region_code) from raw.documents").fetchall()
        assert con.execute("from raw.rejects").fetchall() == []
    assert read == placed == len(CORPUS.reports)


@pytest.mark.parametrize("template", sorted({cell.template for cell in CORPUS.cells}))
def test_every_cell_is_true(template: str, said: dict[Any, list[Any]]) -> None:
    wrong: dict[str, tuple[str | None, list[Any]]] = defaultdict()
    for cell in CORPUS.cells:
        if cell.template == template and not is_true(cell, said[cell]):
            wrong[str(cell)] = (cell.expected, said[cell])
    assert wrong == {}
