"""`fazhi status`: what is published, from when, what was rejected; which publishers fail, what they changed, and
what of it is held back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from cli import exits
from cli.console import print_json, tell
from cli.language import language, say, translated
from cli.rejects import Reject, candidate_rejects, first_rejects, read_rejects, reject_line
from warehouse.publication import told_changes
from warehouse.workspace import UserError, Workspace

if TYPE_CHECKING:
    from warehouse.building.verdict import Refusal
    from warehouse.publication import Publication
    from warehouse.revisions import Revision

SHOWN_REVISIONS, SHOWN_FIGURES = 10, 10
"""How many changed reports are told, and figures of each; `--json` and `raw.revisions` have all."""

_DAMAGED = (
    "{file} is damaged: it is not what was published. `fazhi refresh` rebuilds it; `fazhi rollback` points readers "
    "to the previous version."
)
_COUNTED = (
    "{reports} reports, {figures} figures, {matched} matched to an indicator, {findings} findings, "
    "{corrections} corrected by hand, {rejects} not taken"
)


def run(*, as_json: bool) -> int:
    """Exit code 0, also where nothing is published yet; 1 where the published file is damaged."""
    from warehouse.building.verdict import last_refusal
    from warehouse.publication import current_publication, is_damaged, publication_changes
    from warehouse.revisions import published_revisions

    workspace = Workspace.from_environment()
    _require_target(workspace)
    current, changes = current_publication(workspace), publication_changes(workspace)
    damaged = workspace.warehouse.is_symlink() and (current is None or is_damaged(workspace, current))
    rejects = _rejects(workspace) if current and not damaged else []
    failing, held_back = _failing(workspace), _held_back(workspace)
    revised, refusal = [] if damaged else published_revisions(workspace), last_refusal(workspace)
    if as_json:
        published = asdict(current) if current else None
        record = {"warehouse": str(workspace.warehouse), "published": published, "rejects": rejects, "changes": changes}
        record |= {"failing": failing, "held_back": held_back, "revisions": [asdict(one) for one in revised]}
        refused = asdict(refusal) | {"rejects": candidate_rejects(workspace)} if refusal else None
        print_json(record | {"refused": refused, "damaged": damaged})
        return exits.REFUSED if damaged else exits.DONE
    if damaged:
        tell(say(_DAMAGED, file=workspace.warehouse.resolve()), style="bold red")
    elif current is None:
        tell(say("{file}: nothing is published yet. `fazhi refresh` builds it.", file=workspace.warehouse))
        _tell_failures(workspace)
    if current:
        _tell_publication(workspace, current, rejects)
    if refusal:
        _tell_refusal(workspace, refusal)
    for publisher in failing:
        message = translated(publisher["message"])
        told = say("failing since {since}: {publisher_id}: {message}", **(publisher | {"message": message}))
        tell(f"  {told}", style="yellow")
    for fetch in held_back:
        told = say("held back on {at}: {why}", at=fetch["fetched_at"], why=translated(fetch["message"]))
        tell(f"  {told}", style="yellow")
        right = say("{sha256} is right?", sha256=fetch["sha256"][:12])
        tell(f"    {right} fazhi archive accept '{fetch['address']}' --why '…'")
    _tell_revisions(revised)
    return exits.REFUSED if damaged else exits.DONE


def _require_target(workspace: Workspace) -> None:
    if workspace.warehouse.is_symlink() and not workspace.warehouse.exists():
        raise UserError(
            f"{workspace.warehouse} leads to {workspace.warehouse.readlink()}, which is not there. `fazhi rollback` "
            "points it to a version that is kept; `fazhi refresh --full` builds a new one."
        )


def _tell_publication(workspace: Workspace, current: Publication, rejects: list[Reject]) -> None:
    kind = say("the bundled samples (invented)") if current.sample else say("published reports")
    tell(f"{workspace.warehouse} -> {workspace.published.name}/{current.file}")
    tell(say("published {at}, made of {kind}", at=current.published_at, kind=kind))
    tell(say(_COUNTED, **(asdict(current) | {"rejects": len(rejects)})))
    for line in told_changes(workspace):
        tell(translated(line))
    for reject in rejects:
        tell(f"  {reject_line(reject)}")


def _tell_refusal(workspace: Workspace, refusal: Refusal) -> None:
    """Why the last build was refused, and the first documents that it could not take."""
    told = say("the build of {at} was refused: {reasons}", at=refusal.at, reasons=refusal.told(language()))
    tell(f"  {told}", style="bold red")
    for line in first_rejects(candidate_rejects(workspace), 'fazhi sql --candidate "from raw.rejects"'):
        tell(f"  {line}")
    tell(f"    {say('fazhi findings --candidate and fazhi sql --candidate show what it holds')}")


def _tell_revisions(revised: list[Revision]) -> None:
    """The newest changed reports with their figures; those of which no figure changed are counted."""
    from warehouse.revisions import figure_line

    told = [one for one in revised if one.figures or not one.read]
    for one in told[:SHOWN_REVISIONS]:
        tell(f"  {say('changed on {day}: {what}', day=one.revised_at[:10], what=translated(one.summary))}")
        for figure in one.figures[:SHOWN_FIGURES]:
            tell(f"    {translated(figure_line(figure))}")
        if len(one.figures) > SHOWN_FIGURES:
            tell(f"    {say('and {count} more figures', count=len(one.figures) - SHOWN_FIGURES)}")
    if len(told) > SHOWN_REVISIONS:
        earlier = say("{count} earlier changes", count=len(told) - SHOWN_REVISIONS)
        tell(f'  {earlier}: fazhi sql "from raw.revisions"')
    if len(told) < len(revised):
        tell(f"  {say('{count} times a page changed and no figure did', count=len(revised) - len(told))}")


def _tell_failures(workspace: Workspace) -> None:
    """Addresses that could not be had; where something is published they are among its rejects."""
    from ingest.archive import Archive

    for fetch in Archive(workspace.archive).latest().values():
        if fetch.outcome == "failed":
            tell(f"  fetch/{fetch.reason or 'unreadable'}: {translated(fetch.message or '')}")


def _failing(workspace: Workspace) -> list[dict[str, str]]:
    """Publishers of today's table whose last look failed, with the first failure since the last success."""
    from warehouse.inputs.live import listing_log, publishers_in_force

    failing = listing_log(workspace).failing()
    if not failing:
        return []
    listed = {publisher.publisher_id for publisher in publishers_in_force(workspace)[0] if publisher.listing}
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


def _rejects(workspace: Workspace) -> list[Reject]:
    import duckdb

    with duckdb.connect(workspace.warehouse, read_only=True) as con:
        return read_rejects(con)
