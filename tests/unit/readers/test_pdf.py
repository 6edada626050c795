"""PDF files as writers make them: turned pages, doubled letters, pictures, fonts that say nothing."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from ingest.model import DocumentRejected
from ingest.readers.pdf import read_pdf

pytestmark = pytest.mark.unit

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
LINE = "Cases accepted: 164, closed: 142."


def paper(chinese: bool = False) -> Any:
    from fpdf import FPDF

    made: Any = FPDF()
    if chinese:
        if not FONT.exists():
            pytest.skip(f"no Chinese font: {FONT} is missing (Debian: fonts-noto-cjk)")
        made.add_font("noto", "", FONT)
    made.add_page()
    made.set_font("noto" if chinese else "helvetica", size=14)
    return made


def turned(data: bytes, rotation: int) -> bytes:
    """The PDF with its pages shown turned clockwise."""
    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        page.set_rotation(rotation)
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(rotation: int) -> None:
    made = paper()
    with made.rotation(rotation, x=100, y=140):
        made.text(60, 140, LINE)
        made.text(60, 148, "Second line.")
    lines = read_pdf(turned(bytes(made.output()), rotation)).text.split("\n")
    assert lines == [LINE, "Second line."]


def test_a_page_that_is_cut_to_a_part_of_its_sheet_is_read() -> None:
    made = paper()
    made.text(60, 140, LINE)
    pdf = pypdfium2.PdfDocument(bytes(made.output()))
    pdf[0].set_cropbox(100, 300, 500, 600)
    written = io.BytesIO()
    pdf.save(written)
    assert read_pdf(written.getvalue()).text == LINE


def test_radicals_become_the_characters_that_were_meant() -> None:
    made = paper(chinese=True)
    made.multi_cell(0, 8, "⼈⺠政府⾏政复议，⻋辆⻓期停放。")
    assert read_pdf(bytes(made.output())).text == "人民政府行政复议，车辆长期停放。"


def test_digits_split_over_many_text_objects_are_one_number() -> None:
    made = paper()
    at = 30.0
    for character in "17.92":
        made.text(at, 100, character)
        at += made.get_string_width(character)
    assert read_pdf(bytes(made.output())).text == "17.92"


def test_letters_drawn_twice_for_weight_are_read_once() -> None:
    made = paper()
    made.text(30, 100, LINE)
    made.text(30.1, 100, LINE)
    assert read_pdf(bytes(made.output())).text == LINE


def test_a_font_that_does_not_say_its_characters_is_told_and_no_text_is_made_up() -> None:
    made = paper(chinese=True)
    made.set_compression(False)
    made.multi_cell(0, 8, "全县办理行政复议案件一百六十四件，审结一百四十二件。" * 3)
    mute = (
        bytes(made.output()).replace(b"/ToUnicode", b"/ToUnicodX").replace(b"Adobe-Identity-UCS", b"Xdobe-Identity-UCS")
    )
    with pytest.raises(DocumentRejected) as caught:
        read_pdf(mute)
    assert caught.value.reject.reason in {"garbled_text", "no_text"}


def picture() -> io.BytesIO:
    from PIL import Image

    written = io.BytesIO()
    Image.new("L", (400, 300), 200).save(written, "PNG")
    return written


def test_a_signed_page_that_is_a_picture_does_not_lose_the_others() -> None:
    made = paper()
    made.text(30, 100, LINE)
    made.add_page()
    made.image(picture(), 10, 10)
    document = read_pdf(bytes(made.output()))
    assert document.text == LINE
    assert document.meta["pages_without_text"] == "2"


def test_pages_of_pictures_with_page_numbers_need_recognition() -> None:
    made = paper()
    for number in range(1, 4):
        made.image(picture(), 10, 10)
        made.text(100, 285, f"- {number} -")
        made.add_page()
    with pytest.raises(DocumentRejected) as caught:
        read_pdf(bytes(made.output()))
    assert caught.value.reject.reason == "needs_ocr"


def test_what_the_file_says_of_itself_is_kept() -> None:
    made = paper()
    made.set_title("2023 report")
    made.set_author("County office")
    made.text(30, 100, LINE)
    meta = read_pdf(bytes(made.output())).meta
    assert (meta["document_title"], meta["author"]) == ("2023 report", "County office")


def test_a_drawing_of_very_many_strokes_is_no_table_and_costs_little() -> None:
    made = paper()
    for number in range(3000):
        made.line(20 + number % 50, 50 + number // 50, 20 + number % 50, 50.8 + number // 50)
    made.text(30, 200, LINE)
    assert read_pdf(bytes(made.output())).text == LINE
