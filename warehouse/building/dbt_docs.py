"""dbt's documentation of the warehouse as one page that needs no server and no network."""

from __future__ import annotations

import shutil
from pathlib import Path

from warehouse.building.dbt import manifest_path, parsed_manifest, run_dbt
from warehouse.workspace import Workspace


def write_dbt_docs(workspace: Workspace, warehouse: Path) -> Path:
    """Writes `dbt/docs/static_index.html` for the models as they are and the tables of `warehouse`; returns its path.

    `warehouse` is a file of the candidate's name that is not open elsewhere in another mode: dbt opens it for writing,
    and changes nothing in it.
    Raises RuntimeError where dbt cannot tell its catalog.
    """
    folder = workspace.dbt_docs.parent
    folder.mkdir(parents=True, exist_ok=True)
    arguments = ["--target-path", str(folder), "--log-path", str(workspace.dbt / "logs")]
    # Without a compilation, which the page can do without, somebody else has to write the manifest.
    shutil.copyfile(manifest_path(), folder / "manifest.json")
    generate = ["docs", "generate", "--static", "--no-compile", *arguments]
    outcome = run_dbt(generate, warehouse, folder, parsed_manifest())
    page = workspace.dbt_docs
    if not outcome.success or not page.exists():
        raise RuntimeError(
            f"dbt could not document {warehouse.name}: {outcome.exception or 'no page was written'}. "
            "Build it again with `fazhi refresh --full`."
        )
    return page
