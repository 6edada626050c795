"""`fazhi status`: what is published, from when, and what was rejected."""

from __future__ import annotations

import json
from dataclasses import asdict

import typer

from orchestration.workspace import Workspace


def run(*, as_json: bool) -> int:
    """Exit code 0, also where nothing is published yet."""
    from orchestration.publication import current_publication

    workspace = Workspace.from_environment()
    current = current_publication(workspace)
    rejects = _rejects(workspace) if current else []
    if as_json:
        published = asdict(current) if current else None
        record = {"warehouse": str(workspace.warehouse), "published": published, "rejects": rejects}
        typer.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return 0
    if current is None:
        typer.echo(f"{workspace.warehouse}: nothing is published yet. `fazhi refresh` builds it.")
        return 0
    kind = "the bundled samples (invented)" if current.sample else "published reports"
    typer.echo(f"{workspace.warehouse} -> {workspace.published.name}/{current.file}")
    typer.echo(f"published {current.published_at}, made of {kind}")
    typer.echo(
        f"{current.reports} reports, {current.figures} figures, {current.matched} matched to an indicator, "
        f"{current.findings} findings, {current.corrections} corrected by hand, {len(rejects)} not taken"
    )
    for reject in rejects:
        typer.echo(f"  {reject['stage']}/{reject['reason']}: {reject['message']}")
    return 0


def _rejects(workspace: Workspace) -> list[dict[str, str]]:
    import duckdb

    with duckdb.connect(workspace.warehouse, read_only=True) as con:
        rows = con.execute("select address, stage, reason, message from raw.rejects order by all").fetchall()
    return [dict(zip(("address", "stage", "reason", "message"), row, strict=True)) for row in rows]
