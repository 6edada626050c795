"""Dagster's runs and events in a real PostgreSQL."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tenacity import Retrying, stop_after_delay, wait_fixed

pytestmark = pytest.mark.integration

psycopg2 = pytest.importorskip("psycopg2", reason="the extra `postgres` is not installed")


def _binaries() -> Path:
    found = shutil.which("initdb")
    folders = (
        [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    if not folders:
        pytest.skip("no PostgreSQL server: apt-get install postgresql")
    return folders[0]


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of our own on loopback; it ends with the tests."""
    binaries = _binaries()
    folder = tmp_path_factory.mktemp("postgres")
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
    try:
        address = f"postgresql://fazhi@127.0.0.1:{port}/postgres"
        for attempt in Retrying(stop=stop_after_delay(60), wait=wait_fixed(0.1)):
            with attempt:
                psycopg2.connect(address).close()
        yield address.replace("postgresql:", "postgresql+psycopg2:")
    finally:
        server.terminate()
        server.wait(30)


def test_a_refresh_keeps_its_runs_in_postgresql(postgres: str, tmp_path: Path, fazhi) -> None:  # type: ignore[no-untyped-def]
    done = fazhi("refresh", data=tmp_path, FAZHI_DAGSTER_POSTGRES=postgres)
    assert done.returncode == 0, done.stderr
    with psycopg2.connect(postgres.replace("+psycopg2", "")) as connection, connection.cursor() as cursor:
        cursor.execute("select pipeline_name, status from runs")
        assert cursor.fetchall() == [("refresh", "SUCCESS")]
    assert not list((tmp_path / "dagster").rglob("*.db")), "nothing is kept in files"
    assert "fazhi@" not in (tmp_path / "dagster" / "dagster.yaml").read_text(encoding="utf-8"), "no secret on disk"
