"""`fazhi docs`: the Data Docs of Great Expectations, and dbt's documentation of the warehouse, as static pages."""

from __future__ import annotations

import typer

from cli.console import heard, print_json, tell
from cli.language import say
from warehouse.workspace import UserError, Workspace


def run(*, as_json: bool = False) -> int:
    """Builds both again and prints where they are: the audits that are kept, and the models of the last build."""
    from expectations.validations import kept_validations

    workspace = Workspace.from_environment()
    validations = kept_validations(workspace.validations)
    if not validations:
        raise UserError(f"{workspace.validations}: nothing was audited here yet. Run `fazhi refresh` first.")
    from expectations.docs import build_docs
    from warehouse.building.dbt_docs import write_dbt_docs

    page, newest = build_docs(validations, workspace.data_docs), validations[0]["at"][:19]
    models = None
    with workspace.writing(told=heard):  # dbt opens the last build for writing
        if workspace.candidate.exists():
            models = write_dbt_docs(workspace, workspace.candidate)
    if as_json:
        told = {"page": str(page), "validations": len(validations), "newest": newest}
        print_json(told | {"models_page": str(models) if models else None})
        return 0
    tell(f"{page}")
    if models:
        tell(f"{models}")
    typer.echo(say("{count} validations, the newest of {newest}", count=len(validations), newest=newest), err=True)
    return 0
