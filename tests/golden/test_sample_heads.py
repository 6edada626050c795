"""Each bundled sample tells who reports, on which year, and when it was published."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ingest.extraction import extract_document

pytestmark = pytest.mark.golden

with (Path(__file__).parent / "sample_heads.csv").open(encoding="utf-8", newline="") as stream:
    HEADS = list(csv.DictReader(stream))


@pytest.mark.parametrize("wanted", HEADS, ids=[row["report"] for row in HEADS])
def test_head_of_a_sample_is_what_its_page_says(wanted: dict[str, str], sample_files: dict[str, Path]) -> None:
    path = sample_files[wanted["report"]]
    head = extract_document(path.read_bytes(), path.name).head
    found = {column: str(getattr(head, column) or "") for column in wanted if column != "report"}
    assert found == {column: text for column, text in wanted.items() if column != "report"}


def test_every_sample_has_a_head_to_compare_with(sample_files: dict[str, Path]) -> None:
    assert {row["report"] for row in HEADS} == set(sample_files)
