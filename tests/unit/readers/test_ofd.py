"""OFD as different makers write it: other prefixes, places, transformations, templates, tables with borders."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.model import DocumentRejected
from ingest.readers.ofd import read_ofd

pytestmark = pytest.mark.unit

LINE = "全县办理行政复议案件164件，审结142件。"


def text(words: str, x: float = 30, y: float = 60, more: str = 'DeltaX=""', size: float = 5, around: str = "") -> str:
    code = f'<TextCode X="0" Y="{size}" {more}>{words}</TextCode>'
    return f'<TextObject ID="9" Boundary="{x} {y} 160 8" Size="{size}" {around}>{code}</TextObject>'


def ofd(
    *pages: str,
    prefix: str = "ofd:",
    space: str = "http://www.ofdspec.org/2016",
    root: str = "Doc_0/Document.xml",
    base: str = "Pages/Page_{}/Content.xml",
    common: str = "",
    info: str = "",
    templates: dict[str, str] | None = None,
) -> bytes:
    """A package with these pages; `prefix` before every element."""

    def xml(name: str, inside: str) -> str:
        declared = f'xmlns:{prefix.rstrip(":")}="{space}"' if prefix else f'xmlns="{space}"'
        marked = inside.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
        return f'<?xml version="1.0" encoding="UTF-8"?><{prefix}{name} {declared}>{marked}</{prefix}{name}>'

    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr(
            "OFD.xml", xml("OFD", f"<DocBody><DocInfo>{info}</DocInfo><DocRoot>{root}</DocRoot></DocBody>")
        )
        listed = "".join(f'<Page ID="{n}" BaseLoc="{base.format(n)}"></Page>' for n in range(len(pages)))
        area = "<PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>"
        document = f"<CommonData>{area}{common}</CommonData><Pages>{listed}</Pages>"
        package.writestr("Doc_0/Document.xml", xml("Document", document))
        for number, page in enumerate(pages):
            content = page if "<Content>" in page else f'<Content><Layer ID="5">{page}</Layer></Content>'
            package.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", xml("Page", content))
        for name, inside in (templates or {}).items():
            package.writestr(name, xml("Page" if "Tpl" in name else "Res", inside))
    return written.getvalue()


@pytest.mark.parametrize("prefix", ["ofd:", "", "n1:"])
@pytest.mark.parametrize("space", ["http://www.ofdspec.org/2016", "http://www.ofdspec.org"])
def test_the_prefix_and_the_namespace_are_the_makers_choice(prefix: str, space: str) -> None:
    assert read_ofd(ofd(text(LINE), prefix=prefix, space=space)).text == LINE


@pytest.mark.parametrize(
    ("root", "base"),
    [
        ("/Doc_0/Document.xml", "/Doc_0/Pages/Page_{}/Content.xml"),
        ("Doc_0\\Document.xml", "Pages\\Page_{}\\Content.xml"),
        ("doc_0/document.xml", "./Pages/Page_{}/content.xml"),
        ("Doc_0/Document.xml", "Doc_0/Pages/Page_{}/Content.xml"),
    ],
)
def test_parts_are_found_however_they_are_referred_to(root: str, base: str) -> None:
    assert read_ofd(ofd(text(LINE), root=root, base=base)).text == LINE


def test_equal_distances_may_be_written_short() -> None:
    words = "行政复议案件"
    assert read_ofd(ofd(text(words, more='DeltaX="g 5 5.0"'))).text == words
    assert read_ofd(ofd(text(words, more='DeltaX="5 g 3 5 5"'))).text == words


def test_characters_may_be_objects_of_their_own_in_any_order() -> None:
    singles = [text(one, x=30 + 5 * n) for n, one in enumerate("行政复议案件")]
    assert read_ofd(ofd("".join(singles[::-1]))).text == "行政复议案件"


def test_a_gap_within_an_object_parts_cells() -> None:
    rows = [("指标", "件数"), ("复议", "164"), ("诉讼", "76")]
    objects = "".join(
        text(a + b, y=60 + 10 * n, more=f'DeltaX="5 50 {" ".join(["2.5"] * (len(b) - 1))}"')
        for n, (a, b) in enumerate(rows)
    )
    assert read_ofd(ofd(objects)).text.split("\n") == ["指标 | 件数", "复议 | 164", "诉讼 | 76"]


def test_a_column_of_characters_set_by_vertical_distances_keeps_its_order() -> None:
    words = "行政复议"
    found = read_ofd(ofd(text(words, more='DeltaX="0 0 0" DeltaY="8 8 8"'))).text
    assert found.replace("\n", "") == words


def test_objects_are_scaled_and_moved_by_their_transformation() -> None:
    big = text("法治政府建设", x=30, y=40, size=1, around='CTM="8 0 0 8 0 0"')
    lines = read_ofd(ofd(text(LINE, y=80) + big)).text.split("\n")
    assert lines == ["法治政府建设", LINE]


def test_templates_and_composite_units_are_part_of_the_page() -> None:
    template = '<TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"></TemplatePage>'
    unit = f'<CompositeGraphicUnits><CompositeGraphicUnit ID="3"><Content>{text(LINE, x=0, y=0)}</Content></CompositeGraphicUnit></CompositeGraphicUnits>'
    page = (
        '<Template TemplateID="7"></Template><Content><Layer ID="5"><PageBlock ID="6">'
        '<CompositeObject ID="8" Boundary="30 90 150 20" ResourceID="3"></CompositeObject></PageBlock></Layer></Content>'
    )
    data = ofd(
        page,
        common=f"{template}<DocumentRes>DocumentRes.xml</DocumentRes>",
        templates={
            "Doc_0/Tpls/Tpl_0/Content.xml": f'<Content><Layer ID="2">{text("桐庐县人民政府")}</Layer></Content>',
            "Doc_0/DocumentRes.xml": unit,
        },
    )
    assert read_ofd(data).text.split("\n") == ["桐庐县人民政府", LINE]


def path(x0: float, y0: float, x1: float, y1: float) -> str:
    data = f"<AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</AbbreviatedData>"
    return f'<PathObject ID="4" Boundary="{x0} {y0} {max(x1 - x0, 0.1)} {max(y1 - y0, 0.1)}">{data}</PathObject>'


def test_a_table_with_borders_keeps_its_cells() -> None:
    lines = [path(x, 60, x, 84) for x in (30, 80, 130)] + [path(30, y, 130, y) for y in (60, 72, 84)]
    cells = [
        text("行政处罚", 32, 61),
        text("案件", 32, 66),
        text("2317", 90, 63),
        text("行政许可", 32, 75),
        text("274", 90, 75),
    ]
    assert read_ofd(ofd("".join(lines + cells))).text.split("\n") == ["行政处罚案件 | 2317", "行政许可 | 274"]


def test_what_the_file_says_of_itself_is_kept() -> None:
    info = "<Title>情况报告</Title><CreationDate>2024-02-26</CreationDate>"
    assert read_ofd(ofd(text(LINE), info=info)).meta == {"document_title": "情况报告", "created": "2024-02-26"}


def test_pages_of_pictures_are_told() -> None:
    image = '<ImageObject ID="3" Boundary="0 0 210 297" ResourceID="2"></ImageObject>'
    data = ofd(image, templates={"Doc_0/Res/page.jpg": ""})
    with pytest.raises(DocumentRejected) as caught:
        read_ofd(data)
    assert caught.value.reject.reason == "needs_ocr"


def test_bytes_that_are_not_in_the_charset_that_they_name_are_not_replaced_in_silence() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ofd(text(LINE)))) as before, zipfile.ZipFile(written, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.decode().encode("gb18030") if "Content" in name else data)
    with pytest.raises(DocumentRejected) as caught:
        read_ofd(written.getvalue())
    assert caught.value.reject.reason == "damaged"


def test_objects_that_a_maker_stretches_over_their_whole_line_are_read_in_their_order() -> None:
    pieces = [("全县办理行政复议案件", 15.0), ("164", 60.0), ("件，审结", 40.0), ("142", 60.0), ("件。", 130.0)]
    objects = "".join(text(words, more=f'DeltaX="g {len(words) - 1} {step}"') for words, step in pieces)
    assert read_ofd(ofd(objects)).text == LINE
