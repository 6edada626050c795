"""Which figure a correction speaks of, and what is said where it is none, or several."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.corrections import Correction, CorrectionError, PlacedCorrection, match_corrections

pytestmark = pytest.mark.integration

SCHEMA = Path(__file__).parents[3] / "ingest" / "loading" / "schema.sql"
HERE, THERE = "a" * 20 + "1" * 44, "a" * 20 + "2" * 44
FIGURES = [("h1", HERE, 5, "30件"), ("h2", HERE, 40, "7%"), ("h3", HERE, 90, "30件"), ("t1", THERE, 5, "7%")]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        for sha256 in (HERE, THERE):
            connection.execute(
                "insert into raw.documents by name select ? as sha256, 'x' as address, 'test' as source, "
                "now() as fetched_at, true as is_current, 'text/plain' as media_type, 'utf-8' as charset, "
                "'' as text, 'test' as extractor_version",
                [sha256],
            )
        for figure_id, sha256, start, raw in FIGURES:
            connection.execute(
                'insert into raw.figures by name select ? as figure_id, ? as sha256, ? as "start", ? as raw, '
                "'s' as section_id, 0 as sentence_start, 100 as sentence_end, 99 as \"end\", 1 as value, "
                "0.5 as \"precision\", '件' as unit, 'exact' as bound, 'level' as measure, 'total' as scope, "
                "[]::varchar[] as rules, 'test' as extractor_version",
                [figure_id, sha256, start, raw],
            )
        yield connection


def placed(report: str, raw: str, start: int | None = None, number: int = 1) -> PlacedCorrection:
    fields: dict[str, Any] = {"report": report, "raw": raw, "start": start, "action": "drop"}
    correction = Correction.model_validate(fields | {"reason": "Invented.", "evidence": "An invented page."})
    return PlacedCorrection(f"corrections.yml: entry {number} (line {number})", correction)


def test_words_that_occur_once_need_no_place(con: duckdb.DuckDBPyConnection) -> None:
    [row] = match_corrections(con, [placed(HERE, "7%")])
    assert (row["figure_id"], row["sha256"], row["start"], row["action"]) == ("h2", HERE, 40, "drop")


def test_a_prefix_names_a_report_and_a_place_one_of_several_figures(con: duckdb.DuckDBPyConnection) -> None:
    rows = match_corrections(con, [placed(HERE[:21], "30件", 90), placed(HERE[:21], "30件", 5, number=2)])
    assert [row["figure_id"] for row in rows] == ["h1", "h3"]


@pytest.mark.parametrize(
    ("report", "raw", "start", "says"),
    [
        ("f" * 12, "7%", None, "no report has a hash that begins with ffffffffffff"),
        (HERE, "8%", None, "the report has no figure “8%” (any more)"),
        (HERE, "30件", 6, "prints “30件”, but not at 6. Mend `start`, one of 5, 90"),
        (HERE, "30件", None, "prints “30件” several times. Add `start`, one of 5, 90"),
        ("a" * 12, "7%", None, "several reports begin with aaaaaaaaaaaa"),
    ],
)
def test_an_entry_that_fits_no_figure_or_several_is_told(
    con: duckdb.DuckDBPyConnection, report: str, raw: str, start: int | None, says: str
) -> None:
    with pytest.raises(CorrectionError) as caught:
        match_corrections(con, [placed(HERE, "7%"), placed(report, raw, start, number=2)])
    told = str(caught.value)
    assert told.startswith("corrections.yml: entry 2 (line 2): ") and says in told
    assert len(told.splitlines()) == 1


def test_every_entry_that_does_not_fit_is_told_at_once(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(CorrectionError) as caught:
        match_corrections(con, [placed(HERE, "8%"), placed(HERE, "9%", number=2)])
    assert ["entry 1" in line or "entry 2" in line for line in str(caught.value).splitlines()] == [True, True]


def test_two_entries_for_one_figure_are_told_where_only_one_gives_its_place(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(CorrectionError, match=r"entry 2 .* the same figure as entry 1"):
        match_corrections(con, [placed(HERE, "7%"), placed(HERE, "7%", 40, number=2)])


def test_without_corrections_there_are_no_rows(con: duckdb.DuckDBPyConnection) -> None:
    assert match_corrections(con, []) == []
