"""PDF: layers that are switched off, marks of notes, turned text, tables without rules between their rows."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from ingest.readers.joined import missing_parts
from ingest.readers.pdf import read_pdf
from tests.unit.readers.test_pdf import paper

pytestmark = pytest.mark.unit

HEAD = ["指标", "2022年", "2023年", "同比"]
ROWS = [
    ["受理行政复议案件", "962件", "1083件", "12.6%"],
    ["审结行政复议案件", "901件", "996件", "10.5%"],
    ["行政应诉案件", "233件", "264件", "-3.5%"],
    ["行政执法人员", "2098名", "2150名", "2.5%"],
]
WIDTHS = [46, 24, 24, 24]
PROSE = "全市各级各部门压实法治建设第一责任人职责，健全重大行政决策程序，严格规范性文件合法性审核，深化执法改革。"


def lines(made: Any) -> list[str]:
    return read_pdf(bytes(made.output())).text.split("\n")


def layered(state: str, member: bool = False, form: bool = False) -> bytes:
    """A page with an open line and one in a layer, in a form that belongs to it, or in a membership of it."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

    made = paper()
    made.text(30, 100, "Cases accepted: 164.")
    made.add_page()
    made.text(30, 140, "Cases accepted: 8888.")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(made.output()))))
    page, hidden = writer.pages[0], writer.pages[1]
    layer: Any = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("draft")})
    )
    named = layer
    if member:
        named = writer._add_object(
            DictionaryObject({NameObject("/Type"): NameObject("/OCMD"), NameObject("/OCGs"): ArrayObject([layer])})
        )
    own, other = (one.get_contents().get_data() for one in (page, hidden))  # type: ignore[union-attr]
    resources: Any = page["/Resources"]
    content = StreamObject()
    if form:
        drawn = StreamObject()
        drawn.set_data(other)
        drawn.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): page["/MediaBox"],
                NameObject("/Resources"): resources,
                NameObject("/OC"): named,
            }
        )
        resources[NameObject("/XObject")] = DictionaryObject({NameObject("/F0"): writer._add_object(drawn)})
        content.set_data(own + b"\n/F0 Do")
    else:
        resources[NameObject("/Properties")] = DictionaryObject({NameObject("/L0"): named})
        content.set_data(own + b"\n/OC /L0 BDC\n" + other + b"\nEMC")
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.remove_page(1)
    default = DictionaryObject({NameObject(f"/{state}"): ArrayObject([layer])})
    if state == "ON":
        default[NameObject("/BaseState")] = NameObject("/OFF")
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): default}
    )
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize("how", [{}, {"member": True}, {"form": True}])
def test_a_layer_that_is_switched_off_is_not_read_and_one_that_is_on_is(how: dict[str, bool]) -> None:
    assert read_pdf(layered("OFF", **how)).text == "Cases accepted: 164."
    assert "8888" in read_pdf(layered("ON", **how)).text


def test_marks_of_notes_are_no_digits_and_a_square_stays_one() -> None:
    made = paper(chinese=True)
    at = 20.0
    for text, size, up in [
        ("受理案件1083", 14, 0),
        ("2", 8, 2),
        ("件，审结996", 14, 0),
        ("[3]", 8, 2),
        ("件，共12m", 14, 0),
        ("2", 8, 2),
        ("。", 14, 0),
    ]:
        made.set_font("noto", size=size)
        made.text(at, 100 - up, text)
        at += made.get_string_width(text)
    assert lines(made) == ["受理案件1083件，审结996件，共12m²。"]


def test_a_mark_in_the_same_font_is_told_by_its_height() -> None:
    made = paper(chinese=True)
    made.set_x(20)
    for text, place in [
        ("受理案件1083", "LINE"),
        ("2", "SUP"),
        ("件，审结996", "LINE"),
        ("[3]", "SUP"),
        ("件。", "LINE"),
    ]:
        made.char_vpos = place
        made.write(8, text)
    assert lines(made) == ["受理案件1083件，审结996件。"]


def written(made: Any, *lines: str) -> None:
    for line in lines:
        made.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")


def white(made: Any) -> None:
    made.set_text_color(255, 255, 255)
    written(made, "调解案件888件。")


def invisible(made: Any) -> None:
    with made.local_context(text_mode="INVISIBLE"):
        written(made, "调解案件888件。")


def off_the_page(made: Any) -> None:
    made.text(230, 100, "调解案件888件。")


def tiny(made: Any) -> None:
    made.set_font("noto", size=0.5)
    written(made, "调解案件888件。")


def struck(made: Any) -> None:
    top = made.get_y() + 4
    end = made.l_margin + made.c_margin + made.get_string_width("调解案件888件。")
    written(made, "调解案件888件。")
    made.line(made.l_margin, top, end, top)


@pytest.mark.parametrize("how", [white, invisible, off_the_page, tiny, struck])
def test_what_is_not_seen_of_a_page_is_left_out(how: Callable[[Any], None]) -> None:
    made = paper(chinese=True)
    written(made, "受理案件1083件，审结996件。")
    how(made)
    assert lines(made) == ["受理案件1083件，审结996件。"]


def test_white_type_on_a_dark_ground_and_type_over_the_picture_of_a_scan_are_read() -> None:
    from PIL import Image

    made = paper(chinese=True)
    made.set_fill_color(160, 0, 0)
    made.set_text_color(255, 255, 255)
    made.cell(150, 10, "受理案件1083件，审结996件。", fill=True, new_x="LMARGIN", new_y="NEXT")
    made.image(Image.new("RGB", (80, 40), "beige"), x=10, y=40, w=150, h=60)
    made.set_y(50)
    invisible(made)
    assert lines(made) == ["受理案件1083件，审结996件。", "调解案件888件。"]


