"""`python shuffled_rows.py refresh …`: the command, with the rows of each raw table in another order once loaded.

SQL says of no table in which order its rows come. What is computed from them must not depend on it.
"""

from __future__ import annotations

from typing import Any

import cli
from ingest.loading import loading

load_raw = loading.load_raw


def load_shuffled(con: Any, *arguments: Any, **more: Any) -> dict[str, int]:
    """`load_raw`, and its rows shuffled, the same way each time."""
    counts = load_raw(con, *arguments, **more)
    tables = con.execute("select table_name from duckdb_tables() where schema_name = 'raw'").fetchall()
    for (table,) in tables:
        con.execute(f"create temp table shuffled as select * from raw.{table} order by hash(rowid + 7), rowid")
        con.execute(f"delete from raw.{table}; insert into raw.{table} select * from shuffled; drop table shuffled")
    return counts


if __name__ == "__main__":
    loading.load_raw = load_shuffled
    cli.main()
