"""Commands of fazhi as children of a process that has imported already what they need.

Importing Dagster, dbt, Great Expectations and pandas takes some 10 s of CPU, a fork of a process that has done so a
few hundredths. One server is started for all workers of a test run, by whoever needs it first, and ends with the run;
another one has imported the libraries alone, for tests that change the project's code in a copy.
A command gets its arguments, environment, folder and the files of its standard streams as a process of its own would.
What has to be a true start (signals, pipes, terminals, what an installation brings) tests start themselves.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock

FAZHI = Path(sys.executable).with_name("fazhi")

SERVER = Path(__file__).with_name("command_server.py")


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
        server = opened.enter_context(_connected(shared, "commands", _process_of_the_run()))
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


def install(folder: Path, shared: Path) -> Path:
    """Writes a `fazhi` into `folder`, for scripts that type it: it runs the code of `PYTHONPATH`, which may change.

    It is a child of a process that has imported the libraries alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    command = folder / "fazhi"
    here = str(Path(__file__).parent)
    # Isolated: the environment is that of the command.
    command.write_text(
        f"#!{sys.executable} -I\nimport sys\nfrom pathlib import Path\nsys.path.insert(0, {here!r})\n"
        f"import commands\nsys.exit(commands.run_here(Path({str(shared)!r}), {_process_of_the_run()}))\n",
        encoding="utf-8",
    )
    command.chmod(0o755)
    return folder


def run_here(shared: Path, whose: int) -> int:
    """Runs `fazhi` with the arguments, environment and standard streams of this process; its exit code."""
    asked = {"argv": [str(FAZHI), *sys.argv[1:]], "env": dict(os.environ), "code": None, "cwd": str(Path.cwd())}
    with _connected(shared, "libraries", whose) as server, server.makefile("rw", encoding="utf-8") as answers:
        socket.send_fds(server, [b"."], [0, 1, 2])
        answers.write(json.dumps(asked) + "\n")
        answers.flush()
        answers.readline()
        return int(answers.readline())


def _text(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode().replace("\r\n", "\n")


def _connected(shared: Path, name: str, whose: int) -> socket.socket:
    address = shared / f"{name}.socket"
    with FileLock(shared / f"{name}.lock"):
        with contextlib.suppress(OSError):
            return _connect(address)
        with (shared / f"{name}.log").open("ab") as log:
            server = subprocess.Popen(
                [sys.executable, "-P", SERVER, address, str(whose), name],
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
        raise RuntimeError((shared / f"{name}.log").read_text(encoding="utf-8"))


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
