"""The archive as a WARC file (ISO 28500), so that others can replay what the sites answered.

For each vintage from the web: a request, the response, and a metadata record that holds the archive's own. Bytes
are as the archive has them, so the codings of the transfer are gone; headers are those that the archive keeps.
Files that never came from the web are `resource` records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ingest.archive.records import Fetch
from ingest.archive.store import Archive
from ingest.fetch.settings import PRODUCT

_METADATA_TYPE = "application/json"
_ANY_TYPE = "application/octet-stream"


def export_warc(archive: Archive, target: Path, fetches: Iterable[Fetch] | None = None) -> int:
    """Writes `target` (gzipped where it ends in `.gz`) and returns how many vintages it holds.

    `fetches` are those to export, by default all; of each address and vintage the first. One vintage is in
    memory at a time. Raises `FileNotFoundError` where the archive has lost bytes: verify it first. The file
    appears under its name when it is whole.
    """
    from warcio.warcwriter import WARCWriter

    partial = target.with_name(f".partial-{target.name}")
    seen: set[tuple[str, str]] = set()
    try:
        with partial.open("wb") as stream:
            writer = WARCWriter(stream, gzip=target.suffix == ".gz", warc_version="1.1")
            writer.write_record(writer.create_warcinfo_record(target.name, _about()))
            for fetch in archive.fetches() if fetches is None else fetches:
                vintage = (fetch.address, fetch.sha256 or "")
                if fetch.outcome in ("ok", "held_back") and vintage not in seen:
                    seen.add(vintage)
                    _write_vintage(writer, archive, fetch)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return len(seen)


def _about() -> dict[str, str]:
    return {
        "software": "fazhi",
        "format": "WARC File Format 1.1",
        "description": "Bodies as archived, without transfer and content codings; headers as far as archived",
    }


def _write_vintage(writer: Any, archive: Archive, fetch: Fetch) -> None:
    assert fetch.sha256, "a vintage has bytes"
    final = fetch.final_address or fetch.address
    from_web = fetch.status is not None
    dated = {"WARC-Date": _warc_date(fetch.fetched_at)}
    with archive.open(fetch.sha256) as body:
        main = writer.create_warc_record(
            final,
            "response" if from_web else "resource",
            payload=body,
            http_headers=_response_headers(fetch) if from_web else None,
            warc_content_type="" if from_web else _ANY_TYPE,
            warc_headers_dict=dict(dated),
        )
        writer.write_record(main)
    related = {"WARC-Concurrent-To": main.rec_headers.get_header("WARC-Record-ID")} | dated
    if from_web:
        _write_request(writer, final, related)
        for address, leads_to in zip((fetch.address, *fetch.redirects), fetch.redirects, strict=False):
            _write_redirect(writer, address, leads_to, dated)
    _write_record(writer, final, "metadata", BytesIO(fetch.line().encode()), related, warc_content_type=_METADATA_TYPE)


def _write_record(writer: Any, address: str, kind: str, payload: BytesIO, named: dict[str, str], **others: Any) -> None:
    writer.write_record(
        writer.create_warc_record(address, kind, payload=payload, warc_headers_dict=dict(named), **others)
    )


def _write_request(writer: Any, address: str, named: dict[str, str]) -> None:
    url = urlsplit(address)
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    headers = _headers(f"{target} HTTP/1.1", {"Host": url.netloc, "User-Agent": PRODUCT}, verb="GET ")
    _write_record(writer, address, "request", BytesIO(), named, http_headers=headers)


def _write_redirect(writer: Any, address: str, leads_to: str, named: dict[str, str]) -> None:
    """The archive knows where a redirect led, not which of the five kinds it was."""
    headers = _headers("302 Found", {"Location": leads_to, "Content-Length": "0"})
    _write_record(writer, address, "response", BytesIO(), named, http_headers=headers)


def _response_headers(fetch: Fetch) -> Any:
    charset = f"; charset={fetch.charset}" if fetch.charset else ""
    said = {
        "Content-Type": f"{fetch.media_type}{charset}" if fetch.media_type else None,
        "Content-Length": str(fetch.byte_count),
        "ETag": fetch.etag,
        "Last-Modified": fetch.last_modified,
    }
    status = HTTPStatus(fetch.status or HTTPStatus.OK)
    return _headers(f"{status.value} {status.phrase}", said)


def _headers(status_line: str, named: Mapping[str, str | None], verb: str = "") -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    given = [(name, value) for name, value in named.items() if value]
    if verb:
        return StatusAndHeaders(verb + status_line, given, is_http_request=True)
    return StatusAndHeaders(status_line, given, protocol="HTTP/1.1")


def _warc_date(fetched_at: str) -> str:
    return datetime.fromisoformat(fetched_at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
