"""One invented report, published in every form: made by word processors and PDF writers, not by our own readers."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCE = Path(__file__).with_name("every_format.txt")
CJK_FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")


class Part(NamedTuple):
    """A block of the report."""

    kind: str
    """`title`, `heading`, `paragraph`, `signature` or `table`."""
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


@cache
def parts() -> tuple[Part, ...]:
    """The blocks of the report, in order."""
    found: list[Part] = []
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "|":
            row = tuple(cell.strip() for cell in line.strip("|").split("|"))
            rows = found.pop().rows if found[-1].kind == "table" else ()
            found.append(Part("table", "", (*rows, row)))
        else:
            kind = {"#": "title", "##": "heading", "###": "heading", ">": "signature"}.get(mark, "paragraph")
            found.append(Part(kind, line.strip("\u3000") if kind == "paragraph" else rest))
    return tuple(found)


def as_lines() -> list[str]:
    """What every reader has to give: one block a line."""
    lines: list[str] = []
    for part in parts():
        lines += [" | ".join(row) for row in part.rows] or [part.text]
    return lines


def as_html() -> bytes:
    """A page with menus around the report."""
    blocks = []
    for part in parts():
        cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in part.rows)
        tag = "h1" if part.kind == "title" else "p"
        blocks.append(f"<table>{cells}</table>" if part.rows else f"<{tag}>{part.text}</{tag}>")
    menu = "<ul class=nav><li><a href=/>首页</a></li><li><a href=/zwgk>政务公开</a></li></ul>"
    body = f"{menu}<div id=zoom>{''.join(blocks)}</div><div class=footer>主办单位：县政府办公室</div>"
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def as_docx() -> bytes:
    """A Word file with indents, a table with borders, and page numbers in the foot."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Serif", Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    for part in parts():
        if part.rows:
            table = document.add_table(len(part.rows), len(part.rows[0]))
            table.style = "Table Grid"
            for row, cells in zip(table.rows, part.rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
            continue
        paragraph = document.add_paragraph()
        paragraph.add_run(part.text).font.size = Pt(22 if part.kind == "title" else 16)
        paragraph.alignment = {"title": ALIGN.CENTER, "signature": ALIGN.RIGHT}.get(part.kind, ALIGN.JUSTIFY)
        if part.kind in ("heading", "paragraph"):
            paragraph.paragraph_format.first_line_indent = Pt(32)
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = ALIGN.CENTER
    for kind, text in (("", "— "), ("begin", ""), ("code", "PAGE"), ("end", ""), ("", " —")):
        run = foot.add_run(text if not kind else "")
        if kind:
            element = OxmlElement("w:instrText" if kind == "code" else "w:fldChar")
            element.text = text if kind == "code" else None
            if kind != "code":
                element.set(qn("w:fldCharType"), kind)
            run._r.append(element)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def as_pdf() -> bytes:
    """A PDF with a running head and page numbers, by a PDF writer."""
    if not CJK_FONT.exists():
        pytest.skip(f"no Chinese font: {CJK_FONT} is missing (Debian: fonts-noto-cjk)")
    from fpdf import FPDF

    class Paper(FPDF):
        def header(self) -> None:
            self.set_font("noto", size=9)
            self.cell(0, 8, "桐庐县法治政府建设年度报告", align="C")
            self.ln(12)

        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("noto", size=9)
            self.cell(0, 10, f"第 {self.page_no()} 页", align="C")

    paper = Paper()
    paper.add_font("noto", "", CJK_FONT)
    paper.add_page()
    for part in parts():
        paper.set_font("noto", size=18 if part.kind == "title" else 14)
        if part.rows:
            with paper.table(first_row_as_headings=False) as table:
                for row in part.rows:
                    table.row(row)
            continue
        align = {"title": "C", "signature": "R"}.get(part.kind, "J")
        indent = "\u3000\u3000" if align == "J" else ""
        paper.multi_cell(0, 8, indent + part.text, align=align, new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR")
    return bytes(paper.output())


def as_ofd() -> bytes:
    """An OFD as its standard lays it down: a package with pages of text objects placed in millimetres."""
    size, left, right, pitch = 5.6, 28.0, 28.0 + 27 * 5.6, 9.8
    lines: list[list[tuple[float, str]]] = []
    for part in parts():
        for row in part.rows:
            lines.append([(left + 60 * number, cell) for number, cell in enumerate(row)])
        if not part.rows:
            lines += [[line] for line in _wrapped(part, size, left, right)]
    pages = [lines[at : at + 22] for at in range(0, len(lines), 22)]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml",
            _ofd(
                "OFD",
                "<ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>"
                "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
            ),
        )
        listed = "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        package.writestr(
            "Doc_0/Document.xml",
            _ofd("Document", f"<ofd:CommonData>{area}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"),
        )
        for number, page in enumerate(pages):
            placed = [(37 + pitch * (n + 1), x, text) for n, line in enumerate(page) for x, text in line]
            placed.append((280, 101, f"— {number + 1} —"))
            texts = "".join(_text_object(100 + n, x, y, size, text) for n, (y, x, text) in enumerate(placed))
            content = f'<ofd:Content><ofd:Layer ID="50">{texts}</ofd:Layer></ofd:Content>'
            package.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", _ofd("Page", content))
    return written.getvalue()


