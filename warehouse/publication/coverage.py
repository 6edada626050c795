"""What may not be lost in silence: a version that covers much less than the one before it is not published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.publication.previous import previous_attached
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

_COVERED = {
    "reports": "select count(*) from {0}raw.documents where is_current",
    "publishers and years": "select count(distinct (publisher_key, report_year)) from {0}marts.dim_report "
    "where is_current",
    "figures": "select count(*) from {0}raw.figures",
    "indicator values": "select count(*) from {0}marts.fct_indicator",
}
_LOST_SHOWN = 5

_LOST_YEARS = """
select b.publisher_key || ' ' || b.report_year
from previous.marts.dim_report as b
where
    b.is_current
    and not exists (
        select 1 from marts.dim_report as a
        where a.is_current and a.publisher_key = b.publisher_key and a.report_year = b.report_year
    )
group by all
order by all
"""


class CoverageShrunk(Exception):
    """A version would lose more than it may; the message says what, how much, and what to do."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of which the new version covers less."""

    what: str
    before: int
    after: int

    @property
    def share(self) -> float:
        """How much of it is lost, from 0 to 1."""
        return 1 - self.after / self.before

    def __str__(self) -> str:
        return f"{self.what} fell from {self.before} to {self.after} (by {100 * self.share:.0f} %)"


def losses(con: duckdb.DuckDBPyConnection, previous: Path) -> tuple[list[Loss], list[str]]:
    """What the open warehouse covers less of than the file `previous`, and publishers with years that it lacks."""
    import duckdb

    try:
        with previous_attached(con, previous):
            found = []
            for what, query in _COVERED.items():
                after, before = (con.execute(query.format(name)).fetchall()[0][0] for name in ("", "previous."))
                if after < before:
                    found.append(Loss(what, before, after))
            return found, [row[0] for row in con.execute(_LOST_YEARS).fetchall()]
    except duckdb.CatalogException:
        return [], []  # a version from before these tables were made: there is nothing to hold the new one against


def require_coverage(
    con: duckdb.DuckDBPyConnection, workspace: Workspace, most: float, previous: Path | None = None
) -> None:
    """Raises `CoverageShrunk` where more than the share `most` is lost of what the published version covers.

    `previous` is the file of that version where it is not the one that readers are led to.
    """
    found, years = losses(con, previous or workspace.warehouse.resolve())
    too_much = [loss for loss in found if loss.share > most]
    if not too_much:
        return
    missing = ", ".join(years[:_LOST_SHOWN]) + (f" and {len(years) - _LOST_SHOWN} more" if years[_LOST_SHOWN:] else "")
    raise CoverageShrunk(
        f"{workspace.warehouse}: the new version would cover much less than the published one: "
        f"{'; '.join(map(str, too_much))}; at most {100 * most:.0f} % may be lost (FAZHI_LARGEST_LOSS). "
        + (f"Missing: {missing}. " if missing else "")
        + "If that is right, `fazhi refresh --accept-loss` publishes it; otherwise `fazhi status` and `fazhi diff` "
        "show what was not taken or is read differently."
    )
