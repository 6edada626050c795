"""What a Word file shows: struck, hidden and raised runs, broken numbers, lines of cells, parts in other formats."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable

import pytest

from ingest.model import DocumentRejected
from ingest.readers import read_document
from ingest.readers.docx import read_docx
from tests.unit.readers.test_docx import cell, lines, paragraph, run, word

pytestmark = pytest.mark.unit

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
STYLES = (
    '<w:style w:type="character" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Older"><w:basedOn w:val="Old"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Draft"><w:rPr><w:vanish/></w:rPr></w:style>'
)


def looking(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ([run("审结"), looking("969", "<w:strike/>"), run("996件。")], "审结996件。"),
        ([run("审结"), looking("969", "<w:dstrike/>"), run("996件。")], "审结996件。"),
        ([run("审结"), looking("969", "<w:vanish/>"), run("996件。")], "审结996件。"),
        ([run("审结"), looking("996", '<w:strike w:val="0"/>'), run("件。")], "审结996件。"),
        ([run("审结"), looking("969", '<w:rStyle w:val="Older"/>'), run("996件。")], "审结996件。"),
        ([looking("996", '<w:rStyle w:val="Older"/><w:strike w:val="false"/>'), run("件。")], "996件。"),
        ([run("受理1083"), looking("2", '<w:vertAlign w:val="superscript"/>'), run("件。")], "受理1083件。"),
        (
            [
                run("受理1083"),
                *(looking(sign, '<w:vertAlign w:val="superscript"/>') for sign in ("[", "3", "]")),
                run("件。"),
            ],
            "受理1083件。",
        ),
        ([run("受理1083"), looking("2", '<w:vertAlign w:val="subscript"/>'), run("件。")], "受理1083件。"),
        ([run("排放CO"), looking("2", '<w:vertAlign w:val="subscript"/>'), run("12吨。")], "排放CO₂12吨。"),
        ([run("受理1083"), looking("2", '<w:position w:val="8"/>'), run("件。")], "受理1083件。"),
        ([run("受理"), looking("12", '<w:position w:val="8"/>'), run("件。")], "受理12件。"),
        ([run("受理"), looking("77", '<w:sz w:val="2"/>'), run("1083件。")], "受理1083件。"),
        ([run("受理"), looking("77", '<w:color w:val="FFFFFF"/>'), run("1083件。")], "受理1083件。"),
        ([run("受理"), looking("83", '<w:color w:val="FFFFFF"/><w:shd w:fill="C00000"/>'), run("件。")], "受理83件。"),
        (
            [run("受理"), looking("83", '<w:color w:val="FFFFFF"/><w:highlight w:val="red"/>'), run("件。")],
            "受理83件。",
        ),
        ([run("受理1"), '<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>', run("83件。")], "受理1\ufffc83件。"),
        ([run("受理1"), "<w:r><w:drawing><wp:inline/></w:drawing></w:r>", run("83件。")], "受理1\ufffc83件。"),
        ([run("受理1"), "<w:r><w:pict><v:imagedata/></w:pict></w:r>", run("83件。")], "受理1\ufffc83件。"),
        ([run("受理1"), "<w:r><w:drawing><wp:anchor/></w:drawing></w:r>", run("83件。")], "受理183件。"),
        ([run("受理"), "<w:r><w:drawing><wp:inline/></w:drawing></w:r>", run("情况。")], "受理情况。"),
        ([run("受理1"), "<m:oMath><m:r><m:t>0</m:t></m:r></m:oMath>", run("83件。")], "受理1083件。"),
        (
            [run("受理1"), "<m:oMath><m:f><m:num><m:r><m:t>0</m:t></m:r></m:num></m:f></m:oMath>", run("83件。")],
            "受理1\ufffc83件。",
        ),
        ([run("共1200m"), looking("2", '<w:vertAlign w:val="superscript"/>'), run("。")], "共1200m²。"),
        (
            [run("受理案件1"), "<w:r><w:br/></w:r>", run("083件，办结率95."), "<w:r><w:br/></w:r>", run("8%。")],
            "受理案件1083件，办结率95.8%。",
        ),
        ([run("受理案件"), "<w:r><w:tab/></w:r>", run("996"), "<w:r><w:tab/></w:r>", run("件。")], "受理案件996件。"),
    ],
)
def test_a_paragraph_is_what_is_shown_of_its_runs(inside: list[str], shown: str) -> None:
    assert lines(paragraph(*inside), styles=STYLES) == [shown]


def test_a_style_of_paragraphs_hides_its_text() -> None:
    hidden = paragraph(run("全年受理案件7777件。"), properties='<w:pStyle w:val="Draft"/>')
    assert lines(paragraph(run("全年审结案件12件。")), hidden, styles=STYLES) == ["全年审结案件12件。"]


def test_a_number_over_two_paragraphs_is_whole() -> None:
    assert lines(paragraph(run("全年受理案件1")), paragraph(run("083件。"))) == ["全年受理案件1083件。"]


def test_white_type_on_a_coloured_ground_is_shown() -> None:
    white = looking("受理17件。", '<w:color w:val="FFFFFF"/>')
    assert (
        lines(paragraph(white, properties='<w:shd w:fill="C00000"/>'), paragraph(run("审结12件。")))[0] == "受理17件。"
    )
    head = f'<w:tr><w:tc><w:tcPr><w:shd w:fill="C00000"/></w:tcPr>{paragraph(white)}</w:tc>{cell("数量")}</w:tr>'
    assert lines(f"<w:tbl>{head}</w:tbl>") == ["受理17件。 | 数量"]
    bare = f"<w:tr><w:tc>{paragraph(white)}</w:tc>{cell('数量')}</w:tr>"
    assert lines(f"<w:tbl>{bare}</w:tbl>") == ["| 数量"]
    styled = '<w:tblPr><w:tblStyle w:val="Dark"/></w:tblPr>'
    assert lines(f"<w:tbl>{styled}{bare}</w:tbl>") == ["受理17件。 | 数量"]


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def several(*texts: str) -> str:
    return f"<w:tc>{''.join(paragraph(run(text)) for text in texts)}</w:tc>"


def test_paragraphs_of_a_cell_are_numbers_of_their_own() -> None:
    head = row(cell("指标"), cell("2022年"), cell("2023年"))
    same = row(several("受理（件）", "审结（件）"), several("962", "901"), several("1083", "996"))
    other = row(cell("应诉（件）"), several("233", "12"), cell("264"))
    assert lines(f"<w:tbl>{head}{same}{other}</w:tbl>") == [
        "指标 | 2022年 | 2023年",
        "受理（件） | 962 | 1083",
        "审结（件） | 901 | 996",
        "应诉（件） | 233；12 | 264",
    ]


def test_hidden_and_deleted_rows_are_left_out() -> None:
    rows = [row(cell("受理"), cell("7")), row(cell("旧"), cell("8"), properties="<w:hidden/>")]
    rows.append(row(cell("删"), cell("9"), properties='<w:del w:id="1" w:author="a"/>'))
    assert lines(f"<w:tbl>{''.join(rows)}</w:tbl>") == ["受理 | 7"]


def test_paragraphs_whose_tabs_stand_below_each_other_are_rows() -> None:
    def tabbed(*parts: str) -> str:
        return paragraph("<w:r><w:tab/></w:r>".join(run(part) for part in parts))

    body = [tabbed("指标", "2022年", "2023年"), tabbed("受理（件）", "962", "1083"), tabbed("一、", "概述")]
    assert lines(*body) == ["指标 | 2022年 | 2023年", "受理（件） | 962 | 1083", "一、 概述"]


def with_chunk(content: bytes, name: str) -> bytes:
    """A Word file whose text stands in a part of another format."""
    import docx
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    document = docx.Document()
    part = Part(PackURI(f"/word/{name}"), "text/html", content, document.part.package)
    relation = document.part.relate_to(part, RELATION)
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document.element.body.insert(0, parse_xml(f'<w:altChunk xmlns:w="{main}" xmlns:r="{space}" r:id="{relation}"/>'))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


PAGE = "<html><meta charset=utf-8><body><p>受理案件1083<sup>2</sup>件。</p><p>审结996件。</p></body></html>".encode()


@pytest.mark.parametrize(
    "content",
    [
        PAGE,
        "受理案件1083件。\n审结996件。".encode(),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(PAGE) + b"\r\n--b--\r\n",
    ],
)
def test_the_text_of_a_part_in_another_format_is_read(content: bytes) -> None:
    assert read_docx(with_chunk(content, "chunk.html")).text.split("\n") == ["受理案件1083件。", "审结996件。"]


def test_a_word_file_in_a_word_file_is_read_and_what_is_not_read_is_named() -> None:
    assert read_docx(with_chunk(word(paragraph(run("受理17件。"))), "chunk.docx")).text == "受理17件。"
    outer = with_chunk(word(paragraph(run("受理17件。"))), "chunk.docx")
    with zipfile.ZipFile(io.BytesIO(outer)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = parts["[Content_Types].xml"]
    declared = [
        types.replace(b"text/html", main),
        types.replace(b"</Types>", b'<Default Extension="docx" ContentType="' + main + b'"/></Types>'),
    ]
    for one in declared:
        assert read_docx(packed(parts | {"[Content_Types].xml": one})).text == "受理17件。"
    with pytest.raises(DocumentRejected, match=r"part of another format \(/word/chunk.bin, PDF\)"):
        read_docx(with_chunk(b"%PDF-1.7 ...", "chunk.bin"))


def packed(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
KINDS = {"word/document.xml": "document.main", "word/styles.xml": "styles", "word/numbering.xml": "numbering"}


def flat(data: bytes, *, without: str = "") -> bytes:
    """A Word file as one XML file, its pictures as base64."""
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    parts = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name == "[Content_Types].xml" or (without and name.startswith(without)):
                continue
            content = package.read(name)
            kind = f"{WORD}{KINDS[name]}+xml" if name in KINDS else "application/xml"
            if name.endswith(".rels"):
                kind = "application/vnd.openxmlformats-package.relationships+xml"
            if name.endswith((".xml", ".rels")):
                inner = content.decode().partition("?>")[2]
                held = f"<pkg:xmlData>{inner}</pkg:xmlData>"
            else:
                held = f"<pkg:binaryData>{base64.b64encode(content).decode()}</pkg:binaryData>"
            parts.append(f'<pkg:part pkg:name="/{name}" pkg:contentType="{kind}">{held}</pkg:part>')
    opened = f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">'
    return (opened + "".join(parts) + "</pkg:package>").encode()


@pytest.mark.parametrize("without", ["", "customXml", "docProps"])
def test_words_package_as_one_xml_file_is_read_though_parts_are_left_out(without: str) -> None:
    data = flat(word(paragraph(run("全年受理行政复议案件1083件。"))), without=without)
    assert read_document(data, "report.doc").text == "全年受理行政复议案件1083件。"


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data.replace(b"<pkg:package", b'<!DOCTYPE p [<!ENTITY a "b">]><pkg:package', 1), "xml_entities"),
        (lambda data: data.replace(b"/word/", b"/xl/"), "unsupported_format"),
    ],
)
def test_a_package_that_cannot_be_read_says_why(damage: Callable[[bytes], bytes], reason: str) -> None:
    with pytest.raises(DocumentRejected) as caught:
        read_document(damage(flat(word(paragraph(run("受理17件。"))))), "report.doc")
    assert caught.value.reject.reason == reason
