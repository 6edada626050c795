"""Finding the one figure that each correction speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ingest.corrections.entry import Correction, CorrectionError, PlacedCorrection

if TYPE_CHECKING:
    import duckdb

_MATCHES = """
select entries.position, figures.figure_id, figures.sha256, figures."start"
from entries_to_match as entries
inner join raw.figures as figures
    on
        entries.raw = figures.raw
        and starts_with(figures.sha256, entries.report)
        and coalesce(entries."start", figures."start") = figures."start"
order by entries.position, figures.sha256, figures."start"
"""

_SHOWN_PLACES = 10

Match = tuple[str, str, int]
"""figure_id, sha256 and start of a figure."""


def match_corrections(con: duckdb.DuckDBPyConnection, placed: Sequence[PlacedCorrection]) -> list[dict[str, Any]]:
    """One row of `raw.corrections` per entry, ordered by report and place; reads `raw.documents` and `raw.figures`.

    Raises `CorrectionError`, a sentence per entry, where one fits no figure or several, or where two fit the same.
    """
    matches = _matches(con, placed)
    problems, rows, taken = [], [], dict[str, PlacedCorrection]()
    for at, one in enumerate(placed):
        found = matches.get(at, [])
        if len(found) != 1:
            problems.append(f"{one.place}: {_why_not_one(con, one.correction, found)}")
            continue
        figure_id = found[0][0]
        if figure_id in taken:
            other = taken[figure_id].place.split(": ")[-1]
            problems.append(f"{one.place}: it speaks of the same figure as {other}. Keep one of the two.")
            continue
        taken[figure_id] = one
        rows.append(_row(one.correction, found[0]))
    if problems:
        raise CorrectionError("\n".join(problems))
    return sorted(rows, key=lambda row: (row["sha256"], row["start"]))


def _matches(con: duckdb.DuckDBPyConnection, placed: Sequence[PlacedCorrection]) -> dict[int, list[Match]]:
    import pyarrow as pa

    schema = pa.schema({"position": pa.int32(), "report": pa.string(), "raw": pa.string(), "start": pa.int32()})
    entries = [
        {"position": at, "report": one.correction.report, "raw": one.correction.raw, "start": one.correction.start}
        for at, one in enumerate(placed)
    ]
    con.register("entries_to_match", pa.Table.from_pylist(entries, schema=schema))
    found: dict[int, list[Match]] = defaultdict(list)
    for position, *match in con.execute(_MATCHES).fetchall():
        found[position].append((match[0], match[1], match[2]))
    con.unregister("entries_to_match")
    return found


def _why_not_one(con: duckdb.DuckDBPyConnection, correction: Correction, found: Sequence[Match]) -> str:
    printed = f"“{correction.raw}”"
    if len(found) > 1 and len({sha256 for _, sha256, _ in found}) > 1:
        return f"several reports begin with {correction.report} and print {printed}. Give more digits of the hash."
    if len(found) > 1:
        return f"the report prints {printed} several times. Add `start`, one of {_places(found)}."
    reports = con.execute("select sha256 from raw.documents where starts_with(sha256, ?)", [correction.report])
    if not reports.fetchall():
        return (
            f"no report has a hash that begins with {correction.report}. Give the sha256 of a report in "
            "marts.dim_report, or take the entry out."
        )
    elsewhere = con.execute(
        'select figure_id, sha256, "start" from raw.figures where starts_with(sha256, ?) and raw = ? order by "start"',
        [correction.report, correction.raw],
    ).fetchall()
    if elsewhere:
        return (
            f"the report prints {printed}, but not at {correction.start}. "
            f"Mend `start`, one of {_places(elsewhere)}, or take the entry out."
        )
    return (
        f"the report has no figure {printed} (any more). Correct `raw` (marts.fct_figure shows the printed words), "
        "or take the entry out."
    )


def _places(found: Sequence[Match]) -> str:
    places = [str(start) for _, _, start in found]
    return ", ".join(places[:_SHOWN_PLACES] + ["…"] * (len(places) > _SHOWN_PLACES))


def _row(correction: Correction, match: Match) -> dict[str, Any]:
    figure_id, sha256, start = match
    return {
        "figure_id": figure_id,
        "sha256": sha256,
        "start": start,
        "raw": correction.raw,
        "action": correction.action,
        "changed": correction.changed,
        "value": correction.value,
        "precision": correction.precision,
        "unit": correction.unit,
        "bound": correction.bound,
        "measure": correction.measure,
        "scope": correction.scope,
        "indicator_code": correction.indicator,
        "year": correction.year,
        "reason": correction.reason,
        "evidence": correction.evidence,
    }
