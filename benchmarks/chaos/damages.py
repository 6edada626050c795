"""Kinds of corruption of a data folder: each a function that damages one file of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Damage = Callable[[Path], None]


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def _change(pattern: str, change: Callable[[bytes], bytes]) -> Damage:
    """Damage of the first file that fits `pattern`; it is made where there is none."""

    def damage(root: Path) -> None:
        path = min(root.glob(pattern), default=root / pattern)
        data = path.read_bytes() if path.exists() else b""
        path.unlink(missing_ok=True)
        path.write_bytes(change(data))

    return damage


def _remove(pattern: str) -> Damage:
    return lambda root: min(root.glob(pattern)).unlink()


def _lead_nowhere(root: Path) -> None:
    (root / "fazhi.duckdb").unlink()
    (root / "fazhi.duckdb").symlink_to("published/none.duckdb")


_LOG, _OBJECT, _BATCH = "archive/fetches.jsonl", "archive/objects/*/*", "extractions/*/*/"
_CANDIDATE, _VERSION = "builds/candidate.duckdb", "published/fazhi-*.duckdb"

DAMAGES: dict[str, Damage] = {
    "fetches.jsonl: a line that is no JSON": _change(_LOG, lambda data: b"<<<<<<< HEAD\n" + data),
    "fetches.jsonl: cut off within a line": _change(_LOG, lambda data: data[: len(data) * 2 // 3]),
    "fetches.jsonl: empty": _change(_LOG, lambda _: b""),
    "fetches.jsonl: zeros": _change(_LOG, lambda data: b"\0" * 512 + b"\n" + data),
    "fetches.jsonl: a field that newer code wrote": _change(_LOG, lambda data: data.replace(b"{", b'{"later": 1, ')),
    "an archived document: missing": _remove(_OBJECT),
    "an archived document: one bit": _change(_OBJECT, _flipped),
    "listings.jsonl: a line that is no JSON": _change("archive/listings.jsonl", lambda data: b"{\n" + data),
    "page_parts.jsonl: a line that is no JSON": _change("archive/page_parts.jsonl", lambda data: b"{\n" + data),
    "a Parquet file: empty": _change(f"{_BATCH}figures.parquet", lambda _: b""),
    "a Parquet file: one bit": _change(f"{_BATCH}documents.parquet", _flipped),
    "a Parquet file: missing": _remove(f"{_BATCH}sections.parquet"),
    "a batch's list of documents: empty": _change(f"{_BATCH}documents.list", lambda _: b""),
    "the candidate: empty": _change(_CANDIDATE, lambda _: b""),
    "the candidate: one bit": _change(_CANDIDATE, _flipped),
    "the candidate: half of it": _change(_CANDIDATE, lambda data: data[: len(data) // 2]),
    "candidate.made_by: no JSON": _change("builds/candidate.made_by", lambda _: b"\xff\xfe"),
    "refusal.json: empty": _change("builds/refusal.json", lambda _: b""),
    "refresh.holder.json: no object": _change("refresh.holder.json", lambda _: b"[]"),
    "the published file: one bit": _change(_VERSION, _flipped),
    "the published file: missing": _remove(_VERSION),
    "its description: empty": _change("published/fazhi-*.json", lambda _: b""),
    "withdrawn.json: no JSON": _change("published/withdrawn.json", lambda _: b"{"),
    "the pointer: leads nowhere": _lead_nowhere,
}
