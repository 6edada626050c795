"""What was fetched for a document that lies at several addresses: its page, further pages, attachments.

`page_parts.jsonl` has one line for each answer. The bytes stand among the archive's objects like all others; the
record of the page itself, in `fetches.jsonl`, names the joined document that they make.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.state_files import append_line, known_fields, read_records


@dataclass(frozen=True, slots=True)
class PagePart:
    """One answer of an address that a page leads to, or of the page itself."""

    page: str
    """The address of the document that it is part of."""
    address: str
    final_address: str
    fetched_at: str
    """UTC, ISO 8601."""
    sha256: str
    byte_count: int
    media_type: str | None
    charset: str | None
    """As declared, like `media_type`; often wrong."""
    etag: str | None
    last_modified: str | None


class PageParts:
    """The log of parts in the archive's folder. Only ever grows; a last line cut off by a crash is dropped."""

    def __init__(self, root: Path) -> None:
        self._log = root / "page_parts.jsonl"
        self._latest: dict[tuple[str, str], PagePart] | None = None

    def latest(self, page: str, address: str) -> PagePart | None:
        """The last answer of an address as part of a page."""
        if self._latest is None:
            self._latest = {(part.page, part.address): part for part in self._records()}
        return self._latest.get((page, address))

    def record(self, part: PagePart) -> None:
        """Adds a record where it differs from the last one by more than its time. The bytes have to be kept before."""
        before = self.latest(part.page, part.address)
        if before and asdict(before) | {"fetched_at": ""} == asdict(part) | {"fetched_at": ""}:
            return
        append_line(self._log, json.dumps(asdict(part), ensure_ascii=False) + "\n")
        assert self._latest is not None, "latest() reads the log"
        self._latest[part.page, part.address] = part

    def _records(self) -> Iterator[PagePart]:
        remedy = "The part is asked for again with its page; remove the line."
        return read_records(self._log, lambda record: PagePart(**known_fields(PagePart, record)), remedy)
