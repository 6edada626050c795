"""Real reports, printed to PDF by a word processor: every paragraph whole, every figure the same."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.extraction import extract_document
from ingest.readers.pdf import read_pdf

pytestmark = pytest.mark.integration

Converts = Callable[[bytes, str, str], bytes]


def as_docx(lines: list[str]) -> bytes:
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Serif", Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    for line in lines:
        document.add_paragraph(line).paragraph_format.first_line_indent = Pt(32)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_real_reports_come_back_whole_from_pdf(shared: Path, converted: Converts) -> None:
    files = sorted((shared / "reports").glob("*.txt"))
    assert files
    for file in files:
        lines = [line for text in file.read_text(encoding="utf-8").splitlines() if (line := " ".join(text.split()))]
        pdf = converted(as_docx(lines), "docx", "pdf")
        found = {"".join(line.split()) for line in read_pdf(pdf).text.split("\n")}
        assert [line for line in lines if "".join(line.split()) not in found] == []
        plain, printed = extract_document("\n".join(lines).encode(), file.name), extract_document(pdf, file.name)
        assert [(f.raw, f.value, f.unit, f.indicator_code, f.year) for f in printed.figures] == [
            (f.raw, f.value, f.unit, f.indicator_code, f.year) for f in plain.figures
        ]
