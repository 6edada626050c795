# mypy: disable-error-code="import-untyped"
"""How much of a report each library reads and how fast, on one core and the same documents: pages, PDF, Word, OFD.

Prints tables and judges nothing: times depend on the machine. Documents are made of a bundled sample report, again and
again up to 60 kB (a page) or eight pages (a PDF, by LibreOffice). Libraries that are not installed are named and left
out; with `--formats html pdf doc` only those are measured.

text    share of the report's sentences that are found, white space left aside
whole   share of its paragraphs and rows of tables that stand on a line of their own, unbroken and with nothing added
around  share of what was read that is not of the report: menus, page numbers
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import tempfile
import timeit
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.score import REPOSITORY

SAMPLE = REPOSITORY / "samples/heting-2024.txt"
PAGE_BYTES = 60_000
ROUNDS = 3
PDF_PARAGRAPHS = 52
"""That fill eight pages of type of 16 points."""
TABLE = (("指标", "上年", "本年"), ("行政处罚案件", "2317", "2094"), ("行政许可", "274", "281"), ("备案", "16", "21"))
Read = Callable[[bytes], str]


class Reading(NamedTuple):
    """One library's way to read."""

    name: str
    read: Read


def paragraphs() -> list[str]:
    """The sample's paragraphs, each once."""
    lines = (line.strip() for line in SAMPLE.read_text(encoding="utf-8").splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def lines_of(texts: list[str]) -> list[str]:
    """What a document of these paragraphs gives: the table stands behind the third."""
    return [*texts[:3], *(" | ".join(row) for row in TABLE), *texts[3:]]


def as_page() -> tuple[bytes, list[str]]:
    """A page of a government's site with the report and a table, and the lines that it ought to give."""
    links = "".join(f'<li><a href="/zwgk/col{n}/">栏目{n}信息公开目录</a></li>' for n in range(60))
    scripts = "<script>" + "var share = {url: location.href, title: document.title};" * 60 + "</script>"
    rows = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in TABLE)
    head = f"<!DOCTYPE html><html><head><meta charset=utf-8>{scripts}</head><body><ul class=nav>{links}</ul>"
    foot = f"<div class=footer>主办单位：县人民政府办公室，未经许可不得转载。</div><ul>{links}</ul></body></html>"
    texts: list[str] = []
    body = ""
    for text in paragraphs() * 9:
        if len((head + body + rows + foot).encode()) > PAGE_BYTES:
            break
        texts.append(text)
        body += f'<p style="text-indent:2em"><span style="font-family:仿宋;font-size:16pt">{text}</span></p>'
        body += f"<table>{rows}</table>" if len(texts) == 3 else ""
    return f"{head}<div class=main id=zoom>{body}</div>{foot}".encode(), lines_of(texts)


def as_pdf() -> tuple[bytes, list[str]]:
    """A PDF of about eight pages with page numbers and a table, as a word processor makes it, and its lines."""
    texts = (paragraphs() * 9)[:PDF_PARAGRAPHS]
    return _converted(_word(texts), "docx", "pdf"), lines_of(texts)


def as_docx() -> tuple[bytes, list[str]]:
    """A Word file with a table, and the lines that it ought to give."""
    return _word(paragraphs()), lines_of(paragraphs())


