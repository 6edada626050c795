"""The process that commands of tests are forked by: what it imports first, and how a fork becomes a command.

`python -P command_server.py SOCKET PROCESS NAME` serves until the process PROCESS has ended; the server called
`libraries` leaves out the project's own modules.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import socket
import sys
import time
import traceback
from pathlib import Path
from typing import Any, NoReturn

SAMPLE = Path(__file__).parents[2] / "samples" / "heting-2024.txt"

LIBRARIES = (
    *("duckdb", "pandas", "pyarrow.parquet", "lxml.html", "selectolax.lexbor", "rich.console", "sqlglot.lineage"),
    *("dagster", "dagster_dbt", "dbt.cli.main", "dbt.adapters.duckdb.connections", "great_expectations"),
    # What these import only when a graph runs.
    *("dagster._core.execution.execute_in_process", "dagster._core.instance.runs", "dagster._core.storage.migration"),
    *("dbt.task.build", "dbt.adapters.duckdb.environments.local", "daff", "sqlparse"),
    *("pyarrow.dataset", "fsspec.implementations.local", "upath.implementations.local", "babel.dates"),
)
OWN = (
    *("cli", "cli.refresh", "ingest.batches", "ingest.live", "orchestration.definitions"),
    *("warehouse.inputs.files", "warehouse.publication", "warehouse.questions.marts", "expectations.build"),
)

VALIDATED = {
    "dbt.contracts.project": ("ProjectFlags", "ProfileConfig", "Project", "PackageConfig", "Configuration"),
    "dbt.contracts.selection": ("SelectorFile",),
    "dbt.adapters.duckdb.credentials": ("DuckDBCredentials",),
    "dbt.task.test": ("TestResultData",),
    "dbt_common.contracts.constraints": ("ColumnLevelConstraint",),
    "dbt.artifacts.resources.v1.config": ("Hook",),
}
"""Classes by module that dbt makes a JSON schema of once a process, which takes a second and a half of CPU."""


def prepare() -> None:
    """Imports what commands import, and makes what they make at their first use, for processes that are forked then."""
    # What forks after dbt has worked hangs.
    if os.fork() == 0:
        from warehouse.building.dbt import manifest_path

        manifest_path()
        os._exit(0)
    os.wait()
    for module in (*LIBRARIES, *OWN):
        importlib.import_module(module)
    _use_once()


def _prepare_libraries() -> None:
    for module in LIBRARIES:
        importlib.import_module(module)
    _make_schemas()


def _serve(address: Path, whose: int, only_libraries: bool) -> None:
    _prepare_libraries() if only_libraries else prepare()
    gc.collect()
    gc.freeze()  # what was imported is not written to again, so that children share its memory
    with socket.socket(socket.AF_UNIX) as listening:
        # The working folder is the socket's.
        Path(address.name).unlink(missing_ok=True)
        listening.bind(address.name)
        listening.listen(64)
        while _is_there(whose):
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            if select.select([listening], [], [], 1)[0]:
                connection, _ = listening.accept()
                if os.fork() == 0:
                    listening.close()
                    _attend(connection)
                connection.close()


def _use_once() -> None:
    """What is loaded, compiled or made at its first use."""
    from fazhi import extract
    from ingest.reports.terms import cutter
    from warehouse.building.dbt import parsed_manifest

    cutter()
    extract(SAMPLE)
    parsed_manifest()
    _make_schemas()


def _make_schemas() -> None:
    for module, classes in VALIDATED.items():
        for name in classes:
            getattr(importlib.import_module(module), name).json_schema()


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _attend(connection: socket.socket) -> NoReturn:
    """Starts one command, and says its process id and then how it ended."""
    _, files, _, _ = socket.recv_fds(connection, 1, 3)
    with connection.makefile("rw", encoding="utf-8") as stream:
        asked = json.loads(stream.readline())
        command = os.fork()
        if command == 0:
            os.close(connection.detach())
            _become(asked, files)
        for file in files:
            os.close(file)
        with contextlib.suppress(BrokenPipeError):  # who asked may have been killed
            stream.write(f"{command}\n")
            stream.flush()
            stream.write(f"{os.waitstatus_to_exitcode(os.waitpid(command, 0)[1])}\n")
            stream.flush()
    os._exit(0)


def _become(asked: dict[str, Any], files: list[int]) -> NoReturn:
    for standard, file in enumerate(files):
        os.dup2(file, standard)
        os.close(file)
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    os.chdir(asked["cwd"])
    # As Python does when it starts; in the server that has the project's modules it is there already.
    sys.path[:0] = filter(None, asked["env"].get("PYTHONPATH", "").split(os.pathsep))
    sys.argv = asked["argv"]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    code = _ended(asked["code"])
    sys.stdout.flush()
    sys.stderr.flush()
    _end_what_multiprocessing_began()
    # Python would wait for threads of libraries here, which a fork has not taken along.
    os._exit(code)


def _ended(code: str | None) -> int:
    """Runs the command; the exit code that Python would end with."""
    try:
        if code is None:
            from cli import main

            main()
        exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            return ended.code or 0
        sys.stderr.write(f"{ended.code}\n")
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _end_what_multiprocessing_began() -> None:
    from multiprocessing.util import _exit_function  # type: ignore[attr-defined]

    _exit_function()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), int(sys.argv[2]), only_libraries=sys.argv[3] == "libraries")