def _ofd(root: str, inside: str) -> str:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{root} {space}>{inside}</ofd:{root}>'


def _width(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


def _wrapped(part: Part, size: float, left: float, right: float) -> Iterator[tuple[float, str]]:
    """Lines with the place where each begins, broken at any character."""
    whole = sum(map(_width, part.text)) * size
    if part.kind == "signature":
        yield right - whole, part.text
        return
    if part.kind == "title" and whole < right - left:
        yield (left + right - whole) / 2, part.text
        return
    at = left if part.kind == "title" else left + 2 * size
    line, end = "", at
    for character in part.text:
        if end + _width(character) * size > right + 0.01:
            yield at, line
            line, at, end = "", left, left
        line, end = line + character, end + _width(character) * size
    yield (at if part.kind != "title" else (left + right - sum(map(_width, line)) * size) / 2), line


def _text_object(number: int, x: float, y: float, size: float, text: str) -> str:
    steps = " ".join(f"{_width(character) * size:.2f}" for character in text[:-1])
    code = f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{text}</ofd:TextCode>'
    box = f"{x:.2f} {y - size:.2f} {sum(map(_width, text)) * size:.2f} {size * 1.2:.2f}"
    return f'<ofd:TextObject ID="{number}" Boundary="{box}" Font="2" Size="{size}">{code}</ofd:TextObject>'


Converts = Callable[[bytes, str, str], bytes]


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Converts:
    """LibreOffice: bytes of one ending → those of another. Skips where it is not installed."""
    office = shutil.which("soffice")
    folder = tmp_path_factory.mktemp("office")

    def convert(data: bytes, before: str, after: str) -> bytes:
        if office is None:
            pytest.skip("LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
        source = folder / f"report.{before}"
        source.write_bytes(data)
        subprocess.run(
            [
                *(office, f"-env:UserInstallation={folder.as_uri()}/profile", "--headless"),
                *("--convert-to", after, "--outdir", str(folder / after), str(source)),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (folder / after / f"report.{after}").read_bytes()

    return convert


@pytest.fixture(scope="session")
def published(converted: Converts) -> Callable[[str], bytes]:
    """The report in one form: `txt`, `html`, `docx`, `pdf`, `ofd`, or, by LibreOffice, `doc`, `rtf`, `odt`, `office.pdf`."""

    @cache
    def made(form: str) -> bytes:
        written = {"html": as_html, "docx": as_docx, "pdf": as_pdf, "ofd": as_ofd}
        if form == "txt":
            return "\n".join(as_lines()).encode()
        if form in written:
            return written[form]()
        if form == "office.pdf":
            return converted(as_docx(), "docx", "pdf")
        return converted(as_docx(), "docx", form)

    return made


@pytest.fixture(scope="session")
def report_lines() -> list[str]:
    """The text of the report, one block a line."""
    return as_lines()


@pytest.fixture(scope="session")
def scanned(published: Callable[[str], bytes]) -> bytes:
    """The upper half of the report's first page as a PDF that holds nothing but a picture of it."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    pytest.importorskip("PIL")
    picture = pypdfium2.PdfDocument(published("pdf"))[0].render(scale=150 / 72).to_pil().convert("L")
    picture = picture.crop((0, 0, picture.width, picture.height // 2))
    written = io.BytesIO()
    picture.save(written, "PDF", resolution=150)
    return written.getvalue()
