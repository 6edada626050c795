"""What publishers changed, from real extractions of consecutive vintages, as rows of `raw.revisions`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.archive import Archive
from ingest.batches import extract_new
from ingest.extraction import extractor_version
from ingest.loading.corpus import Corpus
from ingest.loading.loading import load_raw

pytestmark = pytest.mark.integration

REGIONS = Path(__file__).parents[3] / "samples" / "regions.csv"
ADDRESS = "file:///r.txt"
FILLER = "各部门依照法定职责办理有关事项,坚持公开、公正与便民。\n" * 20
REPORT = (
    "鹤汀市2023年法治政府建设年度报告\n一、依法化解争议\n"
    "2023年,全市共受理行政复议案件174件,审结160件。\n"
    "二、公共法律服务\n全年办理法律援助案件450余件。办理公证30件,调解纠纷30件。\n" + FILLER
)

Vintages = Callable[..., duckdb.DuckDBPyConnection]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Extractions are kept between the tests: a text is read once."""
    return tmp_path_factory.mktemp("revisions")


@pytest.fixture
def vintages(folder: Path, tmp_path: Path) -> Vintages:
    """A warehouse of an archive that got these texts at one address, one after the other."""

    def load(*texts: str) -> duckdb.DuckDBPyConnection:
        archive = Archive(tmp_path / "archive")
        for text in texts:
            archive.store(ADDRESS, "files", text.encode(), archive.latest().get(ADDRESS))
        return warehouse(archive, folder)

    return load


def warehouse(archive: Archive, folder: Path) -> duckdb.DuckDBPyConnection:
    corpus = Corpus.of(archive.fetches())
    extract_new(corpus.items, archive, folder)
    con = duckdb.connect()
    load_raw(con, corpus, folder / extractor_version(), [REGIONS])
    return con


def told(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute("select change, raw_before, raw_after from raw.revisions").fetchall()


def test_a_number_that_was_changed_in_silence_is_told_with_both_quotes(vintages: Vintages) -> None:
    con = vintages(REPORT, REPORT.replace("案件174件", "案件184件"))
    [row] = con.sql("select * from raw.revisions").to_arrow_table().to_pylist()
    assert (row["change"], row["changed"], row["address"]) == ("changed", ["value"], ADDRESS)
    assert (row["value_before"], row["value_after"], row["unit_before"]) == (Decimal(174), Decimal(184), "件")
    assert "174件" in row["quote_before"] and "184件" in row["quote_after"]
    assert (row["indicator_code"], row["year"]) == ("reconsideration.accepted", 2023)
    ids = (
        "select (select raw from raw.figures where figure_id = ?), (select sha256 from raw.figures where figure_id = ?)"
    )
    assert con.execute(ids, [row["figure_id_before"], row["figure_id_after"]]).fetchall() == [
        (row["raw_before"], row["sha256_after"])
    ]
    assert con.sql("select vintage, sha256_before from raw.vintages order by 1").fetchall() == [
        (1, None),
        (2, row["sha256_before"]),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("一、依法", "前言\n本报告依照有关规定编制。\n一、依法", []),
        ("鹤汀市2023年法治", "鹤汀市人民政府2023年法治", []),
        ("办理公证30件,调解纠纷30件。", "调解纠纷30件,办理公证30件。", []),
        ("案件174件", "案件174.0件", []),
        ("450余件", "450件", [("changed", "450余件", "450件")]),
        ("450余件", "460余件", [("changed", "450余件", "460余件")]),
        (",审结160件", "", [("gone", "160件", None)]),
        ("450余件。", "450余件。开展普法活动12场。", [("added", None, "12场")]),
        ("调解纠纷30件", "调解纠纷31件", [("changed", "30件", "31件")]),
        ("办理公证30件", "办理公证29件", [("changed", "30件", "29件")]),
        (
            "全市共受理行政复议案件174件",
            "全市各级复议机关新收并受理行政复议案件181件",
            [("changed", "174件", "181件")],
        ),
        ("174件,审结160件", "160件,审结174件", [("changed", "174件", "160件"), ("changed", "160件", "174件")]),
        ("案件174件", "案件一百七十五件", [("changed", "174件", "一百七十五件")]),
    ],
)
def test_what_is_otherwise_is_told_and_nothing_else(
    vintages: Vintages, old: str, new: str, expected: list[tuple[Any, ...]]
) -> None:
    assert old in REPORT
    assert told(vintages(REPORT, REPORT.replace(old, new))) == expected
    back = [
        ({"added": "gone", "gone": "added"}.get(change, change), after, before) for change, before, after in expected
    ]
    rows = told(vintages(REPORT.replace(old, new), REPORT))[len(expected) :]
    assert sorted(rows, key=str) == sorted(back, key=str), "and the way back is told the other way round"


def test_every_vintage_is_compared_with_the_one_before_and_a_return_is_one(vintages: Vintages) -> None:
    other = REPORT.replace("174件", "175件")
    con = vintages(REPORT, other, other + "附件:无。\n", REPORT)
    assert told(con) == [("changed", "174件", "175件"), ("changed", "175件", "174件")]
    assert con.sql("select max(vintage) from raw.vintages").fetchall() == [(4,)]


def test_a_vintage_that_is_no_report_is_passed_over(vintages: Vintages) -> None:
    con = vintages(REPORT, "网站正在升级,请稍后访问。" * 30, REPORT.replace("174件", "177件"))
    assert told(con) == [("changed", "174件", "177件")]
    assert con.sql("select count(*) from raw.rejects").fetchall() == [(1,)]


