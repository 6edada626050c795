"""dbt in this process: parsing the project once per change, and building it in the candidate warehouse."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from ingest.state_files import PARTIAL, is_sealed, seal
from warehouse.building.candidate import distrust_candidate, open_candidate
from warehouse.loading import without_garbage_collection
from warehouse.settings import set_variable, stay_quiet
from warehouse.workspace import DBT_PROJECT, UserError, Workspace

_LONGEST_PARSE = 24 * 3600.0
"""Seconds. A folder that a parse still fills after that is one that a killed process left."""

_BUILT_AS_A_WHOLE = ("intermediate", "report_built")
"""The table that a whole build leaves last (dbt_project/macros/rebuilding.sql)."""

_REFILLING = ("--vars", "{refill_tables: true}")
"""For a candidate that was built as a whole before: it is dropped when the project changes."""

_CANDIDATE = Path("candidate.duckdb")
"""Named like the candidate of every data folder: dbt writes the file's name into the manifest. Nothing opens it."""


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
    kept: tuple[str, ...] = ()
    """Unique ids of the seeds and views that the build before left as they would be made again."""

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
    """The manifest of the dbt project as it is now; parsed where this user has none for it yet.

    It says nothing of a data folder, so that all of them share it. Beside it stands what a build needs of it.
    """
    manifest = _kept() / "manifest.json"
    if is_sealed(manifest.parent):
        with contextlib.suppress(OSError):
            os.utime(manifest)
        return manifest
    # The web server and the daemon may start at the same time: each parses into a folder of its own.
    partial = Path(tempfile.mkdtemp(prefix=f"{manifest.parent.name}.", dir=manifest.parent.parent))
    try:
        arguments = ["parse", "--target-path", str(partial), "--log-path", str(partial)]
        outcome = run_dbt(arguments, _CANDIDATE, partial)
        if not outcome.success:
            raise UserError(f"{DBT_PROJECT}: dbt cannot read its project: {outcome.exception}")
        seal(partial)
        if not is_sealed(manifest.parent):
            shutil.rmtree(manifest.parent, ignore_errors=True)  # what was removed by half, or is damaged
        with contextlib.suppress(OSError):  # another process was faster
            partial.rename(manifest.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    _forget_unused(manifest.parent)
    return manifest


def build(
    workspace: Workspace, selection: Sequence[str], on_progress: Callable[[int, int], None] | None = None
) -> BuildResult:
    """Builds and tests the nodes with these unique ids (all of them where empty) in the candidate warehouse.

    dbt's unit tests are left out: they judge the models, not the data, and run with the project's tests. A build of
    all leaves out the seeds and views that a whole build has made in this candidate: the candidate is dropped when the
    project changes, and neither depends on the reports.
    """
    arguments = ["build", *_folders(workspace), "--exclude-resource-type", "unit_test"]
    manifest = parsed_manifest()
    kept = () if selection else _kept_by_candidate(workspace, manifest)
    if selection:
        arguments += ["--select", *(node.split(".", 2)[2] for node in selection)]
    elif kept:
        # All tests still run, also those of what is kept: the rows behind it are new.
        arguments += ["--exclude", "config.materialized:seed", "config.materialized:view"]
        arguments += ["--indirect-selection", "empty", *_REFILLING]
    return _result(workspace, run_dbt(arguments, workspace.candidate, workspace.dbt, manifest, on_progress), kept)


def run_again(workspace: Workspace, models: Sequence[str]) -> BuildResult:
    """Rebuilds the models of these names in a candidate that has just been built, without their tests."""
    arguments = ["run", *_folders(workspace), "--select", *models, *_REFILLING]
    return _result(workspace, run_dbt(arguments, workspace.candidate, workspace.dbt, parsed_manifest()), ())


def _folders(workspace: Workspace) -> list[str]:
    # At debug, its own level, dbt spends a quarter of a build on its log. The SQL of each node is in the target folder.
    log = ["--log-path", str(workspace.dbt / "logs"), "--log-level-file", "info"]
    # The JSON that it would write is kept elsewhere: the project beside its parse, the results by Dagster.
    return ["--target-path", str(workspace.dbt / "target"), *log, "--no-write-json"]


def _result(workspace: Workspace, outcome: Any, kept: tuple[str, ...]) -> BuildResult:
    results = getattr(outcome.result, "results", [])
    broken = _broken_rules(workspace, results)
    nodes = [replace(node, message=broken.get(node.unique_id, node.message)) for node in map(_node, results)]
    error = None if outcome.success or nodes else str(outcome.exception or "dbt ended without a result.")
    result = BuildResult(nodes, error, kept)
    if result.failed:
        distrust_candidate(workspace, result.explanation)
    return result


def run_dbt(
    arguments: Sequence[str],
    warehouse: Path,
    folder: Path,
    manifest: Any = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Any:
    """What dbt's runner returns for these arguments, in this process, on the file `warehouse`, working in `folder`.

    `manifest` spares the parse; `on_progress` gets how many nodes are done, of how many.
    """
    with without_garbage_collection():
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager
        from dbt.cli.main import dbtRunner
        from dbt_common.events.event_manager_client import ctx_set_event_manager

        from warehouse.building.dbt_events import InfoEvents
        from warehouse.building.dbt_overhead import spare_flag_sources

    ctx_set_event_manager(InfoEvents())
    spare_flag_sources()
    set_variable("FAZHI_WAREHOUSE", warehouse)
    stay_quiet()
    callbacks = [_progress_callback(on_progress)] if on_progress else []
    folders = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--quiet", "--no-use-colors"]
    try:
        with contextlib.chdir(folder):
            return dbtRunner(manifest=manifest, callbacks=callbacks).invoke([*arguments, *folders])
    finally:
        # dbt-duckdb keeps the file open until the process ends; who opens it read-only after that is refused.
        DuckDBConnectionManager.close_all_connections()


def _kept_by_candidate(workspace: Workspace, manifest: Any) -> tuple[str, ...]:
    """Unique ids of the seeds and views if they stand in a candidate that was built as a whole before."""
    with open_candidate(workspace) as con:
        found = con.execute("select schema_name, table_name from duckdb_tables() where not internal").fetchall()
        found += con.execute("select schema_name, view_name from duckdb_views() where not internal").fetchall()
    unchanging = {
        node.unique_id: (node.schema, node.alias)
        for node in manifest.nodes.values()
        if node.resource_type in ("model", "seed") and node.config.materialized in ("seed", "view")
    }
    return tuple(unchanging) if {_BUILT_AS_A_WHOLE, *unchanging.values()} <= set(found) else ()


def unique_id(metadata: Mapping[str, Any]) -> str:
    """dbt's unique id of the node that an asset or check spec stands for."""
    return str(metadata["dagster_dbt/unique_id"])


def parsed_manifest() -> Any:
    """What dbt made of its project, for builds in a file of the candidate's name: dbt then need not parse it.

    Read once a process; a build leaves in it what it compiled, which the next build compiles again.
    """
    return _read_manifest(manifest_path().with_name("partial_parse.msgpack"))


@lru_cache(maxsize=1)
def _read_manifest(parsed: Path) -> Any:
    from dbt.contracts.graph.manifest import Manifest
    from dbt.parser.manifest import extended_mashumuro_decoder

    manifest = Manifest.from_msgpack(parsed.read_bytes(), decoder=extended_mashumuro_decoder)
    manifest.build_flat_graph()  # what macros know as `graph`
    return manifest


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


def _broken_rules(workspace: Workspace, results: Sequence[Any]) -> dict[str, str]:
    """Unique id of each failed test `keeps_rules` → its broken rules, such as `bound is null (rows: 3)`."""
    failed = [result.node for result in results if result.status == "fail"]
    failed = [
        node for node in failed if getattr(node, "test_metadata", None) and node.test_metadata.name == "keeps_rules"
    ]
    if not failed:
        return {}
    with open_candidate(workspace) as con:
        rules = {node.unique_id: con.execute(node.compiled_code).fetchall() for node in failed}
    return {node: "; ".join(f"{rule} (rows: {count})" for rule, count in broken) for node, broken in rules.items()}


def _kept() -> Path:
    """The folder for what dbt parses of this state of the project: in the user's cache, else in the data folder."""
    workspace, cache, name = Workspace.from_environment(), user_cache_path("fazhi"), f"dbt-{_project_version()}"
    for folder in (cache, workspace.dbt):
        if is_sealed(folder / name):
            return folder / name
    try:
        cache.mkdir(parents=True, exist_ok=True)
        usable = os.access(cache, os.W_OK)
    except OSError:  # a service that has no home, or may not write there
        usable = False
    return (cache if usable else workspace.prepare().dbt) / name


def _forget_unused(kept: Path) -> None:
    """Removes what was parsed of other states of the project and not read for a month."""
    long_ago = time.time() - 30 * 24 * 3600
    for other in kept.parent.glob("dbt-*/manifest.json"):
        if other.stat().st_mtime < long_ago:
            shutil.rmtree(other.parent, ignore_errors=True)
    for left_over in [*kept.parent.glob("dbt-*.*"), *kept.glob(f"{PARTIAL}*")]:
        if left_over.stat().st_mtime < time.time() - _LONGEST_PARSE:
            shutil.rmtree(left_over, ignore_errors=True)


@cache
def _project_version() -> str:
    """A hash of the project's files, of where it stands (seeds are read there), and of the dbt that parses it."""
    digest = hashlib.sha256(f"{DBT_PROJECT} {version('dbt-core')} {version('dbt-duckdb')}".encode())
    for path in sorted(DBT_PROJECT.rglob("*")):
        if path.suffix in {".sql", ".yml", ".csv", ".md"} and "target" not in path.parts:
            digest.update(str(path.relative_to(DBT_PROJECT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