def _word(texts: list[str]) -> bytes:
    import docx
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Serif", Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    for number, text in enumerate(texts):
        document.add_paragraph(text).paragraph_format.first_line_indent = Pt(32)
        if number == 2:
            table = document.add_table(len(TABLE), len(TABLE[0]), "Table Grid")
            for row, cells in zip(table.rows, TABLE, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    document.sections[0].footer.paragraphs[0]._p.append(field)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _converted(data: bytes, before: str, after: str) -> bytes:
    """By LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"report.{before}"
        source.write_bytes(data)
        command = ["soffice", f"-env:UserInstallation={Path(folder).as_uri()}/profile", "--headless"]
        command += ["--convert-to", after, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        return source.with_suffix(f".{after}").read_bytes()


def ours(data: bytes) -> str:
    """What `fazhi` reads, in the process of its own that it reads in."""
    from ingest.readers import read_document

    return read_document(data).text


def html_readings() -> Iterator[Reading]:
    """Ways to read a page. All but ours are given the decoded text, which most need to read Chinese at all."""
    yield Reading("fazhi", ours)
    yield from _installed("trafilatura", lambda m: lambda data: m.extract(data.decode(), include_tables=True) or "")
    yield from _installed(
        "resiliparse.extract.html2text", lambda m: lambda data: m.extract_plain_text(data.decode(), main_content=True)
    )
    yield from _installed("readability", lambda m: lambda data: _bare(m.Document(data.decode()).summary()))


def pdf_readings() -> Iterator[Reading]:
    """Ways to read a PDF."""
    yield Reading("fazhi", ours)
    yield from _installed("pypdfium2", lambda m: lambda data: _each(m.PdfDocument(data), _pdfium_text))
    yield from _installed("pypdf", lambda m: lambda data: _each(m.PdfReader(io.BytesIO(data)).pages, _extract_text))
    yield from _installed("pdfminer.high_level", lambda m: lambda data: m.extract_text(io.BytesIO(data)))
    yield from _installed("pdfplumber", lambda m: lambda data: _each(m.open(io.BytesIO(data)).pages, _extract_text))
    yield from _installed("pdf_oxide", lambda m: _oxide_text)
    if shutil.which("pdftotext"):
        yield Reading("pdftotext (poppler)", lambda data: _printed(["pdftotext", "-", "-"], data))
    else:
        print("pdftotext: not installed, not compared")


def doc_readings() -> Iterator[Reading]:
    """Ways to read a Word file of before 2007."""
    commands = {"antiword": ["-m", "UTF-8.txt", "-w", "0"], "catdoc": ["-d", "utf-8", "-w"]}
    yield Reading("fazhi (LibreOffice)", ours)
    for name, arguments in commands.items():
        if shutil.which(name):
            yield Reading(name, lambda data, command=(name, *arguments): _by_file([*command], data))  # type: ignore[misc]
        else:
            print(f"{name}: not installed, not compared")


def _installed(module: str, reading: Callable[[Any], Read]) -> Iterator[Reading]:
    import importlib

    try:
        yield Reading(module.split(".", maxsplit=1)[0], reading(importlib.import_module(module)))
    except ImportError:
        print(f"{module.split('.', maxsplit=1)[0]}: not installed, not compared")


def _each(pages: Any, text_of: Callable[[Any], str]) -> str:
    return "\n".join(text_of(page) for page in pages)


def _extract_text(page: Any) -> str:
    return str(page.extract_text())


def _pdfium_text(page: Any) -> str:
    return str(page.get_textpage().get_text_range())


def _oxide_text(data: bytes) -> str:
    import importlib

    document = importlib.import_module("pdf_oxide").PdfDocument.from_bytes(data)
    return "\n".join(document.extract_text(number) for number in range(document.page_count()))


def _bare(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", re.sub(r"</(?:p|tr|div|li|h\d)>", "\n", markup))


def _printed(command: list[str], data: bytes) -> str:
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def _by_file(command: list[str], data: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".doc") as file:
        file.write(data)
        file.flush()
        return _printed([*command, file.name], b"")


def _tight(text: str) -> str:
    return "".join(text.split())


def recovered(lines: list[str], found: str) -> tuple[float, float, float]:
    """(text, whole, around) as the module's docstring says."""
    sentences = [_tight(one) for line in lines for one in re.split(r"(?<=[。；])| \| ", line) if one.strip()]
    tight, tight_lines = _tight(found), {_tight(line) for line in found.splitlines()}
    text = sum(sentence in tight for sentence in sentences) / len(sentences)
    whole = sum(_tight(line) in tight_lines for line in lines) / len(lines)
    extra = max(len(tight) - len(_tight("".join(lines))), 0)
    return text, whole, extra / max(len(tight), 1)


def compare(title: str, data: bytes, lines: list[str], readings: Iterator[Reading], times: int) -> None:
    """Prints a table: a row for each way to read the same document."""
    print(f"{title}\n{'':<22}{'a second':>10}{'text':>8}{'whole':>8}{'around':>8}")
    for name, read in readings:
        text, whole, around = recovered(lines, read(data))
        seconds = min(timeit.repeat(partial(read, data), number=times, repeat=ROUNDS)) / times
        print(f"{name:<22}{1 / seconds:>10.1f}{text:>8.1%}{whole:>8.1%}{around:>8.1%}")
    print()


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--formats", nargs="+", choices=["html", "pdf", "doc"], default=["html", "pdf", "doc"])
    chosen = parser.parse_args().formats
    if "html" in chosen:
        data, lines = as_page()
        compare(f"HTML, a page of {len(data) / 1000:.0f} kB", data, lines, html_readings(), times=20)
    if "doc" in chosen:
        data, lines = as_docx()
        compare("Word (DOCX)", data, lines, iter([Reading("fazhi (python-docx)", ours)]), times=4)
    if shutil.which("soffice") is None:
        print("PDF, DOC: not measured, LibreOffice makes them and is not installed (libreoffice-writer-nogui)\n")
        return
    if "doc" in chosen:
        made = _converted(data, "docx", "doc")
        compare("Word of before 2007 (DOC)", made, lines, doc_readings(), times=1)
    if "pdf" in chosen:
        data, lines = as_pdf()
        compare(f"PDF, {_pages(data)} pages, {len(data) / 1000:.0f} kB", data, lines, pdf_readings(), times=4)


def _pages(data: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(data))


if __name__ == "__main__":
    main()
