"""`fazhi backup`: a copy of the data folder."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from orchestration.workspace import Workspace


def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where copies are kept; made where it is missing.")],
    keep: Annotated[int | None, typer.Option("--keep", min=1, help="Remove all but so many of the newest.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON object.")] = False,
) -> None:
    """Copy the data folder, also while others refresh; what has not changed is linked to the copy before.

    Example: fazhi backup /var/backups/fazhi --keep 14
    """
    run(folder, keep, as_json=json)


def run(folder: Path, keep: int | None, *, as_json: bool) -> None:
    """Prints where the copy stands. Raises `UserError` where it cannot be made."""
    import json

    from orchestration.backup import back_up

    done = back_up(Workspace.from_environment(), folder, keep)
    if as_json:
        typer.echo(json.dumps(asdict(done), ensure_ascii=False, indent=1, default=str))
        return
    size = f"{done.copied_bytes / 1e6:.1f} MB"
    typer.echo(f"{done.path}: {done.files} files, {done.copied} of them copied now ({size}).")
    if done.removed:
        typer.echo(f"removed: {', '.join(done.removed)}")
