"""Reports in other forms than pages, and what is none, through the whole graph by the command that users type."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import duckdb
import pytest

pytestmark = pytest.mark.integration

SAMPLE = Path(__file__).parents[3] / "samples" / "heting-2023.txt"

FIGURES = (
    "全县办理行政复议案件{}件，行政应诉案件{}件，行政机关负责人出庭应诉率{}%。",
    "开展行政执法培训{}期，参训{}人次；12345热线受理群众诉求{}件。",
)
FILLER = (
    "各乡镇和县直部门把依法行政的要求落实到决策、执行和监督的各个环节，健全制度，压实责任，主动接受各方面的监督。" * 8
)


Fazhi = Callable[..., CompletedProcess[str]]


def report(year: int, first: int) -> list[str]:
    numbers = [first, first + 11, 98, 7, first * 10, first * 100]
    return [
        f"桐庐县人民政府{year}年法治政府建设情况报告",
        f"{year}年，桐庐县扎实推进法治政府建设，现将有关情况报告如下：",
        "一、主要工作和成效",
        FIGURES[0].format(*numbers[:3]),
        FIGURES[1].format(*numbers[3:]),
        FILLER,
        f"二、{year + 1}年工作打算",
        "继续推进法治政府建设，完善制度，提高依法行政的能力和水平。",
        "桐庐县人民政府",
        f"{year + 1}年2月20日",
    ]


def as_docx(lines: list[str]) -> bytes:
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def as_pdf(lines: list[str]) -> bytes:
    from fpdf import FPDF

    font = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
    if not font.exists():
        pytest.skip(f"no Chinese font: {font} is missing (Debian: fonts-noto-cjk)")
    paper: Any = FPDF()
    paper.add_font("noto", "", font)
    paper.add_page()
    for number, line in enumerate(lines):
        paper.set_font("noto", size=14 if number else 18)
        text = line if number in (0, 8, 9) else f"\u3000\u3000{line}"
        align = {0: "C", 8: "R", 9: "R"}.get(number, "J")
        paper.multi_cell(0, 9, text, align=align, new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR")
    return bytes(paper.output())


BAD = {
    "empty.txt": b"",
    "shopping.txt": "买菜清单:白菜3斤,豆腐2块。".encode(),
    "damaged.txt": bytes(range(128, 256)) * 40,
    "scan.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, fazhi: Fazhi) -> Path:
    """Published from a PDF, a Word file, a PDF that breaks off and what is no report, all of which lie in one folder."""
    folder = tmp_path_factory.mktemp("reports")
    whole = as_pdf(report(2022, 151))
    (folder / "2022.pdf").write_bytes(whole)
    (folder / "2023.docx").write_bytes(as_docx(report(2023, 164)))
    (folder / "2021.pdf").write_bytes(whole[: len(whole) // 2])
    for name, content in BAD.items():
        (folder / name).write_bytes(content)
    data = tmp_path_factory.mktemp("data") / "data"
    done = fazhi("refresh", "--reports", folder, data=data)
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def warehouse(data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(data / "fazhi.duckdb", read_only=True) as con:
        yield con


def test_reports_of_every_form_are_in_the_warehouse_with_their_heads(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select report_year, region_code, media_type, title from raw.documents order by report_year"
    ).fetchall()
    docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert rows == [
        (2022, "330122", "application/pdf", "桐庐县人民政府2022年法治政府建设情况报告"),
        (2023, "330122", docx, "桐庐县人民政府2023年法治政府建设情况报告"),
    ]


def test_a_figure_of_a_word_file_is_compared_with_that_of_a_pdf(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select indicator_code, prior_value, value, prior_source from marts.indicator_yoy where year = 2023"
    ).fetchall()
    found = {code: (float(prior), float(value), source) for code, prior, value, source in rows if prior is not None}
    assert found["litigation.cases"] == (162, 175, "prior_report")


def test_every_figure_is_where_it_says(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        'select text, raw, "start", "end" from raw.figures join raw.documents using (sha256)'
    ).fetchall()
    assert len(rows) >= 12
    assert all(text[start:end] == raw for text, raw, start, end in rows)


def test_what_cannot_be_used_is_rejected_with_its_reason_and_the_others_go_on(
    warehouse: duckdb.DuckDBPyConnection, data: Path, fazhi: Fazhi
) -> None:
    told = json.loads(fazhi("status", "--json", data=data).stdout)
    assert told["published"]["reports"] == 2
    rejected = {Path(reject["address"]).name: reject for reject in told["rejects"]}
    assert set(rejected) == {"2021.pdf", *BAD}
    assert all(reject["message"] for reject in rejected.values())
    assert rejected["empty.txt"]["reason"] == "empty"
    rejects = warehouse.execute("select stage, reason from raw.rejects where address like '%2021.pdf'").fetchall()
    assert rejects == [("read", "truncated")]


def test_a_report_that_comes_later_joins_the_others(data: Path, tmp_path: Path, fazhi: Fazhi) -> None:
    later = Path(shutil.copytree(data, tmp_path / "data", symlinks=True))
    done = fazhi("refresh", "--reports", SAMPLE, data=later)
    assert done.returncode == 0, done.stderr
    assert json.loads(fazhi("status", "--json", data=later).stdout)["published"]["reports"] == 3
