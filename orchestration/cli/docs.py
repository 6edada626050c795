"""`fazhi docs`: the Data Docs of Great Expectations, built of the validations that are kept."""

from __future__ import annotations

import typer

from orchestration.cli.console import print_json, tell
from orchestration.cli.language import say
from orchestration.workspace import UserError, Workspace


def run(*, as_json: bool = False) -> int:
    """Builds the site anew and prints where it stands."""
    from expectations.validations import kept_validations

    workspace = Workspace.from_environment()
    validations = kept_validations(workspace.validations)
    if not validations:
        raise UserError(f"{workspace.validations}: nothing was audited here yet. Run `fazhi refresh` first.")
    from expectations.docs import build_docs

    page, newest = build_docs(validations, workspace.data_docs), validations[0]["at"][:19]
    if as_json:
        print_json({"page": str(page), "validations": len(validations), "newest": newest})
        return 0
    tell(f"{page}")
    told = say("{count} validations, the newest of {newest}", count=len(validations), newest=newest)
    typer.echo(told, err=True)
    return 0
