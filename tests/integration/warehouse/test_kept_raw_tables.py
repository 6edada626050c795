"""Raw tables to which a load adds what is new hold what tables hold that are loaded anew, whatever has come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

import ingest.rows
from ingest.archive import Archive, Fetch
from ingest.batches import extract_new, postponed
from ingest.corrections import Correction, CorrectionError, PlacedCorrection
from ingest.extraction import extractor_version
from ingest.loading import loading
from ingest.loading.catalogue import Catalogue
from ingest.loading.corpus import Corpus
from ingest.loading.loading import RAW_TABLES, load_raw
from ingest.readers.rejection import POSTPONED, unreadable
from warehouse.publication import build_fingerprint

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
REGIONS = SAMPLES / "regions.csv"
PAGE = SAMPLES / "wutang-2023.html"


def fetched(archive: Archive, address: str, day: int, data: bytes | None, outcome: str = "ok") -> None:
    sha256 = archive.keep(data) if data is not None else None
    time = f"2026-03-{day:02}T00:00:00+00:00"
    archive.record(Fetch(address, "publishers", time, outcome, sha256, None, None if data else "gone", attempts=1))  # type: ignore[arg-type]


REVISED = PAGE.read_bytes().replace("3340件".encode(), "3350件".encode())
STEPS: tuple[Callable[[Archive], None], ...] = (
    lambda archive: archive.store("samples:///a", "samples", PAGE.read_bytes(), None) and None,
    # Real reports drive the samples out.
    lambda archive: fetched(archive, "http://a.test/1", 1, PAGE.read_bytes()),
    lambda archive: fetched(archive, "http://a.test/2", 2, (SAMPLES / "wutang-2024.html").read_bytes()),
    lambda archive: fetched(archive, "http://a.test/3", 3, b"no report at all"),
    lambda archive: fetched(archive, "http://b.test/1", 4, PAGE.read_bytes()),
    lambda archive: fetched(archive, "http://a.test/1", 5, REVISED),
    lambda archive: fetched(archive, "http://a.test/2", 6, None, "failed"),
    lambda archive: fetched(archive, "http://a.test/1", 7, PAGE.read_bytes()),
    # A person takes an address out, and puts it back.
    lambda archive: fetched(archive, "http://b.test/1", 8, None, "dropped"),
    lambda archive: fetched(archive, "http://b.test/1", 9, None, "restored"),
    lambda archive: fetched(
        archive, "http://a.test/2", 10, (SAMPLES / "wutang-2024.html").read_bytes(), "not_modified"
    ),
)


def rows(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    return {table: con.execute(f"select * from raw.{table} order by all").fetchall() for table in RAW_TABLES}


def test_tables_that_were_added_to_equal_those_that_are_made_anew(tmp_path: Path) -> None:
    archive, batches = Archive(tmp_path / "archive"), tmp_path / "extractions"
    home = batches / extractor_version()
    with duckdb.connect(tmp_path / "kept.duckdb") as kept:
        kept.execute("set timezone = 'UTC'")
        for number, step in enumerate(STEPS):
            step(archive)
            corpus = Corpus.of(archive.fetches())
            extract_new(corpus.items, archive, batches)
            counts = load_raw(kept, corpus, home, [REGIONS], keep=True)
            with duckdb.connect() as anew:
                anew.execute("set timezone = 'UTC'")
                assert load_raw(anew, corpus, home, [REGIONS]) == counts, number
                assert rows(kept) == rows(anew), number
        assert counts["documents"] == 3 and counts["fetches"] == 10 and counts["revisions"] > 0


def test_what_was_postponed_is_read_by_the_next_load_and_makes_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, batches = Archive(tmp_path / "archive"), tmp_path / "extractions"
    home = batches / extractor_version()
    fetched(archive, "http://a.test/1", 1, PAGE.read_bytes())
    fetched(archive, "http://a.test/2", 2, (SAMPLES / "wutang-2024.html").read_bytes())
    corpus = Corpus.of(archive.fetches())
    read, [late] = ingest.rows.extract_document, [item.sha256 for item in corpus.items if item.address[-1] == "1"]

    def kept_from_it(data: bytes, *more: Any, **named: Any) -> Any:
        if data == PAGE.read_bytes():
            raise unreadable(POSTPONED, "Its reader was killed.")
        return read(data, *more, **named)

    with duckdb.connect(tmp_path / "kept.duckdb") as con, duckdb.connect() as anew:
        monkeypatch.setattr(ingest.rows, "extract_document", kept_from_it)
        for _ in range(2):
            extract_new(corpus.items, archive, batches)
            load_raw(con, corpus, home, [REGIONS], keep=True)
            assert postponed(home) == {late}
            assert con.execute("select reason, sha256 from raw.rejects").fetchall() == [("postponed", late)]
            assert con.execute("select count(*) from raw.documents").fetchall() == [(1,)]
        assert build_fingerprint(corpus, Catalogue(), {late}) != build_fingerprint(corpus, Catalogue())
        monkeypatch.undo()
        assert extract_new(corpus.items, archive, batches) == 1
        assert load_raw(con, corpus, home, [REGIONS], keep=True) == load_raw(anew, corpus, home, [REGIONS])
        assert postponed(home) == set() and rows(con)["rejects"] == rows(anew)["rejects"] == []
        assert rows(con)["figures"] == rows(anew)["figures"]


def test_a_load_that_fails_leaves_the_tables_as_they_were(tmp_path: Path) -> None:
    archive, batches = Archive(tmp_path / "archive"), tmp_path / "extractions"
    fetched(archive, "http://a.test/1", 1, PAGE.read_bytes())
    corpus = Corpus.of(archive.fetches())
    extract_new(corpus.items, archive, batches)
    with duckdb.connect(tmp_path / "kept.duckdb") as con:
        load_raw(con, corpus, batches / extractor_version(), [REGIONS], keep=True)
        before = rows(con)
        fetched(archive, "http://a.test/2", 2, (SAMPLES / "wutang-2024.html").read_bytes())
        corpus = Corpus.of(archive.fetches())
        extract_new(corpus.items, archive, batches)
        entry = Correction(report="0" * 12, raw="1件", action="drop", reason="r", evidence="e")
        unknown = PlacedCorrection("corrections.yml: entry 1 (line 1)", entry)
        with pytest.raises(CorrectionError):
            load_raw(con, corpus, batches / extractor_version(), [REGIONS], [unknown], keep=True)
        assert rows(con) == before


def test_what_was_loaded_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, batches = Archive(tmp_path / "archive"), tmp_path / "extractions"
    read: list[int] = []
    whole = loading._arrived
    monkeypatch.setattr(loading, "_arrived", lambda con, home: (found := whole(con, home), read.append(len(found)))[0])
    with duckdb.connect() as con:
        for day, name in enumerate(("wutang-2023.html", "wutang-2024.html"), start=1):
            fetched(archive, f"http://a.test/{name}", day, (SAMPLES / name).read_bytes())
            for _ in range(2):
                corpus = Corpus.of(archive.fetches())
                extract_new(corpus.items, archive, batches)
                load_raw(con, corpus, batches / extractor_version(), [REGIONS], keep=True)
    assert read == [1, 0, 1, 0]
