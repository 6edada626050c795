"""dbt's documentation of the warehouse as one page that needs no server and no network."""

from __future__ import annotations

from pathlib import Path

from warehouse.settings import set_variable, stay_quiet
from warehouse.workspace import DBT_PROJECT, Workspace


def write_dbt_docs(workspace: Workspace, warehouse: Path) -> Path:
    """Writes `dbt/docs/static_index.html` for the models as they are and the tables of `warehouse`; returns its path.

    `warehouse` must not be open elsewhere in another mode: dbt opens it for writing, and changes nothing in it.
    Raises RuntimeError where dbt cannot tell its catalog.
    """
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    folder = workspace.dbt_docs.parent
    folder.mkdir(parents=True, exist_ok=True)
    set_variable("FAZHI_WAREHOUSE", warehouse)
    stay_quiet()
    arguments = ["--quiet", "--no-use-colors", "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    arguments += ["--target-path", str(folder), "--log-path", str(workspace.dbt / "logs")]
    try:
        # Without a compilation, which the page can do without, somebody else has to write the manifest.
        dbtRunner().invoke(["parse", *arguments])
        outcome = dbtRunner().invoke(["docs", "generate", "--static", "--no-compile", *arguments])
    finally:
        # dbt-duckdb keeps the file open until the process ends.
        DuckDBConnectionManager.close_all_connections()
    page = workspace.dbt_docs
    if not outcome.success or not page.exists():
        raise RuntimeError(
            f"dbt could not document {warehouse.name}: {outcome.exception or 'no page was written'}. "
            "Build it again with `fazhi refresh --full`."
        )
    return page
