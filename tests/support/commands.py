"""Commands of fazhi as children of a process that has imported already what they need.

Importing Dagster, dbt, Great Expectations and pandas takes some 10 s of CPU, a fork of a process that has done so a
few hundredths. One server is started for all workers of a test run, by whoever needs it first, and ends with the run.
A command gets its arguments, environment, folder and the files of its standard streams as a process of its own would.
What has to be a true start (signals, pipes, terminals, what an installation brings) tests start themselves.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from filelock import FileLock

FAZHI = Path(sys.executable).with_name("fazhi")

SAMPLE = Path(__file__).parents[2] / "samples" / "heting-2024.txt"

IMPORTED = (
    *("duckdb", "pandas", "pyarrow.parquet", "lxml.html", "selectolax.lexbor", "rich.console", "sqlglot.lineage"),
    *("dagster", "dagster_dbt", "dbt.cli.main", "dbt.adapters.duckdb.connections", "great_expectations"),
    *("cli", "cli.refresh", "ingest.batches", "ingest.live", "orchestration.definitions"),
    *("warehouse.inputs.files", "warehouse.publication", "warehouse.questions.marts", "expectations.build"),
    # What these import only when a graph runs.
    *("dagster._core.execution.execute_in_process", "dagster._core.instance.runs", "dagster._core.storage.migration"),
    *("dbt.task.build", "dbt.adapters.duckdb.environments.local", "daff", "sqlparse"),
    *("pyarrow.dataset", "fsspec.implementations.local", "upath.implementations.local", "babel.dates"),
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


def run(
    arguments: Sequence[str],
    *,
    shared: Path,
    env: Mapping[str, str],
    stdin: str = "",
    code: str | None = None,
    cwd: Path | None = None,
    timeout: float = 300,
) -> subprocess.CompletedProcess[str]:
    """Runs `fazhi` with these arguments (or the Python of `code`, as `python -c` would) as `subprocess.run` does.

    `shared` is the folder that the workers of this test run share. Raises `subprocess.TimeoutExpired`.
    """
    argv = [str(FAZHI) if code is None else "-c", *arguments]
    if any(name.startswith("PYTHON") and os.environ.get(name) != value for name, value in env.items()):
        # Python reads these as it starts: a fork would have those of the server.
        start = [str(FAZHI)] if code is None else [sys.executable, "-c", code]
        return subprocess.run(
            [*start, *arguments],
            env=env,
            cwd=cwd,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
    asked = {"argv": argv, "env": dict(env), "code": code, "cwd": str(cwd or Path.cwd())}
    with contextlib.ExitStack() as opened:
        files = [opened.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
        files[0].write(stdin.encode())
        files[0].seek(0)
        server = opened.enter_context(_connected(shared))
        socket.send_fds(server, [b"."], [file.fileno() for file in files])
        answers = opened.enter_context(server.makefile("rw", encoding="utf-8"))
        answers.write(json.dumps(asked) + "\n")
        answers.flush()
        pid = int(answers.readline())
        if not select.select([server], [], [], timeout)[0]:
            os.kill(pid, signal.SIGKILL)
            raise subprocess.TimeoutExpired(argv, timeout)
        code_of_exit = int(answers.readline())
        return subprocess.CompletedProcess(argv, code_of_exit, _text(files[1]), _text(files[2]))


def _text(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode().replace("\r\n", "\n")


def _connected(shared: Path) -> socket.socket:
    address = shared / "commands.socket"
    with FileLock(shared / "commands.lock"):
        with contextlib.suppress(OSError):
            return _connect(address)
        with (shared / "commands.log").open("ab") as log:
            server = subprocess.Popen(
                [sys.executable, "-P", __file__, address, str(_process_of_the_run())],
                env={**os.environ, "FAZHI_DATA": str(shared / "commands"), "OPENBLAS_NUM_THREADS": "1"},
                cwd=shared,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while server.poll() is None:
            with contextlib.suppress(OSError):
                return _connect(address)
            time.sleep(0.05)
        raise RuntimeError((shared / "commands.log").read_text(encoding="utf-8"))


def _connect(address: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    try:
        # By its descriptor: the path of a socket is 107 bytes at most.
        folder = os.open(address.parent, os.O_PATH)
        try:
            connection.connect(f"/proc/self/fd/{folder}/{address.name}")
        finally:
            os.close(folder)
    except OSError:
        connection.close()
        raise
    return connection


def _process_of_the_run() -> int:
    """The process that the server does not outlive: a worker's parent, or this one."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


def _serve(address: Path, whose: int) -> None:
    # What forks after dbt has worked hangs.
    if os.fork() == 0:
        from warehouse.building.dbt import manifest_path

        manifest_path()
        os._exit(0)
    os.wait()
    for module in IMPORTED:
        importlib.import_module(module)
    _use_once()
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
    _serve(Path(sys.argv[1]), int(sys.argv[2]))
