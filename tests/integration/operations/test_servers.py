"""A server in the foreground: it says when it answers, and ends with all its processes."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.servers import answers, require_free
from warehouse.workspace import UserError

pytestmark = pytest.mark.integration

PATIENCE = 500.0
"""Seconds until a test gives up waiting on a busy machine."""

SERVES = """
import http.server, os, subprocess, sys
from pathlib import Path
stubborn = "import signal, time; [signal.signal(n, signal.SIG_IGN) for n in (2, 15)]; print(flush=True); time.sleep(600)"
child = subprocess.Popen([sys.executable, "-c", stubborn], stdout=subprocess.PIPE)
child.stdout.readline()
Path(sys.argv[2]).write_text(str(child.pid))
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.BaseHTTPRequestHandler).serve_forever()
"""
"""Has a child that ends by no signal but the last one."""

RUNS = """
import sys
from cli.servers import run_server
port, child, serves = sys.argv[1:]
def told(): print("answers", flush=True)
sys.exit(run_server([sys.executable, "-c", serves, port, child], {}, f"http://127.0.0.1:{port}/", told, grace=1))
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(happened: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.1)


def is_gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"  # ended, and nobody has asked for its end yet


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.parametrize("ignored", [False, True], ids=["", "started as nohup does it in a script"])
def test_a_signal_ends_the_server_and_a_child_that_heeds_none(
    tmp_path: Path, number: signal.Signals, code: int, ignored: bool
) -> None:
    port, child = free_port(), tmp_path / "child"
    shell = ["sh", "-c", 'trap "" INT HUP; exec "$@"', "sh"] if ignored else []
    command = [*shell, sys.executable, "-c", RUNS, str(port), str(child), SERVES]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None and started.stdout.readline() == "answers\n"
    assert answers(f"http://127.0.0.1:{port}/"), "whatever it says: this one says 501"
    started.send_signal(number)
    assert started.wait(PATIENCE) == code
    wait_for(lambda: is_gone(int(child.read_text(encoding="utf-8"))))
    assert not answers(f"http://127.0.0.1:{port}/")
    started.stdout.close()


def test_a_server_that_ends_by_itself_hands_on_its_exit_code() -> None:
    code = "import sys; from cli.servers import run_server; sys.exit(run_server([sys.executable, '-c', 'exit(7)'], {}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 7


def test_a_port_that_is_taken_is_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UserError, match="the page cannot listen there"):
            require_free("127.0.0.1", taken.getsockname()[1])
