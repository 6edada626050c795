"""`fazhi backup`: a copy of the data folder."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cli.console import print_json, tell
from cli.language import say
from cli.options import Json
from warehouse.workspace import Workspace


def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where backups are kept; created if missing.")],
    keep: Annotated[int | None, typer.Option("--keep", min=1, help="Keep only this many of the newest.")] = None,
    json: Json = False,
) -> None:
    """Copy the data folder, even during a refresh; unchanged files are linked to the previous backup.

    Example: fazhi backup /var/backups/fazhi --keep 14
    """
    run(folder, keep, as_json=json)


def run(folder: Path, keep: int | None, *, as_json: bool) -> None:
    """Prints where the copy stands. Raises `UserError` where it cannot be made."""
    from orchestration.runs.crashes import find_crashed_run
    from warehouse.backup import back_up

    workspace = Workspace.from_environment()
    done = back_up(workspace, folder, keep)
    find_crashed_run(workspace)  # a backup at night may be the first to come after it
    if as_json:
        print_json(asdict(done))
        return
    size = f"{done.copied_bytes / 1e6:.1f} MB"
    told = "{path}: {files} files, {copied} of them copied now ({size})."
    tell(say(told, path=done.path, files=done.files, copied=done.copied, size=size))
    if done.removed:
        tell(say("removed: {removed}", removed=", ".join(done.removed)))
