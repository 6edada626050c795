"""`fazhi rollback`: the pointer goes back to a version that was published before."""

from __future__ import annotations

import typer

from orchestration.workspace import Workspace


def run(version: str | None, *, listed: bool) -> int:
    """Moves the pointer, or lists the versions that are kept. Exit code 0. Raises `UserError` for an unknown one."""
    from orchestration.publication import roll_back

    workspace = Workspace.from_environment()
    if listed:
        _list_versions(workspace)
        return 0
    workspace.prepare()
    with workspace.writing():
        chosen = roll_back(workspace, version)
    typer.echo(f"{workspace.warehouse} -> {workspace.published.name}/{chosen.file}")
    typer.echo(f"published {chosen.published_at}: {chosen.reports} reports, {chosen.figures} figures.")
    typer.echo(
        "Newer versions are withdrawn: a refresh publishes them again only with --full, or as something else once "
        "reports, rules or corrections have changed."
    )
    return 0


def _list_versions(workspace: Workspace) -> None:
    from orchestration.publication import current_publication, is_withdrawn, published_versions

    current = current_publication(workspace)
    for version in published_versions(workspace):
        marks = ["current"] if current and version.file == current.file else []
        marks += ["withdrawn"] if is_withdrawn(workspace, version.fingerprint) else []
        told = f"  ({', '.join(marks)})" if marks else ""
        typer.echo(f"{version.file}  {version.reports} reports, {version.figures} figures{told}")
