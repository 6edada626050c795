"""Word files: all that is shown, nothing that is not, in the order of the page."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers.docx import read_docx
from ingest.readers.docx_numbers import chinese_numeral

pytestmark = pytest.mark.unit

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
FIRST = "全县办理行政复议案件17件。"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>"


def word(*body: str, numbering: str = "", styles: str = "") -> bytes:
    """A Word file with this body, lists and styles."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    for place, block in enumerate(body):
        document.element.body.insert(place, parse_xml(block.replace(">", f" {NS}>", 1)))
    if numbering:
        element = document.part.numbering_part.element
        for child in list(element):
            element.remove(child)
        for child in parse_xml(f"<w:numbering {NS}>{numbering}</w:numbering>"):
            element.append(child)
    if styles:
        for child in parse_xml(f"<w:styles {NS}>{styles}</w:styles>"):
            document.styles.element.append(child)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def lines(*body: str, **more: Any) -> list[str]:
    return read_docx(word(*body, **more)).text.split("\n")


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (run("办理案件") + run("1") + run("7.9") + run("2万件"), "办理案件17.92万件"),
        (
            run("办理案件") + f"<w:ins>{run('17件')}</w:ins><w:del><w:r><w:delText>16件</w:delText></w:r></w:del>",
            "办理案件17件",
        ),
        (run("见") + f"<w:hyperlink>{run('附件')}</w:hyperlink>", "见附件"),
        (f"<w:smartTag>{run('2023年')}</w:smartTag>" + run("办理"), "2023年办理"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('青禾县')}</w:sdtContent></w:sdt>" + run("报告"), "青禾县报告"),
        (run("共") + f"<w:fldSimple>{run('17')}</w:fldSimple>" + run("件"), "共17件"),
        ("<w:r><w:instrText> PAGE </w:instrText></w:r>" + run("正文"), "正文"),
        ("<w:r><w:t>项目</w:t><w:tab/><w:t>17</w:t></w:r>", "项目 17"),
        (run("　　首行") + run("\xa0缩进  "), "首行 缩进"),
        ("<w:r><w:t>同比</w:t><w:noBreakHyphen/><w:t>5%</w:t></w:r>", "同比-5%"),
        ("<w:r><w:t>⼈⺠政府</w:t></w:r>", "人民政府"),
    ],
)
def test_a_paragraph_is_what_is_shown_of_it(inside: str, shown: str) -> None:
    assert lines(paragraph(inside)) == [shown]


def test_a_line_break_parts_lines_and_a_page_break_does_not() -> None:
    broken = paragraph('<w:r><w:t>一、概况</w:t><w:br/><w:t>全县</w:t><w:br w:type="page"/><w:t>办理</w:t></w:r>')
    assert lines(broken) == ["一、概况", "全县办理"]


def test_the_two_forms_of_a_text_box_are_read_once_and_behind_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph(run('附注：统计至年末。'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(paragraph(run(FIRST) + f"<w:r>{both}</w:r>")) == [FIRST, "附注：统计至年末。"]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def test_tables_stand_where_they_do_and_merged_cells_name_all_that_they_reach_over() -> None:
    table = (
        "<w:tbl>"
        f"<w:tr>{cell('项目')}{cell('件数', '<w:gridSpan w:val=&quot;2&quot;/>'.replace('&quot;', chr(34)))}</w:tr>"
        f"<w:tr>{cell('复议', '<w:vMerge w:val=' + chr(34) + 'restart' + chr(34) + '/>')}{cell('受理')}{cell('17')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('审结')}{cell('16')}</w:tr>"
        "</w:tbl>"
    )
    assert lines(paragraph(run(FIRST)), table, paragraph(run("三、打算"))) == [
        FIRST,
        "项目 | 件数 | 件数",
        "复议 | 受理 | 17",
        "复议 | 审结 | 16",
        "三、打算",
    ]


def test_a_table_of_one_cell_is_a_frame_and_its_paragraphs_stay() -> None:
    frame = f"<w:tbl><w:tr><w:tc>{paragraph(run('一、概况'))}{paragraph(run(FIRST))}</w:tc></w:tr></w:tbl>"
    assert lines(frame) == ["一、概况", FIRST]


def level(depth: int, form: str, text: str, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


LISTS = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def item(text: str, depth: int, number: int = 3) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(run(text), properties=numbered)


def test_automatic_numbers_are_written_and_count_anew_below_each_heading() -> None:
    body = [
        item("主要做法", 0),
        item("统筹", 1),
        item("学法", 2),
        item("培训", 2),
        item("执法", 1),
        item("打算", 0),
        item("深化", 1),
    ]
    assert lines(*body, numbering=LISTS) == [
        "一、主要做法",
        "（一）统筹",
        "1.学法",
        "2.培训",
        "（二）执法",
        "二、打算",
        "（一）深化",
    ]


def test_a_list_may_begin_elsewhere_and_a_paragraph_may_leave_it() -> None:
    body = [item("问题", 0, 4), item("正文", 0, 0), item("打算", 0, 4)]
    assert lines(*body, numbering=LISTS) == ["五、问题", "正文", "六、打算"]


def test_a_style_numbers_its_paragraphs_also_when_another_is_based_on_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Top"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Top"/></w:style>'
    )
    body = [
        paragraph(run(text), properties=f'<w:pStyle w:val="{style}"/>')
        for text, style in (("概况", "Top"), ("打算", "Own"))
    ]
    assert lines(*body, numbering=LISTS, styles=styles) == ["一、概况", "二、打算"]


def test_empty_paragraphs_of_a_list_show_no_number() -> None:
    assert lines(item("概况", 0), item(" ", 0), paragraph(run(FIRST)), numbering=LISTS) == ["一、概况", FIRST]


@given(st.integers(1, 99))
def test_chinese_numerals_are_those_of_headings(count: int) -> None:
    import cn2an

    assert cn2an.cn2an(chinese_numeral(count), "smart") == count
    assert not chinese_numeral(count).startswith("一十")


@settings(max_examples=25)
@given(
    st.lists(
        st.text(alphabet="全县办理案件共17.9%，（一） \u3000\xa0|", min_size=1, max_size=30), min_size=1, max_size=8
    )
)
def test_no_visible_character_of_a_paragraph_is_lost(texts: list[str]) -> None:
    shown = [text for text in texts if text.strip()]
    if shown:
        found = read_docx(word(*(paragraph(run(text)) for text in texts))).text
        assert ["".join(line.split()) for line in found.split("\n")] == ["".join(text.split()) for text in shown]
