"""Reports that came one by one are put together in batches, and no document stands in two of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest import batches
from ingest.archive import Archive
from ingest.batches import TABLES, Item, batch_files, extract_batch, extracted, join_small_batches

pytestmark = pytest.mark.unit

SAMPLE = Path(__file__).parents[3] / "samples" / "wutang-2023.html"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four batches of one document each, of which one is a report."""
    monkeypatch.setattr(batches, "MOST_SMALL_BATCHES", 4)
    archive = Archive(tmp_path / "archive")
    for data in (SAMPLE.read_bytes(), b"no report", b"nor this", b"nothing"):
        extract_batch([Item(archive.keep(data), "file:///a")], archive.root, tmp_path / "home")
    return tmp_path / "home"


def rows(home: Path, table: str) -> list[dict[str, object]]:
    found = pa.concat_tables(pq.read_table(path) for path in batch_files(home, table)).to_pylist()
    return sorted(found, key=repr)


def test_small_batches_become_one_with_the_same_rows(home: Path) -> None:
    documents, before = extracted(home), {table: rows(home, table) for table in TABLES}
    join_small_batches(home)
    [batch] = home.iterdir()
    assert extracted(home) == documents and len(documents) == 4
    assert {table: rows(home, table) for table in TABLES} == before
    tokens = pq.read_table(batch / "tokens.parquet")["token"].to_pylist()
    assert tokens == sorted(tokens)


def test_fewer_small_batches_stay(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST_SMALL_BATCHES", 5)
    names = {path.name for path in home.iterdir()}
    join_small_batches(home)
    assert {path.name for path in home.iterdir()} == names


def test_batches_that_a_crash_left_beside_the_one_that_they_went_into_are_removed(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "before")
    join_small_batches(home)
    [joined] = home.iterdir()
    for left in list((tmp_path / "before").iterdir())[:2]:
        shutil.copytree(left, home / left.name)
    join_small_batches(home)
    assert list(home.iterdir()) == [joined]
