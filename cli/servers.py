"""A server that runs in the foreground with all its processes, and ends with all of them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import FrameType

from warehouse.errors import UserError

GRACE = 6.0
"""Seconds that the processes have to end on their own: a run in one of them notes that it was interrupted."""

_LOOK_AGAIN = 0.2


def run_server(
    command: Sequence[str],
    environment: Mapping[str, str],
    address: str | None = None,
    when_it_answers: Callable[[], None] = lambda: None,
    grace: float = GRACE,
) -> int:
    """Runs `command` until it ends or this process gets SIGINT or SIGTERM; returns its exit code, or 128 + the signal.

    `when_it_answers` is called once, when `address` answers. The command leads a group of processes; what of them is
    left `grace` seconds after the signal is killed. Both signals work here and there even where whoever started us
    ignores them, as `nohup … &` in a script does for SIGINT.
    """
    received: list[int] = []

    def receive(number: int, _: FrameType | None) -> None:
        received.append(number)

    before = {number: signal.signal(number, receive) for number in (signal.SIGINT, signal.SIGTERM)}
    # A signal that is handled here has its usual effect in the command, an ignored one would stay ignored.
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        waiting = address is not None
        while process.poll() is None and not received:
            time.sleep(_LOOK_AGAIN)
            if waiting and address and answers(address):
                waiting = False
                when_it_answers()
        if received:
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(grace)
        return 128 + received[0] if received else process.returncode
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for number, handler in before.items():
            signal.signal(number, handler)


def answers(address: str) -> bool:
    """Whether a web server answers there, whatever it says."""
    try:
        urllib.request.urlopen(address, timeout=1).close()
    except urllib.error.HTTPError:
        return True
    except (OSError, ValueError):
        return False
    return True


def require_free(host: str, port: int) -> None:
    """Raises `UserError` where nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise UserError(
            f"http://{host}:{port}: the page cannot listen there ({error.strerror}). Give another --port or --host."
        ) from error
