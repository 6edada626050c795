"""Dagster's history in SQLite files, as Dagster keeps them itself, but written through files that stay open.

A refresh tells Dagster about a thousand things (each check twice, planned and evaluated). Dagster's own storage opens
and closes a file for each, one to three times, and waits for the disk at each end: on the samples that was a third
of a refresh. The files, their tables and where they stand are Dagster's: either storage reads what the other wrote.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
import sqlalchemy as db
from dagster._core.instance.ref import InstanceRef
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME, SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from dagster._serdes import ConfigurableClassData

_WAITING = {"timeout": SQLITE_BUSY_TIMEOUT_SECONDS}


class OpenEventLog(SqliteEventLogStorage):
    """The events of each run in a file of their own, and the index over them.

    The index and the run that was last read or written stay open, no more: a web server looks into many runs.
    """

    def __init__(self, base_dir: str) -> None:
        self._engines: dict[str, db.Engine] = {}
        self._tables: set[str] = set()
        super().__init__(base_dir)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[db.Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            with engine.begin() as connection:
                yield connection
            if shard != INDEX_SHARD_NAME:
                # Web servers watch this file; what was written stands in the journal beside it for now.
                os.utime(self.path_for_shard(shard))

    def has_table(self, table_name: str) -> bool:
        """Whether the index has this table, which Dagster asks for every check, on a connection made for it."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def _engine(self, shard: str) -> db.Engine:
        if shard not in self._engines:
            self._close(other for other in list(self._engines) if other != INDEX_SHARD_NAME)
            address = self.conn_string_for_shard(shard)
            if shard not in self._initialized_dbs:
                self._initdb(db.create_engine(address, poolclass=db.NullPool, connect_args=_WAITING))
                self._initialized_dbs.add(shard)
            self._engines[shard] = _open(address)
        return self._engines[shard]

    def _close(self, shards: Any) -> None:
        for shard in shards:
            self._engines.pop(shard).dispose()

    def wipe(self) -> None:
        """Deletes all events; the files must not be open then."""
        with self._db_lock:
            self._close(list(self._engines))
            self._tables.clear()
        super().wipe()

    def dispose(self) -> None:
        """Closes the files, and ends the watching of them."""
        with self._db_lock:
            self._close(list(self._engines))
        super().dispose()


class OpenSqliteStorage(DagsterSqliteStorage):
    """Runs, schedules and events in SQLite files below `base_dir`, where Dagster's own storage has them."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(base_dir, inst_data)
        self._event_log_storage.dispose()
        self._event_log_storage = OpenEventLog(f"{base_dir}/history/runs/")

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Any) -> OpenSqliteStorage:
        """As Dagster names it in its settings: `base_dir`."""
        return cls.from_local(inst_data=inst_data, **config_value)


def open_instance(home: Path) -> dg.DagsterInstance:
    """Dagster's instance in `home`; its events are written through open files where SQLite keeps them.

    For one process that runs a graph by itself. A storage that the settings name (PostgreSQL) is left alone.
    """
    ref = InstanceRef.from_dir(str(home))
    own = ref.storage_data
    if own is not None and own.class_name == DagsterSqliteStorage.__name__:
        ours = ConfigurableClassData(__name__, OpenSqliteStorage.__name__, own.config_yaml)
        ref = ref._replace(storage_data=ours)
    return dg.DagsterInstance.from_ref(ref)


def _open(address: str) -> db.Engine:
    """An engine that keeps one connection, for whichever thread has its turn."""
    engine = db.create_engine(
        address,
        poolclass=db.QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args=_WAITING | {"check_same_thread": False},
    )
    db.event.listen(engine, "connect", _without_waiting_for_the_disk)
    return engine


def _without_waiting_for_the_disk(connection: Any, _: Any) -> None:
    """With a journal that is written ahead, a power failure may cost the last events, and never breaks the file."""
    connection.execute("pragma synchronous = normal")
