"""`fazhi search`: sentences of the published reports that say some words."""

from __future__ import annotations

from cli import exits
from cli.sql import answer
from warehouse.opening import open_published
from warehouse.workspace import UserError, Workspace


def run(words: str, count: int, format_name: str) -> int:
    """Prints the best sentences. Exit code 0, 1 where no report says any of the words."""
    con = open_published(Workspace.from_environment())
    if not con.execute("select 1 from duckdb_functions() where function_name = 'search' limit 1").fetchall():
        raise UserError("the published warehouse predates the search index. `fazhi refresh --full` publishes it again.")
    query = "select score, region_name, report_year, quote, report_address from main.search($words, n := $count)"
    return exits.DONE if answer(con, query, format_name, {"words": words, "count": count}) else exits.REFUSED
