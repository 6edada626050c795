"""One report, published in every form: the same text, hence the same figures."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.extraction import Extraction, extract_document
from ingest.model import DocumentRejected
from ingest.readers import installed_parts, read_document
from ingest.readers.doc import read_doc

pytestmark = pytest.mark.integration

Published = Callable[[str], bytes]
FORMS = ["html", "docx", "pdf", "ofd", "office.pdf", "doc", "rtf", "odt"]
MEDIA_TYPES = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "office.pdf": "application/pdf",
    "ofd": "application/ofd",
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
}


def all_said(extraction: Extraction) -> list[tuple[object, ...]]:
    """All that each figure says but its place."""
    found = extraction.figures
    return [(f.raw, f.value, f.unit, f.bound, f.measure, f.scope, f.year, f.indicator_code) for f in found]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_text_and_the_same_figures(
    form: str, published: Published, report_lines: list[str]
) -> None:
    plain, extraction = extract_document(published("txt"), "report"), extract_document(published(form), "report")
    assert extraction.document.text.split("\n") == report_lines
    assert extraction.document.media_type == MEDIA_TYPES[form]
    assert len(plain.figures) > 40
    assert all_said(extraction) == all_said(plain)


@pytest.mark.parametrize("form", ["pdf", "docx", "doc"])
def test_the_bytes_tell_the_form_whatever_the_name_says(form: str, published: Published) -> None:
    assert read_document(published(form), "report.html").media_type == MEDIA_TYPES[form]


@pytest.mark.parametrize("part", ["antiword", "catdoc"])
def test_word_files_are_read_without_libreoffice(
    part: str, published: Published, report_lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = shutil.which(part)
    if program is None:
        pytest.skip(f"{part} is not installed")
    data = published("doc")
    (tmp_path / part).symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path))
    lines = read_doc(data).text.split("\n")
    assert [line for line in report_lines if line not in lines] == []


def test_without_any_converter_it_is_said_what_to_install(
    published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = published("doc")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DocumentRejected, match="libreoffice-writer-nogui") as caught:
        read_doc(data)
    assert caught.value.reject.reason == "needs_converter"


def test_a_scan_is_recognised_with_its_figures(scanned: bytes, published: Published) -> None:
    if "ocr" not in installed_parts():
        pytest.skip("text recognition is not installed (extra `ocr`)")
    document = read_document(scanned, "scan.pdf")
    assert document.meta["recognised"] == "yes"
    found = [(f.value, f.unit) for f in extract_document(scanned, "scan.pdf").figures]
    expected = [(f.value, f.unit) for f in extract_document(published("txt"), "report.txt").figures]
    assert len(found) > 6
    assert found == expected[: len(found)]
