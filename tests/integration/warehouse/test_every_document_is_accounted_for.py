"""Documents in are documents out and rejects: whatever became of one, it stands in exactly one of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from ingest.archive import Archive, Fetch
from ingest.archive.decisions import Decision, accept, undo
from ingest.batches import extract_new
from ingest.extraction import extractor_version
from ingest.loading.corpus import Corpus
from ingest.loading.loading import load_raw
from ingest.readers.joined import Part, join_parts

pytestmark = pytest.mark.integration

REGIONS = Path(__file__).parents[3] / "samples" / "regions.csv"
WORDS = "各单位依照法定职责办理有关事项，坚持公开、公正与便民，接受人大监督和社会监督。"
SAID = "全市受理行政复议案件{}件，审结150件。"


def report(count: int, title: str = "鹤汀市2023年法治政府建设情况报告") -> bytes:
    return f"{title}\n一、依法化解争议\n2023年，{SAID.format(count)}\n{WORDS * 15}\n".encode()


def page(body: str, extra: str = "") -> bytes:
    title = "鹤汀市2023年法治政府建设情况报告"
    head = f'<meta charset="utf-8"><title>{title}</title>'
    return f"<html><head>{head}</head><body><h1>{title}</h1><div id=zoom>{body}</div>{extra}</body></html>".encode()


def fetched(archive: Archive, address: str, data: bytes | None, outcome: str = "ok", day: int = 1) -> Fetch:
    at = datetime(2024, 4, day, tzinfo=UTC).isoformat(timespec="microseconds")
    kept = archive.keep(data) if data is not None else None
    told = None if outcome in ("ok", "not_modified") else f"{address}: {outcome}."
    size = len(data) if data is not None else None
    return archive.record(Fetch(address, "publishers", at, outcome, kept, size, told))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """One address for each way that a document may go."""
    archive = Archive(tmp_path_factory.mktemp("accounts") / "archive")
    copied = report(170)
    fetched(archive, "http://a.test/copy-1.html", copied)
    fetched(archive, "http://b.test/copy-2.html", copied)
    fetched(archive, "http://c.test/same-words.html", copied + b"\n\n")
    fetched(archive, "http://a.test/corrected.html", report(171))
    fetched(archive, "http://a.test/corrected.html", report(172), day=2)
    fetched(archive, "http://a.test/corrected.html", report(171), day=3)
    fetched(archive, "http://a.test/gone.html", report(173))
    fetched(archive, "http://a.test/gone.html", None, "failed", day=2)
    for address in ("held", "accepted", "undone"):
        fetched(archive, f"http://a.test/{address}.html", report(180 + len(address)))
        fetched(archive, f"http://a.test/{address}.html", f"{address}: 系统维护中".encode(), "held_back", day=2)
    decided = Decision("a person", "looked at it", datetime(2024, 5, 1, tzinfo=UTC))
    for name in ("accepted", "undone"):
        accept(archive, f"http://a.test/{name}.html", decided)
    undo(archive, "http://a.test/undone.html", replace(decided, at=datetime(2024, 5, 2, tzinfo=UTC)))
    fetched(archive, "http://a.test/never.html", None, "failed")
    fetched(archive, "http://a.test/empty.html", b"")
    fetched(archive, "http://a.test/news.html", page(f"<p>{WORDS}</p>"))
    fetched(archive, "http://a.test/bytes.bin", bytes(range(256)) * 9)
    first = page(f"<p>2023年，{SAID.format(190)}</p><p>{WORDS * 15}</p>", '<a href="r_2.html">下一页</a>')
    second = page(f"<p>全年培训执法人员800人次。</p><p>{WORDS * 15}</p>")
    here, there = ("http://a.test/r.html", "http://a.test/r_2.html")
    fetched(archive, "http://a.test/first-page-only.html", first)
    whole = [Part(here, "text/html", None, first), Part(there, "text/html", None, second)]
    fetched(archive, here, join_parts(whole))
    unread = Part(there, "text/html", "utf-8", page(f"<p>{WORDS}</p>").replace(b"\xe5", b"\xff"))
    fetched(archive, "http://b.test/r.html", join_parts([whole[0]._replace(address="http://b.test/r.html"), unread]))
    attached = page("<p>附件：</p>", '<a href="r.txt">鹤汀市2023年法治政府建设情况报告.docx</a>')
    documents = [Part(f"http://d.test/{n}.txt", "text/plain", None, report(n)) for n in (200, 201)]
    fetched(archive, "http://d.test/", join_parts([Part("http://d.test/", "text/html", None, attached), *documents]))
    lost = fetched(archive, "http://a.test/lost.html", report(210))
    (archive.root / "objects" / (lost.sha256 or "")[:2] / (lost.sha256 or "")).unlink()
    return archive


@pytest.fixture(scope="module")
def warehouse(archive: Archive) -> duckdb.DuckDBPyConnection:
    corpus, folder = Corpus.of(archive.fetches()), archive.root.parent / "extractions"
    extract_new(corpus.items, archive, folder)
    con = duckdb.connect()
    load_raw(con, corpus, folder / extractor_version(), [REGIONS])
    return con


def hashes(con: duckdb.DuckDBPyConnection, query: str) -> set[str]:
    return {row[0] for row in con.execute(query).fetchall()}


def test_every_document_is_either_a_report_or_a_reject(warehouse: duckdb.DuckDBPyConnection) -> None:
    given = hashes(warehouse, "select distinct sha256 from raw.fetches where sha256 is not null")
    taken = hashes(warehouse, "select sha256 from raw.documents")
    rejected = hashes(warehouse, "select sha256 from raw.rejects where stage in ('read', 'report')")
    assert given == taken | rejected
    assert not taken & rejected
    assert len(taken) > 10 and len(rejected) > 5


def test_every_address_that_was_ever_asked_is_told_of(archive: Archive, warehouse: duckdb.DuckDBPyConnection) -> None:
    told = hashes(warehouse, "select unnest(addresses) from raw.documents union select address from raw.rejects")
    of_rejected = hashes(
        warehouse, "select address from raw.fetches semi join raw.rejects using (sha256) where sha256 is not null"
    )
    assert told | of_rejected == set(archive.latest())


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://a.test/lost.html", "bytes_lost"),
        ("http://a.test/first-page-only.html", "incomplete_pages"),
        ("http://b.test/r.html", "incomplete_pages"),
        ("http://d.test/", "unread_attachments"),
        ("http://a.test/gone.html", "unreadable"),
        ("http://a.test/never.html", "unreadable"),
        ("http://a.test/empty.html", "empty"),
    ],
)
def test_what_is_missing_is_told_with_its_reason(
    warehouse: duckdb.DuckDBPyConnection, address: str, reason: str
) -> None:
    rows = warehouse.execute("select reason from raw.rejects where address = ?", [address]).fetchall()
    assert (reason,) in rows


@pytest.mark.parametrize(
    ("address", "count"), [("corrected", 171), ("gone", 173), ("held", 184), ("undone", 186), ("copy-1", 170)]
)
def test_what_is_current_is_what_the_site_showed_last(
    warehouse: duckdb.DuckDBPyConnection, address: str, count: int
) -> None:
    """Of held-back bytes none is current before a person says so; what went away stays."""
    rows = warehouse.execute(
        "select d.is_current, contains(d.text, ?) from raw.documents as d where list_contains(d.addresses, ?)",
        [f"复议案件{count}件", f"http://a.test/{address}.html"],
    ).fetchall()
    assert (True, True) in rows
    assert (True, False) not in rows


def test_accepted_bytes_are_current_though_they_are_no_report(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select d.is_current from raw.documents as d where list_contains(d.addresses, 'http://a.test/accepted.html')"
    ).fetchall()
    assert rows == [(False,)]
    assert warehouse.execute(
        "select count(*) from raw.rejects where address = 'http://a.test/accepted.html'"
    ).fetchall() == [(1,)]
