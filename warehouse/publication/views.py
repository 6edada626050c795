"""Views that hold wherever the file is opened: dbt writes into them the name of the file that it built.

A view that reads `candidate.marts.indicator_yoy` fails in every file of another name. Published ones read
`marts.indicator_yoy`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.loading.literals import literal

if TYPE_CHECKING:
    import duckdb

_VIEWS = """
select schema_name, view_name, sql, comment
from duckdb_views()
where database_name = current_database() and not internal
order by schema_name, view_name
"""


def free_views(con: duckdb.DuckDBPyConnection) -> int:
    """Recreates every view that names the open file, without that name, with its comments; how many there were."""
    named = con.execute("select current_database()").fetchall()[0][0]
    qualifier = re.compile(rf'(?<![\w."])(?:{re.escape(named)}|"{re.escape(named)}")\.(?=[\w"]+\.[\w"])')
    count = 0
    for schema, view, sql, comment in con.execute(_VIEWS).fetchall():
        freed = qualifier.sub("", sql)
        if freed == sql:
            continue
        columns = con.execute(
            "select column_name, comment from duckdb_columns() where database_name = current_database() "
            "and schema_name = ? and table_name = ? and comment is not null",
            [schema, view],
        ).fetchall()
        con.execute(re.sub(r"^create view", "create or replace view", freed, count=1, flags=re.IGNORECASE))
        if comment:
            con.execute(f'comment on view {schema}."{view}" is {literal(comment)}')
        for column, told in columns:
            con.execute(f'comment on column {schema}."{view}"."{column}" is {literal(told)}')
        count += 1
    return count
