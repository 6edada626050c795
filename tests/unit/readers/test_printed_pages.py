"""Characters at places → paragraphs: what a compositor broke is whole again, and nothing else is joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.printed import Piece, PrintedPage, Rule, text_of_pages

pytestmark = pytest.mark.unit

SIZE, PITCH, LEFT, TOP = 16.0, 28.0, 80.0, 90.0
WIDTH, HEIGHT = 600.0, 840.0
LINES_ON_PAGE = 22


def width_of(character: str, size: float = SIZE) -> float:
    return size / 2 if character.isascii() else size


def piece(text: str, left: float, y: float, size: float = SIZE) -> Piece:
    lefts, at = [], left
    for character in text:
        lefts.append(at)
        at += width_of(character, size)
    return Piece(text, tuple(lefts), at, y, size)


def words_of(text: str) -> list[str]:
    """Where a line may be broken: between Chinese characters, never within a number or a word of letters."""
    words: list[str] = []
    for character in text:
        latin = character.isascii() and not character.isspace()
        if (latin and words and words[-1].isascii() and not words[-1].isspace()) or (
            character in "，。；、％）”" and words
        ):
            words[-1] += character
        else:
            words.append(character)
    return words


def composed(paragraphs: list[str], columns: int, indent: float = 2.0) -> list[PrintedPage]:
    """Pages as a compositor makes them: `columns` characters a line, first lines set in, a number below each page."""
    lines: list[tuple[float, str]] = []
    right = LEFT + columns * SIZE
    for paragraph in paragraphs:
        left = at = LEFT + indent * SIZE
        line = ""
        for word in words_of(paragraph):
            needed = sum(map(width_of, word))
            if line and at + needed > right + 0.01:
                lines.append((left, line))
                left = at = LEFT
                line = ""
            line += word
            at += needed
        lines.append((left, line))
    pages = []
    for number, first in enumerate(range(0, len(lines), LINES_ON_PAGE), start=1):
        shown = lines[first : first + LINES_ON_PAGE]
        pieces = [piece(text, left, TOP + PITCH * row) for row, (left, text) in enumerate(shown)]
        pieces.append(piece(f"— {number} —", 280, 790, 14))
        pages.append(PrintedPage(WIDTH, HEIGHT, pieces[::-1], []))
    return pages


CLAUSES = [
    "全县办理行政复议案件1286件",
    "其中调解结案的占97.35%",
    "比上年提高1.2个百分点",
    "受理12345热线诉求4.27万件",
    "县政府常务会议专题听取汇报",
    "由FAZHI平台统一登记",
]
PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=9).map(lambda clauses: "，".join(clauses) + "。"),
    min_size=1,
    max_size=30,
)


@given(PARAGRAPHS, st.integers(22, 30))
def test_paragraphs_are_whole_again_at_every_width_of_the_line(paragraphs: list[str], columns: int) -> None:
    assert text_of_pages(composed(paragraphs, columns)).split("\n") == paragraphs


@given(PARAGRAPHS, st.integers(22, 30))
def test_no_character_is_lost_where_paragraphs_are_not_set_in(paragraphs: list[str], columns: int) -> None:
    text = text_of_pages(composed(paragraphs, columns, indent=0))
    assert text.replace("\n", "") == "".join(paragraphs)


def test_the_order_in_which_a_file_names_its_pieces_does_not_matter() -> None:
    row = [piece("围绕", 80, 100), piece("“", 112, 100), piece("规范、高效", 128, 100), piece("”的要求。", 208, 100)]
    for turned in (row, row[::-1], row[1::2] + row[::2]):
        assert text_of_pages([PrintedPage(WIDTH, HEIGHT, turned, [])]) == "围绕“规范、高效”的要求。"


def test_what_is_printed_twice_for_weight_is_read_once() -> None:
    bold = [piece("一、主要做法", 112, 100), piece("一、主要做法", 112.3, 100)]
    assert text_of_pages([PrintedPage(WIDTH, HEIGHT, bold, [])]) == "一、主要做法"


def test_two_columns_are_read_one_after_the_other() -> None:
    left = "全县办理行政复议案件1286件，其中调解结案的占97.35%，比上年提高1.2个百分点，县政府常务会议专题听取汇报。" * 2
    right = "受理12345热线诉求4.27万件，由平台统一登记，全年办结的占99.6%，群众表示满意的占98.4%，均高于上年同期。" * 2
    pieces = []
    for begin, text in ((60.0, left), (320.0, right)):
        for row, at in enumerate(range(0, len(text), 13)):
            pieces.append(piece(text[at : at + 13], begin, TOP + PITCH * row))
    # Lines of 13 characters that digits make a little shorter: both columns are ragged.
    pages = [PrintedPage(WIDTH, HEIGHT, sorted(pieces, key=lambda one: one.y), [])]
    assert text_of_pages(pages).replace("\n", "") == left + right


def ruled(
    cells: list[list[str]], lefts: list[float], top: float, height: float = 30.0
) -> tuple[list[Piece], list[Rule]]:
    """A table with a border around each cell; its texts stand in the middle."""
    bottom, right = top + height * len(cells), lefts[-1]
    rules = [Rule(left, top, left, bottom) for left in lefts]
    rules += [Rule(lefts[0], top + height * row, right, top + height * row) for row in range(len(cells) + 1)]
    pieces = []
    for number, row in enumerate(cells):
        for column, text in enumerate(row):
            if text:
                middle = (lefts[column] + lefts[column + 1]) / 2 - sum(map(width_of, text)) / 2
                pieces.append(piece(text, middle, top + height * number + 20))
    return pieces, rules


def test_a_table_with_borders_keeps_rows_and_empty_cells() -> None:
    cells = [["指标", "2022年", "2023年"], ["处罚", "", "2094"], ["许可", "274", ""], ["备案", "16", "21"]]
    pieces, rules = ruled(cells, [80, 240, 360, 480], 200)
    around = [piece("二、主要指标对照", 112, 180), piece("三、存在的问题", 112, 350)]
    text = text_of_pages([PrintedPage(WIDTH, HEIGHT, pieces + around, rules)])
    assert text.split("\n") == [
        "二、主要指标对照",
        "指标 | 2022年 | 2023年",
        "处罚 | | 2094",
        "许可 | 274 |",
        "备案 | 16 | 21",
        "三、存在的问题",
    ]


def test_a_cell_of_several_lines_is_one_and_full_cells_are_cut_at_their_border() -> None:
    rules = [Rule(x, 200, x, 290) for x in (80, 160, 240)] + [Rule(80, y, 240, y) for y in (200, 260, 290)]
    pieces = [piece("行政处罚案", 80, 220), piece("件", 80, 245), piece("2317", 180, 232)]
    pieces.append(piece("行政许可事20940", 80, 280))
    text = text_of_pages([PrintedPage(WIDTH, HEIGHT, pieces, rules)])
    assert text.split("\n") == ["行政处罚案件 | 2317", "行政许可事 | 20940"]


def test_a_cell_over_two_rows_names_both() -> None:
    rules = [Rule(80, 200, 80, 260), Rule(200, 200, 200, 260), Rule(400, 200, 400, 260)]
    rules += [Rule(80, 200, 400, 200), Rule(200, 230, 400, 230), Rule(80, 260, 400, 260)]
    pieces = [piece("复议", 120, 220), piece("受理151件", 220, 220), piece("审结142件", 220, 250)]
    text = text_of_pages([PrintedPage(WIDTH, HEIGHT, pieces, rules)])
    assert text.split("\n") == ["复议 | 受理151件", "复议 | 审结142件"]


def test_a_table_of_three_lines_is_told_by_its_gaps() -> None:
    rows = [("指标", "2022年", "2023年"), ("处罚", "2317", "2094"), ("许可", "274", "281")]
    pieces = [piece(cell, 80 + 150 * x, 200 + 28 * y) for y, row in enumerate(rows) for x, cell in enumerate(row)]
    text = text_of_pages([PrintedPage(WIDTH, HEIGHT, pieces, [Rule(80, 170, 500, 170)])])
    assert text.split("\n") == ["指标 | 2022年 | 2023年", "处罚 | 2317 | 2094", "许可 | 274 | 281"]


def test_a_frame_around_a_page_and_a_line_below_a_heading_are_no_tables() -> None:
    frame = [Rule(40, 40, 40, 800), Rule(560, 40, 560, 800), Rule(40, 40, 560, 40), Rule(40, 800, 560, 800)]
    lines = [piece("桐庐县人民政府文件", 200, 100, 30), piece("一、主要做法", 112, 200)]
    text = text_of_pages([PrintedPage(WIDTH, HEIGHT, lines, [*frame, Rule(80, 130, 520, 130)])])
    assert text.split("\n") == ["桐庐县人民政府文件", "一、主要做法"]


def test_a_title_of_several_lines_is_one() -> None:
    lines = [piece("桐庐县人民政府", 211, 100, 22), piece("关于2019年法治政府建设情况的报告", 112, 132, 22)]
    lines += [piece(line, left, y) for line, left, y in (("全县办理" * 6, 112, 190), ("行政复议" * 6 + "。", 80, 218))]
    text = text_of_pages([PrintedPage(WIDTH, HEIGHT, lines, [])])
    assert text.split("\n")[0] == "桐庐县人民政府关于2019年法治政府建设情况的报告"


@pytest.mark.parametrize(
    "number", ["1", "— 1 —", "-1-", "－1－", "第1页", "第 1 页 共 3 页", "1/3", "· 1 ·", "Page 1 of 3"]
)
def test_page_numbers_are_left_out(number: str) -> None:
    page = composed(["全县办理行政复议案件1286件。"], 27)[0]
    pieces = [one for one in page.pieces if "—" not in one.text]
    pieces.append(piece(number, 280, 790, 12))
    assert text_of_pages([page._replace(pieces=pieces)]) == "全县办理行政复议案件1286件。"


def test_running_heads_are_left_out_and_a_number_in_the_text_stays() -> None:
    pages = []
    for number in range(1, 4):
        pieces = [piece("法治政府建设年度报告", 200, 40, 12), piece(f"file:///report 11/2/26 {number}/3", 60, 810, 10)]
        pieces += [piece("2023", 112, 400), piece(f"第{number}批办理案件17件。", 112, 440)]
        pages.append(PrintedPage(WIDTH, HEIGHT, pieces, []))
    assert text_of_pages(pages).split("\n") == ["2023", "第1批办理案件17件。"] + [
        line for number in (2, 3) for line in ("2023", f"第{number}批办理案件17件。")
    ]


def test_a_head_over_two_columns_stands_over_both() -> None:
    rules = [Rule(80, 200, 80, 290), Rule(200, 200, 200, 290), Rule(300, 230, 300, 290), Rule(400, 200, 400, 290)]
    rules += [Rule(80, 200, 400, 200), Rule(200, 230, 400, 230), Rule(80, 260, 400, 260), Rule(80, 290, 400, 290)]
    pieces = [piece("项目", 120, 235), piece("案件数", 270, 220), piece("2022年", 230, 250), piece("2023年", 330, 250)]
    pieces += [piece("复议", 120, 280), piece("151", 240, 280), piece("164", 340, 280)]
    text = text_of_pages([PrintedPage(WIDTH, HEIGHT, pieces, rules)])
    assert text.split("\n") == ["项目 | 案件数 | 案件数", "项目 | 2022年 | 2023年", "复议 | 151 | 164"]
