"""`fazhi status`: what is published, from when, what was rejected; which publishers fail, what they changed, and
what of it is held back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from orchestration.publication import told_changes
from orchestration.workspace import Workspace

if TYPE_CHECKING:
    from orchestration.publication import Publication
    from orchestration.revisions import Revision

SHOWN_REVISIONS, SHOWN_FIGURES = 10, 10
"""How many changed reports are told, and figures of each; `--json` and `raw.revisions` have all."""


def run(*, as_json: bool) -> int:
    """Exit code 0, also where nothing is published yet."""
    from orchestration.publication import current_publication, publication_changes
    from orchestration.revisions import published_revisions
    from orchestration.verdict import last_refusal

    workspace = Workspace.from_environment()
    current, changes = current_publication(workspace), publication_changes(workspace)
    rejects = _rejects(workspace) if current else []
    failing, held_back = _failing(workspace), _held_back(workspace)
    revised, refusal = published_revisions(workspace), last_refusal(workspace)
    if as_json:
        published = asdict(current) if current else None
        record = {"warehouse": str(workspace.warehouse), "published": published, "rejects": rejects, "changes": changes}
        record |= {"failing": failing, "held_back": held_back, "revisions": [asdict(one) for one in revised]}
        record |= {"refused": asdict(refusal) if refusal else None}
        typer.echo(json.dumps(record, ensure_ascii=False, indent=1, default=_plain))
        return 0
    if current is None:
        typer.echo(f"{workspace.warehouse}: nothing is published yet. `fazhi refresh` builds it.")
        _tell_failures(workspace)
    else:
        _tell_publication(workspace, current, rejects)
    if refusal:
        typer.echo(f"  the build of {refusal.at} was refused: {'; '.join(refusal.reasons)}")
        typer.echo("    fazhi findings --candidate and fazhi sql --candidate show what it holds")
    for publisher in failing:
        since, why = publisher["since"], publisher["message"]
        typer.echo(f"  failing since {since}: {publisher['publisher_id']}: {why}")
    for fetch in held_back:
        typer.echo(f"  held back on {fetch['fetched_at']}: {fetch['message']}")
        typer.echo(f"    {fetch['sha256'][:12]} is right? fazhi archive accept '{fetch['address']}' --why '…'")
    _tell_revisions(revised)
    return 0


def _tell_publication(workspace: Workspace, current: Publication, rejects: list[dict[str, str]]) -> None:
    kind = "the bundled samples (invented)" if current.sample else "published reports"
    typer.echo(f"{workspace.warehouse} -> {workspace.published.name}/{current.file}")
    typer.echo(f"published {current.published_at}, made of {kind}")
    typer.echo(
        f"{current.reports} reports, {current.figures} figures, {current.matched} matched to an indicator, "
        f"{current.findings} findings, {current.corrections} corrected by hand, {len(rejects)} not taken"
    )
    for line in told_changes(workspace):
        typer.echo(line)
    for reject in rejects:
        typer.echo(f"  {reject['stage']}/{reject['reason']}: {reject['message']}")


def _tell_revisions(revised: list[Revision]) -> None:
    """The newest changed reports with their figures; those of which no figure changed are counted."""
    from orchestration.revisions import figure_line

    told = [one for one in revised if one.figures or not one.read]
    for one in told[:SHOWN_REVISIONS]:
        typer.echo(f"  changed on {one.revised_at[:10]}: {one.summary}")
        for figure in one.figures[:SHOWN_FIGURES]:
            typer.echo(f"    {figure_line(figure)}")
        if len(one.figures) > SHOWN_FIGURES:
            typer.echo(f"    and {len(one.figures) - SHOWN_FIGURES} more figures")
    if len(told) > SHOWN_REVISIONS:
        typer.echo(f'  {len(told) - SHOWN_REVISIONS} earlier changes: fazhi sql "from raw.revisions"')
    if len(told) < len(revised):
        typer.echo(f"  {len(revised) - len(told)} times a page changed and no figure did")


def _plain(value: Any) -> int | float:
    """Decimals as numbers: JSON knows no others."""
    return int(value) if value == value.to_integral_value() else float(value)


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
    """Addresses whose last answer was too implausible to become current, and that nobody has decided on."""
    from ingest.archive import Archive

    return [
        {name: getattr(fetch, name) or "" for name in ("address", "fetched_at", "sha256", "reason", "message")}
        for fetch in Archive(workspace.archive).held_back().values()
    ]


def _rejects(workspace: Workspace) -> list[dict[str, str]]:
    import duckdb

    with duckdb.connect(workspace.warehouse, read_only=True) as con:
        rows = con.execute("select address, stage, reason, message from raw.rejects order by all").fetchall()
    return [dict(zip(("address", "stage", "reason", "message"), row, strict=True)) for row in rows]
