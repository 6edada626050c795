"""Dagster's runs and events in a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import postgres_server

pytestmark = pytest.mark.integration

psycopg2 = pytest.importorskip("psycopg2", reason="the extra `postgres` is not installed")


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of our own on loopback."""
    with postgres_server(tmp_path_factory.mktemp("postgres")) as address:
        yield address.replace("postgresql:", "postgresql+psycopg2:")


def test_a_refresh_keeps_its_runs_in_postgresql(postgres: str, tmp_path: Path, fazhi) -> None:  # type: ignore[no-untyped-def]
    done = fazhi("refresh", data=tmp_path, FAZHI_DAGSTER_POSTGRES=postgres)
    assert done.returncode == 0, done.stderr
    with psycopg2.connect(postgres.replace("+psycopg2", "")) as connection, connection.cursor() as cursor:
        cursor.execute("select pipeline_name, status from runs")
        assert cursor.fetchall() == [("refresh", "SUCCESS")]
    assert not list((tmp_path / "dagster").rglob("*.db")), "nothing is kept in files"
    assert "fazhi@" not in (tmp_path / "dagster" / "dagster.yaml").read_text(encoding="utf-8"), "no secret on disk"
