"""The questions that a second reader is asked: one JSON object a doubtful figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

_AS_READ = ("value", "unit", "bound", "measure", "scope", "year", "indicator_code")
_STATEMENT = (
    "object", "deed", "whose", "part", "period_start", "period_end", "base_year", "definition", "confidence",
    "evidence",
)  # fmt: skip
ANSWER = {"decision": None, "reason": None, "by": None, "evidence": None}
"""What the second reader fills in; for an override also the fields that are to change."""


def questions(con: duckdb.DuckDBPyConnection, limit: int) -> Iterator[dict[str, Any]]:
    """The doubtful figures of a published file, those first on which most depends; `limit` 0 is all of them."""
    found = con.execute("from doubtful_figures()" + (f" limit {limit}" if limit else ""))
    names = [column[0] for column in found.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    for row in rows:
        yield {
            "figure_id": row["figure_id"], "region": row["region_name"], "report_year": row["report_year"],
            "report": row["sha256"], "address": row["report_address"], "sentence": row["quote"],
            "printed": row["raw"], "start": row["start"],
            "read_as": {name: _plain(row[name]) for name in _AS_READ} | {"indicator_name": row["indicator_name_zh"]},
            "statement": _statement(con, str(row["figure_id"])), "doubts": row["messages_zh"], "rules": row["rules"],
            "candidates": candidates(con, str(row["figure_id"])), "answer": dict(ANSWER),
        }  # fmt: skip


def _statement(con: duckdb.DuckDBPyConnection, figure: str) -> dict[str, Any]:
    """The parts of the statement that are known of the figure."""
    found = con.execute(f"select {', '.join(_STATEMENT)} from marts.fct_figure where figure_id = $1", [figure])
    row = found.fetchone() or ()
    return {name: _plain(value) for name, value in zip(_STATEMENT, row, strict=False) if value is not None}


def candidates(con: duckdb.DuckDBPyConnection, figure: str) -> list[dict[str, Any]]:
    """Other readings: what another sentence prints for the same indicator and year, what else the words may mean."""
    rows = con.execute(
        "select other_value as value, other_unit as unit, null as indicator, other_quote as sentence "
        "from marts.indicator_conflict where figure_id = $1 union all "
        "select value, unit, null, quote from marts.indicator_conflict where other_figure_id = $1 union all "
        "select null, null, proposed_code, quote from marts.fct_figure "
        "where figure_id = $1 and proposed_code is not null and proposed_code is distinct from indicator_code",
        [figure],
    ).fetchall()
    names = ("value", "unit", "indicator", "sentence")
    return [{name: _plain(value) for name, value in zip(names, row, strict=True) if value is not None} for row in rows]


def _plain(value: Any) -> Any:
    """As JSON has it: decimals as numbers, days as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if value is None or isinstance(value, int | float | str | bool | list | dict) else str(value)
