"""Documents that a build did not take, for the terminal: which, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from cli.language import say, translated
from warehouse.workspace import UserError, Workspace

if TYPE_CHECKING:
    import duckdb

Reject = dict[str, str]
"""`address`, `stage`, `reason` and `message` of one row of `raw.rejects`."""

SHOWN = 5
_QUERY = "select address, stage, reason, message from raw.rejects order by all"


def candidate_rejects(workspace: Workspace) -> list[Reject]:
    """Those of the build that was made last; none where it has no such table, or is being written."""
    from warehouse.opening import has_table, open_last_built

    if not workspace.candidate.exists():
        return []
    try:
        with open_last_built(workspace) as con:
            return read_rejects(con) if has_table(con, "raw.rejects") else []
    except UserError:
        return []


def read_rejects(con: duckdb.DuckDBPyConnection) -> list[Reject]:
    """All rows of `raw.rejects`."""
    rows = con.execute(_QUERY).fetchall()
    return [dict(zip(("address", "stage", "reason", "message"), row, strict=True)) for row in rows]


def reject_line(reject: Reject) -> str:
    """One document in one line; its place is told where the message does not."""
    place = shown_place(reject["address"])
    where = "" if reject["address"] in reject["message"] or place in reject["message"] else f"{place}: "
    return f"{reject['stage']}/{reject['reason']}: {where}{translated(reject['message'])}"


def first_rejects(rejects: Sequence[Reject], command: str) -> Iterator[str]:
    """Lines on the first of them; `command` tells the others."""
    for reject in rejects[:SHOWN]:
        yield f"  {reject_line(reject)}"
    if len(rejects) > SHOWN:
        yield "  " + say("and {count} more: {command}", count=len(rejects) - SHOWN, command=command)


def shown_place(address: str) -> str:
    """A file as its user knows it; a web address as it is."""
    parts = urlsplit(address)
    return unquote(parts.path) if parts.scheme == "file" else address
