"""Heads as pages print them: what they say of region, level, year, issuer, date and numbers."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.model import ReadDocument, ReportHead
from ingest.publishers.regions import load_regions
from ingest.reports.head import read_head

pytestmark = pytest.mark.golden

HERE = Path(__file__).parent
COLUMNS = ("region_code", "level", "report_year", "issuer", "published_on", "document_number", "index_number", "title")
LEAST = 0.95


def rows(file: str) -> list[dict[str, str]]:
    with (HERE / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def text_of(row: dict[str, str]) -> str:
    return row["page"].replace("↵", "\n")


def head_of(row: dict[str, str]) -> ReportHead:
    return read_head(ReadDocument(text_of(row), "text/plain", "utf-8"), row["address"], load_regions())


def wanted(row: dict[str, str]) -> dict[str, str]:
    return {column: row[column] for column in COLUMNS if column != "title" or row["title"]}


def found(row: dict[str, str]) -> dict[str, str]:
    head = head_of(row)
    return {column: "" if (value := getattr(head, column)) is None else str(value) for column in wanted(row)}


@pytest.mark.parametrize("row", rows("learned_from.csv"), ids=lambda row: row["id"])
def test_a_head_that_the_rules_were_made_for_is_read_whole(row: dict[str, str]) -> None:
    assert found(row) == wanted(row)


def test_heads_that_no_rule_was_made_for_are_read_all_the_same(
    record_property: Callable[[str, object], None],
) -> None:
    held_out = rows("held_out.csv")
    right = dict.fromkeys(COLUMNS, 0)
    asked = dict.fromkeys(COLUMNS, 0)
    for row in held_out:
        what_came_out = found(row)
        for column, value in wanted(row).items():
            asked[column] += 1
            right[column] += what_came_out[column] == value
    shares = {column: right[column] / asked[column] for column in COLUMNS}
    record_property("right", ", ".join(f"{column} {right[column]}/{asked[column]}" for column in COLUMNS))
    assert len(held_out) >= 60
    assert {column: share for column, share in shares.items() if share < LEAST} == {}


@pytest.mark.parametrize("row", rows("learned_from.csv") + rows("held_out.csv"), ids=lambda row: row["id"])
def test_every_value_says_where_it_stands_and_every_gap_why(row: dict[str, str]) -> None:
    text, head = text_of(row), head_of(row)
    for part in ("title", "issuer", "region_code", "level", "report_year", "published_on", "document_number"):
        if getattr(head, part) is None:
            assert head.notes[part], part
            assert part not in head.sources
            continue
        place = re.fullmatch(r"text:(\d+)-(\d+)", head.sources[part])
        assert place is not None, head.sources[part]
        assert 0 <= int(place[1]) < int(place[2]) <= len(text)
    words = {part: _words_at(text, source) for part, source in head.sources.items() if source.startswith("text:")}
    if head.document_number:
        assert head.document_number in words["document_number"]
    if head.issuer:
        assert all(issuer in words["issuer"] for issuer in head.issuer.split(";"))
    if head.published_on:
        assert str(head.published_on.year) in words["published_on"]


def _words_at(text: str, source: str) -> str:
    start, _, end = source.removeprefix("text:").partition("-")
    return re.sub(r"\s", "", text[int(start) : int(end)])
