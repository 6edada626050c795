"""The published file, opened as analysts do: by the DuckDB command, pandas, ADBC, and beside another database."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

pytestmark = pytest.mark.integration

QUESTION = "select region_name, cast(value as integer) as value from yoy('reconsideration.accepted', 2023)"
ANSWER = [("砚垚区", 139), ("雾棠县", 78), ("鹤汀市", 79)]


def test_the_duckdb_command_asks_by_name_without_an_extension(sample_data: Path, tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("duckdb")
    done = subprocess.run(
        [command, "-readonly", "-json", sample_data / "fazhi.duckdb", "-c", QUESTION],
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [(row["region_name"], row["value"]) for row in json.loads(done.stdout)] == ANSWER
    searched = subprocess.run(
        [command, "-readonly", "-csv", sample_data / "fazhi.duckdb", "-c", "select quote from search('行政复议 调解')"],
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "行政复议" in searched.stdout


def test_pandas_gets_a_frame(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    frame = sample_warehouse.sql(QUESTION).df()
    assert list(frame.itertuples(index=False, name=None)) == ANSWER


def test_a_client_of_adbc_sees_tables_and_asks_by_name(sample_data: Path) -> None:
    """ADBC is the way of clients that know nothing of DuckDB: R, Power BI, Arrow Flight servers."""
    adbc_driver_duckdb = pytest.importorskip("adbc_driver_duckdb", reason="duckdb comes without its ADBC driver")
    dbapi = pytest.importorskip("adbc_driver_manager.dbapi", reason="adbc-driver-manager is not installed")
    opened = {"path": str(sample_data / "fazhi.duckdb"), "access_mode": "READ_ONLY"}
    driver, entry = adbc_driver_duckdb.driver_path(), "duckdb_adbc_init"
    with (
        dbapi.connect(driver=driver, entrypoint=entry, db_kwargs=opened, autocommit=True) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(QUESTION)
        assert [tuple(row.values()) for row in cursor.fetch_arrow_table().to_pylist()] == ANSWER
        cursor.execute("select region_name from search(?, n := 1)", ("行政复议 调解",))
        assert len(cursor.fetchall()) == 1
        cursor.execute("select count(*) from marts.reconsideration_yoy")
        assert cursor.fetchall() == [(12,)]
        catalogs = connection.adbc_get_objects(depth="tables", db_schema_filter="marts").read_all().to_pylist()
        [marts] = [schema for catalog in catalogs for schema in catalog["catalog_db_schemas"] or []]
        assert {"indicator_yoy", "term_yoy"} <= {table["table_name"] for table in marts["db_schema_tables"]}
        with pytest.raises(dbapi.Error, match="read-only"):
            cursor.execute("drop table marts.indicator_yoy")


def test_the_file_is_used_beside_another_database(sample_data: Path, tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "mine.duckdb") as con:
        con.execute("create table notes as select '990121' as region_code, 'seen' as note")
        con.execute(f"attach '{sample_data / 'fazhi.duckdb'}' as fazhi (read_only)")
        con.execute("use fazhi")
        rows = con.execute(
            "select y.region_name, n.note from yoy('reconsideration.accepted', 2023) as y "
            "inner join mine.notes as n using (region_code)"
        ).fetchall()
    assert rows == [("雾棠县", "seen")]


def test_nothing_can_be_written_into_the_published_file(sample_data: Path) -> None:
    with (
        duckdb.connect(sample_data / "fazhi.duckdb", read_only=True) as con,
        pytest.raises(duckdb.Error, match="read-only"),
    ):
        con.execute("drop table marts.indicator_yoy")


def test_the_search_command_prints_sentences_and_says_by_its_exit_code_that_there_are_none(
    sample_data: Path, fazhi: Any
) -> None:
    done = fazhi("search", "行政复议", "调解", "-n", "2", "--json", data=sample_data)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert len(rows) == 2 and "调解" in rows[0]["quote"]
    assert fazhi("search", "龘龘", data=sample_data).returncode == 1


def test_going_back_is_not_undone_by_the_next_refresh(sample_data: Path, tmp_path: Path, fazhi: Any) -> None:
    data = tmp_path / "data"
    shutil.copytree(sample_data, data, symlinks=True)
    newest = (data / "fazhi.duckdb").resolve()
    record = json.loads(newest.with_suffix(".json").read_text(encoding="utf-8"))
    older = newest.with_name("fazhi-20200101T000000000000-0123456789abcdef.duckdb")
    shutil.copyfile(newest, older)
    told = record | {"file": older.name, "fingerprint": "0123456789abcdef"}
    older.with_suffix(".json").write_text(json.dumps(told), encoding="utf-8")
    back = fazhi("rollback", data=data)
    assert back.returncode == 0, back.stderr
    assert (data / "fazhi.duckdb").resolve() == older
    again = fazhi("refresh", data=data)
    assert again.returncode == 0 and "was rolled back" in again.stderr
    assert (data / "fazhi.duckdb").resolve() == older
    listed = fazhi("rollback", "--list", data=data).stdout.splitlines()
    assert "withdrawn" in listed[0] and "current" in listed[1]
    forward = fazhi("rollback", newest.stem[-16:], data=data)
    assert forward.returncode == 0 and (data / "fazhi.duckdb").resolve() == newest
    wrong = fazhi("rollback", "nothing-like-it", data=data)
    assert wrong.returncode == 2 and "no version" in wrong.stderr