def test_other_addresses_are_other_reports(vintages: Vintages, tmp_path: Path, folder: Path) -> None:
    archive = Archive(tmp_path / "other")
    for name, text in (("a", REPORT), ("b", REPORT.replace("174件", "175件"))):
        archive.store(f"file:///{name}.txt", "files", text.encode(), None)
    assert told(warehouse(archive, folder)) == []


def test_what_was_held_back_is_no_revision_until_it_is_accepted(tmp_path: Path, folder: Path) -> None:
    from datetime import UTC, datetime

    from ingest.archive.decisions import Decision, accept, undo

    archive = Archive(tmp_path / "web")
    first = archive.store(ADDRESS, "publishers", REPORT.encode(), None)
    assert first is not None
    sha256 = archive.keep(REPORT.replace("174件", "17件").encode())
    held = replace(first, outcome="held_back", sha256=sha256, fetched_at=datetime.now(UTC).isoformat())
    archive.record(held)
    assert told(warehouse(archive, folder)) == []
    accept(archive, ADDRESS, Decision("somebody", "seen", datetime.now(UTC)))
    con = warehouse(archive, folder)
    assert told(con) == [("changed", "174件", "17件")]
    assert con.sql("select sha256 from raw.documents where is_current").fetchall() == [(sha256,)]
    assert con.sql("select decided_by, message from raw.fetches where outcome = 'decided'").fetchall() == [
        ("somebody", "seen")
    ]
    undo(archive, ADDRESS, Decision("somebody", "mistaken", datetime.now(UTC)))
    assert told(warehouse(archive, folder)) == [("changed", "174件", "17件"), ("changed", "17件", "174件")]


def test_loading_again_gives_equal_rows_also_when_everything_is_extracted_anew(
    vintages: Vintages, tmp_path: Path
) -> None:
    con = vintages(REPORT, REPORT.replace("174件", "175件").replace("调解纠纷30件", "调解纠纷33件"))
    again = warehouse(Archive(tmp_path / "archive"), tmp_path / "anew")
    rows = "select * from raw.revisions"
    assert con.execute(rows).fetchall() == again.execute(rows).fetchall() != []


def test_every_column_of_the_revisions_that_needs_it_has_a_comment(vintages: Vintages) -> None:
    con = vintages(REPORT)
    commented = "select comment is not null from duckdb_tables() where table_name = 'revisions'"
    assert con.execute(commented).fetchall() == [(True,)]
    assert con.execute("select comment is not null from duckdb_views() where view_name = 'vintages'").fetchall() == [
        (True,)
    ]


numbers = st.lists(st.integers(1, 99_999), min_size=1, max_size=6)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=numbers, after=numbers)
def test_before_and_gone_and_added_add_up(before: list[int], after: list[int]) -> None:
    """Of the figures of one side, as many are paired as of the other; no figure is told twice."""
    from ingest.loading.differences import COMPARED
    from ingest.loading.revisions import Printed, compare_figures

    def printed(values: list[int], side: str) -> list[Printed]:
        return [
            Printed(
                f"{side}{at}",
                at,
                f"{value}件",
                f"共办{value}件",
                "共办#",
                0,
                "共办",
                dict.fromkeys(COMPARED) | {"value": value},
            )
            for at, value in enumerate(values)
        ]

    found = compare_figures(printed(before, "b"), printed(after, "a"))
    count = {change: sum(one.change == change for one in found) for change in ("added", "gone", "changed")}
    assert len(before) - count["gone"] == len(after) - count["added"]
    assert not (count["gone"] and count["added"]), "in one and the same frame all that can be paired is"
    kept = sum(min(before.count(value), after.count(value)) for value in set(before))
    assert count["changed"] == min(len(before), len(after)) - kept
    told_of = [one.figure_id for pair in found for one in (pair.before, pair.after) if one]
    assert len(told_of) == len(set(told_of))


def test_the_revisions_of_a_warehouse_are_told_newest_first_with_and_without_changed_figures(
    vintages: Vintages,
) -> None:
    from orchestration.metadata.revisions import revision_table
    from warehouse.revisions import figure_line, revisions

    con = vintages(REPORT, REPORT.replace("174件", "175件"), REPORT.replace("174件", "175件") + "附件:无。\n")
    silent, changed = revisions(con)
    assert (silent.figures, silent.read) == ([], True)
    assert silent.summary == f"鹤汀市 2023: no figure changed ({ADDRESS})"
    assert changed.revised_at < silent.revised_at and changed.sha256 == silent.sha256_before
    assert (changed.count("changed"), changed.count("gone")) == (1, 0)
    line = figure_line(changed.figures[0])
    assert line.startswith("~ 174件 → 175件 (value)") and "受理行政复议案件175件" in line
    assert "| changed | 174件 | 175件 |" in revision_table(con).value


def test_what_ceased_to_be_a_report_is_told_as_that(vintages: Vintages) -> None:
    from warehouse.revisions import revisions

    [revision] = revisions(vintages(REPORT, "网站正在升级,请稍后访问。" * 30))
    assert not revision.read and "no longer a report" in revision.summary


def test_a_warehouse_from_before_revisions_were_kept_has_none() -> None:
    from warehouse.revisions import revisions

    with duckdb.connect() as con:
        con.execute("create schema raw")
        assert revisions(con) == []
