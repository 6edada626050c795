from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from ingest.archive import Archive, Fetch
from ingest.archive.warc import export_warc

pytestmark = pytest.mark.unit
BODY = "<p>正文</p>".encode("gb18030")


def web_fetch(archive: Archive, address: str, data: bytes, day: int, outcome: str = "ok", **said: Any) -> Fetch:
    given = {"final_address": address, "status": 200, "media_type": "text/html", "attempts": 1} | said
    at = f"2026-03-{day:02d}T08:00:00.123456+00:00"
    sha256 = archive.keep(data)
    return archive.record(Fetch(address, "publishers", at, outcome, sha256, len(data), None, **given))  # type: ignore[arg-type]


def read(target: Path) -> list[dict[str, Any]]:
    with target.open("rb") as stream:
        return [
            {
                "kind": record.rec_type,
                "address": record.rec_headers.get_header("WARC-Target-URI"),
                "date": record.rec_headers.get_header("WARC-Date"),
                "digest": record.rec_headers.get_header("WARC-Payload-Digest"),
                "line": record.http_headers.statusline if record.http_headers else None,
                "headers": dict(record.http_headers.headers) if record.http_headers else {},
                "data": record.content_stream().read(),
            }
            for record in ArchiveIterator(stream, check_digests="raise")
        ]


@pytest.mark.parametrize("name", ["reports.warc.gz", "reports.warc"])
def test_a_vintage_is_a_response_with_its_request_and_the_archives_record(tmp_path: Path, name: str) -> None:
    archive = Archive(tmp_path / "archive")
    address = "http://a.test/dir/r.html?id=1"
    fetch = web_fetch(archive, address, BODY, 7, charset="gb2312", etag='"1"', last_modified="then")
    assert export_warc(archive, tmp_path / name) == 1
    info, response, request, metadata = read(tmp_path / name)
    assert [record["kind"] for record in (info, response, request, metadata)] == [
        *("warcinfo", "response", "request", "metadata")
    ]
    assert (response["address"], response["line"], response["data"]) == (address, "200 OK", BODY)
    assert response["headers"] == {
        "Content-Type": "text/html; charset=gb2312",
        "Content-Length": str(len(BODY)),
        "ETag": '"1"',
        "Last-Modified": "then",
    }
    assert response["digest"]
    assert (request["address"], request["line"]) == (address, "/dir/r.html?id=1 HTTP/1.1")
    assert request["headers"]["Host"] == "a.test"
    assert json.loads(metadata["data"]) == json.loads(fetch.line())
    assert {record["date"] for record in (response, request, metadata)} == {"2026-03-07T08:00:00.123456Z"}


def test_redirects_can_be_replayed(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    ways = ("http://a.test/2", "http://b.test/3")
    web_fetch(archive, "http://a.test/1", BODY, 1, redirects=ways, final_address=ways[-1])
    export_warc(archive, tmp_path / "x.warc.gz")
    responses = [record for record in read(tmp_path / "x.warc.gz") if record["kind"] == "response"]
    assert {record["address"]: (record["line"], record["headers"].get("Location")) for record in responses} == {
        "http://a.test/1": ("302 Found", "http://a.test/2"),
        "http://a.test/2": ("302 Found", "http://b.test/3"),
        "http://b.test/3": ("200 OK", None),
    }


def test_each_vintage_is_exported_once_and_what_brought_no_bytes_not_at_all(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    for day, data in enumerate((b"one", b"one", b"two", b"one"), start=1):
        web_fetch(archive, "http://a.test/", data, day)
    web_fetch(archive, "http://a.test/", b"one", 5, outcome="not_modified", status=304)
    web_fetch(archive, "http://a.test/", b"doubtful", 6, outcome="held_back")
    at = "2026-03-07T00:00:00+00:00"
    archive.record(Fetch("http://b.test/", "publishers", at, "failed", None, None, "gone", status=404))
    assert export_warc(archive, tmp_path / "x.warc.gz") == 3
    responses = [record["data"] for record in read(tmp_path / "x.warc.gz") if record["kind"] == "response"]
    assert responses == [b"one", b"two", b"doubtful"]


def test_files_are_resources_and_no_answers_of_a_server(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.store("file:///a.txt", "files", b"text", None)
    assert export_warc(archive, tmp_path / "x.warc.gz") == 1
    records = read(tmp_path / "x.warc.gz")
    assert [record["kind"] for record in records] == ["warcinfo", "resource", "metadata"]
    assert records[1]["data"] == b"text"


def test_some_fetches_can_be_chosen(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    chosen = web_fetch(archive, "http://a.test/", b"a", 1)
    web_fetch(archive, "http://b.test/", b"b", 1)
    assert export_warc(archive, tmp_path / "x.warc.gz", [chosen]) == 1
    assert {record["address"] for record in read(tmp_path / "x.warc.gz")} == {None, "http://a.test/"}


def test_an_export_that_fails_leaves_no_half_file(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    lost = hashlib.sha256(b"lost").hexdigest()
    at = "2026-03-06T00:00:00+00:00"
    archive.record(Fetch("http://a.test/", "publishers", at, "ok", lost, 4, None, status=200))
    with pytest.raises(FileNotFoundError):
        export_warc(archive, tmp_path / "x.warc.gz")
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]
