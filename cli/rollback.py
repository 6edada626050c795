"""`fazhi rollback`: the pointer goes back to a version that was published before."""

from __future__ import annotations

from dataclasses import asdict

from cli.console import heard, print_json, tell
from cli.language import say
from warehouse.workspace import Workspace


def run(version: str | None, *, listed: bool, as_json: bool = False) -> int:
    """Moves the pointer, or lists the versions that are kept. Exit code 0. Raises `UserError` for an unknown one."""
    from warehouse.publication import roll_back

    workspace = Workspace.from_environment()
    if listed:
        _list_versions(workspace, as_json)
        return 0
    workspace.prepare()
    with workspace.writing(told=heard):
        chosen = roll_back(workspace, version)
    if as_json:
        print_json({"warehouse": str(workspace.warehouse), "published": asdict(chosen)})
        return 0
    tell(f"{workspace.warehouse} -> {workspace.published.name}/{chosen.file}")
    told = "published {at}: {reports} reports, {figures} figures."
    tell(say(told, at=chosen.published_at, reports=chosen.reports, figures=chosen.figures))
    tell(
        say(
            "Newer versions are withdrawn: a refresh publishes them again only with --full, or as something else once "
            "reports, rules or corrections have changed."
        )
    )
    return 0


def _list_versions(workspace: Workspace, as_json: bool) -> None:
    from warehouse.publication import current_publication, is_withdrawn, published_versions

    current = current_publication(workspace)
    records = [
        asdict(version)
        | {"current": bool(current and version.file == current.file)}
        | {"withdrawn": is_withdrawn(workspace, version.fingerprint)}
        for version in published_versions(workspace)
    ]
    if as_json:
        print_json(records)
        return
    for record in records:
        marks = [say(mark) for mark in ("current", "withdrawn") if record[mark]]
        counts = say("{reports} reports, {figures} figures", reports=record["reports"], figures=record["figures"])
        told = f"  ({', '.join(marks)})" if marks else ""
        tell(f"{record['file']}  {counts}{told}")
