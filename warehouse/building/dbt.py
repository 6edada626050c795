"""dbt in this process: parsing the project once per change, and building it in the candidate warehouse."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.workspace import DBT_PROJECT, UserError, Workspace


@dataclass(frozen=True, slots=True)
class NodeResult:
    """What became of one model or test."""

    unique_id: str
    ok: bool
    warned: bool
    seconds: float
    failures: int
    """Rows that broke a test."""
    message: str


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What became of a build."""

    nodes: list[NodeResult]
    error: str | None

    @property
    def failed(self) -> bool:
        """Whether anything but a warning went wrong."""
        return self.error is not None or any(not (node.ok or node.warned) for node in self.nodes)

    @property
    def explanation(self) -> str:
        """The failed nodes, a line each."""
        lines = [f"{node.unique_id}: {node.message}" for node in self.nodes if not (node.ok or node.warned)]
        return "dbt could not build the marts. " + "\n".join([self.error] if self.error else lines)


def manifest_path() -> Path:
    """The manifest of the dbt project as it is now; parsed where none exists yet for it."""
    workspace = Workspace.from_environment()
    target = workspace.dbt / f"manifest-{_project_version()}"
    manifest = target / "manifest.json"
    if not manifest.exists():
        workspace.prepare()
        # The web server and the daemon may start at the same time: who comes second finds a whole file.
        partial = target.with_name(f"{target.name}.{os.getpid()}")
        outcome = _invoke(workspace, ["parse", "--target-path", str(partial)])
        if not outcome.success:
            raise UserError(f"{DBT_PROJECT}: dbt cannot read its project: {outcome.exception}")
        target.mkdir(exist_ok=True)
        # What dbt remembers of a parse: the build of the same process then need not do it again.
        (workspace.dbt / "target").mkdir(exist_ok=True)
        (partial / "partial_parse.msgpack").replace(workspace.dbt / "target" / "partial_parse.msgpack")
        (partial / "manifest.json").replace(manifest)
        shutil.rmtree(partial, ignore_errors=True)
    return manifest


def build(
    workspace: Workspace, selection: Sequence[str], on_progress: Callable[[int, int], None] | None = None
) -> BuildResult:
    """Builds and tests the nodes with these unique ids (all of them where empty) in the candidate warehouse.

    dbt's unit tests are left out: they judge the models, not the data, and run with the project's tests.
    """
    arguments = ["build", "--target-path", str(workspace.dbt / "target"), "--exclude-resource-type", "unit_test"]
    if selection:
        arguments += ["--select", *(node.split(".", 2)[2] for node in selection)]
    outcome = _invoke(workspace, arguments, on_progress)
    nodes = [_node(result) for result in getattr(outcome.result, "results", [])]
    error = None if outcome.success or nodes else str(outcome.exception or "dbt ended without a result.")
    return BuildResult(nodes, error)


def unique_id(metadata: Mapping[str, Any]) -> str:
    """dbt's unique id of the node that an asset or check spec stands for."""
    return str(metadata["dagster_dbt/unique_id"])


def _invoke(workspace: Workspace, arguments: list[str], on_progress: Callable[[int, int], None] | None = None) -> Any:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    os.environ["FAZHI_WAREHOUSE"] = str(workspace.candidate)
    os.environ.setdefault("DO_NOT_TRACK", "1")
    callbacks = [_progress_callback(on_progress)] if on_progress else []
    folders = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    folders += ["--log-path", str(workspace.dbt / "logs"), "--quiet", "--no-use-colors"]
    try:
        with contextlib.chdir(workspace.dbt):
            return dbtRunner(callbacks=callbacks).invoke([*arguments, *folders])
    finally:
        # dbt-duckdb keeps the file open until the process ends; who opens it read-only after that is refused.
        DuckDBConnectionManager.close_all_connections()


def _progress_callback(on_progress: Callable[[int, int], None]) -> Callable[[Any], None]:
    """Counts the nodes that dbt says it has finished, of those that it said it would run."""
    counts = {"done": 0, "total": 0}

    def callback(event: Any) -> None:
        if event.info.name == "ConcurrencyLine":
            counts["total"] = event.data.node_count
        elif event.info.name == "NodeFinished":
            counts["done"] += 1
            on_progress(counts["done"], max(counts.values()))

    return callback


def _node(result: Any) -> NodeResult:
    status = str(result.status)
    return NodeResult(
        unique_id=result.node.unique_id,
        # An exposure builds nothing: dbt says no-op.
        ok=status in {"success", "pass", "no-op"},
        warned=status == "warn",
        seconds=float(result.execution_time),
        failures=int(result.failures or 0),
        message=str(result.message or status),
    )


def _project_version() -> str:
    digest = hashlib.sha256()
    for path in sorted(DBT_PROJECT.rglob("*")):
        if path.suffix in {".sql", ".yml", ".csv", ".md"} and "target" not in path.parts:
            digest.update(str(path.relative_to(DBT_PROJECT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
