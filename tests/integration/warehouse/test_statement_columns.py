"""What a figure knows of its statement reaches `raw.figures` and `raw.corrected_figures` as it was read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

import ingest.rows
from ingest.archive import Archive
from ingest.batches import extract_new
from ingest.extraction import Extraction, extract_document, extractor_version
from ingest.loading.corpus import Corpus
from ingest.loading.loading import load_raw
from ingest.statement_columns import STATEMENT_COLUMNS

pytestmark = pytest.mark.integration

TITLE = "桐庐县2023年法治政府建设情况报告"
TEXT = f"{TITLE}\n截至10月底，全县共受理行政复议案件174件，办结150件。\n" + "各部门依照法定职责办理有关事项。\n" * 40
READ = {
    **{"object": "行政复议案件", "deed": "受理", "whose": "part", "part": "period", "base_year": "2022"},
    **{"period_start": date(2023, 1, 1), "period_end": date(2023, 10, 31), "definition": "accepted"},
    **{"confidence": 0.75, "proposed_code": "reconsideration.accepted", "target_code": "reconsideration.closed"},
    "evidence": (("deed", 12, 14), ("period", 3, 8)),
}


def read_with_statement(*args: object, **more: object) -> Extraction:
    extraction = extract_document(*args, **more)  # type: ignore[arg-type]
    first, *others = extraction.figures
    return replace(extraction, figures=[first._replace(**READ), *others])  # type: ignore[arg-type]


@pytest.fixture
def con(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    archive = Archive(tmp_path / "archive")
    archive.store("file:///report.txt", "files", TEXT.encode(), None)
    monkeypatch.setattr(ingest.rows, "extract_document", read_with_statement)
    corpus = Corpus.of(archive.fetches())
    extract_new(corpus.items, archive, tmp_path / "extractions")
    regions = Path(__file__).parents[3] / "ingest" / "publishers" / "regions.csv"
    with duckdb.connect() as connection:
        load_raw(connection, corpus, tmp_path / "extractions" / extractor_version(), [regions])
        yield connection


def columns(con: duckdb.DuckDBPyConnection, table: str, raw: str) -> dict[str, object]:
    query = f"select {', '.join(STATEMENT_COLUMNS)} from {table} where raw = ?"
    [row] = con.execute(query, [raw]).fetchall()
    return dict(zip(STATEMENT_COLUMNS, row, strict=True))


@pytest.mark.parametrize("table", ["raw.figures", "raw.corrected_figures"])
def test_every_slot_is_kept_and_none_is_null(con: duckdb.DuckDBPyConnection, table: str) -> None:
    kept = columns(con, table, "174件")
    assert json.loads(str(kept.pop("evidence"))) == [["deed", 12, 14], ["period", 3, 8]]
    assert kept == {name: value for name, value in READ.items() if name != "evidence"}
    unsaid = [f for f in extract_document(TEXT.encode(), "file:///report.txt").figures if f.raw == "150件"]
    told = {name: getattr(unsaid[0], name) for name in STATEMENT_COLUMNS if name != "evidence"}
    assert {name: value for name, value in columns(con, table, "150件").items() if name != "evidence"} == told


def test_a_scope_set_by_hand_tells_whose_figure_it_is(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "insert into raw.corrections by name select figure_id, sha256, \"start\", raw, 'override' as action, "
        "['scope'] as changed, 'total' as scope, 'r' as reason, 'e' as evidence from raw.figures where raw = '174件'"
    )
    corrected = columns(con, "raw.corrected_figures", "174件")
    assert (corrected["whose"], corrected["part"], corrected["deed"]) == ("own", None, "受理")
