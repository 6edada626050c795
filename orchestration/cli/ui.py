"""`fazhi ui`: Dagster's web server and daemon on loopback."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import typer

from orchestration.workspace import PROJECT, Workspace


def run(port: int) -> NoReturn:
    """Runs until it is interrupted; the instance folder is kept."""
    from orchestration.dbt import manifest_path

    workspace = Workspace.from_environment().prepare()
    typer.echo(f"Dagster UI: http://127.0.0.1:{port}  (Ctrl-C ends it; instance: {workspace.dagster_home})", err=True)
    manifest_path()
    environment = os.environ | {
        "FAZHI_DATA": str(workspace.root),
        "DAGSTER_HOME": str(workspace.dagster_home),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")])),
    }
    command = [sys.executable, "-m", "dagster", "dev", "--host", "127.0.0.1", "--port", str(port)]
    command += ["-m", "orchestration.definitions"]
    # Becomes Dagster instead of starting it: signals reach it, and it ends its own processes.
    os.execve(sys.executable, command, environment)
