"""What publishers changed in reports that were there before: for the status and the run's metadata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

    from warehouse.workspace import Workspace

_Vintage = tuple[str, str, str, str, str | None, int | None, str | None, bool]
_KEPT = "select 1 from duckdb_tables() where schema_name = 'raw' and table_name = 'revisions'"
_VINTAGES = """
select
    v.address, v.fetched_at::varchar, v.sha256_before, v.sha256,
    d.region_name, d.report_year, d.title, d.sha256 is not null
from raw.vintages as v
left join raw.documents as d using (sha256)
where v.sha256_before is not null
order by v.fetched_at desc, v.address
"""
_FIGURES = """
select address, revised_at::varchar, * exclude (address, revised_at, sha256_before, sha256_after)
from raw.revisions
"""


@dataclass(frozen=True, slots=True)
class Revision:
    """One changed vintage of an address, with the figures in which it differs from the previous one."""

    address: str
    revised_at: str
    """When it became current. ISO 8601."""
    sha256_before: str
    sha256: str
    region_name: str | None
    report_year: int | None
    title: str | None
    read: bool
    """Whether it could be read as a report; if not, it is among the rejects and no figure is compared."""
    figures: list[dict[str, Any]]
    """Rows of `raw.revisions` without address, time and hashes, in the order of the text."""

    def count(self, change: str) -> int:
        """How many figures were `added`, are `gone`, or `changed`."""
        return sum(figure["change"] == change for figure in self.figures)

    @property
    def summary(self) -> str:
        """One line: what report, what became of it, where."""
        name = " ".join(str(part) for part in (self.region_name, self.report_year) if part is not None)
        told = [f"{self.count(change)} {change}" for change in ("changed", "added", "gone") if self.count(change)]
        what = "figures: " + ", ".join(told) if told else "no figure changed" if self.read else "no longer a report"
        return f"{name or self.title or self.sha256[:12]}: {what} ({self.address})"


def revisions(con: duckdb.DuckDBPyConnection) -> list[Revision]:
    """Every changed vintage of the warehouse behind `con`, newest first; empty for one from before they were kept."""
    if not con.execute(_KEPT).fetchall():
        return []
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    told = con.execute(_FIGURES)
    names = [column[0] for column in told.description or []][2:]
    for address, revised_at, *row in told.fetchall():
        found.setdefault((address, revised_at), []).append(dict(zip(names, row, strict=True)))
    vintages: list[_Vintage] = con.execute(_VINTAGES).fetchall()
    return [Revision(*vintage, found.get(vintage[:2], [])) for vintage in vintages]


def published_revisions(workspace: Workspace) -> list[Revision]:
    """The same, of the published warehouse; empty before the first publication."""
    import duckdb

    if not workspace.warehouse.exists():
        return []
    with duckdb.connect(workspace.warehouse.resolve(), read_only=True) as con:
        return revisions(con)


def figure_line(figure: dict[str, Any]) -> str:
    """A changed figure in one line: `~ 1,204件 → 1,240件  “…”`; `+` where it was added, `-` where it is gone."""
    before, after = sides(figure)
    quote = figure["quote_after"] or figure["quote_before"]
    if figure["change"] != "changed":
        return f"{'+' if figure['change'] == 'added' else '-'} {before or after}  “{quote}”"
    was = f", before “{figure['quote_before']}”" if figure["quote_before"] != quote else ""
    return f"~ {before} → {after} ({', '.join(figure['changed'])})  “{quote}”{was}"


def sides(figure: dict[str, Any]) -> tuple[str, str]:
    """A changed figure as printed before and after; empty where it was not there."""
    return figure["raw_before"] or "", figure["raw_after"] or ""
