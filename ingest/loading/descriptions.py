"""What tables and columns mean, told in the database itself, where it is not told yet."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.loading.literals import literal

if TYPE_CHECKING:
    import duckdb

RAW_DESCRIPTIONS = Path(__file__).with_name("descriptions.csv")

_UNTOLD = """
select table_name, column_name
from duckdb_columns()
where database_name = current_database() and schema_name = ? and coalesce(comment, '') = ''
order by all
"""


def describe_columns(con: duckdb.DuckDBPyConnection, schema: str, descriptions: Path) -> None:
    """Comments those columns of `schema` that have none, from a CSV with `table,column,description`.

    A row for table `*` speaks of the column of this name in every table that has no row of its own for it.
    """
    with descriptions.open(encoding="utf-8", newline="") as rows:
        told = {(row["table"], row["column"]): row["description"] for row in csv.DictReader(rows)}
    for table, column in con.execute(_UNTOLD, [schema]).fetchall():
        description = told.get((table, column)) or told.get(("*", column))
        if description:
            con.execute(f'comment on column {schema}.{table}."{column}" is {literal(description)}')
