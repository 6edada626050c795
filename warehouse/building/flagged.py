"""What is counted over publishers, once more: without the values that the audit of the marts has flagged."""

from __future__ import annotations

from warehouse.building.candidate import open_candidate
from warehouse.building.dbt import BuildResult, run_again
from warehouse.workspace import Workspace

_MODELS = ("int_peer_rank", "province_indicator_yoy", "coverage_of_total")
"""Ranks and medians, panels, sums: models that leave flagged values out, by year."""

_YEARS = """
    select distinct ranks.year
    from intermediate.int_peer_rank as ranks
    inner join marts.fct_indicator as chosen on ranks.figure_id = chosen.figure_id
    where (chosen.validity = 'flagged') <> (coalesce(ranks.rank_note, '') = 'flagged')
    order by ranks.year
"""


def leave_out_flagged(workspace: Workspace) -> BuildResult | None:
    """Rebuilds the years whose ranks still count a value that is flagged now, or leave out one that no longer is.

    The audit judges values that dbt has made, so that what it flags was still good when dbt ranked it. None if no year
    has to be rebuilt.
    """
    with open_candidate(workspace) as con:
        years = [row[0] for row in con.execute(_YEARS).fetchall()]
        if not years:
            return None
        # The models rebuild the years that this table names (dbt_project/macros/rebuilding.sql).
        con.execute("update intermediate.int_report_change set is_rebuilt = list_contains(?, report_year)", [years])
    return run_again(workspace, _MODELS)
