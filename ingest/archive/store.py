"""The archive on disk: `objects/ab/abcdef…` holds bytes, `fetches.jsonl` says where they came from.

Both only ever grow. An object is written under a temporary name, synced and renamed, so that a name that
exists is whole. A fetch is one line, written and synced at once; a last line cut off by a crash is dropped
when the file is read, and mended before the next line is added.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

Source = Literal["samples", "files"]


@dataclass(frozen=True, slots=True)
class Fetch:
    """One attempt to get the bytes at an address that brought news."""

    address: str
    source: Source
    fetched_at: str
    """UTC, ISO 8601."""
    outcome: Literal["ok", "failed"]
    sha256: str | None
    byte_count: int | None
    message: str | None


class Archive:
    """Content-addressed vintages below `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._objects = root / "objects"
        self._log = root / "fetches.jsonl"

    def read(self, sha256: str) -> bytes:
        """The bytes with this hash. Raises `FileNotFoundError` where the archive does not hold them."""
        return self._object(sha256).read_bytes()

    def fetches(self) -> list[Fetch]:
        """Every recorded fetch, oldest first."""
        return list(self._records())

    def latest(self) -> dict[str, Fetch]:
        """The last fetch of each address, addresses in the order in which they were first seen."""
        return {fetch.address: fetch for fetch in self._records()}

    def store(self, address: str, source: Source, data: bytes, known: Fetch | None) -> Fetch | None:
        """Keeps `data` as what `address` answered with; None where `known`, its last fetch, says the same."""
        sha256 = hashlib.sha256(data).hexdigest()
        if known and known.outcome == "ok" and known.sha256 == sha256 and known.source == source:
            return None
        self._write_object(sha256, data)
        return self._record(Fetch(address, source, _now(), "ok", sha256, len(data), None))

    def store_failure(self, address: str, source: Source, message: str, known: Fetch | None) -> Fetch | None:
        """Records that `address` could not be had; None where `known` says the same."""
        if known and known.outcome == "failed" and known.message == message and known.source == source:
            return None
        return self._record(Fetch(address, source, _now(), "failed", None, None, message))

    def _object(self, sha256: str) -> Path:
        return self._objects / sha256[:2] / sha256

    def _write_object(self, sha256: str, data: bytes) -> None:
        target = self._object(sha256)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".partial-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _records(self) -> Iterator[Fetch]:
        if not self._log.exists():
            return
        with self._log.open(encoding="utf-8") as lines:
            for line in lines:
                if line.endswith("\n"):
                    yield Fetch(**json.loads(line))

    def _record(self, fetch: Fetch) -> Fetch:
        self.root.mkdir(parents=True, exist_ok=True)
        line = json.dumps(asdict(fetch), ensure_ascii=False) + "\n"
        with self._log.open("ab+") as log:
            _drop_partial_line(self._log)
            log.write(line.encode())
            log.flush()
            os.fsync(log.fileno())
        return fetch


def _drop_partial_line(log: Path) -> None:
    data = log.read_bytes() if log.exists() else b""
    if data and not data.endswith(b"\n"):
        os.truncate(log, data.rfind(b"\n") + 1)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
