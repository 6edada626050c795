"""How much of anything a reader may use, by format: `limits.csv`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

MB = 2**20


class Limits(NamedTuple):
    """Of one format. Bytes, pages, seconds of wall time; None where there is nothing to count."""

    largest: int
    """Bytes of the document as published."""
    unpacked: int | None
    """Bytes of all members of a packed document together."""
    pages: int | None
    seconds: float
    memory: int | None
    """Bytes of address space of the process that reads it; None where the format is read without one of its own."""


@cache
def limits_of(form: str) -> Limits:
    """The limits of a format that `formats.detect_format` names and a reader reads. Raises KeyError for others."""
    return _table()[form]


@cache
def _table() -> dict[str, Limits]:
    with Path(__file__).with_name("limits.csv").open(encoding="utf-8", newline="") as stream:
        return {row["form"]: _limits(row) for row in csv.DictReader(stream)}


def _limits(row: dict[str, str]) -> Limits:
    def megabytes(column: str) -> int | None:
        return int(row[column]) * MB if row[column] else None

    return Limits(
        largest=int(row["largest_mb"]) * MB,
        unpacked=megabytes("unpacked_mb"),
        pages=int(row["pages"]) if row["pages"] else None,
        seconds=float(row["seconds"]),
        memory=megabytes("memory_mb"),
    )
