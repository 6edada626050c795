"""What the archive knows of a fetch stands in `raw.fetches`, field by field."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import duckdb
import pytest

from ingest.archive import Archive, Fetch
from ingest.batches import extract_new
from ingest.extraction import extractor_version
from ingest.loading.corpus import Corpus
from ingest.loading.loading import load_raw

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
ADDRESS = "https://old.test/r.html"


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """A report from a site whose certificate is not checked, asked again in vain."""
    folder = tmp_path_factory.mktemp("fetches")
    archive = Archive(folder / "archive")
    sha256 = archive.keep((SAMPLES / "wutang-2023.html").read_bytes())
    first = Fetch(
        address=ADDRESS,
        source="publishers",
        fetched_at="2026-03-01T01:02:03.000004+00:00",
        outcome="ok",
        sha256=sha256,
        byte_count=7,
        message=None,
        final_address=f"{ADDRESS}?a=1",
        redirects=(f"{ADDRESS}?a=1",),
        status=200,
        media_type="text/html",
        charset="gbk",
        etag='"e"',
        last_modified="Sun, 01 Mar 2026 00:00:00 GMT",
        tls_verified=False,
        attempts=2,
    )
    failed = Fetch(
        ADDRESS, "publishers", "2026-03-02T00:00:00+00:00", "failed", None, None, "gone", permanent=True, reason="gone"
    )
    archive.record_all([first, failed])
    corpus = Corpus.of(archive.fetches())
    extract_new(corpus.items, archive, folder)
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    load_raw(connection, corpus, folder / extractor_version(), [SAMPLES / "regions.csv"])
    return connection


def test_every_field_of_a_record_is_a_column(con: duckdb.DuckDBPyConnection) -> None:
    columns = {name for (name,) in con.sql("select column_name from (describe raw.fetches)").fetchall()}
    assert columns == {field.name for field in fields(Fetch)}


def test_a_certificate_that_was_not_checked_is_visible(con: duckdb.DuckDBPyConnection) -> None:
    unchecked = "select address, attempts, redirects from raw.fetches where tls_verified is false"
    assert con.execute(unchecked).fetchall() == [(ADDRESS, 2, [f"{ADDRESS}?a=1"])]


def test_a_failure_is_a_fetch_and_a_reject_and_takes_nothing_away(con: duckdb.DuckDBPyConnection) -> None:
    assert con.sql("select outcome, permanent, reason from raw.fetches order by fetched_at").fetchall() == [
        ("ok", None, None),
        ("failed", True, "gone"),
    ]
    assert con.sql("select stage, reason from raw.rejects").fetchall() == [("fetch", "gone")]
    assert con.sql("select is_current from raw.documents").fetchall() == [(True,)]
    assert con.sql("select vintage, fetched_at::varchar from raw.vintages").fetchall() == [
        (1, "2026-03-01 01:02:03.000004+00")
    ]
