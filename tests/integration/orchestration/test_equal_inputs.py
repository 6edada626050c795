"""Equal inputs give equal outputs: on another day, in another folder, in another time zone, by
another number of threads, with the rows of raw tables in another order and Dagster's runs in PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import duckdb
import pytest
from servers import postgres_server

pytestmark = pytest.mark.integration

Fazhi = Callable[..., subprocess.CompletedProcess[str]]

SHUFFLED = Path(__file__).parents[2] / "support" / "shuffled_rows.py"
OTHERWISE = {"TZ": "America/New_York", "PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8", "FAZHI_DBT_THREADS": "1"}
WHEN = ("fetched_at", "first_seen_on")
"""The columns that say when a run took a document in."""
DATED = {"datapackage.json", "structure.json"} | {
    f"{table}.{form}" for table in ("dim_report", "report_timeliness") for form in ("csv", "parquet")
}
"""Exported files that say when the version was published, or when its reports were taken in."""


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str | None]:
    """The address of a PostgreSQL server, where there is one."""
    with ExitStack() as opened:
        try:
            address = opened.enter_context(postgres_server(tmp_path_factory.mktemp("postgres")))
        except pytest.skip.Exception:
            address = None
        yield address


@pytest.fixture(scope="module")
def other_data(tmp_path_factory: pytest.TempPathFactory, postgres: str | None) -> Path:
    """A second data folder, made anew of the same samples, with other rows first in each raw table."""
    data = tmp_path_factory.mktemp("elsewhere") / "data"
    runs = {"FAZHI_DAGSTER_POSTGRES": postgres.replace("postgresql:", "postgresql+psycopg2:")} if postgres else {}
    environment = {**os.environ, "FAZHI_DATA": str(data), **OTHERWISE, **runs}
    command = [sys.executable, str(SHUFFLED), "refresh"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return data


def test_the_rows_of_the_second_folder_are_in_another_order(sample_data: Path, other_data: Path) -> None:
    first = []
    for data in (sample_data, other_data):
        with duckdb.connect((data / "fazhi.duckdb").resolve(), read_only=True) as con:
            first.append(con.execute('select sha256, "start" from raw.figures order by rowid limit 20').fetchall())
    assert first[0] != first[1]


def test_runs_are_kept_in_postgresql_alone(postgres: str | None, other_data: Path) -> None:
    if postgres is None:
        pytest.skip("no PostgreSQL (apt-get install postgresql), or the extra `postgres` is not installed")
    import psycopg2

    with psycopg2.connect(postgres) as connection, connection.cursor() as cursor:
        cursor.execute("select pipeline_name, status from runs")
        assert cursor.fetchall() == [("refresh", "SUCCESS")]
    assert not list((other_data / "dagster").rglob("*.db")), "nothing is kept in files"
    assert "fazhi@" not in (other_data / "dagster" / "dagster.yaml").read_text(encoding="utf-8"), "no secret on disk"


def tables(data: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect((data / "fazhi.duckdb").resolve(), read_only=True) as con:
        rows = con.execute(
            "select schema_name || '.' || table_name, list(column_name) from duckdb_columns() "
            "semi join duckdb_tables() using (schema_name, table_name) where not internal group by all"
        ).fetchall()
        return {
            name: con.execute(
                f"select columns(column_name -> column_name not in {WHEN}) from {name} order by all"
            ).fetchall()
            for name, columns in rows
        }


def exported(data: Path, folder: Path, fazhi: Fazhi) -> dict[str, bytes]:
    done = fazhi("export", folder, "--format", "all", data=data)
    assert done.returncode == 0, done.stderr
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_fresh_folders_hold_equal_tables_in_all_schemas(sample_data: Path, other_data: Path) -> None:
    one, other = tables(sample_data), tables(other_data)
    assert {name.partition(".")[0] for name in one} >= {"raw", "marts", "audit", "main"}
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert sum(map(len, one.values())) > 1000


def test_two_fresh_folders_hold_extractions_of_the_same_names(sample_data: Path, other_data: Path) -> None:
    one, other = ({path.name for path in (data / "extractions").rglob("*")} for data in (sample_data, other_data))
    assert one == other


def test_two_fresh_folders_export_equal_bytes(
    sample_data: Path, other_data: Path, tmp_path: Path, fazhi: Fazhi
) -> None:
    one, other = (exported(data, tmp_path / data.parent.name, fazhi) for data in (sample_data, other_data))
    assert one.keys() == other.keys() and len(one) > 40
    assert {Path(name).name for name in one if one[name] != other[name]} <= DATED
    for form in ("csv", "parquet"):
        read = f"select columns(column_name -> column_name not in {WHEN}) from '{{}}/{form}/dim_report.{form}'"
        first, second = (
            duckdb.sql(read.format(tmp_path / data.parent.name)).fetchall() for data in (sample_data, other_data)
        )
        assert first == second
