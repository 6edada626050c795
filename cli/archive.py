"""`fazhi archive`: whether every byte is still what it was, a copy that others can replay, what was held back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cli import exits
from cli.bars import shown_progress
from cli.console import print_json, tell
from cli.language import say
from warehouse.workspace import UserError, Workspace

if TYPE_CHECKING:
    from ingest.archive import Archive, Fetch
    from ingest.archive.decisions import Decision


def run_verify(*, as_json: bool = False) -> int:
    """Hashes every object again and prints a line for each that is damaged. Exit code 1 where one is, else 0."""
    from ingest.archive import Archive
    from warehouse import progress

    archive = Archive(Workspace.from_environment().archive)
    checked = 0

    def count(done: int, total: int) -> None:
        nonlocal checked
        checked = total
        progress.report("objects", done, total)

    with shown_progress():
        damages = archive.verify(count)
    if as_json:
        print_json({"objects": checked, "damages": [asdict(damage) for damage in damages]})
        return exits.REFUSED if damages else exits.DONE
    for damage in damages:
        known = ", ".join(damage.addresses) or say("no record names it")
        tell(f"{damage.sha256}: {say(damage.problem)} ({known})", style="red")
    if damages:
        told = say("{count} of {checked} objects are damaged or missing.", count=len(damages), checked=checked)
        typer.echo(f"{told} {say('A refresh that receives the same bytes again repairs an object.')}", err=True)
        return exits.REFUSED
    tell(say("{checked} objects: all are intact.", checked=checked))
    return exits.DONE


def run_export(target: Path, *, as_json: bool = False) -> int:
    """Writes every vintage into a WARC file. Exit code 0. Raises `UserError` where that cannot be."""
    from ingest.archive import Archive
    from ingest.archive.warc import export_warc

    archive = Archive(Workspace.from_environment().archive)
    try:
        count = export_warc(archive, target)
    except FileNotFoundError as error:
        if not target.absolute().parent.is_dir():
            raise UserError(f"{target}: there is no such folder. Make it, or name another file.") from error
        raise UserError(f"{error.filename}: the archive lacks it. `fazhi archive verify` lists the damage.") from error
    except OSError as error:
        raise UserError(f"{target}: the file cannot be written ({error.strerror}).") from error
    if as_json:
        print_json({"file": str(target), "vintages": count, "bytes": target.stat().st_size})
    else:
        tell(say("{file}: {count} vintages.", file=target, count=count))
    return exits.DONE


Decide = Callable[["Archive", "Decision"], list["Fetch"]]


def _decided(why: str, by: str | None, decide: Decide) -> list[Fetch]:
    """What `decide` records, while nobody asks the publishers."""
    from datetime import UTC, datetime
    from getpass import getuser

    from ingest.archive import Archive
    from ingest.archive.decisions import Decision, NothingToDecide

    if not why.strip():
        raise UserError("--why is empty: say in a few words why this is right. It is kept with the decision.")
    workspace = Workspace.from_environment().prepare()
    decision = Decision((by or getuser()).strip(), why.strip(), datetime.now(UTC))
    try:
        with workspace.collecting(wait=0):
            return decide(Archive(workspace.archive), decision)
    except NothingToDecide as error:
        raise UserError(str(error)) from error
    except FileNotFoundError as error:
        raise UserError(f"{error.filename}: the archive lacks it. `fazhi archive verify` lists the damage.") from error


def run_drop(address: str, *, why: str, by: str | None, undone: bool, as_json: bool = False) -> int:
    """Takes an address out of the warehouse, or puts it back; prints a line. Exit code 0.

    Raises `UserError` where the archive has no such address, no reason is given, or the publishers are being asked.
    """
    from ingest.archive.decisions import drop

    (fetch,) = _decided(why, by, lambda archive, decision: [drop(archive, address, decision, undone=undone)])
    if as_json:
        print_json({name: getattr(fetch, name) for name in ("address", "outcome", "decided_by")})
    elif undone:
        tell(say("{address}: included again, decided by {by}.", address=fetch.address, by=fetch.decided_by))
        tell(say("`fazhi refresh` builds with it."))
    else:
        tell(say("{address}: no longer included, decided by {by}.", address=fetch.address, by=fetch.decided_by))
        tell(say("`fazhi refresh` builds without it; --undo restores it."))
    return exits.DONE


def run_accept(named: str, *, why: str, by: str | None, undone: bool, as_json: bool = False) -> int:
    """Accepts held-back bytes, or takes that back; prints a line for each address. Exit code 0.

    Raises `UserError` where nothing of that name waits, no reason is given, or the publishers are being asked.
    """
    from ingest.archive.decisions import accept, undo

    decided = _decided(why, by, lambda archive, decision: (undo if undone else accept)(archive, named, decision))
    if as_json:
        names = ("address", "sha256", "decided_by")
        print_json([{name: getattr(fetch, name) for name in names} for fetch in decided])
        return exits.DONE
    for fetch in decided:
        told = "{address}: {sha256} is current, decided by {by}."
        tell(say(told, address=fetch.address, sha256=(fetch.sha256 or "")[:12], by=fetch.decided_by))
    tell(
        say("`fazhi refresh` builds with it.") if undone else say("`fazhi refresh` builds with it; --undo reverts it.")
    )
    return exits.DONE
