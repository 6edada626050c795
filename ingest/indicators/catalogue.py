"""The catalogue: which indicators there are, with domain, unit and meaning (`indicators.csv`)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

CATALOGUE = Path(__file__).with_name("indicators.csv")
_ALLOWED = {
    "kind": {"count", "rate"},
    "aggregation": {"sum", "stock", "none"},
    "polarity": {"higher", "lower", "neutral"},
}
_CODE = re.compile(r"[a-z_]+\.[a-z_]+")


class CatalogueError(ValueError):
    """A data file of this room breaks its schema; the message names file, row and reason."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the catalogue; the fields are the columns of `indicators.csv`."""

    code: str
    domain: str
    name_zh: str
    name_en: str
    unit: str
    kind: str
    aggregation: str
    polarity: str
    definition: str


def read_rows(path: Path, columns: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a data file with the place (`file:line`) of each; raises `CatalogueError` on other columns."""
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if reader.fieldnames != columns:
            raise CatalogueError(f"{path.name}: columns are {reader.fieldnames}, expected {columns}")
        for row in reader:
            place = f"{path.name}:{reader.line_num}"
            if None in row or None in row.values():
                raise CatalogueError(f"{place}: a row needs {len(columns)} cells")
            yield place, row


def read_catalogue(path: Path) -> tuple[Indicator, ...]:
    """Read and check a catalogue file; raises `CatalogueError` naming the row that is wrong."""
    found: dict[str, Indicator] = {}
    for place, row in read_rows(path, [column.name for column in fields(Indicator)]):
        indicator = Indicator(**row)
        problem = _problem(indicator) or ("code occurs twice" if indicator.code in found else None)
        if problem:
            raise CatalogueError(f"{place}: {indicator.code}: {problem}")
        found[indicator.code] = indicator
    return tuple(found.values())


@cache
def load_catalogue() -> tuple[Indicator, ...]:
    """The indicators in the order of the catalogue."""
    return read_catalogue(CATALOGUE)


def _problem(indicator: Indicator) -> str | None:
    empty = [column.name for column in fields(indicator) if not getattr(indicator, column.name)]
    if empty:
        return f"empty: {', '.join(empty)}"
    if not _CODE.fullmatch(indicator.code) or indicator.code.split(".")[0] != indicator.domain:
        return f"code is not of the form {indicator.domain}.name"
    for column, allowed in _ALLOWED.items():
        if getattr(indicator, column) not in allowed:
            return f"{column} {getattr(indicator, column)!r} is none of {sorted(allowed)}"
    if (indicator.kind == "rate") != (indicator.unit == "%"):
        return "a rate is measured in %, a count is not"
    return None
