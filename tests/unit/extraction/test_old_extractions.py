"""Which extractions stay."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.archive import Archive
from ingest.batches import extract_new, extracted
from ingest.extraction import extractor_version

pytestmark = pytest.mark.unit


def old_version(folder: Path, name: str, age: int) -> Path:
    home = folder / name
    (home / "batch").mkdir(parents=True)
    (home / "batch" / "documents.list").write_text("abc\n")
    os.utime(home, (1_000_000 - age, 1_000_000 - age))
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "extractions"


def test_the_present_version_and_the_newest_before_it_stay(tmp_path: Path, folder: Path) -> None:
    present = old_version(folder, extractor_version(), age=500)
    oldest, newest, middle = (
        old_version(folder, name, age) for name, age in (("a" * 12, 300), ("b" * 12, 100), ("c" * 12, 200))
    )
    assert extract_new([], Archive(tmp_path / "archive"), folder) == 0
    assert [path.exists() for path in (present, newest, middle, oldest)] == [True, True, False, False]
    assert extracted(newest) == {"abc"}


def test_what_is_no_extraction_is_left_alone(tmp_path: Path, folder: Path) -> None:
    for name in ("a" * 12, "b" * 12):
        old_version(folder, name, age=1)
    mine = [folder / "notes", folder / "0123456789abcdef"]
    for path in mine:
        path.mkdir()
    (folder / ("c" * 12)).write_text("a file, no folder")
    extract_new([], Archive(tmp_path / "archive"), folder)
    assert all(path.exists() for path in [*mine, folder / ("c" * 12)])


def test_without_a_folder_there_is_nothing_to_remove(tmp_path: Path, folder: Path) -> None:
    assert extract_new([], Archive(tmp_path / "archive"), folder) == 0
