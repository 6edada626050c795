"""A PostgreSQL server that ends with what needs it."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tenacity import Retrying, stop_after_delay, wait_fixed


def _binaries() -> Path | None:
    found = shutil.which("initdb")
    folders = (
        [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    if not folders:
        return None
    return folders[0]


@contextmanager
def postgresql(folder: Path) -> Iterator[str | None]:
    """The address of a server of our own on loopback; without one where PostgreSQL or its client is missing."""
    binaries = _binaries()
    if binaries is None or find_spec("psycopg2") is None:
        yield None
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user: dict[str, str] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user = {"user": "nobody"}
        shutil.chown(folder, "nobody")
        for parent in [folder, *folder.parents][:4]:
            if parent.stat().st_uid != pwd.getpwnam("nobody").pw_uid:
                parent.chmod(parent.stat().st_mode | 0o011)
    home = folder / "cluster"
    initdb = [binaries / "initdb", "--auth=trust", "--username=fazhi", "--encoding=UTF8", "--no-sync", "-D", home]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **user)
    settings = [f"-p{port}", "-clisten_addresses=127.0.0.1", f"-cunix_socket_directories={folder}", "-cfsync=off"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", home, *settings], cwd=folder, stdout=log, stderr=subprocess.STDOUT, **user
        )
    from psycopg2 import connect

    try:
        address = f"postgresql://fazhi@127.0.0.1:{port}/postgres"
        for attempt in Retrying(stop=stop_after_delay(60), wait=wait_fixed(0.1)):
            with attempt:
                connect(address).close()
        yield address
    finally:
        server.terminate()
        server.wait(30)
