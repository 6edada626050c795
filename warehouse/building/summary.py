"""The few numbers that tell a build: for the run's end, the status and the UI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


def summarise(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Reports read, figures found, of which matched, findings, rejects, corrections, and whether all is invented."""
    row = con.execute(
        """
        select
            (select count(*) from raw.documents),
            (select count(*) from raw.figures),
            (select count(indicator_code) from raw.figures),
            (select count(*) from audit.findings),
            (select count(*) from raw.rejects),
            (select count(*) from raw.corrections),
            (select coalesce(bool_and(source = 'samples'), false) from raw.documents)
        """
    ).fetchone()
    assert row is not None
    names = ("reports", "figures", "matched", "findings", "rejects", "corrections", "sample")
    return dict(zip(names, row, strict=True))