@pytest.mark.parametrize(
    ("before", "behind"), [("受理案件1", "83件，"), ("受理案件", "83件，"), ("受理案件12", "件，")]
)
def test_a_picture_in_place_of_a_digit_is_told(before: str, behind: str) -> None:
    from PIL import Image

    made = paper(chinese=True)
    at = 20 + made.get_string_width(before)
    made.text(20, 100, before)
    made.image(Image.new("RGB", (8, 12)), x=at + 0.2, y=96.5, w=2.2, h=3.6)
    made.text(at + 2.7, 100, behind)
    made.image(Image.new("RGB", (80, 40)), x=20, y=120, w=60, h=30)
    assert lines(made) == [f"{before}\ufffc{behind}"]


def test_a_border_close_to_type_strikes_nothing_out() -> None:
    made = paper(chinese=True)
    made.set_font("noto", size=12)
    for row in [["受理", "962件"], ["审结", "901件"]]:
        for text in row:
            made.cell(30, 5, text, border=1)
        made.ln(5)
    assert lines(made) == ["受理 | 962件", "审结 | 901件"]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_whose_text_is_turned_is_read_in_order(angle: int) -> None:
    made = paper()
    with made.rotation(angle, x=100, y=140):
        made.text(60, 140, "Cases accepted: 164, closed: 142.")
        made.text(60, 148, "Second line.")
    assert lines(made) == ["Cases accepted: 164, closed: 142.", "Second line."]


def test_text_beside_the_page_that_is_turned_is_left_out_and_told() -> None:
    made = paper()
    made.text(30, 100, "Cases accepted: 164, closed: 142, pending: 22.")
    with made.rotation(90, x=180, y=140):
        made.text(160, 140, "turned note")
    document = read_pdf(bytes(made.output()))
    assert document.text == "Cases accepted: 164, closed: 142, pending: 22."
    assert [one.reason for one in missing_parts(document)] == ["turned_text"]


def test_a_number_that_a_ragged_line_ends_within_is_whole() -> None:
    made = paper(chinese=True)
    for number, line in enumerate(["全年受理行政复议案件1", "083件，审结996", "件，办结率95.", "8%。"]):
        made.text(20, 100 + 8 * number, line)
    assert lines(made) == ["全年受理行政复议案件1083件，审结996件，办结率95.8%。"]


def prose(made: Any) -> None:
    made.multi_cell(0, 8, PROSE, new_x="LMARGIN", new_y="NEXT")


def table(made: Any, align: str = "L", fill: Callable[[int], bool] = lambda number: False) -> None:
    made.set_font("noto", size=12)
    made.set_fill_color(220, 230, 240)
    for number, row in enumerate([HEAD, *ROWS]):
        for width, text in zip(WIDTHS, row, strict=True):
            made.cell(width, 8, text, align=align, fill=fill(number))
        made.ln(8)


def column_rules(made: Any, top: float) -> None:
    for place in [0, 46, 70, 94, 118]:
        made.line(10 + place, top, 10 + place, made.get_y())


def three_lines(made: Any, top: float) -> None:
    for height in (top, top + 8, made.get_y()):
        made.line(10, height, 128, height)


@pytest.mark.parametrize(
    ("how", "drawn"),
    [
        ({"align": "L"}, None),
        ({"align": "C"}, None),
        ({"align": "R"}, None),
        ({"fill": lambda number: number % 2 == 1}, None),
        ({"fill": lambda number: number % 2 == 0}, None),
        ({}, column_rules),
        ({}, three_lines),
    ],
    ids=["left", "centred", "right", "striped", "striped from the head", "rules between columns", "three lines"],
)
def test_every_row_of_a_table_is_a_row(how: dict[str, Any], drawn: Callable[[Any, float], None] | None) -> None:
    made = paper(chinese=True)
    prose(made)
    top = made.get_y()
    table(made, **how)
    if drawn:
        drawn(made, top)
    prose(made)
    rows = [line for line in lines(made) if " | " in line]
    assert rows == [" | ".join(row) for row in [HEAD, *ROWS]]


def test_a_table_without_rules_goes_on_on_the_next_page() -> None:
    made = paper(chinese=True)
    made.set_y(made.h - 20 - 8 * 4)
    table(made)
    rows = lines(made)
    assert made.page == 2
    assert rows == [" | ".join(row) for row in [HEAD, *ROWS]]


def test_numbers_below_each_other_in_a_cell_and_beside_each_other_stay_apart() -> None:
    made = paper(chinese=True)
    places = [
        (22, 96, "受理"),
        (62, 96, "962"),
        (62, 104, "901"),
        (22, 120, "审结"),
        (62, 120, "12"),
        (76, 120, "345件"),
    ]
    for left, height, text in places:
        made.text(left, height, text)
    for height in (90, 108, 124):
        made.line(20, height, 100, height)
    for place in (20, 60, 100):
        made.line(place, 90, place, 124)
    assert lines(made) == ["受理 | 962；901", "审结 | 12；345件"]


def test_prose_with_gaps_is_no_table() -> None:
    made = paper(chinese=True)
    for number in range(6):
        for left, text in zip((20, 62, 104), ("全市各级各部门", "压实法治建设责任", "健全决策程序，"), strict=True):
            made.text(left + number * 3, 60 + 8 * number, text)
    assert not any(" | " in line for line in lines(made))
    for above, below in pairwise(lines(made)):
        assert above
        assert below
