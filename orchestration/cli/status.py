"""`fazhi status`: what is published, from when, what was rejected, which publishers fail, what is held back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from orchestration.workspace import Workspace

if TYPE_CHECKING:
    from orchestration.publication import Publication


def run(*, as_json: bool) -> int:
    """Exit code 0, also where nothing is published yet."""
    from orchestration.publication import current_publication

    workspace = Workspace.from_environment()
    current = current_publication(workspace)
    rejects = _rejects(workspace) if current else []
    failing, held_back = _failing(workspace), _held_back(workspace)
    if as_json:
        published = asdict(current) if current else None
        record = {"warehouse": str(workspace.warehouse), "published": published, "rejects": rejects}
        record |= {"failing": failing, "held_back": held_back}
        typer.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return 0
    if current is None:
        typer.echo(f"{workspace.warehouse}: nothing is published yet. `fazhi refresh` builds it.")
        _tell_failures(workspace)
    else:
        _tell_publication(workspace, current, rejects)
    for publisher in failing:
        since, why = publisher["since"], publisher["message"]
        typer.echo(f"  failing since {since}: {publisher['publisher_id']}: {why}")
    for fetch in held_back:
        typer.echo(f"  held back on {fetch['fetched_at']}: {fetch['message']}")
    return 0


def _tell_publication(workspace: Workspace, current: Publication, rejects: list[dict[str, str]]) -> None:
    kind = "the bundled samples (invented)" if current.sample else "published reports"
    typer.echo(f"{workspace.warehouse} -> {workspace.published.name}/{current.file}")
    typer.echo(f"published {current.published_at}, made of {kind}")
    typer.echo(
        f"{current.reports} reports, {current.figures} figures, {current.matched} matched to an indicator, "
        f"{current.findings} findings, {current.corrections} corrected by hand, {len(rejects)} not taken"
    )
    for reject in rejects:
        typer.echo(f"  {reject['stage']}/{reject['reason']}: {reject['message']}")


def _tell_failures(workspace: Workspace) -> None:
    """Addresses that could not be had; where something is published they are among its rejects."""
    from ingest.archive import Archive

    for fetch in Archive(workspace.archive).latest().values():
        if fetch.outcome == "failed":
            typer.echo(f"  fetch/{fetch.reason or 'unreadable'}: {fetch.message}")


def _failing(workspace: Workspace) -> list[dict[str, str]]:
    """Publishers of today's table whose last look failed, with the first failure since the last success."""
    from orchestration.live import listing_log, publishers_in_force

    failing = listing_log(workspace).failing()
    if not failing:
        return []
    listed = {publisher.publisher_id for publisher in publishers_in_force()[0] if publisher.listing}
    return [
        {"publisher_id": name, "since": check.checked_at, "message": check.message or ""}
        for name, check in failing.items()
        if name in listed
    ]


def _held_back(workspace: Workspace) -> list[dict[str, str]]:
    """Addresses whose last answer was too implausible to become current."""
    from ingest.archive import Archive

    return [
        {"address": fetch.address, "fetched_at": fetch.fetched_at, "message": fetch.message or ""}
        for fetch in Archive(workspace.archive).latest().values()
        if fetch.outcome == "held_back"
    ]


def _rejects(workspace: Workspace) -> list[dict[str, str]]:
    import duckdb

    with duckdb.connect(workspace.warehouse, read_only=True) as con:
        rows = con.execute("select address, stage, reason, message from raw.rejects order by all").fetchall()
    return [dict(zip(("address", "stage", "reason", "message"), row, strict=True)) for row in rows]
