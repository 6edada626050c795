"""What counts as added, changed and lost between two extractions of the same documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from ingest.archive import Archive
from ingest.batches import extract_batch
from ingest.loading.corpus import Corpus
from ingest.loading.differences import COMPARED, HOW_IT_WAS_READ, ReportDifference, compare, compared_items
from ingest.loading.loading import load_raw

pytestmark = pytest.mark.integration

REGIONS = Path(__file__).parents[3] / "samples" / "regions.csv"
# A text of a few lines would not be taken for a report.
FILLER = "全市各部门按照法定职责办理事项,做到公开、公正、便民。\n" * 20

REPORT = (
    "鹤汀市2023年法治政府建设年度报告\n一、依法化解争议\n"
    "2023年,全市共受理行政复议案件174件,同比增长6.5%。\n"
    "二、公共法律服务\n办理法律援助案件450余件。办理公证30件,调解纠纷30件。\n" + FILLER
)
OTHER = "鹤汀市2022年法治政府建设年度报告\n一、依法化解争议\n2022年,全市共受理行政复议案件163件。\n" + FILLER

Compare = Callable[..., list[ReportDifference]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The extraction of two reports and of a text that is no report."""
    archive = Archive(tmp_path / "archive")
    for name, text in (("now", REPORT), ("then", OTHER), ("shopping", "买菜清单:白菜3斤,豆腐2块。")):
        archive.store(f"file:///{name}.txt", "files", text.encode(), None)
    extract_batch(Corpus.of(archive.fetches()).items, archive.root, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def con(tmp_path: Path, home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse that was made of the same extraction."""
    corpus = Corpus.of(Archive(tmp_path / "archive").fetches())
    with duckdb.connect() as connection:
        load_raw(connection, corpus, home, [REGIONS])
        yield connection


def alter(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Changes the published side and sees to it that something was changed."""
    assert con.execute(sql).fetchall() != [(0,)], sql


def told(reports: list[ReportDifference]) -> list[tuple[str, str, list[str]]]:
    return [(figure.status, figure.raw, figure.changed) for report in reports for figure in report.figures]


def test_equal_extractions_do_not_differ_not_even_in_their_rules(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    assert con.execute("select count(*) > 4 from raw.figures").fetchall() == [(True,)]
    assert compare(con, "raw", home, COMPARED + HOW_IT_WAS_READ) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("value", "1740"),
        ("unit", "'宗'"),
        ("bound", "'about'"),
        ("measure", "'share'"),
        ("scope", "'part'"),
        ("indicator_code", "null"),
        ("year", "2021"),
        ("year", "null"),
    ],
)
def test_each_column_of_a_reading_makes_a_change(
    con: duckdb.DuckDBPyConnection, home: Path, column: str, value: str
) -> None:
    alter(con, f"update raw.figures set {column} = {value} where raw = '174件'")
    [report] = compare(con, "raw", home)
    [figure] = report.figures
    assert (figure.status, figure.raw, figure.changed) == ("changed", "174件", [column])
    assert figure.before is not None and figure.after is not None
    assert figure.before[column] != figure.after[column]
    assert figure.sentence == REPORT.splitlines()[2]
    assert (report.region_name, report.report_year, report.address) == ("鹤汀市", 2023, "file:///now.txt")


def test_precision_and_rules_count_only_where_they_are_asked_for(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    alter(con, "update raw.figures set \"precision\" = 50, rules = ['another rule'] where raw = '174件'")
    assert compare(con, "raw", home) == []
    assert told(compare(con, "raw", home, COMPARED + HOW_IT_WAS_READ)) == [
        ("changed", "174件", ["precision", "rules"]),
    ]


def test_figures_of_one_side_alone_are_added_or_lost_in_reading_order(
    con: duckdb.DuckDBPyConnection, home: Path
) -> None:
    alter(con, "delete from raw.figures where raw = '6.5%'")
    alter(
        con,
        'insert into raw.figures by name select * replace (\'lost\' as figure_id, "start" + 1 as "start", '
        "'50余件' as raw) from raw.figures where raw = '450余件'",
    )
    [report] = compare(con, "raw", home)
    assert told([report]) == [("added", "6.5%", []), ("lost", "50余件", [])]
    added, lost = report.figures
    assert added.before is None and added.after is not None and added.after["unit"] == "%"
    assert lost.after is None and lost.before is not None
    assert lost.sentence == "办理法律援助案件450余件。"
    assert [report.count(status) for status in ("added", "changed", "lost")] == [1, 0, 1]


def test_a_text_that_is_read_otherwise_moves_places_and_not_figures(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    alter(con, "update raw.documents set text = '页眉\n' || text where report_year = 2023")
    alter(
        con,
        'update raw.figures set figure_id = \'moved\' || "start", "start" = "start" + 3, "end" = "end" + 3 '
        "where sha256 = (select sha256 from raw.documents where report_year = 2023)",
    )
    assert compare(con, "raw", home) == []
    # Of two figures of the same words the second one is meant.
    last = "select max(\"start\") from raw.figures where raw = '30件'"
    alter(con, f"update raw.figures set year = 2000 where raw = '30件' and \"start\" = ({last})")
    [report] = compare(con, "raw", home)
    assert report.note is not None and "read otherwise" in report.note
    [figure] = report.figures
    assert (figure.raw, figure.changed, figure.start) == ("30件", ["year"], REPORT.rindex("30件"))


def test_a_document_that_one_side_rejects_says_so(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    [(then,)] = con.execute("select sha256 from raw.documents where report_year = 2022").fetchall()
    alter(con, f"delete from raw.figures where sha256 = '{then}'")
    alter(con, f"delete from raw.documents where sha256 = '{then}'")
    [report] = compare(con, "raw", home)
    assert (report.note, {figure.status for figure in report.figures}) == ("rejected before", {"added"})


def test_documents_that_the_warehouse_was_not_made_of_are_no_news(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    [(then,)] = con.execute("select sha256 from raw.documents where report_year = 2022").fetchall()
    for table in ("figures", "documents", "fetches"):
        alter(con, f"delete from raw.{table} where sha256 = '{then}'")
    assert compare(con, "raw", home) == []
    assert then not in {item.sha256 for item in compared_items(con, "raw")}


def test_rejected_documents_are_read_again_too(con: duckdb.DuckDBPyConnection) -> None:
    assert {item.address for item in compared_items(con, "raw")} == {
        "file:///now.txt",
        "file:///then.txt",
        "file:///shopping.txt",
    }


def test_without_any_extraction_every_figure_is_lost(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    reports = compare(con, "raw", tmp_path / "nothing")
    [(count,)] = con.execute("select count(*) from raw.figures").fetchall()
    assert sum(report.count("lost") for report in reports) == count
    assert {report.note for report in reports} == {"rejected now"}
