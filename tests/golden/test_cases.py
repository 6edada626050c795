"""Layouts in which a careless reader makes up numbers: what is found in each, or why it is not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extraction import extract_document
from ingest.model import DocumentRejected

pytestmark = pytest.mark.golden

CASES = Path(__file__).parent / "cases"
TITLE = "鹤汀市2023年法治政府建设年度报告"
GROWTH = ["12.6%", "10.5%", "-3.5%", "2.5%"]
TABLE = [
    *("962件 2022", "901件 2022", "233件 2022", "2098名 2022"),
    *("1083件 2023", "996件 2023", "264件 2023", "2150名 2023"),
]
FIGURES = {
    "f1.html": ["962件 2022", "1083件 2023", "901件 2022", "996件 2023", "233件 2022", "264件 2023"],
    "f2.docx": ["2150名 2023"],
    "f4.html": ["877件 2021", "962件 2022", "1083件 2023"],
    "f6.html": ["962件 2022", "901件 2022", "1083件 2023", "996件 2023"],
    "g1.html": ["1083件 2023", "996件 2023", "92% 2023"],
    "g3.pdf": ["1083件 2023", "996件 2023", "1083件 2023", "996件 2023", "87件 2022"],
    "h1.html": ["1083件 2023", "996件 2023", "246件 2023"],
    "h3.html": ["1083件 2023"],
    "h4.pdf": ["1083件 2023"],
    "i5.pdf": ["1083件 2023", "996件 2023", "2150名 2023"],
    "j1.docx": ["1083件 2023", "996件 2023", "95.8% 2023", "2150名 2023"],
    "k1.html": ["1083件 2023", "996件 2023", "2150名 2023", "86次 2023"],
    "m1.docx": ["1083件 2023", "2150名 2023"],
    "n5.json": ["1083件 2023", "996件 2023", "38.5% 2023", "2150名 2023", "86次 2023"],
}
REJECTS = {
    "n1.html": ("frame_only", ["./P020240115.html"]),
    "n2.html": ("no_text", ["pictures", "W0201.jpg", "W0202.jpg"]),
    "n3.html": ("attachment_only", ["P020240115.xlsx", "P020240115.rar"]),
}


def test_every_case_is_asked_for() -> None:
    files = {path.name for path in CASES.iterdir()} - {"README.md"}
    assert files == {*FIGURES, *REJECTS, "i1.pdf", "i2.pdf"}


@pytest.mark.parametrize("name", FIGURES)
def test_the_figures_of_a_case_are_found_and_no_others(name: str) -> None:
    extraction = extract_document((CASES / name).read_bytes(), name)
    text = extraction.document.text
    assert [f"{figure.value}{figure.unit} {figure.year}" for figure in extraction.figures] == FIGURES[name]
    assert all(text[figure.start : figure.end] == figure.raw for figure in extraction.figures)
    assert (extraction.head.title, extraction.head.report_year, extraction.head.region_code) == (TITLE, 2023, "990181")


@pytest.mark.parametrize("name", ["i1.pdf", "i2.pdf"])
def test_a_printed_table_gives_each_number_its_row_and_column(name: str) -> None:
    extraction = extract_document((CASES / name).read_bytes(), name)
    rows = [line for line in extraction.document.text.split("\n") if " | " in line]
    assert rows == [
        "指标 | 2022年 | 2023年 | 同比增长",
        "受理行政复议案件 | 962件 | 1083件 | 12.6%",
        "审结行政复议案件 | 901件 | 996件 | 10.5%",
        "行政应诉案件 | 233件 | 264件 | -3.5%",
        "行政执法人员 | 2098名 | 2150名 | 2.5%",
    ]
    found = [f for f in extraction.figures if any(rule in ("year.column", "change.table") for rule in f.rules)]
    assert sorted(f"{f.value}{f.unit} {f.year}" for f in found if f.measure == "level") == sorted(TABLE)
    assert [f"{f.value}{f.unit}" for f in found if f.measure == "change"] == GROWTH


@pytest.mark.parametrize("name", REJECTS)
def test_a_page_without_an_article_names_what_is_there(name: str) -> None:
    reason, named = REJECTS[name]
    with pytest.raises(DocumentRejected) as caught:
        extract_document((CASES / name).read_bytes(), name)
    assert caught.value.reject.reason == reason
    assert all(word in caught.value.reject.message for word in named)
