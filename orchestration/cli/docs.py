"""`fazhi docs`: the Data Docs of Great Expectations, built of the validations that are kept."""

from __future__ import annotations

import typer

from orchestration.workspace import UserError, Workspace


def run() -> int:
    """Builds the site anew and prints where it stands."""
    from expectations.validations import kept_validations

    workspace = Workspace.from_environment()
    validations = kept_validations(workspace.validations)
    if not validations:
        raise UserError(f"{workspace.validations}: nothing was audited here yet. Run `fazhi refresh` first.")
    from expectations.docs import build_docs

    typer.echo(f"{build_docs(validations, workspace.data_docs)}")
    typer.echo(f"{len(validations)} validations, the newest of {validations[0]['at'][:19]}", err=True)
    return 0
