"""Published versions in a lake: equal to their files, one snapshot each, and whoever reads never sees half of one."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import pytest
from servers import postgres_server, s3_server

from warehouse.errors import UserError
from warehouse.lake.connection import LAKE, opened
from warehouse.lake.publications import (
    LakePublication,
    export_lake,
    lake_publications,
    open_lake,
    publish_to_lake,
    roll_back_lake,
)
from warehouse.publication import current_publication, publish
from warehouse.workspace import Workspace

pytestmark = pytest.mark.integration

pytest.importorskip("duckdb_extension_ducklake", reason="the extra `lake` is not installed")

COUNTS: dict[str, Any] = {"reports": 3, "figures": 9, "matched": 9, "findings": 0, "rejects": 0, "sample": False}
NAMED = "create view marts.named as select publisher_key, value from marts.fct_indicator"
ASKED = "create macro main.value_of(asked) as table select value from marts.named where publisher_key = asked"
AUDIT = "create schema audit; create table audit.findings (finding_id varchar)"
COUNTIES = {(f"99010{number}", 2023): number for number in range(1, 6)}


@pytest.fixture
def lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a lake with its catalogue in a file."""
    folder = tmp_path / "lake"
    folder.mkdir()
    monkeypatch.setenv("FAZHI_LAKE", str(folder / "catalogue.ducklake"))
    monkeypatch.setenv("FAZHI_LAKE_FILES", str(folder / "files"))
    return folder


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server, up to the name of a database."""
    with postgres_server(tmp_path_factory.mktemp("postgres")) as address:
        yield address.removesuffix("postgres")


def new_database(postgres: str) -> str:
    import psycopg2

    name = f"lake_{uuid4().hex}"
    connection = psycopg2.connect(f"{postgres}postgres")
    connection.autocommit = True
    connection.cursor().execute(f"create database {name}")
    connection.close()
    return postgres + name


@pytest.fixture
def published(workspace: Workspace, candidate: Callable[..., None]) -> Callable[..., LakePublication]:
    """Publishes a version with these values, and puts it into the lake."""

    def make(fingerprint: str, values: dict[tuple[str, int], int], *more: str) -> LakePublication:
        candidate(values, AUDIT, NAMED, ASKED, *more)
        return publish_to_lake(workspace.published, publish(workspace, fingerprint, "run", COUNTS))[0]

    return make


def values(con: duckdb.DuckDBPyConnection) -> list[int]:
    return [int(row[0]) for row in con.execute("select value from fct_indicator order by value").fetchall()]


def checksums(con: duckdb.DuckDBPyConnection, database: str) -> dict[str, tuple[Any, ...]]:
    """Rows of every table, as their number and the sum of their hashes."""
    columns = con.execute(
        "select schema_name || '.' || table_name, list(column_name order by column_index) from duckdb_columns() "
        "semi join duckdb_tables() using (database_name, schema_name, table_name) "
        f"where database_name = '{database}' and schema_name <> 'published' group by all"
    ).fetchall()
    listed = {table: ", ".join(f'"{name}"' for name in names) for table, names in columns}
    query = "select '{1}', count(*), sum(hash({1}))::varchar from {0}"
    return {
        table: con.execute(query.format(f"{database}.{table}", names)).fetchall()[0] for table, names in listed.items()
    }


def test_only_rows_that_differ_are_written(workspace: Workspace, candidate: Any, lake: Path) -> None:
    candidate(COUNTIES, "insert into raw.figures values ('twice'), ('twice')")
    publish_to_lake(workspace.published, publish(workspace, "aaaa", "run", COUNTS))
    again = COUNTIES | {("990101", 2023): 7}
    candidate(again, "insert into raw.figures values ('twice'), ('twice'), ('twice')")
    version = publish(workspace, "bbbb", "run", COUNTS)
    _, written = publish_to_lake(workspace.published, version)
    assert (written.added, written.removed) == (1 + 3, 1 + 2)
    with opened(read_only=True) as con:
        con.execute(f"attach '{workspace.published / version.file}' as file (read_only)")
        assert checksums(con, LAKE) == checksums(con, "file")


def test_readers_stay_at_their_snapshot_and_a_rollback_leads_new_ones_back(
    published: Any, lake: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_LAKE", new_database(postgres))
    first = published("aaaa", {("990101", 2023): 1})
    reader = open_lake()
    second = published("bbbb", {("990101", 2023): 2, ("990102", 2023): 3})
    assert values(reader) == [1]
    reader.close()
    with open_lake() as con:
        assert values(con) == [2, 3]
        assert con.execute("from value_of('990102')").fetchall() == [(3,)]
    with open_lake(first.snapshot) as con:
        assert values(con) == [1]
    assert roll_back_lake().snapshot == first.snapshot
    with open_lake() as con:
        assert values(con) == [1]
    with pytest.raises(UserError, match=f"no such publication.* {first.snapshot}, {second.snapshot}"):
        roll_back_lake()
    assert roll_back_lake(second.snapshot).fingerprint == "bbbb"


def test_tables_and_views_that_are_gone_or_otherwise_follow(published: Any, lake: Path) -> None:
    published("aaaa", COUNTIES, "create table marts.gone as select 1 as a", "create view main.old as select 1 as a")
    published("bbbb", COUNTIES, "alter table raw.figures add column unit varchar", "create view main.new as select 2")
    with open_lake() as con:
        told = con.execute("select table_name from information_schema.tables where table_schema <> 'published'")
        tables = {row[0] for row in told.fetchall()}
        assert "new" in tables and not tables & {"gone", "old"}
        assert con.execute("select count(*) from raw.figures where unit is null").fetchall() == [(5,)]


def test_snapshots_that_no_kept_publication_names_go(
    published: Any, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_KEPT_VERSIONS", "2")
    made = [published(name * 4, {("990101", 2023): number}) for number, name in enumerate("abc", start=1)]
    with opened(read_only=True) as con:
        assert [one.snapshot for one in lake_publications(con)] == [made[2].snapshot, made[1].snapshot]
    with pytest.raises(UserError, match="cannot be opened"):
        open_lake(made[0].snapshot)
    with open_lake(made[1].snapshot) as con:
        assert values(con) == [2]


@pytest.mark.parametrize("killed_before", ["set_commit_message", "_decide"])
def test_a_publication_that_is_killed_leaves_readers_where_they_were(
    workspace: Workspace,
    candidate: Any,
    published: Any,
    lake: Path,
    postgres: str,
    killed_before: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before the commit of the tables, and between it and the row that leads readers to them."""
    monkeypatch.setenv("FAZHI_LAKE", new_database(postgres))
    published("aaaa", COUNTIES)
    candidate({("990101", 2023): 9}, AUDIT, NAMED, ASKED)
    version = publish(workspace, "bbbb", "run", COUNTS)
    code = f"""
import os, signal, sys
from pathlib import Path
from warehouse.lake import publications as at
from warehouse.publication import current_publication
from warehouse.workspace import Workspace

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if {killed_before!r} == "_decide":
    at._decide = die
else:
    whole = at.mirror
    at.mirror = lambda *given, **more: (whole(*given, **more), die())
workspace = Workspace(Path({str(workspace.root)!r}))
at.publish_to_lake(workspace.published, current_publication(workspace))
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    with open_lake() as con:
        assert values(con) == [1, 2, 3, 4, 5]
    publish_to_lake(workspace.published, version)
    with open_lake() as con:
        assert values(con) == [9]


def test_without_a_lake_or_with_a_wrong_one_the_reason_is_told(
    lake: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="cannot be opened"):
        open_lake()
    monkeypatch.setenv("FAZHI_LAKE", "postgresql://fazhi:hidden@127.0.0.1:1/postgres")
    with pytest.raises(UserError, match="FAZHI_LAKE") as told:
        open_lake()
    assert "hidden" not in str(told.value)
    monkeypatch.delenv("FAZHI_LAKE")
    with pytest.raises(UserError, match="no lake is named"):
        open_lake()


def test_the_samples_are_the_same_in_postgresql_with_s3_and_back_in_a_file(
    sample_data: Path, tmp_path: Path, postgres: str, fazhi: Any
) -> None:
    """The real tables, views and questions; the store checks keys."""
    (tmp_path / "buckets" / "reports").mkdir(parents=True)
    with s3_server(tmp_path / "buckets") as endpoint:
        setup = tmp_path / "setup.sql"
        secret = f"type s3, key_id 'key', secret 'secret', endpoint '{endpoint}', url_style 'path', use_ssl false"
        setup.write_text(f"create secret ({secret})", encoding="utf-8")
        named = {"FAZHI_LAKE": new_database(postgres), "FAZHI_LAKE_SETUP": str(setup)}
        done = fazhi("lake", "publish", "--json", data=sample_data, FAZHI_LAKE_FILES="s3://reports/lake", **named)
        assert done.returncode == 0, done.stderr
        snapshot = json.loads(done.stdout)["published"]["snapshot"]
        # Readers need the catalogue alone: it knows where the files are.
        query = "select (select count(*) from indicator_yoy) as n, (select count(*) from regions('砚')) as regions"
        told = [
            fazhi("sql", query, "--json", *more, data=sample_data, **named).stdout
            for more in ((), ("--lake",), ("--at", str(snapshot)))
        ]
        assert told[0] == told[1] == told[2]
        assert json.loads(told[0])[0]["n"] > 0
        done = fazhi("lake", "export", tmp_path / "back.duckdb", data=sample_data, **named)
        assert done.returncode == 0, done.stderr
    assert any((tmp_path / "buckets").rglob("*.parquet"))
    current = current_publication(Workspace(sample_data))
    assert current is not None
    with duckdb.connect() as con:
        con.execute(f"attach '{tmp_path / 'back.duckdb'}' as back (read_only)")
        con.execute(f"attach '{sample_data / 'published' / current.file}' as file (read_only)")
        assert checksums(con, "back") == checksums(con, "file")
        assert len(checksums(con, "back")) > 50


def test_dbt_builds_in_the_lake_with_contracts_and_tests_while_readers_stay_where_they_are(
    sample_data: Path, tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mart with all that it is made of: seeds, views, tables, incremental models. It equals the file's."""
    from warehouse.building.dbt import run_dbt

    monkeypatch.setenv("FAZHI_LAKE", new_database(postgres))
    monkeypatch.setenv("FAZHI_LAKE_FILES", str(tmp_path / "files"))
    monkeypatch.setenv("FAZHI_WAREHOUSE", "unused")
    current = current_publication(Workspace(sample_data))
    assert current is not None
    publication, _ = publish_to_lake(sample_data / "published", current)
    folders = ["--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path / "logs")]
    choice = ["--select", "+fct_figure", "--exclude-resource-type", "unit_test", "--full-refresh"]
    done = run_dbt(["build", "--target", "lake", *choice, *folders], Path("unused"), tmp_path)
    statuses = {result.node.unique_id: str(result.status) for result in done.result.results}
    assert done.success and set(statuses.values()) == {"success", "pass"}, statuses
    assert any(name.startswith("test.") for name in statuses)
    # What the audit of the marts says later, dbt does not know yet.
    query = "select hash(columns(*)) from (select * replace (if(validity = 'flagged', 'valid', validity) as validity) "
    query += "from {0}.marts.fct_figure order by figure_id)"
    with opened(read_only=True) as con:
        con.execute(f"attach '{sample_data / 'published' / current.file}' as file (read_only)")
        assert con.execute(query.format(LAKE)).fetchall() == con.execute(query.format("file")).fetchall()
        assert con.execute(f"select id from {LAKE}.current_snapshot()").fetchall() > [(publication.snapshot + 1,)]
    with open_lake() as con:
        assert con.execute(f"select id from {LAKE}.current_snapshot()").fetchall() == [(publication.snapshot,)]


def test_a_file_that_is_there_is_not_overwritten(published: Any, lake: Path, tmp_path: Path) -> None:
    published("aaaa", COUNTIES)
    (tmp_path / "mine.duckdb").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="there is a file already"):
        export_lake(tmp_path / "mine.duckdb")


def test_a_run_puts_a_version_there_once(
    workspace: Workspace, candidate: Any, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run without news writes no further decision: readers may have been led to an earlier snapshot."""
    import dagster as dg

    from orchestration.assets.lake import published_lake
    from orchestration.resources import WorkspaceResource

    monkeypatch.setenv("FAZHI_DATA", str(workspace.root))

    def run() -> dict[str, Any]:
        with dg.instance_for_test() as instance:
            done = dg.materialize([published_lake], instance=instance, resources={"workspace": WorkspaceResource()})
        (made,) = done.asset_materializations_for_node("published_lake")
        return {name: value.value for name, value in made.metadata.items()}

    candidate(COUNTIES, AUDIT, NAMED, ASKED)
    version = publish(workspace, "aaaa", "run", COUNTS)
    first = run()
    assert (first["published"], first["rows added"]) == (version.file, 4 * 5)
    assert run() == {"published": "nothing: it is there", "snapshot": first["snapshot"]}
