"""What sites and programs print around an article: none of it gets into the text."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from ingest.readers.around import without_site
from ingest.readers.formats import detect_format
from ingest.readers.html import read_html
from ingest.readers.labels import labels_in_line
from ingest.readers.ofd_pages import Matrix
from ingest.readers.pdf import read_pdf
from ingest.readers.printed import Piece, PrintedPage, text_of_pages

pytestmark = pytest.mark.unit

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
WIDTH, HEIGHT, SIZE = 600.0, 840.0, 12.0
PROSE = "全年受理申请36件，办结35件，其余正在依法办理之中。"


def at(text: str, y: float, left: float = 60.0) -> Piece:
    lefts, here = [], left
    for character in text:
        lefts.append(here)
        here += SIZE / 2 if character.isascii() else SIZE
    return Piece(text, tuple(lefts), here, y, SIZE)


@pytest.mark.parametrize(
    "head",
    [
        "11/22/26, 7:03 AM 青禾县报告",
        "2024/3/5 16:00",
        "2024/3/5 下午4:00 青禾县报告",
        "青禾县报告 https://example.test/a/1.html",
        "青禾县报告 页码，1/1",
        "2024年3月5日 16:00",
    ],
)
def test_what_a_browser_prints_at_the_edge_of_a_page_is_no_text(head: str) -> None:
    page = PrintedPage(WIDTH, HEIGHT, [at(head, 24), at(PROSE, 42), at(PROSE[::-1], 60)], [])
    text = text_of_pages([page])
    assert head not in text
    assert PROSE in text


@pytest.mark.parametrize("line", ["2024/3/5 16:00", "https://example.test/a"])
def test_the_same_words_within_a_page_are_kept(line: str) -> None:
    page = PrintedPage(WIDTH, HEIGHT, [at(PROSE, 80), at(line, 300), at(PROSE, 400)], [])
    assert line in text_of_pages([page])


def watermarked(angle: float, mark: str = "严禁外传") -> str:
    from fpdf import FPDF

    if not FONT.exists():
        pytest.skip(f"no Chinese font: {FONT} is missing (Debian: fonts-noto-cjk)")
    pdf = FPDF()
    pdf.add_font("noto", "", FONT)
    pdf.add_page()
    pdf.set_font("noto", size=12)
    for _ in range(12):
        pdf.multi_cell(0, 8, PROSE, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("noto", size=30)
    with pdf.rotation(angle, 100, 60):
        pdf.text(60, 60, mark)
    return read_pdf(bytes(pdf.output())).text


@pytest.mark.parametrize("angle", [45.0, 30.0, -45.0, 315.0])
def test_a_slanting_watermark_is_not_mixed_into_the_text(angle: float) -> None:
    assert watermarked(angle).count(PROSE) == 12
    assert "严禁" not in watermarked(angle)


@pytest.mark.parametrize("angle", [0.0, 2.0])
def test_type_that_leans_as_scans_do_is_read(angle: float) -> None:
    assert "严" in watermarked(angle)


@pytest.mark.parametrize(("degrees", "leans"), [(0, False), (2, False), (90, False), (45, True), (-30, True)])
def test_an_ofd_watermark_is_told_by_its_slope(degrees: float, leans: bool) -> None:
    turn = math.radians(degrees)
    assert Matrix(math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn)).leans() is leans


def test_a_printed_page_loses_menus_labels_and_footer_but_keeps_signature() -> None:
    article = ["青禾县2023年法治政府建设情况报告", PROSE, "青禾县人民政府", "2024年1月9日"]
    above = [
        "当前位置：首页 > 政务公开",
        article[0],
        "发布时间：2024-01-12　来源：青禾县政府办　浏览次数：21　字体：大 中 小",
    ]
    text, labels = without_site("\n".join([*above, *article[1:], "上一篇：没有了", "主办：青禾县人民政府办公室"]))
    assert text.split("\n") == article
    assert labels == above[2:]


def test_a_paper_without_a_site_around_it_is_unchanged() -> None:
    text = f"青禾县人民政府文件\n青政〔2024〕3号　签发人：甲\n{PROSE}\n青禾县人民政府\n抄送：县委各部门。"
    assert without_site(text) == (text, [])
    assert without_site("没有句子") == ("没有句子", [])


def test_what_stands_behind_the_day_of_signing_in_elements_of_its_own_is_not_the_article() -> None:
    body = "".join(f"<p>{PROSE}第{n}季度也是这样，各项工作井然有序地推进。</p>" for n in range(6))
    news = "<div><p>本县经济运行平稳，投资完成23.6亿元，居民收入稳步提升。</p></div>"
    page = f"<html><body><div class=a>{body}<p>青禾县人民政府</p><p>2024年1月9日</p></div><h4>热点信息</h4>{news}</body></html>"
    text = read_html(page.encode(), "utf-8").text
    assert text.endswith("青禾县人民政府\n2024年1月9日")


def test_the_feet_of_pages_that_a_writer_puts_into_html_are_no_text() -> None:
    body = f"<p>{PROSE}</p>" * 3 + "<p>青禾县人民政府</p>"
    page = f'<html><body>{body}<div title="footer"><p>— 1 —</p></div></body></html>'
    assert "— 1" not in read_html(page.encode(), "utf-8").text


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("公开日期2021年03月26日", ("published", "2021年03月26日")),
        ("文 号桦委〔2021〕5号", ("number", "桦委〔2021〕5号")),
        ("发布时间2021-03-26", ("published", "2021-03-26")),
    ],
)
def test_a_label_that_only_the_style_sets_apart_is_read(line: str, found: tuple[str, str]) -> None:
    assert list(labels_in_line(line)) == [found]


@pytest.mark.parametrize("line", ["文号规则按照规定执行", "日期2021号文件", "在公开日期2021年"])
def test_words_that_begin_like_a_label_are_none(line: str) -> None:
    assert not [value for _, value in labels_in_line(line) if value]


@pytest.mark.parametrize(
    ("head", "form"),
    [
        ("Content-Type: multipart/related; boundary=x\r\nMIME-Version: 1.0\r\n\r\n--x", "mhtml"),
        ("Subject: a\nContent-Type:\n multipart/related; boundary=x\n\n--x", "mhtml"),
        ("Note: a text.\n\nContent-Type: multipart/related", "text"),
    ],
)
def test_a_saved_page_is_known_by_its_headers_in_any_order(head: str, form: str) -> None:
    assert detect_format(head.encode()) == form
