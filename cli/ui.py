"""`fazhi ui`: Dagster's web server, daemon and code server on loopback, as one command or as one service each."""

from __future__ import annotations

import re
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

import typer

from cli import exits
from cli.language import say
from cli.servers import require_free, run_server
from ingest.state_files import write_json
from warehouse.settings import code_path, process_environment
from warehouse.workspace import PROJECT, UserError, Workspace

_SUPERSEDED = "Function `dev_command` is superseded"
"""How the warning begins that `dagster dev` gives of itself: its successor wants a project laid out its own way."""

WORKSPACE = PROJECT / "orchestration" / "workspace.yaml"
"""Says what Dagster loads, and under which name."""

SERVING = "orchestration.serving"
"""Dagster's web server, which answers no page of another site."""

PARTS = ("all", "web", "daemon", "code")

_CODE_SERVER = re.compile(r"(?P<host>[\w.-]+):(?P<port>\d{1,5})")
"""`127.0.0.1:4000`."""


@dataclass(frozen=True, slots=True)
class Ui:
    """What is to be started, and where people reach it."""

    port: int = 3000
    part: str = "all"
    """`all` for one person at one machine; as services `web` (pages), `daemon` (schedule, sensors, queue) and, for
    these two, `code` (the graph, for a restart with other code that leaves them alone)."""
    path_prefix: str = ""
    """Such as `/dagster`, where a reverse proxy gives the pages a path of its own. With `web` alone."""
    read_only: bool = False
    """Pages to look at, without a button that changes anything. With `web` alone."""
    code_server: str = ""
    """Host and port of the part `code`, for those that load the graph from there instead of by themselves."""

    def __post_init__(self) -> None:
        if self.part not in PARTS:
            raise UserError(f"--part: {self.part!r} is none of {', '.join(PARTS)}.")
        if self.part != "web" and (self.path_prefix or self.read_only):
            raise UserError("--path-prefix and --read-only are for the pages alone: add --part web.")
        if self.path_prefix and (not self.path_prefix.startswith("/") or self.path_prefix.endswith("/")):
            raise UserError(f"--path-prefix: {self.path_prefix!r} has to begin with / and end without, e.g. /dagster.")
        if self.code_server and (self.part == "code" or not _CODE_SERVER.fullmatch(self.code_server)):
            raise UserError("--code-server: give HOST:PORT, such as 127.0.0.1:4000, to web, daemon or all.")

    def arguments(self, workspace: Path = WORKSPACE) -> list[str]:
        """Arguments of Python: Dagster's module for this part and its options; `workspace` says what it loads."""
        code = ["-w", str(workspace)]
        if self.part == "daemon":
            return ["-m", "dagster._daemon", "run", *code]
        address = ["--host", "127.0.0.1", "--port", str(self.port)]
        if self.part == "code":
            loaded = _location()
            module = ["-m", loaded["module_name"], "--location-name", loaded["location_name"]]
            return ["-m", "dagster", "code-server", "start", *address, *module, "--use-python-environment-entry-point"]
        if self.part == "all":
            return ["-W", f"ignore:{_SUPERSEDED}", "-m", SERVING, "dev", *address, *code]
        prefix = ["--path-prefix", self.path_prefix] if self.path_prefix else []
        return ["-m", SERVING, *address, *prefix, *(["--read-only"] if self.read_only else []), *code]

    def workspace(self, home: Path) -> Path:
        """The file that says what is loaded; that of a code server is written into the instance folder."""
        if not self.code_server:
            return WORKSPACE
        host, _, port = self.code_server.partition(":")
        served = {"host": host, "port": int(port), "location_name": _location()["location_name"]}
        path = home / "code_server.json"  # JSON is YAML
        write_json(path, {"load_from": [{"grpc_server": served}]})
        return path

    @property
    def told(self) -> str:
        """What is started, for the terminal."""
        if self.part == "daemon":
            return say("Dagster daemon: schedule, sensors and the queue of runs")
        if self.part == "code":
            return say("Dagster code server: 127.0.0.1:{port}", port=self.port)
        return f"Dagster UI: {self._address}"

    @property
    def answers_at(self) -> str | None:
        """An address that answers as soon as the pages can be opened; None where there are none."""
        return None if self.part in ("daemon", "code") else f"{self._address}/server_info"

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path_prefix}"


def _location() -> dict[str, str]:
    """Module and name of what Dagster loads."""
    import yaml

    [one] = yaml.safe_load(WORKSPACE.read_text(encoding="utf-8"))["load_from"]
    return dict(one["python_module"])


def run(ui: Ui) -> int:
    """Runs until it is interrupted, and says when the pages answer. Returns an exit code; the instance folder stays."""
    from orchestration.runs.instance import prepare_instance
    from warehouse.building.dbt import manifest_path

    workspace = Workspace.from_environment()
    home = prepare_instance(workspace)
    told = say("{told}  (Ctrl-C ends it; instance: {home})", told=ui.told, home=home)
    typer.echo(told, err=True)
    manifest_path()
    if ui.part != "daemon":
        require_free("127.0.0.1", ui.port)
    environment = process_environment(FAZHI_DATA=workspace.root, DAGSTER_HOME=home, PYTHONPATH=code_path(PROJECT))
    command = [sys.executable, *ui.arguments(ui.workspace(home))]
    code = run_server(
        command, environment, ui.answers_at, lambda: typer.echo(say("{told} answers.", told=ui.told), err=True)
    )
    if code == 128 + signal.SIGTERM:
        return exits.DONE
    return code if code in (exits.DONE, exits.INTERRUPTED) else exits.FAILED
