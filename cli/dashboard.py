"""`fazhi dashboard`: the analysts' page on loopback."""

from __future__ import annotations

import os
import sys
from typing import Annotated, NoReturn

import typer

from cli.servers import require_free
from warehouse.settings import code_path, process_environment
from warehouse.workspace import PROJECT, UserError, Workspace


def dashboard(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port of the page.")] = 8501,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; the page has no login of its own.")
    ] = "127.0.0.1",
    base_path: Annotated[str, typer.Option("--base-path", help="Path under which a reverse proxy shows it.")] = "",
) -> None:
    """Start the analysts' page: the published figures in tables, charts and texts.

    Example: fazhi dashboard --port 8502
    """
    run(host, port, base_path)


def run(host: str, port: int, base_path: str = "") -> NoReturn:
    """Runs until it is interrupted. Raises `UserError` where nothing is published or the port is taken."""
    workspace = Workspace.from_environment()
    if not workspace.warehouse.exists():
        raise UserError(
            f"{workspace.warehouse}: nothing is published here yet. Run `fazhi refresh` first, or set FAZHI_DATA."
        )
    require_free(host, port)
    shown = f"[{host}]" if ":" in host else host
    typer.echo(
        f"Analysts' page: http://{shown}:{port}/{base_path.strip('/')}  (Ctrl-C ends it; reads {workspace.warehouse})",
        err=True,
    )
    environment = process_environment(
        FAZHI_DATA=workspace.root,
        PYTHONPATH=code_path(PROJECT),
    )
    command = [sys.executable, "-m", "dashboard.serving", host, str(port), base_path]
    # Becomes the server instead of starting it: signals reach it.
    os.execve(sys.executable, command, environment)
